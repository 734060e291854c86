"""The settings as commands read them: without Scrapy, from `newsgalley.toml`, and checked."""
