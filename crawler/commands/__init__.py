"""`scrapy crawl | export | sources`: parse arguments, call, print."""

# Importing it makes Scrapy look up the source of every frame of the stack, three times over. From deep down in the
# imports of a command that was a quarter of the time of its start; from here it is little.
import scrapy.core.downloader.contextfactory  # noqa: F401
