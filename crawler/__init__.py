"""The Scrapy project: everything that touches the world."""
