"""Readers of front pages and sections: their links, feeds, sections and next page."""
