import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from crawler.network.decompression import (
    BodyTooLargeError,
    DecompressionError,
    TruncatedBodyError,
    brotli_page,
    decompress,
    supported_encodings,
)

TEXT = b"The harbour wall is open again. " * 500
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_compressed_body_is_decompressed(encoding: str) -> None:
    assert decompress(PACKERS[encoding](TEXT), [encoding], len(TEXT)) == TEXT


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_body_one_byte_over_the_bound_is_refused(encoding: str) -> None:
    with pytest.raises(BodyTooLargeError):
        decompress(PACKERS[encoding](TEXT), [encoding], len(TEXT) - 1)


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_truncated_stream_is_refused(encoding: str) -> None:
    with pytest.raises(TruncatedBodyError):
        decompress(PACKERS[encoding](TEXT)[:-10], [encoding], len(TEXT))


@pytest.mark.parametrize("encoding", ["deflate", "br"])
def test_rubbish_is_refused(encoding: str) -> None:
    with pytest.raises(DecompressionError):
        decompress(b"\xff\xfe no stream", [encoding], 100)


def test_layers_are_undone_from_the_last_to_the_first() -> None:
    assert decompress(brotli.compress(gzip.compress(TEXT)), ["gzip", "br"], len(TEXT)) == TEXT


def test_more_than_two_layers_are_refused() -> None:
    with pytest.raises(DecompressionError, match="3 encodings"):
        decompress(TEXT, ["gzip"] * 3, 100)


def test_deflate_without_its_header_is_read() -> None:
    packer = zlib.compressobj(wbits=-15)
    assert decompress(packer.compress(TEXT) + packer.flush(), ["deflate"], len(TEXT)) == TEXT


def test_gzip_is_read_up_to_the_allowed_number_of_members() -> None:
    assert decompress(gzip.compress(b"one ") + gzip.compress(b"two"), ["gzip"], 100) == b"one two"
    assert len(decompress(gzip.compress(b"x") * 5000, ["gzip"], 10_000)) < 5000


def test_headers_are_split_and_unsupported_encodings_left_out() -> None:
    assert supported_encodings(["gzip, identity", "BR"]) == ["gzip", "br"]


PAGE = b"<!doctype html><html><body><p>The harbour wall is open again.</p></body></html>"


@pytest.mark.parametrize("label", PACKERS)
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd"])
def test_the_first_bytes_of_a_body_take_precedence_over_its_label(encoding: str, label: str) -> None:
    assert decompress(PACKERS[encoding](PAGE), [label], 1_000) == PAGE


@pytest.mark.parametrize("label", PACKERS)
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n  <!-- cached -->"])
def test_markup_that_is_labelled_as_compressed_is_unchanged(start: bytes, label: str) -> None:
    assert decompress(start + PAGE, [label], 1_000) == start + PAGE


def test_a_page_that_brotli_compressed_is_recognised_without_a_label() -> None:
    page = f"<!doctype html><p>{'The ferry turned back in the storm. ' * 90}</p>".encode()
    assert brotli_page(brotli.compress(page), 10_000) == page
    assert brotli_page(brotli.compress(page), 1_000) is None, "it is larger than the bound"
    assert brotli_page(brotli.compress(page)[:-20], 10_000) is None, "it breaks off"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<p>Plain</p>",
        "<p>Größe</p>".encode("utf-16"),
        brotli.compress(bytes(range(256)) * 9),
        bytes(300),
        b"\xff\xd8\xff\0JFIF",
    ],
)
def test_other_bodies_are_not_taken_for_brotli(body: bytes) -> None:
    assert brotli_page(body, 10_000) is None
