"""Headline, body and header fields of a page that was saved as plain text."""
