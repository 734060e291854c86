"""Articles of a site that names no feed or sitemap are found through its sections, with bounded requests."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Paper

SECTIONS = ("city", "politics", "sport")


def story_links(section: str, numbers: range) -> str:
    links = (f"/{section}/council-of-{section}-decides-on-plan-{n}0000" for n in numbers)
    return "".join(f'<h3><a href="{link}">Council of the {section} decides on plan {link}</a></h3>' for link in links)


def add_section(paper: Paper, section: str, stories: int, per_page: int = 3) -> None:
    """Serve a section with pages of stories, newest first, and the stories."""
    navigation = "".join(f'<a href="/{name}/">{name.title()}</a>' for name in SECTIONS)
    for first in range(0, stories, per_page):
        page = first // per_page + 1
        more = f'<a href="/{section}/?page={page + 1}">{page + 1}</a>' if first + per_page < stories else ""
        numbers = range(stories - first, max(0, stories - first - per_page), -1)
        body = f"<html><body><nav>{navigation}</nav><main>{story_links(section, numbers)}</main>{more}</body></html>"
        paper.add(f"/{section}/" + (f"?page={page}" if page > 1 else ""), body)
    for n in range(1, stories + 1):
        paper.article(f"/{section}/council-of-{section}-decides-on-plan-{n}0000", f"Plan {n} of the {section} council")


@pytest.fixture
def sections(paper: Paper) -> Paper:
    """Serve a newspaper whose front page links its sections only."""
    navigation = "".join(f'<a href="/{name}/">{name.title()}</a>' for name in SECTIONS)
    paper.add("/", f"<html><body><nav>{navigation}<a href='/login'>Log in</a></nav></body></html>")
    for name in SECTIONS:
        add_section(paper, name, stories=5)
    return paper


def crawl(paper: Paper, scrapy: Scrapy, **settings: object) -> list[str]:
    """Crawl the site; return the paths that this run requested."""
    before = len(paper.asked)
    scrapy("crawl", "news", "-a", f"site={paper.base}/", **settings)
    return paper.paths()[before:]


def test_articles_that_only_sections_and_their_further_pages_link_to_are_stored(
    sections: Paper, scrapy: Scrapy
) -> None:
    requested = crawl(sections, scrapy, MAX_SECTIONS_PER_SOURCE=1)  # and more once the first one led to an article
    assert len(scrapy.titles()) == 15
    assert "/login" not in requested
    assert max(requested.count(path) for path in requested if path != "/robots.txt") == 1


def test_a_later_run_reads_the_sections_and_no_usual_address_that_was_absent(sections: Paper, scrapy: Scrapy) -> None:
    first = crawl(sections, scrapy)
    add_section(sections, "city", stories=7)
    second = crawl(sections, scrapy)
    assert len(scrapy.titles()) == 17
    assert {"/feed", "/sitemap.xml"} <= set(first)
    assert {path for path in second if path != "/robots.txt" and "plan" not in path} == {
        "/", "/city/", "/city/?page=2", "/politics/", "/sport/",
    }  # fmt: skip


def test_a_section_that_gives_nothing_new_is_read_less_often(sections: Paper, scrapy: Scrapy) -> None:
    for _ in range(3):
        requested = crawl(sections, scrapy)
        assert {"/city/", "/politics/", "/sport/"} <= set(requested)
    assert {path for path in crawl(sections, scrapy) if path != "/robots.txt"} == {"/"}


def test_a_run_that_reads_fewer_sections_offers_as_many_links(sections: Paper, scrapy: Scrapy) -> None:
    offered = [
        scrapy("crawl", "news", "-a", f"site={sections.base}/").summary()["sources"][0]["offered"] for _ in range(4)
    ]
    assert offered == [9, 9, 9, 9]


def test_a_run_that_ends_early_leaves_no_further_page_unread(sections: Paper, scrapy: Scrapy) -> None:
    crawl(sections, scrapy, MAX_LISTINGS_PER_SOURCE=25)  # the front page, robots.txt, 20 usual addresses, and 3 more
    assert len(scrapy.titles()) == 9
    crawl(sections, scrapy)
    assert len(scrapy.titles()) == 15


@pytest.mark.parametrize("does_front_vary", [True, False])
@pytest.mark.parametrize("page", [2, 4])
def test_further_pages_that_a_killed_run_did_not_read_are_read_by_the_next(
    sections: Paper, scrapy: Scrapy, gate: threading.Event, page: int, does_front_vary: bool
) -> None:
    add_section(sections, "city", stories=15)
    first = sections.pages["/city/"]
    assert isinstance(first, Answer)
    if does_front_vary:  # as many sites do
        sections.pages["/city/"] = lambda _: Answer(f"{first.body!s}<!-- {len(sections.asked)} -->")
    sections.hold(gate, f"/city/?page={page}")
    killed = scrapy.start("crawl", "news", "-a", f"site={sections.base}/")
    killed.wait_until(lambda: f"/city/?page={page}" in sections.paths())
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    gate.set()
    crawl(sections, scrapy)
    assert len(scrapy.titles()) == 25


@pytest.mark.parametrize("address", ["/city", "/2026/03/05/all-the-news-of-the-harbour-in-this-week-4711"])
def test_a_list_behind_a_headline_is_read_on_after_runs_that_were_killed(
    sections: Paper, scrapy: Scrapy, gate: threading.Event, address: str
) -> None:
    links = [sections.article(f"/2026/03/pier-{n}", f"Pier number {n} of the harbour is closed") for n in range(5)]
    headlines = "".join(
        f"<h2><a href='{link}'>News of the harbour at {link}</a></h2>" for link in [*links[:3], address]
    )
    sections.add("/", f"<html><body><main>{headlines}</main></body></html>")
    rest = f"{address}?page=2"
    teasers = "".join(f"<h2><a href='{link}'>News of the harbour at {link}</a></h2>" for link in links[:4])
    sections.add(address, f"<html><body><h1>City</h1>{teasers}<a rel=next href='{rest}'>2</a></body></html>")
    sections.add(
        rest, f"<html><body><h1>City</h1><h2><a href='{links[4]}'>Pier closed for the winter</a></h2></body></html>"
    )
    sections.hold(gate, "/2026/03/pier-3", rest)
    for kill in (1, 2):
        killed = scrapy.start("crawl", "news", "-a", f"site={sections.base}/")
        killed.wait_until(lambda: sections.paths().count(rest) == kill)  # noqa: B023
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
    gate.set()
    crawl(sections, scrapy)
    assert len(scrapy.titles()) == 5


def test_an_endless_list_ends_at_the_bound(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/", '<html><body><nav><a href="/city/">City</a></nav></body></html>')
    for page in range(1, 30):
        more = f'<a rel="next" href="/city/?page={page + 1}">Next</a>'
        path = "/city/" + (f"?page={page}" if page > 1 else "")
        paper.add(path, f"<html><body>{story_links('city', range(3 * page, 3 * page + 3))}{more}</body></html>")
    requested = crawl(paper, scrapy, MAX_PAGES_PER_SECTION=4)
    assert sum(path.startswith("/city/?page") for path in requested) == 3


def test_a_feed_at_a_usual_address_is_found_and_read_in_every_run(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/", "<html><body><div id='app'></div></body></html>")
    paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    crawl(paper, scrapy)
    paper.feed("/rss.xml", paper.article("/2026/03/lighthouse", "Lighthouse"))
    assert [path for path in crawl(paper, scrapy) if path != "/robots.txt"] == ["/", "/rss.xml", "/2026/03/lighthouse"]
    assert scrapy.titles() == ["Harbour wall", "Lighthouse"]
