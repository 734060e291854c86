"""The server of the reading room: it makes each page on request, and also has a page about the crawl workers."""
