"""Spiders: `news` crawls sources, `article` fetches given addresses."""
