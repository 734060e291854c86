import json
import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.archives import write_archive
from tests.support.commands.scrapy_runs import Scrapy

COUNT = 6


@pytest.fixture
def cleaned(scrapy: Scrapy, tmp_path: Path) -> Path:
    write_archive(tmp_path / "warc" / "piers.warc.gz", 0, COUNT)
    assert scrapy("batch", "clean", "warc", "-o", "out", "--format", "jsonl", "--removed").code == 0
    return tmp_path / "out" / "part-00000.jsonl"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def write(path: Path, rows: list[Any]) -> str:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))
    return path.name


def dump(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "articles.db") as store:
        dumped = list(store.iterdump())
    store.close()
    return dumped


def test_an_import_is_like_a_crawl_of_the_same_pages(scrapy: Scrapy, cleaned: Path, tmp_path: Path) -> None:
    imported = scrapy("import", "out")
    assert (imported.code, imported.out) == (0, f"{COUNT} rows: new {COUNT}\n")
    ours = scrapy.records()
    feed = scrapy("export", "--after", "0").out.splitlines()
    assert [json.loads(change)["change"] for change in feed[:1]] == ["new"]
    assert "Pier number 3" in scrapy("search", "pier").out
    (tmp_path / "articles.db").rename(tmp_path / "imported.db")
    assert scrapy("crawl", "archive", "-a", "path=warc").code == 0
    assert ours == scrapy.records()


def test_a_second_import_changes_nothing(scrapy: Scrapy, cleaned: Path, tmp_path: Path) -> None:
    assert scrapy("import", "out").code == 0
    before = dump(tmp_path)
    again = scrapy("import", "out", "--format", "json")
    assert json.loads(again.out) == {"rows": COUNT, "outcomes": {"unchanged": COUNT}, "refused": {}}
    assert dump(tmp_path) == before


def test_two_fetches_of_an_article_are_two_revisions_however_often_they_are_imported(
    scrapy: Scrapy, cleaned: Path, tmp_path: Path
) -> None:
    first = lines(cleaned)[0]
    later = changed(first, "The council has dropped the plan and 17 other plans of the same kind.")
    later["fetched_at"] = "2099-01-01T00:00:00Z"
    both = write(tmp_path / "both.jsonl", [first, later])
    assert "revised 1" in scrapy("import", both).out
    before = dump(tmp_path)
    assert scrapy("import", both).out == "2 rows: older 1, unchanged 1\n"
    assert dump(tmp_path) == before


def changed(row: dict[str, Any], paragraph: str) -> dict[str, Any]:
    import hashlib

    text = f"{row['text']}\n\n{paragraph}"
    blocks = [*row["blocks"], {"type": "paragraph", "text": paragraph, "level": None}]
    return {
        **row,
        "text": text,
        "blocks": blocks,
        "content_hash": hashlib.sha256(" ".join(text.split()).encode()).hexdigest(),
    }


def test_a_record_of_todays_cleaner_replaces_that_of_an_earlier_one(
    scrapy: Scrapy, cleaned: Path, tmp_path: Path
) -> None:
    new = lines(cleaned)[0]
    old = changed(new, "Subscribe to our newsletter for more.") | {"cleaner": {**new["cleaner"], "version": "0.0.1"}}
    assert "new 1" in scrapy("import", write(tmp_path / "old.jsonl", [old])).out
    assert scrapy("import", write(tmp_path / "new.jsonl", [new])).out == "1 row: recleaned 1\n"
    (stored,) = scrapy.records()
    assert (stored["text"], stored["revision"]) == (new["text"], 1)
    assert scrapy("import", "new.jsonl").out == "1 row: unchanged 1\n"
    assert scrapy("import", "old.jsonl").out == "1 row: unchanged 1\n"


@pytest.mark.parametrize("fetched_at", [None, "2099-01-01T00:00:00Z"])
def test_a_story_of_several_pages_is_not_replaced_by_its_first_page(
    scrapy: Scrapy, cleaned: Path, tmp_path: Path, fetched_at: str | None
) -> None:
    first = lines(cleaned)[0]
    whole = changed(first, "On the second page of the story, the council drops the plan.")
    whole["joined_pages"] = [{"url": f"{first['url']}?page=2", "raw_ref": None}]
    whole["cleaner"] = {**first["cleaner"], "version": "0.0.1"}
    assert "new 1" in scrapy("import", write(tmp_path / "whole.jsonl", [whole])).out
    before = dump(tmp_path)
    first["fetched_at"] = fetched_at or first["fetched_at"]
    first["quality"]["flags"] = ["further_pages"]
    assert scrapy("import", write(tmp_path / "first.jsonl", [first])).out == "1 row: fewer_pages 1\n"
    assert dump(tmp_path) == before


def test_deleted_articles_stay_deleted(scrapy: Scrapy, cleaned: Path) -> None:
    assert scrapy("import", "out").code == 0
    assert scrapy("delete", lines(cleaned)[0]["id"], "--yes").code == 0
    assert "deleted 1" in scrapy("import", "out").out
    assert len(scrapy.records()) == COUNT - 1


def test_an_import_that_was_killed_is_completed_by_the_next(scrapy: Scrapy, cleaned: Path, tmp_path: Path) -> None:
    rows = lines(cleaned)
    many = [
        {**row, "id": f"{number:04x}{row['id'][4:]}", "url": f"{row['url']}/{number}", "canonical_url": None}
        for number in range(60)
        for row in rows
    ]
    write(tmp_path / "many.jsonl", many)
    process = scrapy.start("import", "many.jsonl")
    process.wait_until(lambda: stored(tmp_path) > 0)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert 0 < stored(tmp_path) < len(many)
    assert scrapy("import", "many.jsonl").code == 0
    assert stored(tmp_path) == len(many)
    assert len(scrapy("export", "--after", "0").out.splitlines()) >= len(many)


def test_an_imported_record_with_the_text_of_an_earlier_one_is_an_article_of_its_own(
    scrapy: Scrapy, cleaned: Path, tmp_path: Path
) -> None:
    first = lines(cleaned)[0]
    second = {**first, "id": f"0000{first['id'][4:]}", "url": f"{first['url']}/2", "canonical_url": None}
    assert scrapy("import", write(tmp_path / "first.jsonl", [first])).code == 0
    with sqlite3.connect(tmp_path / "articles.db") as store:
        store.execute("UPDATE changes SET stored_at = '2020-01-01T00:00:00Z'")
    store.close()
    assert scrapy("import", write(tmp_path / "second.jsonl", [second])).out == "1 row: new 1\n"
    assert {record["duplicate_of"] for record in scrapy.records()} == {None, second["id"]}


def stored(folder: Path) -> int:
    try:
        store = sqlite3.connect(f"file:{folder / 'articles.db'}?mode=ro", uri=True, timeout=20)
        try:
            return int(store.execute("SELECT count(*) FROM articles").fetchone()[0])
        finally:
            store.close()
    except sqlite3.OperationalError:
        return 0


def test_rows_that_are_not_records_are_refused_by_file_and_number(
    scrapy: Scrapy, cleaned: Path, tmp_path: Path
) -> None:
    good, *others = lines(cleaned)[:6]
    rows: list[Any] = [
        good,
        {"title": "Harbour wall", "body": "of another program"},
        {**good, "dropped": "empty"},
        "{not json",
        "[1, 2]",
        {**others[0], "word_count": "many"},
        {**others[1], "text": "changed by somebody"},
        {**others[2], "fetched_at": None},
        {**others[3], "blocks": [{"type": "paragraph", "text": "a\0b", "level": None}]},
        {**others[4], "schema_version": 2},
        {**others[4], "title": "\x1b]0;x\x07Harbour"},
        {**others[4], "url": "https://ada:secret@paper.example/a"},
        {**others[4], "images": [{"url": "javascript:alert(1)", "caption": None, "credit": None}]},
        {"id": good["id"], "change": "deleted", "sequence": 4, "stored_at": "2026-01-01T00:00:00Z"},
    ]
    refused = scrapy("import", write(tmp_path / "rows.jsonl", rows), "--format", "json")
    assert refused.code == 4
    assert json.loads(refused.out)["outcomes"] == {"new": 1}
    assert json.loads(refused.out)["refused"] == {"not_a_record": 4, "bad_value": 7, "no_fetch_time": 1, "deletion": 1}
    for number in range(2, 15):
        assert f"rows.jsonl, row {number}: " in refused.log
    assert "row 6: `word_count` is 'many'" in refused.log
    assert "row 3: is not an article: 'empty'" in refused.log
    assert "newsgalley crawl archive -a path=FOLDER" in refused.log
    assert "secret" not in refused.log


def test_foreign_files_are_refused_and_cost_no_other(scrapy: Scrapy, cleaned: Path, tmp_path: Path) -> None:
    pq.write_table(pa.table({"url": ["https://www.example.org/"], "text": ["A text"]}), tmp_path / "foreign.parquet")
    (tmp_path / "half.parquet").write_bytes(b"PAR1 half")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "gone.jsonl").symlink_to(tmp_path / "nowhere.jsonl")
    refused = scrapy("import", "foreign.parquet", "half.parquet", "links", "out")
    assert refused.code == 4
    assert "foreign.parquet: is not a record: it has no field `schema_version`" in refused.log
    assert "half.parquet: is not a whole Parquet file" in refused.log
    assert "links/gone.jsonl: cannot be read" in refused.log
    assert len(scrapy.records()) == COUNT
    assert scrapy("import", "half.parquet").code == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name what to load"),
        (("absent.parquet",), "absent.parquet: there is no such file"),
        (("absent",), "absent: there is no such file or folder"),
        (("notes.txt",), "notes.txt: cannot be imported"),
        (("empty",), "empty: holds no .parquet"),
        (("--from", "x"), "--from"),
        (("s3://key:word@bucket/a.jsonl",), "The name of a file: an address must not hold a password or key"),
    ],
)
def test_what_cannot_be_imported_is_reported_in_one_sentence(
    scrapy: Scrapy, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    refused = scrapy("import", *arguments)
    assert refused.code == 2
    assert sentence in refused.log


def test_the_files_of_a_remote_folder_are_loaded_without_notes_and_parts(
    scrapy: Scrapy, cleaned: Path, tmp_path: Path
) -> None:
    (tmp_path / "out" / ".part-00001.jsonl").write_text("half a li")
    address = f"local://{tmp_path}/out"  # fsspec reads these as it reads those of a bucket
    assert scrapy("import", address).out == f"{COUNT} rows: new {COUNT}\n"
    refused = scrapy("import", f"local://{tmp_path}/warc", "nothere://bucket/out")
    assert refused.code == 2
    assert "warc: holds no .parquet, .jsonl, .ndjson file." in refused.log


def test_a_store_is_copied_into_an_empty_one(scrapy: Scrapy, cleaned: Path, tmp_path: Path) -> None:
    assert scrapy("import", "out").code == 0
    (tmp_path / "articles.db").rename(tmp_path / "old.db")
    first = scrapy("import", "sqlite:///old.db")
    assert (first.code, first.out.partition(":")[0]) == (0, f"{COUNT} articles and all else of sqlite")
    assert "Pier number 3" in scrapy("search", "pier").out


@pytest.mark.parametrize(
    ("names", "code", "why"),
    [
        (["sqlite:///gone.db"], 2, "sqlite:///gone.db: the file does not exist; name the file of a store."),
        (["sqlite:///articles.db", "a.jsonl"], 2, "A store is imported alone: name nothing else."),
        (["mysql:///articles.db"], 2, "mysql:///articles.db: cannot be read: "),
    ],
)
def test_a_name_that_is_not_that_of_a_store_is_refused(scrapy: Scrapy, names: list[str], code: int, why: str) -> None:
    ended = scrapy("import", *names)
    assert ended.code == code
    assert why in ended.log
