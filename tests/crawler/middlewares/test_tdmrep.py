"""What a site states about rights in robots.txt, tdmrep.json and headers is in the records of its articles."""

from __future__ import annotations

import json

import pytest

from tests.support.commands.scrapy_runs import Ended, Scrapy
from tests.support.paper import Paper, source_file

TDMREP = "/.well-known/tdmrep.json"


def crawl(paper: Paper, scrapy: Scrapy, **settings: object) -> Ended:
    feed = paper.feed("/rss.xml", *(paper.article(f"/2026/03/wall-{n}", f"Harbour wall {n}") for n in range(3)))
    return scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]), **settings)


def reserve(paper: Paper, location: str = "/", value: int = 1) -> None:
    rules = [{"location": location, "tdm-reservation": value, "tdm-policy": f"{paper.base}/policy"}]
    paper.add(TDMREP, json.dumps(rules), content_type="application/json")


def rights(scrapy: Scrapy) -> dict[str, str]:
    return {record["title"]: record["rights"]["status"] for record in scrapy.records()}


def test_the_file_is_read_once_per_site_and_day(paper: Paper, scrapy: Scrapy) -> None:
    reserve(paper, "/2026/03/wall-1")
    crawl(paper, scrapy)
    assert rights(scrapy) == {"Harbour wall 0": "unknown", "Harbour wall 1": "reserved", "Harbour wall 2": "unknown"}
    [reserved] = [record for record in scrapy.records() if record["title"] == "Harbour wall 1"]
    statement, policy = reserved["rights"]["statements"]
    assert statement == {
        "kind": "tdm_reservation", "value": "1", "where": "well-known:tdmrep.json", "scope": "site", "agents": [],
    }  # fmt: skip
    assert policy["value"] == f"{paper.base}/policy"

    page = paper.article("/2026/03/wall-1/again", "Harbour wall again")
    scrapy("crawl", "article", "-a", f"urls={page}")
    assert rights(scrapy)["Harbour wall again"] == "reserved"
    assert paper.paths().count(TDMREP) == 1


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_site_without_the_file_is_crawled_as_before(paper: Paper, scrapy: Scrapy, status: int) -> None:
    paper.add(TDMREP, "no", status=status)
    assert crawl(paper, scrapy).code == 0
    assert set(rights(scrapy).values()) == {"unknown"}
    assert paper.paths().count(TDMREP) == 1


def test_the_file_is_not_requested_if_the_setting_is_off_or_robots_txt_forbids_it(paper: Paper, scrapy: Scrapy) -> None:
    crawl(paper, scrapy, READ_TDMREP=False, ROBOTS_KEEP_SECONDS=0)
    paper.add("/robots.txt", "User-agent: *\nDisallow: /.well-known/", content_type="text/plain")
    scrapy("crawl", "article", "-a", f"urls={paper.article('/a/wall', 'The wall')}")
    assert TDMREP not in paper.paths()
    assert len(scrapy.titles()) == 4


def test_robots_txt_and_headers_state_rights(paper: Paper, scrapy: Scrapy) -> None:
    robots = "User-agent: GPTBot\nDisallow: /2026/\n\nUser-agent: *\nContent-Signal: ai-train=no\nAllow: /"
    paper.add("/robots.txt", robots, content_type="text/plain")
    page = paper.article("/2026/03/wall", "The wall")
    paper.pages["/2026/03/wall"].headers["X-Robots-Tag"] = "noai"  # type: ignore[union-attr]
    scrapy("crawl", "article", "-a", f"urls={page}")
    [record] = scrapy.records()
    assert [(each["kind"], each["value"], each["where"]) for each in record["rights"]["statements"]] == [
        ("robots", "noai", "header:x-robots-tag"),
        ("content_signal", "ai-train=no", "robots.txt"),
        ("ai_agents", "disallow", "robots.txt"),
    ]


def test_cleaning_again_keeps_the_statements_of_headers_and_site(paper: Paper, scrapy: Scrapy) -> None:
    test_robots_txt_and_headers_state_rights(paper, scrapy)
    [before] = scrapy.records()
    assert scrapy("reclean").code == 0
    assert scrapy.records() == [before]


def test_reserved_articles_are_neither_stored_nor_archived_if_the_user_wants_that(paper: Paper, scrapy: Scrapy) -> None:
    reserve(paper, "/2026/03/wall-1")
    ended = crawl(paper, scrapy, RESPECT_TDM=True)
    assert ended.summary()["pages_dropped"] == {"rights_reserved": 1}
    assert scrapy.titles() == ["Harbour wall 0", "Harbour wall 2"]
    assert not (scrapy.folder / "archive").exists()


def test_an_export_selects_by_rights(paper: Paper, scrapy: Scrapy) -> None:
    reserve(paper, "/2026/03/wall-1")
    crawl(paper, scrapy)
    paper.add(TDMREP, "")
    open_page = paper.article("/b", "An open page", head='<meta name="tdm-reservation" content="0">')
    scrapy("crawl", "article", "-a", f"urls={open_page}")

    def titles(rights: str) -> list[str]:
        return sorted(json.loads(line)["title"] for line in scrapy("export", "--rights", rights).out.splitlines())

    assert titles("open") == ["An open page"]
    assert titles("not-reserved") == ["An open page", "Harbour wall 0", "Harbour wall 2"]
    assert len(titles("any")) == 4
    assert scrapy("export", "--rights", "closed").code == 2
