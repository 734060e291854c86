"""The item pipelines of a crawl: clean a page and its story's further pages, validate the result, store it."""
