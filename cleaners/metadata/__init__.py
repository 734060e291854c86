"""Metadata of a page, such as title, authors and dates.

One group of modules reads a place on the page (`meta_tags`, `json_ld`, `microdata`, `visible`) into `raw_metadata`. The
others choose one field each from it (`titles`, `authors`, `dates`, `images`, `access`, `origin`, `languages`).
"""

from cleaners.metadata.fields import Author, DateEvidence, Image, Metadata, Syndication

__all__ = ["Author", "DateEvidence", "Image", "Metadata", "Syndication"]
