import gzip
import signal
import threading
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from crawler.archive.files import OPEN_SUFFIX, finished_files
from crawler.archive.reader import read_page
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, article_html


def archived(folder: Path) -> dict[str, bytes]:
    """Return the archived bodies by path."""
    bodies = {}
    for path in finished_files(folder / "archive"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response":
                    bodies[record.rec_headers["WARC-Target-URI"].partition("/a/")[2]] = record.raw_stream.read()
    return bodies


def test_every_article_page_is_archived_unchanged_and_found_by_its_record(paper: Paper, scrapy: Scrapy) -> None:
    zipped = gzip.compress(article_html("Harbour wall").encode())
    links = [
        paper.add("/a/wall", zipped, headers={"Content-Encoding": "gzip"}),
        paper.article("/a/roof", "School roof"),
        paper.add("/a/short", "<h1>Log in</h1>"),  # dropped, but archived, because a better cleaner may keep it
        paper.add("/a/gone", "none", status=404),
    ]
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(links)}")
    kept = archived(scrapy.folder)
    assert sorted(kept) == ["roof", "short", "wall"], ended.log
    assert kept["wall"] == zipped
    for record in scrapy.stored():
        page = read_page(scrapy.folder / "archive", record["raw_ref"])
        assert page.url == record["url"]
        assert page.requested_url == record["requested_url"]
        assert page.body == article_html(record["title"]).encode()


def test_the_target_of_a_redirect_is_archived(paper: Paper, scrapy: Scrapy) -> None:
    target = paper.article("/a/wall", "Harbour wall")
    moved = paper.add("/a/old", status=302, headers={"Location": target})
    scrapy("crawl", "article", "-a", f"urls={moved}")
    assert list(archived(scrapy.folder)) == ["wall"]
    (record,) = scrapy.stored()
    assert read_page(scrapy.folder / "archive", record["raw_ref"]).requested_url == moved


def test_listings_are_not_archived_and_a_run_without_pages_creates_no_file(paper: Paper, scrapy: Scrapy) -> None:
    paper.front(paper.article("/a/wall", "Harbour wall"))
    scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert list(archived(scrapy.folder)) == ["wall"]
    scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert len(finished_files(scrapy.folder / "archive")) == 1


def test_without_a_folder_nothing_is_archived(paper: Paper, scrapy: Scrapy) -> None:
    link = paper.article("/a/wall", "Harbour wall")
    scrapy("crawl", "article", "-a", f"urls={link}", ARCHIVE_DIR="")
    assert [record["raw_ref"] for record in scrapy.stored()] == [None]
    assert not (scrapy.folder / "archive").exists()


def test_if_the_archive_cannot_be_written_no_page_is_acknowledged(paper: Paper, scrapy: Scrapy) -> None:
    (scrapy.folder / "archive").write_text("in the way")
    paper.front(*(paper.article(f"/a/{name}", f"The {name}") for name in ("wall", "roof", "pier")))
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert ended.code == 1
    assert ended.summary()["finish_reason"] == "archive_failed"
    assert ended.log.count("cannot be written") == 1
    assert "Traceback" not in ended.log
    assert scrapy.stored() == []
    (scrapy.folder / "archive").unlink()
    assert scrapy("crawl", "news", "-a", f"site={paper.base}").summary()["articles_stored"] == 3


def test_after_a_kill_every_stored_article_has_its_raw_page(
    paper: Paper, scrapy: Scrapy, gate: threading.Event
) -> None:
    links = [paper.article(f"/a/wall-{number}", f"Harbour wall {number}") for number in range(30)]
    paper.hold(gate, *(f"/a/wall-{number}" for number in range(30)), after=25)  # else the run might end before the kill
    process = scrapy.start("crawl", "article", "-a", f"urls={','.join(links)}")
    process.wait_until(lambda: len(paper.asked) >= 20)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert list((scrapy.folder / "archive").glob(f"*{OPEN_SUFFIX}"))
    for record in scrapy.stored():
        assert read_page(scrapy.folder / "archive", record["raw_ref"]).url == record["url"]
    ended = scrapy("crawl", "article", "-a", f"urls={paper.article('/a/roof', 'School roof')}")
    assert "left open by a killed run" in ended.log
    assert not list((scrapy.folder / "archive").glob(f"*{OPEN_SUFFIX}"))
    for record in scrapy.stored():
        assert read_page(scrapy.folder / "archive", record["raw_ref"]).url == record["url"]


def test_old_files_are_deleted_when_a_run_starts(paper: Paper, scrapy: Scrapy) -> None:
    folder = scrapy.folder / "archive"
    folder.mkdir()
    old = folder / "newsgalley-20200101T000000Z-0123abcd-00001.warc.gz"
    old.write_bytes(b"")
    link = paper.article("/a/wall", "Harbour wall")
    scrapy("crawl", "article", "-a", f"urls={link}", ARCHIVE_KEEP_DAYS=30)
    assert not old.exists()
    assert len(finished_files(folder)) == 1
