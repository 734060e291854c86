"""The sources of a crawl: their TOML files, and the selection of links from their listings, which `readers` reads."""
