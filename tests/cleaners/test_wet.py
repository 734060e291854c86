import gzip
from io import BytesIO

import pytest

from cleaners.page import Page
from cleaners.wet import WetError, read_wet


def record(kind: str, text: str, **headers: str) -> bytes:
    body = text.encode()
    lines = [f"WARC-Type: {kind}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    head = "\r\n".join(["WARC/1.0", *lines, f"Content-Length: {len(body)}"])
    return f"{head}\r\n\r\n".encode() + body + b"\r\n\r\n"


INFO = record("warcinfo", "software: a crawler", WARC_Date="2024-03-14T18:20:00Z")
ROOF = record(
    "conversion",
    "Ein Dach für die Schule",
    WARC_Target_URI="https://example.org/roof",
    WARC_Date="2024-03-14T18:20:00Z",
)
WALL = record("conversion", "The wall", WARC_Target_URI="<https://example.org/wall>")


@pytest.mark.parametrize(
    "archive",
    [INFO + ROOF + WALL, gzip.compress(INFO + ROOF + WALL), b"".join(map(gzip.compress, (INFO, ROOF, WALL)))],
    ids=["plain", "one member", "a member a record"],
)
def test_each_text_is_a_page_with_its_address_and_time(archive: bytes) -> None:
    pages = list(read_wet(BytesIO(archive)))
    assert pages[0] == Page(
        body="Ein Dach für die Schule".encode(),
        url="https://example.org/roof",
        kind="text",
        encoding="utf-8",
        fetched_at="2024-03-14T18:20:00Z",
    )
    assert [(page.url, page.fetched_at) for page in pages[1:]] == [("https://example.org/wall", None)]


def test_pages_before_a_broken_end_are_given_before_the_error() -> None:
    pages = read_wet(BytesIO(ROOF + WALL[:-10]))
    assert next(pages).url == "https://example.org/roof"
    with pytest.raises(WetError, match=r"breaks off within the text of https://example\.org/wall"):
        next(pages)


def test_what_is_no_archive_is_told() -> None:
    with pytest.raises(WetError, match="no WARC archive"):
        list(read_wet(BytesIO(b"rubbish" * 100)))
