"""The sources that we crawl: their TOML files, and readers of the listings that name their articles."""
