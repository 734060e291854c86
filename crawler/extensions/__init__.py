"""Scrapy extensions: throttling, log and progress, the health of sources, and all that a run does at its end."""
