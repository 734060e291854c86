import json
import signal
import threading
import tomllib
from pathlib import Path

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


@pytest.fixture
def sources(paper: Paper, tmp_path: Path) -> str:
    feed = paper.feed("/rss.xml", *(paper.article(f"/2026/03/story-{n}", f"Story number {n}") for n in range(5)))
    entries = [("good", feed), ("bad", f"{paper.base}/missing.xml")]
    text = "".join(
        f'[[source]]\nid = "{name}"\nname = "The Paper"\nhome = "{paper.base}/"\nfeeds = ["{feed}"]\nlanguage = "en"\n'
        for name, feed in entries
    )
    path = tmp_path / "sources.toml"
    path.write_text(text)
    return str(path)


def test_the_sources_are_listed(scrapy: Scrapy, sources: str) -> None:
    ended = scrapy("sources", "list", "--sources", sources)
    assert ended.code == 0
    assert "good" in ended.out
    assert "2 sources" in ended.out


def test_the_sources_are_listed_as_json(scrapy: Scrapy, sources: str) -> None:
    good, bad = json.loads(scrapy("sources", "list", "--sources", sources, "--format", "json").out)
    assert (good["id"], good["language"], bad["id"]) == ("good", "en", "bad")
    assert bad["feeds"][0].endswith("/missing.xml")


def test_the_shipped_sources_are_listed(scrapy: Scrapy) -> None:
    ended = scrapy("sources", "list")
    assert ended.code == 0, ended.log
    assert int(ended.out.splitlines()[-1].split()[0]) >= 60


def test_a_check_shows_which_sources_give_articles(scrapy: Scrapy, sources: str) -> None:
    ended = scrapy("sources", "check", "--sources", sources)
    rows = {line.split()[0]: line for line in ended.out.splitlines()}
    assert ended.code == 4
    assert "ok" in rows["good"]
    assert "3 of 3" in rows["good"]
    assert "http_404" in rows["bad"]
    assert not (scrapy.folder / "articles.db").exists()
    assert not (scrapy.folder / "archive").exists()


def test_a_check_can_be_limited_to_some_ids(scrapy: Scrapy, sources: str) -> None:
    ended = scrapy("sources", "check", "good", "--sources", sources, "--format", "json")
    assert ended.code == 0
    (row,) = json.loads(ended.out)
    assert (row["id"], row["status"], row["reason"], row["stored"]) == ("good", "ok", None, 3)


def test_the_listings_of_a_site_are_printed_as_a_source_entry(paper: Paper, scrapy: Scrapy) -> None:
    link = paper.article("/2026/03/harbour-wall", "Harbour wall")
    feed = paper.feed("/rss.xml", link)
    paper.add(
        "/",
        f'<html lang="en-GB"><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>'
        f'<nav><a href="/politics/">Politics</a></nav><h2><a href="{link}">The harbour wall is to be mended</a></h2>',
    )
    news = (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{link}</loc><news:news>'
        f"<news:publication_date>2026-03-04</news:publication_date><news:title>Harbour wall</news:title>"
        "</news:news></url></urlset>"
    )
    sitemap = paper.add("/news-map.xml", news, content_type="application/xml")
    paper.add("/robots.txt", f"Sitemap: {sitemap}", content_type="text/plain")

    ended = scrapy("sources", "find", paper.base)

    assert ended.code == 0, ended.log
    (entry,) = tomllib.loads(ended.out)["source"]
    assert entry["home"] == f"{paper.base}/"
    assert entry["feeds"] == [feed]
    assert entry["sitemaps"] == [sitemap]
    assert entry["sections"] == [f"{paper.base}/politics/"]
    assert entry["language"] == "en-GB"
    assert "/2026/03/harbour-wall" not in paper.paths()


def test_a_site_that_leads_to_another_is_named(paper: Paper, scrapy: Scrapy) -> None:
    moved = paper.base.replace("127.0.0.1", "localhost")
    paper.add("/new", "<html><body><h1>The Paper</h1></body></html>")
    paper.add("/", status=301, headers={"Location": f"{moved}/new"})
    allowed = ",".join(address.removeprefix("http://") for address in (paper.base, moved))
    ended = scrapy("sources", "find", paper.base, ALLOWED_ADDRESSES=allowed)
    assert ended.code == 3
    assert f"leads to {moved}/new, which is on another site: give that address" in ended.log


def test_a_site_that_cannot_be_read_is_named(scrapy: Scrapy) -> None:
    ended = scrapy("sources", "find", "http://127.0.0.1:9/")
    assert ended.code == 3
    assert "connection_refused" in ended.log
    assert ended.out == ""


def test_without_an_action_the_actions_are_named(scrapy: Scrapy) -> None:
    ended = scrapy("sources")
    assert ended.code == 2
    assert "list, check [ID ...], find URL or site-lines ID" in ended.log


def test_a_check_names_the_sources_that_give_only_some_articles(paper: Paper, scrapy: Scrapy, tmp_path: Path) -> None:
    story = paper.article("/2026/03/story-1", "Story number 1")
    feed = paper.feed("/rss.xml", story, f"{paper.base}/2026/03/story-gone")
    path = tmp_path / "sources.toml"
    path.write_text(f'[[source]]\nid = "half"\nname = "Half"\nhome = "{paper.base}/"\nfeeds = ["{feed}"]\n')
    ended = scrapy("sources", "check", "--sources", str(path))
    assert ended.code == 4
    row = next(line for line in ended.out.splitlines() if "half" in line)
    assert "partly" in row
    assert "1 of 2" in row
    assert "http_404 1" in row
    assert "0 of 1 ok" in ended.out


def test_a_check_leaves_no_file_behind(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    archive = scrapy.folder / "raw"
    scrapy("sources", "check", "good", "--sources", sources, ARCHIVE_DIR=archive, CLEAN_WORKERS=0)
    assert not archive.exists()


def test_many_sources_are_checked_only_by_name_or_with_all(scrapy: Scrapy) -> None:
    ended = scrapy("sources", "check")
    assert ended.code == 2
    assert "add --all" in ended.log


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["find", "paper.example", "--format", "json"], "--format does not fit newsgalley sources find"),
        (["list", "good"], "takes no names"),
        (["check", "--forget", "all"], "--forget does not fit"),
        (["check", "godo"], "Did you mean good"),
        (["find"], "Name one site"),
        (
            ["find", "ftp://example.org/"],
            "'ftp://example.org/' is not an http or https address: newsgalley",
        ),
        (["site-lines"], "Name one source or host"),
        (["lsit"], "Did you mean list"),
    ],
)
def test_options_and_names_that_do_not_fit_are_refused(
    scrapy: Scrapy, sources: str, arguments: list[str], message: str
) -> None:
    ended = scrapy("sources", *arguments, *(["--sources", sources] if arguments[0] == "check" else []))
    assert ended.code == 2
    assert message in ended.log


def test_a_found_entry_is_readable(paper: Paper, scrapy: Scrapy) -> None:
    paper.front(paper.article("/2026/03/harbour-wall", "Harbour wall"))
    page = paper.pages["/"]
    page.body = page.body.replace("<title>The Paper</title>", "<title>All news | The Harbour Paper</title>")
    page.body = page.body.replace("<head>", '<head><meta name="application-name" content="Harbour Paper">')
    page.body = page.body.replace("<head>", '<head><meta property="og:locale" content="en_GB">')
    (entry,) = tomllib.loads(scrapy("sources", "find", paper.base).out)["source"]
    assert (entry["name"], entry["language"], entry["every"]) == ("Harbour Paper", "en-GB", "1h")


@pytest.mark.parametrize("action", ["find", "check"])
def test_an_interrupted_trial_says_so_and_decides_nothing(
    paper: Paper, scrapy: Scrapy, sources: str, gate: threading.Event, action: str
) -> None:
    paper.hold(gate, "/rss.xml")
    paper.front(feed="/rss.xml")
    arguments = (paper.base,) if action == "find" else ("good", "--sources", sources)
    process = scrapy.start("sources", action, *arguments, STOP_GRACE_SECONDS=0)
    process.wait_until(lambda: "/rss.xml" in paper.paths())
    process.send_signal(signal.SIGINT)
    out, log = process.communicate(timeout=100)
    assert (process.returncode, out) == (6, ""), log
    assert "Interrupted before the sites were read." in log
    assert "Traceback" not in log
