"""Show what the cleaner made of a page: every block, kept or removed, with its reasons."""
