"""The frontier of a crawl: what it requests next (listings, articles, rechecks), and the bounds per source."""
