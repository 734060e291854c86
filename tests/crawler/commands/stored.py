"""Whole records in the store of a command."""

from __future__ import annotations

from crawler.stores.store import Store
from docs.generate.record import example_record
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.saving import representative_of, save_article


def put(scrapy: Scrapy, name: str, text: str, day: int = 1) -> str:
    """Store an article under an address of its own; return its id."""
    url = f"https://courier.example/2026/{name}.html"
    blocks = [{"type": "paragraph", "text": text, "level": None}]
    times = {"date_published": f"2026-03-{day:02}T10:00:00Z", "date_published_utc": f"2026-03-{day:02}T10:00:00Z"}
    new = {**example_record(), "title": name.title(), "text": text, "blocks": blocks, "links": [], "images": []}
    new |= {"id": f"{name}{'0' * 64}"[:64], "url": url, "canonical_url": url, "requested_url": url, **times}
    new["content_hash"] = f"{hash(text)}"
    store = Store(scrapy.store_uri)
    save_article(store, {**new, "duplicate_of": representative_of(store, new)}, [url])
    (stored,) = [each for each in store.articles.since() if each["url"] == url]
    store.close()
    return stored["id"]
