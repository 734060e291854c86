"""Crawls that archive into a bucket: real S3 requests to a server on loopback, real kills, a server that is gone."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.archive.bucket.bucket import open_bucket
from crawler.archive.files import OPEN_SUFFIX, UPLOADED, file_name, finished_files
from crawler.stores.store import Store
from tests.crawler.middlewares.bucket_runs import URL, assert_all_readable, crawl, names, publish, small_files, spool
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper
from tests.support.servers.s3 import StorageServer

pytest.importorskip("obstore")
NEWS = ("crawl", "news", "-a")


def test_the_archive_is_in_the_bucket_after_a_run_and_commands_read_it_there(
    paper: Paper, scrapy: Scrapy, storage: StorageServer
) -> None:
    ended = crawl(scrapy, *publish(paper, 6), **small_files())
    assert ended.code == 0, ended.log
    files = names(open_bucket(URL))
    assert len(files) > 1
    assert ended.summary()["uploads"] == {"uploaded": len(files), "waiting": 0, "failed": {}}
    assert f"archive files   {len(files)} uploaded, 0 waiting" in ended.log
    assert list(spool(scrapy).iterdir()) == []
    assert_all_readable(scrapy, 6)
    assert "invented-secret" not in ended.log + ended.report  # type: ignore[operator]

    dry = scrapy("reclean", "--dry-run", "--format", "json", ARCHIVE_URL=URL)
    assert json.loads(dry.out)["raw_page_gone"] == {}, dry.log
    assert json.loads(dry.out)["articles"] == 6


def test_a_folder_is_a_bucket_too_and_local_copies_can_be_kept(paper: Paper, scrapy: Scrapy) -> None:
    (scrapy.folder / "far").mkdir()
    url = (scrapy.folder / "far").as_uri()
    ended = crawl(scrapy, *publish(paper, 2), ARCHIVE_URL=url, ARCHIVE_SPOOL_KEEP_DAYS=1)
    assert ended.code == 0, ended.log
    (stored,), (kept,) = finished_files(scrapy.folder / "far"), finished_files(spool(scrapy) / UPLOADED)
    assert stored.read_bytes() == kept.read_bytes()
    assert finished_files(spool(scrapy)) == []
    shutil.rmtree(scrapy.folder / "far")
    (scrapy.folder / "far").mkdir()
    assert_all_readable(scrapy, 2, open_bucket(url))
    crawl(scrapy, *publish(paper, 1, 5), ARCHIVE_URL=url)
    assert finished_files(spool(scrapy) / UPLOADED) == []


def test_without_an_address_nothing_is_uploaded_or_imported(paper: Paper, scrapy: Scrapy) -> None:
    ended = crawl(scrapy, *publish(paper, 1), ARCHIVE_URL="")
    assert "uploads" not in ended.summary()
    assert len(finished_files(spool(scrapy))) == 1
    code = "import sys, crawler.middlewares.archive, crawler.spiders.recleaning; print('obstore' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


@pytest.mark.soak
def test_a_bucket_that_is_gone_loses_nothing_and_the_next_run_uploads(
    paper: Paper, scrapy: Scrapy, storage: StorageServer
) -> None:
    storage.stop()
    ended = crawl(scrapy, *publish(paper, 3))
    assert ended.code == 1, ended.log
    assert ended.summary()["articles_stored"] == 3
    uploads = ended.summary()["uploads"]
    assert (uploads["uploaded"], uploads["waiting"]) == (0, 1)
    assert uploads["failed"].keys() == {"unreachable"}
    assert "archive files wait for a later run: ARCHIVE_URL: s3://desk/raw/" in ended.log
    assert "Traceback" not in ended.log
    assert_all_readable(scrapy, 3)

    reclean = scrapy("reclean", "--dry-run", ARCHIVE_URL=URL)
    assert reclean.code == 0, "the spool has all pages"
    storage.start()
    ended = crawl(scrapy, *publish(paper, 1, 7))
    assert ended.code == 0, ended.log
    assert ended.summary()["uploads"]["uploaded"] == 2
    assert finished_files(spool(scrapy)) == []
    assert_all_readable(scrapy, 4)

    storage.stop()
    reclean = scrapy("reclean", "--dry-run", "--format", "json", ARCHIVE_URL=URL)
    assert reclean.code == 1, "pages are not gone because the bucket is"
    assert "the bucket cannot be used now" in reclean.log
    assert "Run the same command to continue" in reclean.log
    storage.start()


def test_a_full_spool_ends_the_run_before_the_disk_is_full(
    paper: Paper, scrapy: Scrapy, storage: StorageServer
) -> None:
    storage.stop()
    tiny = {"ARCHIVE_SPOOL_MAX_GB": 5e-6, **small_files()}
    links = publish(paper, 12)
    ended = scrapy(*NEWS, f"site={paper.base}", **tiny)
    assert ended.code == 1, ended.log
    assert ended.summary()["finish_reason"] == "archive_failed"
    assert "ARCHIVE_SPOOL_MAX_GB=5e-06: " in ended.log
    stored = ended.summary()["articles_stored"]
    assert stored < 12
    assert_all_readable(scrapy, stored)
    storage.start()
    ended = scrapy(*NEWS, f"site={paper.base}", **tiny)
    assert ended.code == 0, ended.log
    assert_all_readable(scrapy, len(links))
    assert finished_files(spool(scrapy)) == []


@pytest.fixture
def silent() -> Iterator[str]:
    """Yield the address of a server that takes requests and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_run_that_is_killed_during_an_upload_loses_nothing(
    paper: Paper, scrapy: Scrapy, storage: StorageServer, silent: str
) -> None:
    links = publish(paper, 4)
    scrapy.environment["AWS_ENDPOINT_URL"] = silent
    process = scrapy.start("crawl", "article", "-a", f"urls={','.join(links)}", ARCHIVE_URL=URL)
    process.wait_until(lambda: bool(finished_files(spool(scrapy))))  # the run ends, and its upload is under way
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    scrapy.environment["AWS_ENDPOINT_URL"] = storage.address
    assert_all_readable(scrapy, 4)
    assert crawl(scrapy, *publish(paper, 1, 9)).code == 0
    assert finished_files(spool(scrapy)) == []
    assert_all_readable(scrapy, 5)


def test_the_end_waits_for_uploads_only_so_long(paper: Paper, scrapy: Scrapy, silent: str) -> None:
    scrapy.environment |= {"AWS_ENDPOINT_URL": silent, "AWS_ALLOW_HTTP": "true", "AWS_ACCESS_KEY_ID": "invented-user"}
    scrapy.environment |= {"AWS_SECRET_ACCESS_KEY": "invented-secret", "AWS_DEFAULT_REGION": "us-east-1"}
    ended = crawl(scrapy, *publish(paper, 1), ARCHIVE_UPLOAD_AT_END_SECONDS=0.5)
    assert ended.summary()["uploads"]["waiting"] == 1
    assert ended.summary()["articles_stored"] == 1


def test_the_pages_of_a_lost_disk_are_reported(paper: Paper, scrapy: Scrapy, storage: StorageServer) -> None:
    crawl(scrapy, *publish(paper, 2))
    storage.stop()
    crawl(scrapy, *publish(paper, 3, 2))
    storage.start()
    shutil.rmtree(spool(scrapy))
    found = scrapy("reclean", "--dry-run", "--format", "json", ARCHIVE_URL=URL)
    assert found.code == 0, found.log
    assert json.loads(found.out)["articles"] == 5
    assert json.loads(found.out)["raw_page_gone"] == {"not_found": 3}


@pytest.mark.soak
def test_a_disk_that_is_lost_during_a_run_ends_it_and_no_article_is_lost(
    paper: Paper, scrapy: Scrapy, storage: StorageServer, gate: threading.Event
) -> None:
    links = publish(paper, 12)
    paper.hold(gate, *(f"/2026/03/story-{number}" for number in range(12)), after=6)
    process = scrapy.start(*NEWS, f"site={paper.base}", ARCHIVE_URL=URL)
    with closing(Store(scrapy.store_uri)) as store:
        process.wait_until(lambda: store.articles.count() >= 4)
    shutil.rmtree(spool(scrapy))
    gate.set()
    _, log = process.communicate(timeout=100)
    assert process.returncode == 1, log
    assert "removed or replaced during the run" in log
    assert "Traceback" not in log
    before = len(scrapy.records())
    assert before < 12, "it went on without an archive"
    ended = scrapy(*NEWS, f"site={paper.base}", ARCHIVE_URL=URL)
    assert ended.code == 0, ended.log
    assert sorted(record["url"] for record in scrapy.records()) == sorted(links)
    found = scrapy("reclean", "--dry-run", "--format", "json", ARCHIVE_URL=URL)
    assert json.loads(found.out)["raw_page_gone"] == {"not_found": before}


def test_something_else_under_the_name_of_a_file_is_reported_and_stays(
    paper: Paper, scrapy: Scrapy, storage: StorageServer, s3: Any
) -> None:
    name = file_name(datetime.now(UTC), "0123abcd", 1)
    spool(scrapy).mkdir()
    (spool(scrapy) / name).write_bytes(gzip.compress(b""))
    s3.pipe(f"desk/raw/{name}", b"there")
    ended = crawl(scrapy, *publish(paper, 1))
    assert ended.code == 1
    uploads = ended.summary()["uploads"]
    assert (uploads["uploaded"], uploads["waiting"]) == (1, 1), "other files are uploaded nevertheless"
    assert uploads["failed"].keys() == {"exists"}
    assert s3.cat(f"desk/raw/{name}") == b"there"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"ARCHIVE_URL": "s3:desk"}, "ARCHIVE_URL=s3:desk: is not the address of a bucket"),
        ({"ARCHIVE_URL": URL, "ARCHIVE_DIR": ""}, "ARCHIVE_URL needs ARCHIVE_DIR"),
    ],
)
def test_a_bad_setting_is_an_error_before_the_first_request(
    paper: Paper, scrapy: Scrapy, settings: dict[str, object], message: str
) -> None:
    ended = crawl(scrapy, *publish(paper, 1), **settings)
    assert ended.code == 2
    assert message in ended.log
    assert "Traceback" not in ended.log
    assert not paper.asked


def crawl_in_two_processes(paper: Paper, scrapy: Scrapy, count: int, kills: int, seed: int) -> None:
    """Two crawls with stores of their own share a spool and a bucket; both are killed again and again."""
    chance = random.Random(seed)
    links = publish(paper, count)
    halves = [Scrapy(scrapy.folder) for _ in range(2)]
    for number, half in enumerate(halves):
        half.environment = scrapy.environment
        half.store_uri = f"sqlite:///{scrapy.folder}/{number}.db"
    commands = [
        (*half.arguments("crawl", "article", "-a", f"urls={','.join(links[number::2])}", **small_files()),)
        for number, half in enumerate(halves)
    ]
    for kill in range(kills + 1):
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "scrapy", *command],
                env=scrapy.inherited(), cwd=scrapy.folder, stderr=subprocess.PIPE, start_new_session=True,
            )
            for command in commands
        ]  # fmt: skip
        if kill < kills:
            time.sleep(chance.uniform(1.5, 5))
            for process in processes:
                os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        logs = [process.communicate(timeout=200)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], logs
    assert finished_files(spool(scrapy)) == []
    assert not list(spool(scrapy).glob(f"*{OPEN_SUFFIX}"))
    for half in halves:
        assert_all_readable(half, count // 2)


@pytest.mark.soak
def test_two_processes_upload_from_one_spool(paper: Paper, scrapy: Scrapy, storage: StorageServer) -> None:
    crawl_in_two_processes(paper, scrapy, count=16, kills=0, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
def test_ten_kills_of_two_processes(paper: Paper, scrapy: Scrapy, storage: StorageServer, seed: int) -> None:
    crawl_in_two_processes(paper, scrapy, count=120, kills=10, seed=seed)


@pytest.mark.soak
def test_a_bucket_that_comes_and_goes(paper: Paper, scrapy: Scrapy, storage: StorageServer) -> None:
    links = publish(paper, 200)
    process = scrapy.start(*NEWS, f"site={paper.base}", **small_files())
    is_up = True
    while process.poll() is None:
        time.sleep(1.5)
        storage.stop() if is_up else storage.start()
        is_up = not is_up
    process.communicate()
    if not is_up:
        storage.start()
    assert scrapy(*NEWS, f"site={paper.base}", **small_files()).code in (0, 3, 4)
    assert finished_files(spool(scrapy)) == []
    assert_all_readable(scrapy, len(links))
