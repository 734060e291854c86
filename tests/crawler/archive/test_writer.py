import gzip
import io
import os
import threading
from collections import Counter
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.checker import Checker

from crawler.archive.files import OPEN_SUFFIX, ArchiveError, finished_files, repair, whole_members
from crawler.archive.reader import RawPageError, read_page, read_pages
from tests.crawler.archive.writing import HTML, URL, exchange, writer, written


def test_a_page_and_its_context_are_read_back_by_its_reference(tmp_path: Path) -> None:
    first, second = written(tmp_path, exchange(), exchange("https://www.example.org/roof", context={}))
    page = read_page(tmp_path, first)
    assert (page.body, page.url, page.encoding, page.status) == (HTML, URL, "utf-8", 200)
    assert (page.requested_url, page.source, page.title_hint) == ("https://example.org/w", "paper", "The wall")
    assert (page.fetched_at, page.raw_ref) == ("2026-03-04T08:00:00Z", first)
    assert read_page(tmp_path, second).url == "https://www.example.org/roof"


def test_a_page_can_be_read_while_its_file_is_still_written(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    reference = archive.append(exchange())
    assert read_page(tmp_path, reference).body == HTML
    archive.close()
    assert read_page(tmp_path, reference).body == HTML


def test_another_reader_finds_the_same_records_and_valid_digests(tmp_path: Path) -> None:
    written(tmp_path, exchange())
    (path,) = finished_files(tmp_path)
    with path.open("rb") as stream:
        fast = [
            (str(record.record_type), record.verify_block_digest())
            for record in ArchiveIterator(stream, parse_http=False)
        ]
    with path.open("rb") as stream:
        by_type = {record.rec_type: (record, record.content_stream().read()) for record in WarcioIterator(stream)}
    assert fast == [("warcinfo", True), ("response", True), ("metadata", True), ("request", True)]
    assert list(by_type) == ["warcinfo", "response", "metadata", "request"]
    response, body = by_type["response"]
    assert body == HTML
    assert [value for name, value in response.http_headers.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert response.rec_headers["WARC-Target-URI"] == URL
    assert response.rec_headers["WARC-IP-Address"] == "192.0.2.7"
    request = by_type["request"][0]
    assert request.http_headers.statusline == "/2026/03/harbour-wall?page=2 HTTP/1.1"
    assert request.http_headers["Host"] == "www.example.org"
    assert request.http_headers["Authorization"] is None, "an archive is passed on"
    checker = Checker(type("arguments", (), {"inputs": [str(path)], "verbose": False}))
    checker.process_all()
    assert checker.exit_value == 0


def test_the_archived_body_is_that_of_the_response(tmp_path: Path) -> None:
    written(tmp_path, exchange())
    with finished_files(tmp_path)[0].open("rb") as stream:
        raw = next(record.raw_stream.read() for record in WarcioIterator(stream) if record.rec_type == "response")
    assert raw == exchange().body


def test_headers_that_do_not_describe_the_archived_body_are_renamed(tmp_path: Path) -> None:
    headers = [(b"Content-Length", b"999"), (b"Transfer-Encoding", b"chunked"), (b"Content-Type", b"text/html")]
    (reference,) = written(tmp_path, exchange(response_headers=headers, body=HTML))
    with finished_files(tmp_path)[0].open("rb") as stream:
        found = next(r.http_headers for r in WarcioIterator(stream) if r.rec_type == "response")
    assert found["Content-Length"] == str(len(HTML))
    assert found["X-Archive-Orig-Content-Length"] == "999"
    assert found["Transfer-Encoding"] is None
    assert read_page(tmp_path, reference).body == HTML


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    archive = writer(tmp_path, max_file_bytes=4_000)
    references = [archive.append(exchange(f"{URL}&n={number}")) for number in range(12)]
    archive.close()
    files = finished_files(tmp_path)
    assert len(files) > 2
    assert all(path.stat().st_size <= 4_000 for path in files)
    assert [read_page(tmp_path, reference).url for reference in references] == [f"{URL}&n={n}" for n in range(12)]


def test_two_runs_never_write_one_file(tmp_path: Path) -> None:
    one, other = writer(tmp_path), writer(tmp_path)
    references = [archive.append(exchange()) for archive in (one, other, one, other)]
    assert len({reference.rpartition(":")[0] for reference in references}) == 2
    assert repair(tmp_path) == [], "files that a run writes are left alone"
    one.close()
    other.close()
    assert all(read_page(tmp_path, reference).body == HTML for reference in references)


def test_threads_share_a_writer(tmp_path: Path) -> None:
    archive = writer(tmp_path, max_file_bytes=20_000)
    references: dict[str, str] = {}

    def write(thread: int) -> None:
        for number in range(20):
            url = f"{URL}&n={thread}-{number}"
            references[url] = archive.append(exchange(url))

    threads = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    archive.close()
    assert len(set(references.values())) == 160
    assert all(read_page(tmp_path, reference).url == url for url, reference in references.items())


@pytest.mark.parametrize("lost_bytes", [1, 8, 200, 900])
def test_an_unfinished_record_of_a_killed_run_is_cut_off_at_the_next_start(tmp_path: Path, lost_bytes: int) -> None:
    archive = writer(tmp_path)
    first, second, third = (archive.append(exchange(f"{URL}&n={number}")) for number in range(3))
    (path,) = tmp_path.glob(f"*{OPEN_SUFFIX}")
    archive.close()  # releases the lock, as the end of the process does
    left = path.with_name(path.name.removesuffix(OPEN_SUFFIX)).rename(path)
    os.truncate(left, left.stat().st_size - lost_bytes)
    ((found, cut),) = repair(tmp_path)
    assert found == path
    assert cut > 0
    assert [read_page(tmp_path, reference).url for reference in (first, second)] == [f"{URL}&n=0", f"{URL}&n=1"]
    with finished_files(tmp_path)[0].open("rb") as stream:
        assert all(record.content_stream().read() is not None for record in WarcioIterator(stream))
    skipped: Counter[str] = Counter()
    with finished_files(tmp_path)[0].open("rb") as stream:
        pages = [page.raw_ref for page in read_pages(stream, skipped, first.rpartition(":")[0])]
    assert pages[:2] == [first, second]
    assert pages in ([first, second], [first, second, third])
    assert not {"truncated", "damaged"} & set(skipped)


def test_a_file_without_a_whole_record_is_removed(tmp_path: Path) -> None:
    path = tmp_path / f"newsgalley-20260304T080000Z-00000000-00001.warc.gz{OPEN_SUFFIX}"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\n")[:-3])
    repair(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, 3 << 20])
def test_the_whole_members_of_a_file_are_found_whatever_they_unpack_to(tmp_path: Path, size: int) -> None:
    path, members = tmp_path / "a.warc.gz", [gzip.compress(bytes(size)), gzip.compress(b"WARC")]
    path.write_bytes(b"".join(members) + members[0][:-1])
    assert whole_members(path) == len(b"".join(members))


def test_a_link_in_an_archive_of_others_has_no_file_truncated(tmp_path: Path) -> None:
    path = tmp_path / f"newsgalley-20260304T080000Z-00000000-00001.warc.gz{OPEN_SUFFIX}"
    (tmp_path / "mine").write_bytes(b"no archive")
    path.symlink_to(tmp_path / "mine")
    assert repair(tmp_path) == []
    assert (tmp_path / "mine").read_bytes() == b"no archive"


def test_a_full_disk_is_an_error_and_leaves_a_valid_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = writer(tmp_path)
    before = archive.append(exchange())
    real = os.write
    with monkeypatch.context() as full:
        answers = iter([lambda fd, data: real(fd, data[:100])])

        def write(fd: int, data: memoryview) -> int:
            for answer in answers:
                return answer(fd, data)
            raise OSError(28, "No space left on device")

        full.setattr(os, "write", write)
        with pytest.raises(ArchiveError, match=r"No space left on device.*ARCHIVE_MAX_GB"):
            archive.append(exchange())
    after = archive.append(exchange("https://www.example.org/after"))
    archive.close()
    assert read_page(tmp_path, before).url == URL
    assert read_page(tmp_path, after).url == "https://www.example.org/after"


@pytest.mark.parametrize("reference", ["gone.warc.gz:0", "none", "file:///no/such/file.html"])
def test_a_missing_raw_page_is_an_error_that_names_it(tmp_path: Path, reference: str) -> None:
    with pytest.raises(RawPageError, match=reference):
        read_page(tmp_path, reference)


def test_an_offset_without_a_page_is_an_error_that_names_it(tmp_path: Path) -> None:
    (reference,) = written(tmp_path, exchange())
    name = reference.rpartition(":")[0]
    for offset in (0, 7):
        with pytest.raises(RawPageError):
            read_page(tmp_path, f"{name}:{offset}")


def test_a_decompressed_archive_is_a_valid_stream(tmp_path: Path) -> None:
    written(tmp_path, exchange(), exchange())
    plain = gzip.decompress(finished_files(tmp_path)[0].read_bytes())
    assert [page.body for page in read_pages(io.BytesIO(plain), Counter())] == [HTML, HTML]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_is_removed_or_replaced_during_a_run_is_noticed_with_the_next_page(
    tmp_path: Path, replaced: bool
) -> None:
    archive = writer(tmp_path)
    archive.append(exchange())
    (path,) = tmp_path.glob(f"*{OPEN_SUFFIX}")
    path.unlink()
    if replaced:
        path.touch()
    with pytest.raises(ArchiveError, match="removed or replaced during the run"):
        archive.append(exchange())
