"""Feeds to read, and what is read of them."""

from crawler.sources.readers.feeds import read_feed

URL = "https://paper.example/feeds/news"


def rss(items: str, head: str = "") -> bytes:
    return f'{head}<rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'.encode()


def summary(body: bytes, url: str = URL):
    return [(link.url, link.title, link.date) for link in read_feed(body, url).articles]
