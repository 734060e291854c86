import gzip
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.checker import Checker

from cleaners.urls import article_id
from crawler.archive.blanking import blank_pages, empty_member
from crawler.archive.files import finished_files
from crawler.archive.reader import RawPageError, read_page, read_pages
from tests.crawler.archive.writing import exchange, writer, written

SECRET = b"The baker Ottilie Brandvik lives in Quay Street 4."


def noise(size: int) -> bytes:
    """Return a body that no compression shortens."""
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("length", [*range(180, 330), 1_099, 1_100, 65_700, 65_800, 131_333, 10_485_761])
def test_an_empty_member_has_any_length_that_is_asked_for(length: int) -> None:
    member = empty_member(length, "<urn:uuid:0>", datetime.now(UTC))
    assert len(member) == length
    assert gzip.decompress(member).startswith(b"WARC/1.1\r\nWARC-Type: metadata\r\n")


def test_a_record_that_is_too_short_is_an_error() -> None:
    with pytest.raises(ValueError, match="too short"):
        empty_member(100, "", datetime.now(UTC))


@pytest.mark.parametrize("size", [0, 50, 3_000, 200_000])
def test_a_page_is_taken_out_and_all_others_stay_where_they_are(tmp_path: Path, size: int) -> None:
    urls = [f"https://www.example.org/story-{number}" for number in range(4)]
    plain = {"response_headers": [(b"Content-Type", b"text/html")]}
    bodies = [SECRET + noise(size) if number in (1, 3) else b"<p>Kept.</p>" for number in range(4)]
    places = written(tmp_path, *(exchange(url, body=body, **plain) for url, body in zip(urls, bodies, strict=True)))
    (path,) = finished_files(tmp_path)
    before = path.stat().st_size

    assert blank_pages(tmp_path, {article_id(urls[1]), article_id(urls[3])}) == 2

    assert path.stat().st_size == before
    assert SECRET not in gzip.decompress(path.read_bytes())
    assert b"story-1" not in gzip.decompress(path.read_bytes())
    for number in (0, 2):
        assert read_page(tmp_path, places[number]).url == urls[number]
    for number in (1, 3):
        with pytest.raises(RawPageError, match="holds no page"):
            read_page(tmp_path, places[number])
    with path.open("rb") as stream:
        assert [page.url for page in read_pages(stream, Counter(), path.name)] == [urls[0], urls[2]]
    with path.open("rb") as stream:
        assert len(list(ArchiveIterator(stream))) == 13
    with path.open("rb") as stream:
        assert len([record.content_stream().read() for record in WarcioIterator(stream)]) == 13
    checker = Checker(type("Options", (), {"inputs": [str(path)], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0


def test_a_page_is_taken_out_of_a_file_that_a_run_is_writing(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.append(exchange("https://www.example.org/gone"))
    assert blank_pages(tmp_path, {article_id("https://www.example.org/gone")}) == 1
    kept = archive.append(exchange("https://www.example.org/kept"))
    archive.close()
    assert read_page(tmp_path, kept).url == "https://www.example.org/kept"


def test_only_files_of_the_time_are_searched(tmp_path: Path) -> None:
    written(tmp_path, exchange())
    keys = {article_id(exchange().url)}
    assert blank_pages(tmp_path, keys, until=datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert blank_pages(tmp_path, keys, since=datetime(2999, 1, 1, tzinfo=UTC)) == 0
    assert blank_pages(tmp_path, keys, since=datetime.now(UTC)) == 1


def test_a_missing_folder_holds_no_page(tmp_path: Path) -> None:
    assert blank_pages(tmp_path / "none", {"x"}) == 0
