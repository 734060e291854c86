import re
from datetime import UTC, datetime, timedelta

import pytest

from crawler.sources.arguments import given_links
from crawler.sources.selection import fresh_listings, links_alike, select_links
from crawler.sources.source import ArticleLink, Listing, Source

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SOURCE = Source(id="p", name="P", home="https://www.paper.example/")


def link(path: str, found_by="feed", **more) -> ArticleLink:
    url = path if path.startswith("http") else "https://paper.example" + path
    return ArticleLink(url=url, found_by=found_by, **more)


def paths(links) -> list[str]:
    return [link.url.removeprefix("https://paper.example") for link in links]


def test_newest_first_then_undated_in_listing_order():
    links = [link("/u1"), link("/old", date="2026-03-01"), link("/u2"), link("/new", date="2026-03-09T10:00:00+01:00")]
    chosen, passed_over = select_links(links, SOURCE, NOW)
    assert paths(chosen) == ["/new", "/old", "/u1", "/u2"]
    assert not passed_over


@pytest.mark.parametrize(
    ("offered", "reason"),
    [
        (link("https://other.example/a"), "other_site"),
        (link("/video/a"), "skip_url"),
        (link("/page"), "not_article_url"),
        (link("/a1", score=0.4), "low_score"),
        (link("/a1", date="2026-03-01T00:00:00+00:00"), "too_old"),
        (link("/a1", date="2026-03-02"), "too_old"),
    ],
)
def test_each_reason_is_counted(offered, reason):
    source = Source(
        id="p",
        name="P",
        home="https://www.paper.example/",
        article_url=re.compile(r"/a\d?$"),
        skip_url=re.compile("/video/"),
        max_age=timedelta(days=7),
    )
    assert select_links([offered], source, NOW) == ([], {reason: 1})


def test_day_counts_until_its_end():
    source = Source(id="p", name="P", home="https://paper.example/", max_age=timedelta(days=7))
    assert len(select_links([link("/a", date="2026-03-03")], source, NOW)[0]) == 1


def test_subdomains_and_sections_belong_to_the_site():
    source = Source(id="p", name="P", home="https://paper.example/", sections=("https://paper-sport.example/",))
    links = [link("https://blog.paper.example/a", "front_page"), link("https://paper-sport.example/a", "section")]
    assert len(select_links(links, source, NOW)[0]) == 2


def test_feeds_may_lead_through_redirectors_and_given_links_anywhere():
    redirected = "https://feedproxy.google.com/~r/paper/1"
    assert len(select_links([link(redirected), link("https://other.example/a", "given")], SOURCE, NOW)[0]) == 2
    assert select_links([link(redirected, "front_page")], SOURCE, NOW)[1] == {"other_site": 1}


def test_variants_of_an_address_are_one_link_with_the_best_hints():
    links = [
        link("/a", "sitemap", date="2026-03-09"),
        link("/a/amp/", "news_sitemap", date="2026-03-03T10:00:00+00:00", title="A"),
        link("/a?utm_source=x", "front_page", title="Teaser"),
    ]
    chosen, passed_over = select_links(links, SOURCE, NOW)
    assert [(one.found_by, one.title) for one in chosen] == [("news_sitemap", "A")]
    assert passed_over == {"duplicate_link": 2}


def test_listings_older_than_max_age_are_left_out():
    source = Source(id="p", name="P", home="https://paper.example/", max_age=timedelta(days=7))
    listing = Listing(listings=["new", "old", "undated"], listing_dates={"new": "2026-03-09", "old": "2025-01-01"})
    assert fresh_listings(listing, source, NOW) == ["new", "undated"]
    assert fresh_listings(listing, SOURCE, NOW) == ["new", "old", "undated"]


def test_given_addresses_are_read_as_browsers_do():
    given = {"http:///example.org/a": "http://example.org/a", "https:\\\\example.org/a": "https://example.org/a"}
    assert {written: given_links(written, None)[0].url for written in given} == given


@pytest.mark.parametrize("url", ["http://", "http://?x", "http://:80/a", "http://[::1/a", "https://exa mple.org/"])
def test_a_given_address_without_a_host_is_named(url: str):
    with pytest.raises(ValueError, match="is not an http or https address"):
        given_links(url, None)


@pytest.mark.parametrize(
    ("date", "count"), [("2026/03/09", 1), ("2025/03/31", 1), ("2025/02/27", 0), ("2003/01/09", 0)]
)
def test_links_on_an_article_that_are_more_than_a_year_old_are_left_out(date: str, count: int) -> None:
    related = ArticleLink(url=f"https://paper.example/{date}/council-decides-on-bridge", found_by="section")
    article = "https://paper.example/2026/03/10/ferry-turns-back-again"
    found = links_alike([related], article, NOW)
    assert len(found) == count
