"""The frontier of a crawl: listings, links, and how much is asked of each source."""
