"""Exports to remote storages: real S3 requests to a server on loopback, and a local backend of fsspec."""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING

import pytest

from crawler.network.storages import part_of, rename, upload
from crawler.stores.changes.consumers import Claim
from crawler.stores.store import Store
from tests.crawler.commands.stored import put
from tests.support.articles import OTHER, STORY
from tests.support.commands.scrapy_runs import Scrapy

if TYPE_CHECKING:
    from s3fs import S3FileSystem


def lines(text: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_format_of_one_file_is_written_to_s3(scrapy: Scrapy, s3: S3FileSystem) -> None:
    put(scrapy, "vineyard", OTHER)
    for name in ("a.jsonl", "a.csv", "a.parquet", "a.atom", "deep/er/a.jsonl"):
        ended = scrapy("export", "-o", f"s3://desk/{name}")
        assert ended.code == 0, ended.log
        assert f"s3://desk/{name}: 1 article" in ended.log
    assert lines(s3.cat("desk/a.jsonl"))[0]["title"] == "Vineyard"
    assert s3.cat("desk/a.parquet").startswith(b"PAR1")
    assert not [name for name in s3.find("desk") if name.endswith(".part")]


def test_the_cursor_moves_when_the_object_has_its_name(scrapy: Scrapy, s3: S3FileSystem) -> None:
    put(scrapy, "vineyard", OTHER)
    command = ("export", "--consumer", "lake", "-o")
    assert scrapy(*command, "s3://nowhere/changes.jsonl").code == 2
    assert scrapy(*command, "s3://desk/1.jsonl").code == 0
    put(scrapy, "harbour", STORY)
    assert scrapy(*command, "s3://desk/2.jsonl").code == 0
    assert [row["title"] for number in (1, 2) for row in lines(s3.cat(f"desk/{number}.jsonl"))] == [
        "Vineyard",
        "Harbour",
    ]


@pytest.mark.parametrize("is_named", [False, True])
def test_a_complete_part_is_named_by_the_next_export(scrapy: Scrapy, s3: S3FileSystem, is_named: bool) -> None:
    put(scrapy, "vineyard", OTHER)
    (scrapy.folder / "local").write_text("complete\n")
    part = part_of("s3://desk/early.jsonl", "lake")
    upload(str(scrapy.folder / "local"), part)
    store = Store(scrapy.store_uri)
    claim = Claim(part, "s3://desk/early.jsonl", store.changes.last())
    store.consumers.claim("lake", store.consumers.cursor("lake"), claim)
    store.close()
    if is_named:
        rename(part, "s3://desk/early.jsonl")
    assert scrapy("export", "--consumer", "lake").out == ""
    assert s3.cat("desk/early.jsonl") == b"complete\n"


@pytest.mark.soak
@pytest.mark.parametrize("exports", [4, 24])
def test_each_change_is_in_one_object_whatever_is_killed(scrapy: Scrapy, s3: S3FileSystem, exports: int) -> None:
    chance = random.Random(2)
    kills = 0
    for number in range(exports):
        put(scrapy, f"story{number}", f"{STORY} Number {number} of many, said {'x' * number}.", 1 + number % 28)
        process = scrapy.start("export", "--consumer", "lake", "-o", f"s3://desk/out-{number:03}.jsonl")
        time.sleep(chance.uniform(0, 2.5))
        kills += process.poll() is None
        process.kill()
        process.communicate()
    assert scrapy("export", "--consumer", "lake", "-o", "s3://desk/out-last.jsonl").code == 0
    received = [row["sequence"] for name in sorted(s3.glob("desk/out-*.jsonl")) for row in lines(s3.cat(name))]
    assert received == [row["sequence"] for row in lines(scrapy("export", "--after", "0").out.encode())]
    assert kills


def test_a_local_backend_is_an_address_too(scrapy: Scrapy) -> None:
    put(scrapy, "vineyard", OTHER)
    ended = scrapy("export", "-o", f"file://{scrapy.folder}/out.jsonl")
    assert ended.code == 0, ended.log
    assert len((scrapy.folder / "out.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "message"),
    [("nothing://desk/a.jsonl", "nothing"), ("file:///proc/nowhere/a.jsonl", "cannot be written")],
)
def test_a_storage_that_cannot_be_used_is_named(scrapy: Scrapy, address: str, message: str) -> None:
    put(scrapy, "vineyard", OTHER)
    ended = scrapy("export", "-o", address)
    assert ended.code == 2, ended.log
    assert address in ended.log
    assert message in ended.log
    assert "Traceback" not in ended.log


def test_an_address_with_a_password_is_refused_and_not_printed(scrapy: Scrapy) -> None:
    put(scrapy, "vineyard", OTHER)
    ended = scrapy("export", "-o", "s3://ada:secret@desk/a.jsonl")
    assert ended.code == 2
    assert "-o: an address must not hold a password or key" in ended.log
    assert "secret" not in ended.log
