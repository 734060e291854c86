"""The spiders, one per module, with their base and their arguments. What they fetch next is in `crawler.frontier`."""
