"""The spiders that can be run, one per module. Their parts are in `crawler.frontier`."""
