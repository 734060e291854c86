"""Pages that may be lists are tried within bounds, and treated as what they turn out to be."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from tests.crawler.frontier.test_discovery import crawl
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Paper

PAGE = "<html><body>{}</body></html>"


def rows(paper: Paper, *names: str) -> str:
    """Serve stories; return the teasers that lead to them."""
    for name in names:
        paper.article(f"/2026/03/{name.lower()}-is-closed-for-repairs", f"{name} closed")
    return "".join(
        f'<h3><a href="/2026/03/{name.lower()}-is-closed-for-repairs">The {name} is closed for repairs</a></h3>'
        for name in names
    )


def add(paper: Paper, path: str, *parts: str) -> None:
    paper.add(path, PAGE.format("".join(parts)))


def test_lists_are_found_behind_links_that_do_not_say_so(paper: Paper, scrapy: Scrapy) -> None:
    headline = '<h2><a href="/city?page=1">City news and politics</a></h2>'
    among_articles = '<h3><a href="/desks/mill">All that our reporters wrote about the mill</a></h3>'
    menu = '<nav><a href="/numero/412">Numéro 412</a></nav>'
    footer = '<footer><a href="/hemeroteca">Hemeroteca</a> <a href="/imprint-of-ours">Who we are</a></footer>'
    add(paper, "/", menu, rows(paper, "Bridge", "Tower", "School"), headline, among_articles, footer)
    add(paper, "/city?page=1", rows(paper, "Pool"), '<a href="/city?page=2">2</a>')
    add(paper, "/city?page=2", rows(paper, "Court"))
    add(paper, "/desks/mill", rows(paper, "Mill", "Weir"), "<p>Read them all.</p>")
    add(paper, "/numero/412", rows(paper, "Quay"), '<a href="/numero/411">Numéro 411</a>')
    add(paper, "/numero/411", rows(paper, "Dock"), '<a href="/numero/410">Numéro 410</a>')
    add(paper, "/numero/410", rows(paper, "Pier"))
    add(paper, "/hemeroteca", '<a href="/hemeroteca/2025">2025</a>')
    add(paper, "/hemeroteca/2025", '<a href="/hemeroteca/2025/11">noviembre</a>')
    add(paper, "/hemeroteca/2025/11", rows(paper, "Museum"))
    add(paper, "/imprint-of-ours", "<h1>Who we are</h1><p>The Paper, 1 Quay Street.</p>")
    crawl(paper, scrapy)
    stored = "Bridge Court Dock Mill Museum Pier Pool Quay School Tower Weir"
    assert scrapy.titles() == [f"{name} closed" for name in stored.split()]

    add(paper, "/desks/mill", rows(paper, "Sluice"))
    asked = crawl(paper, scrapy)
    assert "Sluice closed" in scrapy.titles()
    assert "/city?page=1" in asked
    assert "/imprint-of-ours" not in asked


@pytest.mark.parametrize("does_list_vary", [True, False])
def test_a_list_that_a_killed_run_tried_is_proven_by_the_next(
    paper: Paper, scrapy: Scrapy, gate: threading.Event, does_list_vary: bool
) -> None:
    add(
        paper,
        "/",
        '<footer><a href="/hemeroteca">Hemeroteca</a></footer>',
        *(f"<a href='/find?q={n}'>{n}</a>" for n in range(20)),
    )
    rows_of_list = rows(paper, "Quay", "Dock")
    add(paper, "/hemeroteca", rows_of_list)
    first = paper.pages["/hemeroteca"]
    if does_list_vary:
        paper.pages["/hemeroteca"] = lambda _: Answer(f"{first.body!s}<!-- {len(paper.asked)} -->")  # type: ignore[union-attr]
    paper.hold(gate, *(f"/2026/03/{name}-is-closed-for-repairs" for name in ("quay", "dock")))
    killed = scrapy.start("crawl", "news", "-a", f"site={paper.base}/")
    killed.wait_until(lambda: any(path.startswith("/2026") for path in paper.paths()))
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    gate.set()
    crawl(paper, scrapy)
    add(paper, "/hemeroteca", rows(paper, "Sluice"), rows_of_list)
    crawl(paper, scrapy)
    assert scrapy.titles() == ["Dock closed", "Quay closed", "Sluice closed"]


def test_an_article_that_was_taken_for_a_list_is_stored(paper: Paper, scrapy: Scrapy) -> None:
    paper.article("/glosse/verregnet", "Verregnet")
    paper.article("/x7", "Ausverkauft")
    add(paper, "/", '<nav><a href="/x7">Ausverkauft</a></nav><h3><a href="/glosse/verregnet">Verregnet</a></h3>')
    crawl(paper, scrapy)
    assert scrapy.titles() == ["Ausverkauft", "Verregnet"]


def test_few_pages_of_one_kind_are_tried_until_one_of_them_is_a_list(paper: Paper, scrapy: Scrapy) -> None:
    links = "".join(f'<a href="/{kind}/n{n}">Item {kind} {n}</a>' for kind in "abcdefghijkl" for n in range(3, 12))
    private = '<p><a rel="nofollow" href="/vote-now">Vote</a></p>'
    add(paper, "/", private, rows(paper, "Bridge", "Tower", "School"), links)
    asked = crawl(paper, scrapy)
    tried = [path for path in asked if path[2:4] == "/n"]
    assert len(tried) == 30
    assert max(sum(path[1] == kind for path in tried) for kind in "abcdefghijkl") == 3
    assert "/vote-now" not in asked


def test_articles_lead_to_others_where_listings_offer_few(paper: Paper, scrapy: Scrapy) -> None:
    for number in range(1, 6):
        previous = f'<link rel="prev" href="/{number}0000"><p><a href="/diary/{number - 1}0000">Previous entry</a></p>'
        paper.article(f"/diary/{number}0000", f"Day {number}")
        answer = paper.pages[f"/diary/{number}0000"]
        answer.body = answer.body.replace("<footer>", f"{previous}<footer>")  # type: ignore[union-attr]
    add(paper, "/", '<h3><a href="/diary/50000">What happened on the last day of our journey</a></h3>')
    crawl(paper, scrapy)
    assert scrapy.titles() == [f"Day {number}" for number in range(1, 6)]


def test_a_page_of_feeds_leads_to_feeds_whose_addresses_do_not_say_so(paper: Paper, scrapy: Scrapy) -> None:
    add(paper, "/", rows(paper, "Bridge"), '<footer><a href="/syndication">RSS</a></footer>')
    add(paper, "/syndication", '<h1>Our feeds</h1><a href="/syndication/city.php">City</a>')
    paper.feed("/syndication/city.php", paper.article("/2026/03/pool", "Pool closed"))
    crawl(paper, scrapy)
    assert scrapy.titles() == ["Bridge closed", "Pool closed"]


def test_pages_that_were_tried_in_vain_count_in_later_runs(paper: Paper, scrapy: Scrapy) -> None:
    links = "".join(f'<a href="/tag/t{n}">Tag {n}</a>' for n in range(3, 12))
    add(paper, "/", rows(paper, "Bridge", "Tower", "School"), links)
    for number in range(3, 12):
        add(paper, f"/tag/t{number}", rows(paper, "Bridge"))
    asked = [[path for path in crawl(paper, scrapy) if path.startswith("/tag")] for _ in range(2)]
    assert list(map(len, asked)) == [3, 0]
