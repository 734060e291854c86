"""Readers of feeds, sitemaps, robots.txt and front pages expand and fetch nothing, and take bounded time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.sources.packing import MAX_UNPACKED_BYTES, unpack
from crawler.sources.readers import sitemaps
from crawler.sources.readers.feeds import read_feed
from crawler.sources.readers.pages.front_page import read_front_page
from crawler.sources.readers.robots_sitemaps import robots_sitemaps
from crawler.sources.readers.sitemaps import read_sitemap
from crawler.sources.source import Listing, ListingError
from tests.hostile import listings

READERS = (read_feed, read_sitemap, read_front_page, robots_sitemaps)
SECRET = "the password of the house"
# A sitemap of 600,000 tags is repaired and read in full, which takes ten seconds.
LONG = {(read_sitemap, listings.millions_of_elements)}
CASES = [
    pytest.param(reader, hostile, marks=[pytest.mark.soak] * ((reader, hostile) in LONG))
    for reader in READERS
    for hostile in listings.ALL
]


@pytest.mark.parametrize(("reader", "hostile"), CASES)
def test_a_listing_harms_no_reader(
    reader: Callable[[bytes, str], Listing | list[str]], hostile: Callable[[Path], bytes], tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    try:
        read = reader(hostile(secret), "https://example.org/rss.xml")
    except ListingError:
        return
    assert SECRET not in repr(read)
    assert len(repr(read)) < 100_000


def test_a_sitemap_is_read_up_to_its_bound_of_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_TAGS", 1_000)
    entries = "".join(f"<url><loc>https://example.org/{n}</loc></url>" for n in range(1_000))
    read = read_sitemap(f"<urlset>{entries}</urlset>".encode(), "https://example.org/sitemap.xml")
    assert 200 < len(read.articles) < 300


def test_the_harmless_entries_of_a_harmful_feed_are_read(tmp_path: Path) -> None:
    (link,) = read_feed(listings.billion_laughs(tmp_path), "https://example.org/rss.xml").articles
    assert link.url == listings.LINK


def test_a_gzipped_sitemap_is_unpacked_only_up_to_the_bound(tmp_path: Path) -> None:
    assert len(unpack(listings.gzip_bomb(tmp_path))) == MAX_UNPACKED_BYTES
