"""Measure the speed of a whole crawl, compared with cleaning without a network and with a naive spider."""
