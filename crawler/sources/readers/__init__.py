"""Readers of listings: feeds, sitemaps, front pages and sections, from bytes to the links that they name."""
