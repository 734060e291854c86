"""The add-on and the provider in projects of others. test_recipes.py runs both in new processes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands.forked import PROJECT, fork
from tests.support.paper import Paper

SPIDER = """
import scrapy

class DeskSpider(scrapy.Spider):
    name = "desk"
    start_urls = [{start!r}]
    custom_settings = {settings!r}

    def parse(self, response):
        yield {{"visited": response.url}}
        if not isinstance(response, scrapy.http.HtmlResponse):
            return
        yield from response.follow_all(css="a")
        yield from response.follow_all(css="b::attr(title)", meta={{"clean": False}})
"""
ADDON = {"ADDONS": {"crawler.addon.CleanAddon": 100}, "CLEAN_WORKERS": 1}


class Ran:
    """A spider of another project that has run: its log, and its items."""

    def __init__(self, folder: Path, spider: str) -> None:
        (folder / "spider.py").write_text(spider)
        arguments = ["runspider", "spider.py", "-O", "out.jsonl", "-s", "STATS_DUMP=1"]
        _, self.log = fork(arguments, os.environ | {"PYTHONPATH": str(PROJECT)}, folder).communicate(timeout=120)
        assert "Traceback" not in self.log, self.log
        self.items: list[dict[str, Any]] = [
            json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()
        ]

    def titles(self) -> list[str]:
        return sorted(item["title"] for item in self.items if "title" in item)

    def visited(self) -> set[str]:
        return {item["visited"] for item in self.items if "visited" in item}


def front(paper: Paper) -> str:
    links = [paper.article(f"/2026/{name}", f"The {name} of the town") for name in ("wall", "roof")]
    left_out = paper.article("/2026/bridge", "The bridge of the town")
    paper.add("/data.json", "{}", content_type="application/json")
    rows = "".join(f"<h2><a href='{link}'>A story told at {link}</a></h2>" for link in [*links, "/data.json"])
    return paper.add("/", f"<html><body>{rows}<b title='{left_out}'></b></body></html>")


def test_html_responses_become_records_beside_the_results_of_the_spider(paper: Paper, tmp_path: Path) -> None:
    ran = Ran(tmp_path, SPIDER.format(start=front(paper), settings=ADDON))
    assert ran.titles() == ["The roof of the town", "The wall of the town"]
    assert len(ran.visited()) == 5  # also the page that is left out, and the one that is not HTML
    (wall,) = (item for item in ran.items if item.get("title") == "The wall of the town")
    assert wall["url"] == f"{paper.base}/2026/wall"
    assert wall["http"]["status"] == 200
    assert wall["text"]
    assert "'clean/articles': 2" in ran.log
    assert "'clean/dropped/" in ran.log  # the front page


def test_a_page_over_a_limit_costs_that_page_only(paper: Paper, tmp_path: Path) -> None:
    wall = paper.article("/2026/wall", "The wall of the town")
    paper.add("/", "{}", content_type="application/json")  # the article links to it
    ran = Ran(tmp_path, SPIDER.format(start=wall, settings=ADDON | {"CLEAN_TIMEOUT_SECONDS": 0.001}))
    assert ran.titles() == []
    assert ran.visited() == {wall, f"{paper.base}/"}
    assert "'clean/failed/clean_timeout': 1" in ran.log
    assert f"Cannot clean {wall} (clean_timeout)" in ran.log


def test_a_setting_that_cannot_be_used_is_named(paper: Paper, tmp_path: Path) -> None:
    ran = Ran(tmp_path, SPIDER.format(start=front(paper), settings=ADDON | {"CLEAN_WORKERS": "many"}))
    assert "Pages are not cleaned: CLEAN_WORKERS" in ran.log
    assert ran.titles() == []


def test_the_add_on_needs_no_worker_process(paper: Paper, tmp_path: Path) -> None:
    ran = Ran(tmp_path, SPIDER.format(start=front(paper), settings=ADDON | {"CLEAN_WORKERS": 0}))
    assert ran.titles() == ["The roof of the town", "The wall of the town"]


POET_SPIDER = """
import scrapy
from scrapy_poet import DummyResponse
from zyte_common_items import Article as ZyteArticle
from cleaners import Article

class DeskSpider(scrapy.Spider):
    name = "desk"
    start_urls = [{start!r}]
    custom_settings = {{
        "ADDONS": {{"scrapy_poet.Addon": 300}},
        "SCRAPY_POET_PROVIDERS": {{"crawler.addon.poet.CleanArticleProvider": 500}},
        "CLEAN_WORKERS": 1,
    }}

    def parse(self, response):
        for url in response.css("a::attr(href)").getall():
            yield response.follow(url, self.parse_article, errback=self.failed)

    def parse_article(self, response: DummyResponse, article: Article, item: ZyteArticle):
        yield {{"title": article.title, "headline": item.headline, "text": item.articleBody}}

    def failed(self, failure):
        yield {{"failed": str(failure.value)}}
"""


def test_callbacks_get_clean_articles_by_scrapy_poet(paper: Paper, tmp_path: Path) -> None:
    pytest.importorskip("scrapy_poet")
    ran = Ran(tmp_path, POET_SPIDER.format(start=front(paper)))
    articles = sorted((item["title"], item["headline"], item["text"][:3]) for item in ran.items if "title" in item)
    assert [title for title, _, _ in articles] == ["The roof of the town", "The wall of the town"]
    assert all(title == headline and text for title, headline, text in articles)
    (failed,) = (item["failed"] for item in ran.items if "failed" in item)
    assert "data.json (not_html)" in failed
