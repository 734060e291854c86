"""For any listing and any source file, the readers raise only their declared errors."""

# ruff: noqa: E501, RUF005 (tables of pieces)

from __future__ import annotations

import contextlib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.sources.loader import SourceError, load_sources
from crawler.sources.readers.feeds import read_feed
from crawler.sources.readers.robots_sitemaps import robots_sitemaps
from crawler.sources.readers.sitemaps import read_sitemap
from crawler.sources.source import ListingError

FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
URL = "https://example.org/feed.xml"
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel>'
    "<title>Boats</title><item><title>Nets</title><link>https://example.org/nets</link><guid>nets</guid>"
    "<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"
)
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/'
    'schemas/sitemap-news/0.9"><url><loc>https://example.org/nets</loc><lastmod>2026-03-03</lastmod><news:news>'
    "<news:title>Nets</news:title></news:news></url></urlset>"
)
PIECES = st.sampled_from(
    ["<", "]]>", "<![CDATA[", "&x;", "<!DOCTYPE a [<!ENTITY x 'y'>]>", "\x00", "</item>", "<link>http://[</link>", "&#xd800;"]
    + ["<loc>", "<item>", "xmlns:a=''", "<a:entry>", "<guid isPermaLink='true'>//</guid>", "\ufeff", "<sitemapindex>"]
)  # fmt: skip
TOML_KEYS = st.sampled_from(
    ["id", "name", "home", "feeds", "sitemaps", "every", "max_age", "article_url", "enabled", "x"]
)
TOML_VALUES = st.sampled_from(
    ['"https://example.org/"', '["https://example.org/rss"]', '"("', "1", "true", "1979-05-27", "[[1]]", '"30m"', '""', "nan"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return a feed or sitemap in which parts were cut out, doubled or replaced by markup."""
    text = draw(st.sampled_from([FEED, SITEMAP]))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        text = text[:start] + draw(st.just("") | st.just(text[start:end] * 2) | PIECES) + text[end:]
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16", "cp1251"])), "replace")


@FEW
@given(mutated() | st.binary(max_size=300), st.sampled_from([URL, "", "https://example.org/sitemap.xml.gz"]))
def test_damaged_feeds_and_sitemaps_raise_only_listing_errors(body: bytes, url: str) -> None:
    for read in (read_feed, read_sitemap):
        with contextlib.suppress(ListingError):
            read(body, url)
    robots_sitemaps(body, url)


@FEW
@given(
    st.lists(st.tuples(TOML_KEYS, TOML_VALUES), max_size=8).map(
        lambda rows: "[[source]]\n" + "\n".join(f"{key} = {value}" for key, value in rows)
    )
    | st.text(max_size=80)
)
def test_random_source_files_raise_only_source_errors(text: str) -> None:
    with TemporaryDirectory() as folder, contextlib.suppress(SourceError):
        path = Path(folder) / "sources.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        load_sources(path)
