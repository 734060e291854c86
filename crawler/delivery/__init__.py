"""Deliver the changes of articles to a program that listens at an address (DELIVER_URL)."""
