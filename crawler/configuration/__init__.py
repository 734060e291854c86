"""Read the settings of a command from `newsgalley.toml`, without Scrapy, and check them."""
