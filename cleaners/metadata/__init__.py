"""Metadata of a page, such as title, authors and dates.

Some modules read one place on the page each (`meta_tags`, `json_ld`, `microdata`, `visible`); `raw_metadata` holds what
they found. The others choose fields from it (`titles`, `authors`, `dates`, `images`, `topics`, `access`, `origin`,
`languages`).
"""

from cleaners.metadata.fields import Author, DateEvidence, Image, Metadata, Syndication

__all__ = ["Author", "DateEvidence", "Image", "Metadata", "Syndication"]
