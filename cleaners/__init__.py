"""The cleaner: a page in, an article out."""

__version__ = "0.1.0"  # of the whole project: package metadata, user agent and stored records take it from here
