import bz2
import gzip
import lzma
import random
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from crawler.network.compression import Compression, compression_of, content_of
from tests.support.packers import raw_deflate, zipped

# Random letters do not compress well, so that a stream has many portions.
TEXT = "".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz ", k=60_000)).encode()


PACKERS: list[tuple[Compression, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotli.compress),
    ("zstd", zstd.compress),
    ("bzip2", bz2.compress),
    ("xz", lzma.compress),
    ("zip", zipped),
]
STREAMS = PACKERS[:-1]


@pytest.mark.parametrize(("compression", "pack"), PACKERS)
def test_content_is_read_up_to_one_byte_over_the_bound(
    compression: Compression, pack: Callable[[bytes], bytes]
) -> None:
    whole = content_of(pack(TEXT), compression, len(TEXT))
    assert (whole.body, whole.fault) == (TEXT, None)
    for bound in (1, 100, len(TEXT) - 1):
        longer = content_of(pack(TEXT), compression, bound)
        assert (longer.body, longer.fault) == (TEXT[: bound + 1], None)


@pytest.mark.parametrize(("compression", "pack"), STREAMS)
def test_the_end_of_a_stream_may_be_missing(compression: Compression, pack: Callable[[bytes], bytes]) -> None:
    content = content_of(pack(TEXT)[:-10], compression, len(TEXT))
    assert content.fault == "truncated"
    assert TEXT.startswith(content.body)


@pytest.mark.parametrize(("compression", "pack"), [pair for pair in STREAMS if pair[0] in ("gzip", "deflate", "br")])
def test_what_comes_before_the_damage_is_read(compression: Compression, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(TEXT)
    content = content_of(packed[:20_000] + b"\xff" * 2_000 + packed[22_000:], compression, 10 * len(TEXT))
    assert content.body.startswith(TEXT[:10_000])
    assert content.body != TEXT


def test_a_wrong_sum_in_a_gzip_trailer_does_not_matter() -> None:
    packed = gzip.compress(TEXT)
    content = content_of(packed[:-8] + b"\0" * 8, "gzip", len(TEXT))
    assert (content.body, content.fault) == (TEXT, None)


@pytest.mark.parametrize(("compression", "pack"), [pair for pair in STREAMS if pair[0] not in ("br", "deflate")])
def test_members_are_read_one_after_another(compression: Compression, pack: Callable[[bytes], bytes]) -> None:
    assert content_of(pack(b"one ") + pack(TEXT) + pack(b" two"), compression, 10**6).body == b"one " + TEXT + b" two"
    assert content_of(pack(b"one") + b"\0\0", compression, 100).body == b"one"


@pytest.mark.parametrize("compression", ["gzip", "zstd", "bzip2", "xz", "zip", "br"])
def test_other_bytes_are_not_read(compression: Compression) -> None:
    content = content_of(b"<html><p>The harbour wall is open again.</p></html>", compression, 100)
    assert (content.body, content.fault) == (b"", "damaged")
    assert content.detail


def test_a_gzip_header_may_have_a_name_further_fields_and_a_sum() -> None:
    flags = 2 | 4 | 8 | 16
    header = b"\x1f\x8b\x08" + bytes([flags]) + bytes(6) + b"\x02\x00xy" + b"name\0" + b"comment\0" + b"\0\0"
    assert content_of(header + raw_deflate(b"text") + bytes(8), "gzip", 10).body == b"text"
    assert content_of(header[:20], "gzip", 10).body == b""


def test_compressions_are_known_by_their_first_bytes() -> None:
    known = [compression_of(pack(TEXT)) for _, pack in PACKERS]
    assert known == ["gzip", "deflate", None, None, "zstd", "bzip2", "xz", "zip"]
    assert compression_of(b"..." + gzip.compress(b""), 3) == "gzip"
