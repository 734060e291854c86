"""Readers of listings: functions from the bytes of a feed, sitemap, front page or section to its links."""
