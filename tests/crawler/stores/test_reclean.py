"""`newsgalley reclean` on a real archive and on either database."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cleaners.cleaning import clean_page
from crawler.archive.files import finished_files
from crawler.archive.reader import read_page
from crawler.archive.records import Exchange
from crawler.archive.writer import ArchiveWriter
from crawler.spiders.reclean import selection_key
from crawler.stores.claims.shards import Shard
from crawler.stores.store import Store
from tests.support.commands.scrapy_runs import Ended, Scrapy
from tests.support.paper import article_html, sentence
from tests.support.saving import save_article

NAMES = ("wall", "roof", "pier", "quay")


class Newsroom:
    """A store with articles and their raw pages, as a crawl leaves them."""

    def __init__(self, folder: Path, uri: str) -> None:
        self.scrapy = Scrapy(folder)
        self.scrapy.store_uri = uri
        self.archive = folder / "archive"

    def add(self, *names: str, html: str | None = None, **changes: Any) -> None:
        """Keep and store the articles, each record changed as if another cleaner had made it."""
        writer = ArchiveWriter(self.archive, 1 << 20, {})
        store = Store(self.scrapy.store_uri)
        for name in names:
            url = f"https://www.example.org/2026/{name}"
            context = {"requested_url": url, "source": f"paper-{name}", "discovered_by": "feed"}
            body = (html or article_html(f"The {name}")).encode()
            headers = [(b"Content-Type", b"text/html; charset=utf-8")]
            exchange = Exchange(
                url=url, fetched_at=datetime.now(UTC), status=200, response_headers=headers, body=body, context=context
            )
            record = clean_page(read_page(self.archive, writer.append(exchange))).to_record()
            save_article(store, {**record, **changes}, [url])
        writer.close()
        store.close()

    def reclean(self, *options: str, **settings: object) -> Ended:
        return self.scrapy("reclean", *options, ARCHIVE_DIR=self.archive, **settings)

    def records(self) -> dict[str, dict[str, Any]]:
        store = Store(self.scrapy.store_uri)
        found = {record["url"].rpartition("/")[2]: record for record in store.articles.since()}
        store.close()
        return found


@pytest.fixture
def newsroom(tmp_path: Path, uri: str) -> Newsroom:
    return Newsroom(tmp_path, uri)


def worse(record: dict[str, Any]) -> dict[str, Any]:
    """What an older cleaner made of a page: a line too many, a paragraph lost, no title."""
    blocks = [*record["blocks"][1:], {"type": "paragraph", "text": "Subscribe to us!", "level": None}]
    return {"title": None, "blocks": blocks, "text": "\n\n".join(block["text"] for block in blocks)}


def test_what_changes_is_reported_and_then_written(newsroom: Newsroom) -> None:
    newsroom.add("wall", "roof")
    good = newsroom.records()["roof"]
    newsroom.add("roof", **worse(good))
    newsroom.add("pier", raw_ref=None)
    newsroom.add("quay", raw_ref="newsgalley-20200101T000000Z-0123abcd-00001.warc.gz:77")
    newsroom.add("login", html="<title>Log in</title><h1>Log in</h1><form><input type=password></form>")

    dry = newsroom.reclean("--dry-run", "--format", "json")
    found = json.loads(dry.out)
    assert dry.code == 0, dry.log
    assert (found["articles"], found["changed"], found["unchanged"]) == (5, 1, 1)
    assert (found["paragraphs_gained"], found["paragraphs_lost"]) == (1, 1)
    assert found["raw_page_gone"] == {"never_kept": 1, "not_found": 1}
    assert sum(found["no_article"].values()) == 1
    assert set(found["fields_changed"]) >= {"blocks", "text", "title"}
    assert newsroom.records()["roof"]["title"] is None, "a dry run writes nothing"

    ended = newsroom.reclean()
    assert ended.code == 0, ended.log
    assert ended.log.endswith("Replaced 1 article.\n")
    assert "- Subscribe to us!" in ended.out
    now = newsroom.records()
    of_the_fetch = {"raw_ref", "fetched_at", "revision", "duplicate_of"}
    assert {name for name in good if now["roof"][name] != good[name]} <= of_the_fetch
    assert len(now) == 5, "a record whose page is not an article any more is kept"
    dropping = newsroom.reclean("--drop", "--where", "url=https://www.example.org/2026/login")
    assert dropping.log.endswith("Replaced no articles, deleted 1 article.\n")
    assert sorted(newsroom.records()) == ["pier", "quay", "roof", "wall"]


def test_only_the_chosen_articles_are_cleaned_again(newsroom: Newsroom) -> None:
    newsroom.add(*NAMES, title="Old")
    assert newsroom.reclean("--source", "paper-wall", "--since", "2020-01-01").code == 0
    assert {name: record["title"] for name, record in newsroom.records().items()} == {
        "wall": "The wall", "roof": "Old", "pier": "Old", "quay": "Old",
    }  # fmt: skip


@pytest.mark.soak
def test_a_run_that_was_ended_goes_on_where_it_was(newsroom: Newsroom) -> None:
    newsroom.add(*NAMES, title="Old")
    store = Store(newsroom.scrapy.store_uri)
    from crawler.stores.recleaned import Recleaned

    done = newsroom.records()["wall"]
    results = store.reclean_results(selection_key(None, None, None))
    change = {"url": done["url"], "fields": ["title"], "gained": [], "lost": []}
    results.add(Recleaned(done["id"], "changed", None, change, {**done, "title": "Of the first half"}))
    store.close()
    ended = newsroom.reclean(CLEAN_WORKERS=2)
    assert "1 articles are cleaned already" in ended.log
    assert "articles          4: 4 changed" in ended.out
    assert {name: record["title"] for name, record in newsroom.records().items()} == {
        "wall": "Of the first half", "roof": "The roof", "pier": "The pier", "quay": "The quay",
    }  # fmt: skip


def test_an_article_that_was_fetched_anew_in_the_meantime_is_left_as_it_is(newsroom: Newsroom) -> None:
    newsroom.add("wall")
    store = Store(newsroom.scrapy.store_uri)
    from crawler.stores.recleaned import Recleaned

    old = newsroom.records()["wall"]
    results = store.reclean_results("key")
    results.add(Recleaned(old["id"], "changed", None, {"fields": ["title"]}, {**old, "title": "Of the old page"}))
    newsroom.add("wall", html=article_html("The wall, mended"))
    assert results.write(drop=False) == {"written": 0, "deleted": 0, "fetched_anew": 1}
    store.close()
    assert newsroom.records()["wall"]["title"] == "The wall, mended"


@pytest.mark.soak
def test_a_condition_or_store_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    scrapy = Scrapy(tmp_path)
    assert scrapy("reclean").code == 2
    Store(scrapy.store_uri).close()
    ended = scrapy("reclean", "--where", "quality")
    assert ended.code == 2
    assert "language=en" in ended.log
    assert not finished_files(tmp_path)


def test_a_store_cannot_name_local_files_as_raw_pages(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text(
        "\n\n".join(["A private page", *(sentence("A private page", n) for n in range(5))])
    )
    newsroom.add("wall", raw_ref=(tmp_path / "private.txt").as_uri())
    before = newsroom.records()["wall"]
    refused = newsroom.reclean("--format", "json")
    assert json.loads(refused.out)["raw_page_gone"] == {"not_allowed": 1}
    assert "RAW_PAGE_FOLDERS" in refused.log
    assert newsroom.records()["wall"] == before

    allowed = newsroom.reclean("--dry-run", "--format", "json", RAW_PAGE_FOLDERS=tmp_path)
    assert json.loads(allowed.out)["raw_page_gone"] == {}


def test_articles_that_name_the_same_raw_page_are_all_cleaned(newsroom: Newsroom) -> None:
    newsroom.add("wall")
    newsroom.add("roof", "pier", raw_ref=newsroom.records()["wall"]["raw_ref"])
    assert json.loads(newsroom.reclean("--dry-run", "--format", "json").out)["articles"] == 3


@pytest.mark.soak
def test_two_runs_clean_a_shard_each_at_the_same_time(tmp_path: Path, postgres_uri: str) -> None:
    newsroom = Newsroom(tmp_path, postgres_uri)
    names = [f"pier-{number}" for number in range(40)]
    newsroom.add(*names, title="Old")
    runs = [
        newsroom.scrapy.start("reclean", "--shard", shard, "--format", "json", ARCHIVE_DIR=newsroom.archive)
        for shard in ("1/2", "2/2")
    ]
    counts = []
    for run in runs:
        out, log = run.communicate(timeout=200)
        assert run.returncode == 0, log
        counts.append(json.loads(out)["changed"])
    assert sum(counts) == 40
    assert all(counts)
    assert not [name for name, record in newsroom.records().items() if record["title"] == "Old"]


def test_a_shard_that_another_run_cleans_is_left_and_one_that_does_not_exist_refused(
    tmp_path: Path, postgres_uri: str
) -> None:
    newsroom = Newsroom(tmp_path, postgres_uri)
    newsroom.add("wall")
    with closing(Store(postgres_uri, for_run=True)) as other:
        shard = Shard(1, 2)
        assert other.lock.acquire(shared=True)
        assert other.reclean_results(selection_key(None, None, None, shard)).claim(shard)
        left = newsroom.reclean("--shard", "1/3")
    assert left.code == 5
    assert "Another run cleans the same articles" in left.log
    refused = newsroom.reclean("--shard", "4/3")
    assert refused.code == 2
    assert "--shard 4/3: write the number of a shard" in refused.log
