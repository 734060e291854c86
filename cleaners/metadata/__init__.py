"""What a page says about itself, apart from its text: the fields, and one module for each place they are read from."""

from cleaners.metadata.fields import Author, DateEvidence, Image, Metadata, Syndication

__all__ = ["Author", "DateEvidence", "Image", "Metadata", "Syndication"]
