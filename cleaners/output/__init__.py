"""Output formats of an article other than the record."""
