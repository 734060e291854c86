"""The spiders, one per module, and their arguments. Their components are in `crawler.frontier`."""
