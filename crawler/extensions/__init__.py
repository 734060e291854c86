"""Scrapy extensions: Crawl-delay, progress, log, the health of sources, the report and the end of a run."""
