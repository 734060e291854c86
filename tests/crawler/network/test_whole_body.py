import gzip

import pytest

from crawler.network.whole_body import is_whole

PAGE = b"<!DOCTYPE html>\n<!-- <b>a note</b> --><html lang=en><body><p>Story</p></body></html>"
FEED = b'\xef\xbb\xbf<?xml version="1.0"?><rdf:RDF xmlns:rdf="urn:x"><item></item></rdf:RDF >\n'


@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        PAGE + b"\n<!-- page cached at 10:04 - 0.2 s -->\n",
        PAGE.upper(),
        FEED,
        b'{"items": []}',
        b" [1]",
        gzip.compress(PAGE),
    ],
)
def test_a_body_whose_content_ends_is_whole(body: bytes) -> None:
    assert is_whole(body, 10_000)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        PAGE[:-1],
        PAGE[:-7],
        FEED[:-20],
        b"<p>a story</p><p>and the rest",
        PAGE + b"<!-- page",
        b'{"items": [',
        b"User-agent: *\nDisallow: /",
        b"12",
        gzip.compress(PAGE)[:-12],
        b"<" * 100_000,
        b"<!--" * 100_000,
    ],
)
def test_a_body_that_breaks_off_is_not(body: bytes) -> None:
    assert not is_whole(body, 10_000)
