"""Titles of an article: comparing them, cutting the names of sites off them, and choosing the headline."""
