"""Fit the models of blocks: the words of clutter, and the page-only and the full model in two passes."""
