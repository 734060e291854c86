"""The speed of a whole crawl, beside cleaning without a network and the naive spider."""
