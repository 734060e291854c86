from dataclasses import replace

import pytest

from crawler.frontier.listings import ListingRef, entry_listings, further_listings, read, usual_listings
from crawler.frontier.source_run import SourceRun
from crawler.reports.source_outcome import SourceOutcome
from crawler.sources.source import ArticleLink, Source

HOME = "https://www.example.org/"


def source(**keys: object) -> Source:
    return Source(id="paper", name="The Paper", home=HOME, **keys)  # type: ignore[arg-type]


def test_a_bare_source_begins_with_its_front_page_and_robots_txt() -> None:
    assert [(ref.url, ref.kind) for ref in entry_listings(source())] == [
        (HOME, "front_page"),
        (f"{HOME}robots.txt", "robots"),
    ]


def test_a_source_that_names_its_listings_begins_with_these() -> None:
    named = source(feeds=(f"{HOME}rss",), sitemaps=(f"{HOME}map",), sections=(f"{HOME}city/",))
    assert [ref.kind for ref in entry_listings(named)] == ["feed", "sitemap", "section"]


@pytest.mark.parametrize(
    ("home", "feed"),
    [
        ("", None),
        ("index.html", None),
        ("en", "en/feed"),
        ("en/", "en/feed"),
        ("~paper/start.php", "~paper/feed"),
    ],
)
def test_feeds_are_also_sought_below_the_folder_of_the_home_page(home: str, feed: str | None) -> None:
    found = [ref.url for ref in usual_listings(replace(source(), home=HOME + home), "feed")]
    assert f"{HOME}feed" in found
    assert next(url for url in found if url.endswith("/feed")) == HOME + (feed or "feed")


def test_sitemaps_in_sitemaps_are_counted_in_depth() -> None:
    (child,) = further_listings(ListingRef(f"{HOME}map", "sitemap", depth=1), [f"{HOME}map-2"])
    assert (child.kind, child.depth) == ("sitemap", 2)


@pytest.mark.parametrize(
    ("story", "feeds"),
    [("", ["rss"]), ('<h2><a href="/city/council-decides-about-the-bridge-12345">The council decides</a></h2>', [])],
)
def test_the_feed_of_a_section_that_names_articles_is_only_tried(story: str, feeds: list[str]) -> None:
    ref = ListingRef(f"{HOME}city/", "section")
    page = f'<link rel="alternate" type="application/rss+xml" href="/rss"><p>City</p>{story}'.encode()
    listing = read(ref, page, ref.url, source())
    found = further_listings(ref, listing.listings)
    assert [(child.url, child.kind) for child in found] == [(HOME + feed, "feed") for feed in feeds]
    assert (f"{HOME}rss" in listing.possible_sections) is bool(story)


def test_a_listing_is_asked_for_once_a_run_and_within_its_bound() -> None:
    run = SourceRun(source(), SourceOutcome("paper"), articles_left=10, listings_left=2)
    refs = [ListingRef(f"{HOME}{name}", "feed") for name in ("a", "a", "b", "c")]
    assert [ref.url for ref in run.take_listings(refs)] == [f"{HOME}a", f"{HOME}b"]
    assert run.listings_waiting == 2


def test_articles_are_taken_once_a_run_and_up_to_the_bound() -> None:
    run = SourceRun(source(), SourceOutcome("paper"), articles_left=3, listings_left=2)
    a, b, c, d = (ArticleLink(url=f"{HOME}{name}", found_by="feed") for name in "abcd")
    assert [run.take_articles(links) for links in ([a, b], [b, c], [d])] == [[a, b], [c], []]
