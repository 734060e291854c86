"""Faults in WARC files: each costs its own record, is counted, and leaves all other records."""

import gzip
import io
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from backports import zstd
from fastwarc.stream_io import Lz4Writer

from cleaners.page import Page
from crawler.archive.reader import LOST_REASONS, archived_pages, read_pages
from crawler.archive.record_page import MAX_BODY_BYTES
from crawler.archive.records import Exchange, encode_exchange
from crawler.archive.splitting import MAX_RECORD_BYTES
from tests.support.archives import HTML, Warc

COUNT = 12


def url(number: int) -> str:
    return f"https://www.example.org/2026/03/pier-{number}"


def record(number: int) -> bytes:
    warc = Warc(compressed=False)
    noise = random.Random(number).randbytes(600 + 37 * number).hex().encode()
    warc.add(url(number), HTML + noise)
    return warc.out.getvalue()


RECORDS = [record(number) for number in range(COUNT)]
URLS = {url(number) for number in range(COUNT)}


def lz4(content: bytes) -> bytes:
    out = io.BytesIO()
    writer = Lz4Writer(out)
    writer.write(content)
    writer.close()
    return out.getvalue()


def read(content: bytes) -> tuple[list[Page], Counter[str]]:
    skipped: Counter[str] = Counter()
    return list(read_pages(io.BytesIO(content), skipped)), skipped


def found(content: bytes) -> tuple[set[str], Counter[str]]:
    pages, skipped = read(content)
    return {page.url for page in pages}, skipped


PACKINGS: dict[str, Callable[[bytes], bytes]] = {"plain": bytes, "gzip": gzip.compress, "zstd": zstd.compress}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((rb"pier-5\r\n", b"pier-5" + b"x" * 300_000 + b"\r\n"), "damaged"),
        ((rb"pier-5\r\n", b"pier-5" + b"x" * 100_000 + b"\r\n"), "bad_address"),
        ((rb"pier-5\r\n", b"pier-5" + b"x" * 5_000 + b"\r\n"), "bad_address"),
        ((rb"Content-Length: \d+", b"Content-Length: 17"), "damaged"),
        ((rb"Content-Length: \d+", b"Content-Length: 4000"), "damaged"),
        ((rb"Content-Length: \d+", b"Content-Length: 99999999999"), "damaged"),
        ((rb"WARC/1.0", b"WORC/1.0"), "damaged"),
        ((rb"WARC/1.0", b"WARC/7.9.9"), "damaged"),
        ((rb"\r\n\r\n", b"\r\n"), "damaged"),
        ((rb"(?s)^.*$", b"\xff" * 900), "damaged"),
        ((rb"(?s)^.*$", b"\0" * 70_000), "damaged"),
    ],
)
def test_a_record_with_a_fault_costs_itself_alone(packing: str, change: tuple[bytes, bytes], reason: str) -> None:
    changed = re.sub(*change, RECORDS[5], count=1)
    assert changed != RECORDS[5]
    packed = map(PACKINGS[packing], [*RECORDS[:5], changed, *RECORDS[6:]])
    urls, skipped = found(b"".join(packed))
    assert URLS - {url(5)} <= urls
    assert url(5) not in urls
    lost = {name: skipped[name] for name in LOST_REASONS if skipped[name]}
    assert sum(lost.values()) == 1, skipped
    if packing == "plain" or reason != "damaged":
        assert lost == {reason: 1}


@pytest.mark.parametrize(
    "date", [b"yesterday", b"0001-01-01T00:00:00Z", b"2026-13-45T99:00:00Z", b"2999-01-01T00:00:00Z", b"", b"9" * 5_000]
)
def test_a_record_without_a_readable_date_is_read_and_counted(date: bytes) -> None:
    changed = re.sub(rb"WARC-Date: \S+", b"WARC-Date: " + date, RECORDS[5], count=1)
    pages, skipped = read(b"".join([*RECORDS[:5], changed, *RECORDS[6:]]))
    assert {page.url for page in pages} == URLS
    assert [page.fetched_at for page in pages if page.url == url(5)] == [None]
    assert skipped["bad_date"] == 1


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_broken_member_costs_its_record_alone(packing: str) -> None:
    members = [PACKINGS[packing](each) for each in RECORDS]
    broken = bytearray(members[5])
    broken[40:60] = b"\xff" * 20
    urls, skipped = found(b"".join([*members[:5], bytes(broken), *members[6:]]))
    assert urls >= URLS - {url(5)}
    assert skipped.total() == 1


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("cut", [1, 5, 400])
def test_a_file_that_breaks_off_loses_its_last_record(packing: str, cut: int) -> None:
    content = b"".join(map(PACKINGS[packing], RECORDS))[: -cut - 8]
    urls, skipped = found(content)
    assert urls >= URLS - {url(COUNT - 1)}
    assert skipped.total() == skipped["truncated"] == 1


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("rubbish", [b"\0" * 200_000, b"WARC/", b"\x1f\x8b\x08\x00", b"\r\n\r\nnot a record\r\n\r\n"])
def test_rubbish_between_records_costs_no_record(packing: str, rubbish: bytes) -> None:
    packed = [PACKINGS[packing](each) for each in RECORDS]
    urls, skipped = found(b"".join([*packed[:5], rubbish, *packed[5:], rubbish]))
    assert urls == URLS
    assert skipped["damaged"] + skipped["truncated"] == 2


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress, lz4, bytes])
def test_a_file_compressed_as_a_whole_is_read_to_its_end(pack: Callable[[bytes], bytes]) -> None:
    assert found(pack(b"".join(RECORDS))) == (URLS, Counter())


EMPTY_FRAME = b"\x50\x2a\x4d\x18" + (4).to_bytes(4, "little") + b"size"  # pzstd writes one before each frame


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstd.compress, lambda content: EMPTY_FRAME + zstd.compress(content)], ids=["gz", "zst", "p"]
)
@pytest.mark.parametrize("size", [50, 1_001])
def test_a_file_compressed_in_portions_that_cut_records_is_read(pack: Callable[[bytes], bytes], size: int) -> None:
    content = b"".join(RECORDS)
    portions = [pack(content[begin : begin + size]) for begin in range(0, len(content), size)]
    assert found(b"".join(portions)) == (URLS, Counter())
    urls, skipped = found(b"".join(portions)[:-9])
    assert urls >= URLS - {url(COUNT - 1)}
    assert skipped["truncated"] == skipped.total() == 1


def test_a_zstd_file_with_a_dictionary_is_read() -> None:
    dictionary = zstd.train_dict(RECORDS * 20, 4_000)
    frame = b"\x5d\x2a\x4d\x18" + len(dictionary.dict_content).to_bytes(4, "little") + dictionary.dict_content
    frames = [zstd.compress(each, zstd_dict=dictionary) for each in RECORDS]
    assert found(b"".join([frame, *frames])) == (URLS, Counter())
    damaged = frame[:16] + b"\0" * 64 + frame[80:]  # 16: after the magic number and the identifier of the dictionary
    urls, skipped = found(b"".join([damaged, *frames, zstd.compress(RECORDS[0])]))
    assert (urls, skipped) == ({url(0)}, {"damaged": 1})  # for all records up to the next one that can be read


def test_a_record_that_is_too_large_is_skipped_and_the_next_is_read() -> None:
    warc = Warc(compressed=False)
    warc.add(url(99), b"x" * (MAX_RECORD_BYTES + 1))
    for pack in PACKINGS.values():
        urls, skipped = found(b"".join(map(pack, [RECORDS[0], warc.out.getvalue(), RECORDS[1]])))
        assert (urls, skipped) == ({url(0), url(1)}, {"too_large": 1})


def test_a_film_that_is_too_large_is_not_counted_as_a_page_that_is_too_large() -> None:
    warc = Warc(compressed=False)
    warc.add(url(99), b"x" * (MAX_RECORD_BYTES + 1), Content_Type="video/mp4")
    assert found(RECORDS[0] + warc.out.getvalue()) == ({url(0)}, {"not_html": 1})


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        (
            lambda warc: warc.add(url(99), b"x" * (MAX_RECORD_BYTES + 1)),
            "1 record larger than 10 MB, unpacked",
        ),
        (lambda warc: warc.add(url(99), b"x" * (MAX_BODY_BYTES + 1)), "1 record larger than 10 MB, unpacked"),
        (lambda warc: warc.out.write(record(3).replace(b"</p>", b"</P>", 1)), "1 record changed since the digest"),
    ],
)
def test_clean_says_how_many_records_were_too_large_or_changed(extra: Callable[[Warc], object], problem: str) -> None:
    warc = Warc(compressed=False)
    warc.add(url(0))
    extra(warc)
    *_, (name, said) = archived_pages(io.BytesIO(warc.out.getvalue()), "pages.warc", None)
    assert name == "pages.warc"
    assert isinstance(said, str)
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\nabc:\n" * 60_000,
        b"WARC/1.0\r\nContent-Length: 9000000\r\n\r\n" * 30_000,
        b"WARC/1.0\r\nContent-Length: 0\r\n\r\n" * 30_000,
        b"\x1f\x8b\x08" * 100_000,
        b"\x28\xb5\x2f\xfd" * 30_000,
        b"\r\n" * 2_000_000,
    ],
    ids=range(6),
)
def test_a_file_that_is_built_to_be_costly_ends(content: bytes) -> None:
    assert found(content)[0] == set()


def mutated(content: bytes, chance: random.Random) -> tuple[bytes, int, int]:
    """Return a mutation of a file, and the range of the original bytes that it touched."""
    begin = chance.randrange(len(content))
    end = min(len(content), begin + chance.choice([1, 1, 2, 8, 64, 700]))
    new = chance.choice([
        b"",
        chance.randbytes(end - begin),
        chance.randbytes(chance.randrange(1, 90)),
        b"\r\n\r\n",
        b"\xff" * (end - begin),
        content[end : end + 40],
        bytes([content[begin] ^ (1 << chance.randrange(8))]) + content[begin + 1 : end],
    ])  # fmt: skip
    return content[:begin] + new + content[end:], begin, end


def untouched(packed: list[bytes], begin: int, end: int) -> set[str]:
    """Return the addresses of the records outside a range of the file."""
    there, position = set(), 0
    for number, each in enumerate(packed):
        if position + len(each) <= begin or position >= max(end, begin + 1):
            there.add(url(number))
        position += len(each)
    return there


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("seed", range(4))
def test_all_untouched_records_of_mutated_files_are_read(packing: str, seed: int) -> None:
    packed = [PACKINGS[packing](each) for each in RECORDS]
    content, chance = b"".join(packed), random.Random(seed)
    for _ in range(100):
        changed, begin, end = mutated(content, chance)
        urls, _ = found(changed)
        assert untouched(packed, begin, end) <= urls, (begin, end)


@pytest.mark.soak
@pytest.mark.parametrize("packing", PACKINGS)
def test_all_untouched_records_of_thousands_of_mutated_files_are_read(packing: str) -> None:
    packed = [PACKINGS[packing](each) for each in RECORDS]
    content, chance = b"".join(packed), random.Random(77)
    for _ in range(5_000):
        changed, begin, end = mutated(content, chance)
        assert untouched(packed, begin, end) <= found(changed)[0], (begin, end)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://reader:secret@www.example.org/a", "https://www.example.org/a"),
        ("<http://www.example.org/a>", "http://www.example.org/a"),
        ("HTTP://www.example.org/a", "http://www.example.org/a"),
        ("https://www.example.org/@ann/a?b=c@d", "https://www.example.org/@ann/a?b=c@d"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_addresses_of_records_are_those_of_the_web_without_users(written: str, expected: str) -> None:
    warc = Warc()
    warc.add(written)
    assert [page.url for page in warc.pages()[0]] == [expected]


def test_what_a_record_says_of_its_crawl_is_made_safe() -> None:
    content = io.BytesIO()
    said = {
        "requested_url": "https://reader:secret@www.example.org/a",
        "source": "the\u202epaper" + "x" * 1_000,
        "discovered_by": "<script>",
        "title_hint": "Pier\u0007 " + "y" * 9_000,
        "date_hint": "0000-99-99",
    }
    pairs = [(b"Content-Type", b"text/html"), (b"ETag", b'"' + b"e" * 9_000 + b'"')]
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    content.write(
        encode_exchange(
            Exchange(url=url(1), fetched_at=moment, status=200, response_headers=pairs, body=HTML, context=said)
        )
    )
    (page,), _ = read(content.getvalue())
    assert page.requested_url == "https://www.example.org/a"
    assert page.source == ("thepaper" + "x" * 1_000)[:64]
    assert page.discovered_by is None
    assert page.title_hint
    assert page.title_hint.startswith("Pier y")
    assert len(page.title_hint) == 500
    assert page.date_hint is page.etag is None
