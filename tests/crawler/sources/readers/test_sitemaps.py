import contextlib
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.readers import sitemaps
from crawler.sources.readers.robots_sitemaps import robots_sitemaps
from crawler.sources.readers.sitemaps import read_sitemap
from crawler.sources.source import ListingError

URL = "https://paper.example/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(entries: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{entries}</urlset>'.encode()


def summary(body: bytes):
    return [(link.url, link.found_by, link.date) for link in read_sitemap(body, URL).articles]


def test_entries_without_an_address_are_counted() -> None:
    entries = (
        "<url><loc/></url><url/><url><loc>mailto:a@b.example</loc></url><url><loc>/a<lastmod>2026</lastmod></loc></url>"
    )
    listing = read_sitemap(f"<urlset>{entries}</urlset>".encode(), "https://paper.example/sitemap.xml")
    assert [link.url for link in listing.articles] == ["https://paper.example/a"]
    assert listing.unaddressed == 3


@pytest.mark.parametrize(
    "line",
    ['Sitemap: "/a.xml"', "Sitemap: <https://paper.example/a.xml>", "Site-map: /a.xml", "\ufeff\u200bSitemap: /a.xml"],
)
def test_a_sitemap_line_of_robots_txt_is_read_in_the_ways_in_which_sites_write_it(line: str) -> None:
    assert robots_sitemaps(line, "https://paper.example/robots.txt") == ["https://paper.example/a.xml"]


def test_plain_sitemap_newest_first_undated_last():
    body = urlset(
        "<url><loc>/undated</loc></url>"
        "<url><loc> https://paper.example/old </loc><lastmod>2026-01-01</lastmod></url>"
        "<url><loc>https://paper.example/new</loc><lastmod>2026-03-01T10:00:00Z</lastmod></url>"
    )
    assert summary(body) == [
        ("https://paper.example/new", "sitemap", "2026-03-01T10:00:00+00:00"),
        ("https://paper.example/old", "sitemap", "2026-01-01"),
        ("https://paper.example/undated", "sitemap", None),
    ]


@pytest.mark.parametrize("prefix", ["news", "n"])
def test_news_sitemap_gives_title_and_date_of_publication(prefix):
    body = urlset(
        f'<url><loc>https://paper.example/a</loc><lastmod>2026-03-05</lastmod><{prefix}:news xmlns:{prefix}="urn:n">'
        f"<{prefix}:publication><{prefix}:name>Paper</{prefix}:name></{prefix}:publication>"
        f"<{prefix}:publication_date>2026-03-03T10:00Z</{prefix}:publication_date>"
        f"<{prefix}:title>Rain &amp; wind</{prefix}:title></{prefix}:news></url>"
    )
    [link] = read_sitemap(body, URL).articles
    assert (link.found_by, link.title, link.date) == ("news_sitemap", "Rain & wind", "2026-03-03T10:00:00+00:00")


def test_addresses_of_images_are_not_articles():
    body = urlset(
        '<url><i:image xmlns:i="urn:i"><i:loc>https://paper.example/x.jpg</i:loc><i:title>T</i:title></i:image>'
        "<loc>https://paper.example/a</loc></url>"
    )
    [link] = read_sitemap(body, URL).articles
    assert (link.url, link.title) == ("https://paper.example/a", None)


def test_index_lists_news_first_then_the_newest_then_the_undated():
    children = [
        ("sitemap-2024-05.xml", ""),
        ("posts.xml", ""),
        ("sitemap-2025-05.xml", ""),
        ("late.xml", "<lastmod>2026-02-01</lastmod>"),
        ("google-news.xml", ""),
        ("category-sitemap.xml", "<lastmod>2026-03-01</lastmod>"),
    ]
    entries = "".join(f"<sitemap><loc>https://news.example/{name}</loc>{date}</sitemap>" for name, date in children)
    listing = read_sitemap(f"<sitemapindex>{entries}</sitemapindex>".encode(), URL)
    assert [child.rsplit("/", 1)[1] for child in listing.listings] == [
        "google-news.xml",
        "late.xml",
        "sitemap-2025-05.xml",
        "sitemap-2024-05.xml",
        "posts.xml",
        "category-sitemap.xml",
    ]
    assert listing.listing_dates["https://news.example/late.xml"] == "2026-02-01"
    assert listing.articles == []


def test_an_index_without_dates_is_read_from_both_ends():
    entries = "".join(f"<sitemap><loc>/part-{number}.xml</loc></sitemap>" for number in range(5))
    listing = read_sitemap(f"<sitemapindex>{entries}</sitemapindex>".encode(), URL)
    assert [child[-5] for child in listing.listings] == ["0", "4", "1", "3", "2"]


def test_gzip_is_recognised_by_its_first_bytes_even_if_truncated():
    packed = gzip.compress(urlset("".join(f"<url><loc>/{i}</loc></url>" for i in range(1000))))
    assert len(read_sitemap(packed, URL).articles) == 1000
    assert 0 < len(read_sitemap(packed[: len(packed) // 2], URL).articles) < 1000


def test_text_sitemap():
    body = b"https://paper.example/a\r\nno address\nhttps://paper.example/b\n"
    assert [link[0] for link in summary(body)] == ["https://paper.example/a", "https://paper.example/b"]


def test_feed_used_as_sitemap():
    body = b"<rss><channel><item><link>/a</link><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"
    assert summary(body) == [("https://paper.example/a", "sitemap", "2026-03-03T10:00:00+00:00")]


def test_lists_and_service_pages_of_a_plain_sitemap_score_low():
    body = urlset("<url><loc>/tag/rain</loc></url><url><loc>/</loc></url><url><loc>/city/bridge</loc></url>")
    scores = {link.url: link.score for link in read_sitemap(body, URL).articles}
    assert scores["https://paper.example/tag/rain"] == scores["https://paper.example/"] == 0
    assert scores["https://paper.example/city/bridge"] == 1


def test_broken_sitemap_gives_the_entries_before_the_damage():
    assert summary(urlset("<url><loc>/a</loc></url><url><loc>/b & c</loc></url><url><lo")[:-9])


def test_an_unescaped_ampersand_damages_no_address():
    body = urlset("<url><loc>/a?b=1&c=2</loc></url><url><loc>/d?e=1&amp;f=2</loc></url><url><loc>/g</x></url>")
    assert [link[0] for link in summary(body)][:2] == [
        "https://paper.example/a?b=1&c=2",
        "https://paper.example/d?e=1&f=2",
    ]


def test_only_the_allowed_number_of_entries_is_read(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 100)
    entries = "".join(f"<url><loc>/story/{number}</loc></url>" for number in range(200))
    numbers = [int(link.url.rpartition("/")[2]) for link in read_sitemap(urlset(entries), URL).articles]
    assert numbers == [*range(50), *range(150, 200)]  # the newest stand at one of the ends


def test_utf_16_sitemap():
    body = urlset("<url><loc>/a</loc></url>").decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert len(summary(body)) == 1


def test_entity_bombs_and_deep_nesting_are_read_in_bounded_time():
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    body = f'<!DOCTYPE u [<!ENTITY e0 "x">{bomb}]><urlset><url><loc>/a&e11;</loc></url>{"<x>" * 50_000}'.encode()
    assert summary(body) == [("https://paper.example/a", "sitemap", None)]


@pytest.mark.parametrize("body", [b"", b"hello", b"<html><body>404</body></html>", b"\x1f\x8b garbage", b"<", b"{}"])
def test_a_body_other_than_a_sitemap_is_an_error_that_names_the_url(body):
    with pytest.raises(ListingError, match=URL):
        read_sitemap(body, URL)


@pytest.mark.parametrize("between", [", ", " ", ",", ";", " ; "])
def test_a_line_of_robots_txt_may_name_several_sitemaps(between):
    first, second = "https://paper.example/a.xml", "https://paper.example/b.xml?a=1,2"
    assert robots_sitemaps(f"Sitemap: {first}{between}{second} # both", URL) == [first, second]


def test_robots_sitemaps_in_any_spelling():
    body = (
        "User-agent: *\nSITEMAP:https://paper.example/a.xml\nsitemap : /b.xml\n  Sitemap: https://paper.example/a.xml\n"
        "Sitemap /c.xml\nSitemap:\nDisallow: /sitemap\nSitemap: ftp://paper.example/d\n"
    )
    expected = ["https://paper.example/a.xml", "https://paper.example/b.xml", "https://paper.example/c.xml"]
    assert robots_sitemaps(body, "https://paper.example/robots.txt") == expected
    assert robots_sitemaps(b"\xef\xbb\xbf" + body.encode(), "https://paper.example/robots.txt") == expected


NOISE = st.binary()


@given(NOISE | NOISE.map(lambda noise: b"<urlset><url><loc>/a</loc>" + noise) | NOISE.map(gzip.compress))
def test_any_bytes_give_a_listing_or_a_listing_error(body):
    with contextlib.suppress(ListingError):
        read_sitemap(body, URL)
    robots_sitemaps(body, URL)


def test_sitemaps_that_are_listed_as_pages_are_followed() -> None:
    listing = read_sitemap(
        b"<urlset><url><loc>https://paper.example/maps/march.xml</loc></url>"
        b"<url><loc>https://paper.example/maps/april.xml.gz?v=2</loc></url>"
        b"<url><loc>https://paper.example/2026/03/04/council-votes-on-harbour-wall</loc></url></urlset>",
        "https://paper.example/sitemap.xml",
    )
    maps = ["https://paper.example/maps/april.xml.gz?v=2", "https://paper.example/maps/march.xml"]
    assert sorted(listing.listings) == maps
    assert [link.url for link in listing.articles] == ["https://paper.example/2026/03/04/council-votes-on-harbour-wall"]


def test_articles_that_are_listed_as_sitemaps_are_taken() -> None:
    maps = [
        "https://paper.example/export.php?part=3",
        "https://paper.example/news-index-of-the-year-2026-03",
        "https://paper.example/sitemap-2026-03.xml",
        "https://paper.example/sitemaps/2026/03/04",
    ]
    articles = [
        "https://paper.example/2026/03/04/council-votes-on-harbour-wall",
        "https://paper.example/stadt/rat-stimmt-ueber-hafenmauer-ab-4711.html",
    ]
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in (*maps, *articles))
    listing = read_sitemap(f"<sitemapindex>{listed}</sitemapindex>".encode(), "https://paper.example/sitemap.xml")
    assert sorted(link.url for link in listing.articles) == articles
    assert sorted(listing.listings) == maps


def test_an_entry_with_several_addresses_is_read_as_several() -> None:
    entry = "<url><loc>/a-1</loc><loc> /b-2 </loc><loc>/a-1</loc><lastmod>2026-03-01</lastmod></url>"
    assert summary(urlset(entry)) == [
        ("https://paper.example/a-1", "sitemap", "2026-03-01"),
        ("https://paper.example/b-2", "sitemap", "2026-03-01"),
    ]


def test_addresses_of_pictures_in_an_entry_are_not_entries() -> None:
    images = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    entry = f"<url><loc>/a-1</loc><image:image {images}><image:loc>/b.jpg</image:loc></image:image></url>"
    assert [link.url for link in read_sitemap(urlset(entry), URL).articles] == ["https://paper.example/a-1"]
