"""Comparison of articles: near-duplicates, revisions, and lines that a site repeats."""
