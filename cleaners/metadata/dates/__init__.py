"""Dates of an article: parse them in all languages, and choose among the places on the page."""
