"""Comparison of articles: near-duplicates, revisions and site lines."""
