"""`scrapy crawl | export | sources`: parse arguments, call, print."""
