import gzip
import json
import os
import signal
import time
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow.parquet as pq
import pytest

from tests.support.archives import Warc, url_of, write_archive
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import article_html

PER_FILE = 4


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    for number in range(3):
        write_archive(
            tmp_path / "warc" / f"CC-NEWS-2026030{number + 1}-0000{number}.warc.gz", number * PER_FILE, PER_FILE
        )
    return tmp_path / "warc"


def rows(output: Path) -> list[dict[str, Any]]:
    return polars.read_parquet(output / "*.parquet").to_dicts()


def urls(output: Path) -> list[str]:
    return sorted(row["url"] for row in rows(output))


def summary(output: Path) -> dict[str, Any]:
    return json.loads((output / "_batch" / "summary.json").read_text())


def every_url(files: int = 3) -> list[str]:
    return sorted(url_of(number) for number in range(files * PER_FILE))


def test_every_page_is_one_row_with_the_schema_of_an_export(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    scrapy.environment["SPAWNED_WORKERS"] = "1"  # the CPU time of forked ones is not that of the task's children
    cleaned = scrapy("batch", "clean", "warc", "-o", "out", "--summary", "json")
    assert cleaned.code == 0, cleaned.log
    assert urls(tmp_path / "out") == every_url()
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/out/*.parquet' WHERE word_count > 50").fetchall() == [(12,)]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "_batch", "part-00000.parquet", "part-00001.parquet", "part-00002.parquet",
    ]  # fmt: skip
    counts = json.loads(cleaned.out)
    assert (counts["pages"], counts["articles"], counts["passed_over"]) == (12, 12, {"type_request": 12})
    assert counts["cpu_seconds"] > 0
    assert counts["task_pages_per_cpu_second"]["slowest"] > 0
    assert counts == summary(tmp_path / "out")

    assert scrapy("import", "out").code == 0
    assert scrapy("export", "-o", "export.parquet").code == 0
    assert pq.read_schema(tmp_path / "out" / "part-00000.parquet").equals(pq.read_schema(tmp_path / "export.parquet"))


def test_a_batch_that_was_killed_continues_and_has_every_row_once(
    scrapy: Scrapy, archives: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    done = output / "_batch" / "clean" / "completions"
    for finished in (1, 2):
        process = scrapy.start("batch", "clean", "warc", "-o", "out")
        process.wait_until(lambda: done.is_dir() and len(list(done.iterdir())) >= finished)  # noqa: B023
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    first = {path: path.stat().st_mtime_ns for path in done.iterdir()}
    (output / ".part-00002.parquet.0123abcd.part").write_bytes(b"half")
    assert scrapy("batch", "clean", "warc", "-o", "out").code == 0
    assert urls(output) == every_url()
    assert {path: path.stat().st_mtime_ns for path in first} == first, "finished tasks were done again"
    assert not list(output.glob(".*"))


def test_processes_end_when_the_command_alone_is_killed(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    process = scrapy.start("batch", "clean", "warc", "-o", "out")
    process.wait_until(lambda: bool(list((tmp_path / "out").glob(".part-*"))))
    os.kill(process.pid, signal.SIGKILL)
    end = time.monotonic() + 100
    while processes_of(process.pid):
        assert time.monotonic() < end, "the processes of the batch go on"
        time.sleep(0.1)
    process.communicate()


def processes_of(group: int) -> list[str]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state != "Z":
            found.append(stat.parent.name)
    return found


@pytest.mark.soak
def test_an_interrupted_batch_says_so_and_continues(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    process = scrapy.start("batch", "clean", "warc", "-o", "out")
    process.wait_until(lambda: bool(list((tmp_path / "out").glob("part-*"))))
    os.kill(process.pid, signal.SIGTERM)
    _, log = process.communicate(timeout=100)
    assert process.returncode == 6
    assert "Run the same command to continue" in log
    assert scrapy("batch", "clean", "warc", "-o", "out").code == 0
    assert urls(tmp_path / "out") == every_url()


def test_a_list_chooses_files_by_the_days_in_their_names(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    listed = "\n".join(f"warc/{path.name}" for path in sorted(archives.iterdir()))
    (tmp_path / "warc.paths.gz").write_bytes(gzip.compress(listed.encode()))
    days = ("--since", "2026-03-02", "--until", "2026-03-02")
    base = ("--base", str(tmp_path))
    assert scrapy("batch", "clean", "warc.paths.gz", "-o", "out", *days, *base).code == 0
    assert urls(tmp_path / "out") == sorted(url_of(number) for number in range(4, 8))


def test_broken_records_and_absent_files_are_counted_and_cost_nothing_else(
    scrapy: Scrapy, archives: Path, tmp_path: Path
) -> None:
    first = sorted(archives.iterdir())[0]
    first.write_bytes(first.read_bytes()[:-40] + b"\x1f\x8b\x08 rubbish")
    (tmp_path / "warc.paths").write_text(f"{first}\n{archives}/\x1b[31mabsent.warc.gz\n")
    cleaned = scrapy("batch", "clean", "warc.paths", "-o", "out", "--tasks", "1")
    assert cleaned.code == 4
    counts = summary(tmp_path / "out")
    assert counts["lost"]["no_file"] == 1
    assert counts["lost"].get("damaged", 0) + counts["lost"].get("truncated", 0) >= 1
    assert counts["articles"] == PER_FILE
    assert "absent.warc.gz" in cleaned.out
    assert "\x1b" not in cleaned.out


@pytest.mark.soak
def test_json_lines_have_the_same_records(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    assert scrapy("batch", "clean", "warc", "-o", "out", "--format", "jsonl", "--removed").code == 0
    lines = [json.loads(line) for path in (tmp_path / "out").glob("*.jsonl") for line in path.read_text().splitlines()]
    assert sorted(line["url"] for line in lines) == every_url()
    assert all(line["removed"] for line in lines)
    assert all(line["raw_ref"].startswith(str(archives)) for line in lines)


def test_the_archive_of_a_crawl_is_cleaned_again_with_its_files_in_the_bucket(scrapy: Scrapy, tmp_path: Path) -> None:
    old, new = (f"newsgalley-2026030{day}T000000Z-01234567-00001.warc.gz" for day in (1, 2))
    write_archive(tmp_path / "archive" / new, PER_FILE, PER_FILE)
    (tmp_path / "archive" / f"{new}.open").write_bytes(b"a crawl is writing this")
    for number, name in enumerate((old, new)):
        write_archive(tmp_path / "bucket" / name, number * PER_FILE, PER_FILE)
    assert scrapy("batch", "reclean", "-o", "out", ARCHIVE_URL=f"file://{tmp_path}/bucket").code == 0
    assert {row["raw_ref"].partition(":")[0] for row in rows(tmp_path / "out")} == {old, new}
    assert urls(tmp_path / "out") == every_url(2)


@pytest.mark.soak
def test_another_batch_is_not_mixed_into_an_output(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    assert scrapy("batch", "clean", "warc", "-o", "out", "--tasks", "2").code == 0
    (tmp_path / "out" / "part-00000.parquet").unlink()
    again = scrapy("batch", "clean", "warc", "-o", "out", "--summary", "json")
    assert (again.code, json.loads(again.out)["articles"]) == (0, 12)
    assert "part-00000.parquet is gone; its task is done again." in again.log
    assert urls(tmp_path / "out") == every_url()
    for other, named in (
        (("--tasks", "3"), "another --tasks (2, now 3)"),
        (("--removed",), "another --removed (False, now True)"),
        (("--since", "2026-03-02"), "other input files"),
    ):
        refused = scrapy("batch", "clean", "warc", "-o", "out", *other)
        assert refused.code == 2
        assert f"was begun with {named}" in refused.log
    write_archive(archives / "later.warc.gz", 90, 1)
    assert "files" in scrapy("batch", "clean", "warc", "-o", "out").log


def test_the_status_of_a_batch_tells_what_is_not_finished(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    assert scrapy("batch", "clean", "warc", "-o", "out").code == 0
    assert scrapy("batch", "status", "out").code == 0
    (tmp_path / "out" / "_batch" / "clean" / "completions" / "00001").unlink()
    (tmp_path / "out" / "part-00000.parquet").unlink()
    status = scrapy("batch", "status", "out", "--summary", "json")
    assert status.code == 1
    assert json.loads(status.out)["unfinished_tasks"] == {"clean": 2}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name an action"),
        (("cleen", "warc", "-o", "out"), "Did you mean clean"),
        (("clean", "warc"), "Name where to write with -o"),
        (("clean", "-o", "out"), "Name what to clean"),
        (("clean", "absent", "-o", "out"), "absent: there is no such file"),
        (("clean", "foreign", "-o", "out"), "foreign: no archive is in the folder"),
        (("clean", "warc", "-o", "out", "--sinse", "2026-01-01"), "--sinse"),
        (("clean", "warc", "-o", "out", "--since", "January"), "--since January: not a day"),
        (("clean", "warc", "-o", "out", "--since", "2027-01-01"), "no file name has a day from --since to --until"),
        (("clean", "warc", "-o", "out", "--tasks", "0"), "1 or more"),
        (("clean", "warc", "-o", "out", "--executor", "slurm"), "--partition"),
        (("clean", "warc", "-o", "out", "--partition", "cpu"), "for --executor slurm only"),
        (("clean", "empty.paths", "-o", "out"), "names no file"),
        (("clean", "binary.paths.gz", "-o", "out"), "is not a list of files"),
        (("clean", "warc", "-o", "foreign"), "has part-00000.parquet, which no batch wrote there"),
        (("status", "out"), "no batch was started there"),
        (("reclean", "-o", "out"), "holds no archive"),
    ],
)
def test_what_cannot_be_done_is_reported_in_one_sentence(
    scrapy: Scrapy, archives: Path, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "empty.paths").write_text("# nothing\n")
    (tmp_path / "binary.paths.gz").write_bytes(b"\x1f\x8b\x08\0\0")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "part-00000.parquet").write_bytes(b"rows of another program")
    refused = scrapy("batch", *arguments)
    assert refused.code == 2
    assert sentence in refused.log
    assert "Traceback" not in refused.log


def test_an_output_that_cannot_be_written_is_reported_in_one_sentence(
    scrapy: Scrapy, archives: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    for output, reason in (
        ("file", "file is not a folder; name a folder"),
        ("file/out/more", "file is not a folder; name a folder"),
        ("none://bucket/out", "Protocol not known: none"),
        ("s3://key:word@bucket/out", "must not hold a password or key"),
    ):
        refused = scrapy("batch", "clean", "warc", "-o", output)
        assert refused.code == 2, refused.log
        assert reason in refused.log
        assert "Traceback" not in refused.log
        assert "word@" not in refused.log


@pytest.mark.soak
def test_a_batch_killed_ten_times_has_every_row_once(scrapy: Scrapy, tmp_path: Path) -> None:
    for number in range(12):
        write_archive(tmp_path / "warc" / f"{number:02}.warc.gz", number * PER_FILE, PER_FILE)
    done = tmp_path / "out" / "_batch" / "clean" / "completions"
    for kill in range(1, 11):
        process = scrapy.start("batch", "clean", "warc", "-o", "out", "--workers", "2")
        process.wait_until(lambda: done.is_dir() and len(list(done.iterdir())) >= kill)  # noqa: B023
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert scrapy("batch", "clean", "warc", "-o", "out", "--workers", "2").code == 0
    assert urls(tmp_path / "out") == every_url(12)


@pytest.mark.soak
def test_payloads_of_a_hundred_megabytes_take_no_memory(scrapy: Scrapy, tmp_path: Path) -> None:
    warc = Warc()
    warc.add(url=url_of(0), body=article_html("Pier number 0").encode())
    for number in range(3):
        warc.add(url=f"https://www.example.org/film-{number}", body=os.urandom(100 << 20), Content_Type="video/mp4")
    warc.add(url=url_of(1), body=article_html("Pier number 1").encode())
    (tmp_path / "films.warc.gz").write_bytes(warc.out.getvalue())
    cleaned = scrapy("batch", "clean", "films.warc.gz", "-o", "out")
    assert cleaned.code == 0, cleaned.log
    assert urls(tmp_path / "out") == [url_of(0), url_of(1)]
    assert summary(tmp_path / "out")["passed_over"] == {"not_html": 3}


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_wacz_files_of_a_folder_are_read(scrapy: Scrapy, archives: Path, tmp_path: Path, packing: int) -> None:
    for path in sorted(archives.iterdir()):
        with zipfile.ZipFile(path.with_name(f"{path.name[:16]}.wacz"), "w", packing) as packed:
            packed.write(path, f"archive/{path.name}")
            packed.writestr("datapackage.json", "{}")
        path.unlink()
    cleaned = scrapy("batch", "clean", "warc", "-o", "out")
    assert cleaned.code == 0, cleaned.log
    assert urls(tmp_path / "out") == every_url()


def test_a_file_of_another_form_is_lost_with_its_name(scrapy: Scrapy, archives: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archives / "pages.zip", "w") as packed:
        packed.writestr("a.html", "<p>text")
    cleaned = scrapy("batch", "clean", "warc", "warc/pages.zip", "-o", "out")
    assert cleaned.code == 4, cleaned.log
    assert summary(tmp_path / "out")["lost"] == {"zip": 1}
    assert "the whole file" in cleaned.out
    assert urls(tmp_path / "out") == every_url()
