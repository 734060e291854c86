import json
import resource
from pathlib import Path

import pytest

from cleaners.page import Page
from crawler.pipelines.quarantine import Quarantine


def page(body: bytes) -> Page:
    return Page(body=body, url="https://www.example.org/../../etc/a", requested_url="https://www.example.org/a")


def test_a_page_is_kept_as_it_came_beside_what_is_known_of_it(tmp_path: Path) -> None:
    Quarantine(str(tmp_path / "kept"), most_bytes=1_000).keep(page(b"<p>\xff"), "clean_crash")
    body, told = sorted((tmp_path / "kept").iterdir(), key=lambda each: each.suffix, reverse=True)
    assert body.read_bytes() == b"<p>\xff"
    known = json.loads(told.read_text())
    assert (known["url"], known["reason"]) == ("https://www.example.org/../../etc/a", "clean_crash")


def test_the_folder_stays_within_its_bound(tmp_path: Path) -> None:
    kept = Quarantine(str(tmp_path), most_bytes=1_000)
    for number in range(10):
        kept.keep(page(b"%d" % number * 300), "clean_crash")
    assert sum(each.stat().st_size for each in tmp_path.glob("*.page")) <= 1_000
    assert len(list(tmp_path.glob("*.json"))) == len(list(tmp_path.glob("*.page"))) == 3


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    Quarantine(str(tmp_path / "file" / "kept"), most_bytes=1_000).keep(page(b"x"), "clean_crash")


def test_a_page_that_is_larger_than_the_folder_may_be_costs_no_other(tmp_path: Path) -> None:
    kept = Quarantine(str(tmp_path), most_bytes=1_000)
    kept.keep(page(b"small"), "clean_crash")
    kept.keep(page(b"x" * 1_001), "clean_crash")
    assert [each.read_bytes() for each in tmp_path.glob("*.page")] == [b"small"]


def test_a_page_that_cannot_be_written_to_its_end_leaves_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (10_000, limits[1])
    )  # the write fails after 10,000 bytes, like a full disk
    try:
        Quarantine(str(tmp_path), most_bytes=1_000_000).keep(page(b"x" * 100_000), "clean_crash")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []
    assert "cannot be kept" in caplog.text
