"""The digests of WARC records are verified, in every form in which archivers write them."""

from __future__ import annotations

import base64
import hashlib
import io
from collections import Counter

import pytest

from crawler.archive.digests import is_intact
from crawler.archive.reader import read_pages
from tests.support.archives import HTML, Warc

SHA1, SHA256, MD5 = (getattr(hashlib, name) for name in ("sha1", "sha256", "md5"))
MESSAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
CODED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def base32(content: bytes) -> str:
    return base64.b32encode(SHA1(content).digest()).decode()


@pytest.mark.parametrize(
    ("field", "block", "expected"),
    [
        (f"WARC-Block-Digest: sha1:{base32(b'wall')}", b"wall", True),
        (f"warc-block-digest:sha1:{base32(b'wall').lower()}", b"wall", True),
        (f"WARC-Block-Digest: sha1:{SHA1(b'wall').hexdigest()}", b"wall", True),
        (f"WARC-Block-Digest: SHA-256:{SHA256(b'wall').hexdigest().upper()}", b"wall", True),
        (f"WARC-Block-Digest: sha256:{base64.b32encode(SHA256(b'wall').digest()).decode()}", b"wall", True),
        (f"WARC-Block-Digest: md5:{base64.b64encode(MD5(b'wall').digest()).decode()}", b"wall", True),
        (f"WARC-Block-Digest: sha1:{base32(b'wall')}", b"well", False),
        (f"WARC-Block-Digest: md5:{MD5(b'wall').hexdigest()}", b"well", False),
        ("WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAA", b"well", True),  # no form that we know
        ("WARC-Block-Digest: blake3:AAAAAAAAAAAAAAAAAAAAAAAA", b"well", True),
        (f"WARC-Payload-Digest: sha1:{base32(b'wall')}", MESSAGE + b"wall", True),
        (f"WARC-Payload-Digest: sha1:{base32(b'wall')}", MESSAGE + b"well", False),
        (f"WARC-Payload-Digest: sha1:{base32(b'wall')}", CODED + b"4\r\nwall\r\n0\r\n\r\n", True),
        (f"WARC-Type: revisit\r\nWARC-Payload-Digest: sha1:{base32(b'wall')}", MESSAGE, True),
        ("Content-Length: 4", b"wall", True),
    ],
)
def test_the_content_must_have_the_digest_in_the_header(field: str, block: bytes, expected: bool) -> None:
    assert is_intact(f"WARC/1.1\r\n{field}\r\n\r\n".encode(), block) is expected


def test_a_changed_record_is_counted_and_its_page_is_read() -> None:
    warc = Warc(compressed=False)
    warc.add()
    warc.add(url="https://www.example.org/other")
    changed = warc.out.getvalue().replace(HTML[-20:], HTML[-20:].upper(), 1)
    skipped: Counter[str] = Counter()
    assert len(list(read_pages(io.BytesIO(changed), skipped))) == 2
    assert skipped == {"bad_digest": 1}
