"""Bodies that were compressed in advance are unpacked by their content."""

import bz2
import gzip
import lzma
import random
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from crawler.sources.packing import MAX_LAYERS, unpack
from tests.support.packers import raw_deflate, zipped

TEXT = "".join(f"<url><loc>https://paper.example/2026/bridge-{number}</loc></url>" for number in range(50)).encode()


def fast_zlib(body: bytes) -> bytes:
    return zlib.compress(body, 3)


PACKERS = [gzip.compress, zlib.compress, fast_zlib, raw_deflate, brotli.compress, zstd.compress, bz2.compress,
           lzma.compress, zipped]  # fmt: skip


@pytest.mark.parametrize("pack", PACKERS)
def test_a_packed_body_is_unpacked_by_its_content(pack: Callable[[bytes], bytes]) -> None:
    assert unpack(pack(TEXT)) == unpack(gzip.compress(pack(TEXT))) == TEXT


def test_members_layers_and_blanks_before_them_are_unpacked() -> None:
    packed = gzip.compress(TEXT)
    assert unpack(gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:])) == TEXT
    assert unpack(b"\xef\xbb\xbf\r\n" + packed) == unpack(gzip.compress(gzip.compress(packed))) == TEXT
    body = packed  # its header has the time, so that packing the text again may give other bytes
    for _ in range(MAX_LAYERS):
        body = gzip.compress(body)
    assert unpack(body) == packed


@pytest.mark.parametrize("pack", PACKERS)
def test_unpacking_is_bounded(pack: Callable[[bytes], bytes]) -> None:
    assert len(unpack(pack(b" " * 1_000_000), 10_000)) == 10_000
    assert len(unpack(gzip.compress(b" " * 1_000_000) * 3, 10_000)) == 10_000


@pytest.mark.parametrize("pack", PACKERS)
def test_a_damaged_body_raises_nothing(pack: Callable[[bytes], bytes]) -> None:
    packed = bytearray(pack(TEXT))
    chance = random.Random(1)
    for _ in range(50):
        packed[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
        assert len(unpack(bytes(packed))) <= 10 * len(TEXT)
        assert len(unpack(bytes(packed[: chance.randrange(len(packed))]))) <= 10 * len(TEXT)


@pytest.mark.parametrize("body", [TEXT, "Öl und Äpfel".encode("latin-1"), "Мост".encode("utf-16"), b'[{"a": 1}]', b""])
def test_a_text_is_left_alone(body: bytes) -> None:
    assert unpack(body) == body
