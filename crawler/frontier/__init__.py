"""The frontier of a crawl: requests for listings, articles and rechecks, and their bounds per source."""
