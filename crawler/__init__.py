"""The Scrapy project: everything that uses the network, files or the database."""
