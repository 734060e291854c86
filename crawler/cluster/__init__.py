"""Crawl on many machines: a queue of jobs in PostgreSQL, and the crawl workers that do the jobs."""
