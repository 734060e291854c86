"""Scrapy middlewares, one concern per module; all but `http_status` are downloader middlewares."""
