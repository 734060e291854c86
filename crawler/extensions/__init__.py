"""Scrapy extensions: politeness, progress, the report of a run."""
