"""Dates of an article: parsing them in all languages, and choosing among the places on the page."""
