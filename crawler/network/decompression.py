"""Decompress response bodies: gzip, deflate, brotli and zstd.

The size limit protects against decompression bombs. Damaged bodies are refused here; `archive/content.py`, which
decodes archived bodies, tolerates damage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from crawler.network.compression import BY_ENCODING, compression_of, content_of

ENCODINGS = ("gzip", "deflate", "br", "zstd")  # sent as Accept-Encoding
MAX_LAYERS = 2  # some servers compress what their application has compressed already; three layers do not occur

UnpackFailure = Literal["bad_encoding", "too_large", "truncated"]


class DecompressionError(ValueError):
    """A body cannot be decompressed; `reason` is the code for statistics."""

    reason: UnpackFailure = "bad_encoding"


class BodyTooLargeError(DecompressionError):
    """A body is too large after decompression."""

    reason: UnpackFailure = "too_large"


class TruncatedBodyError(DecompressionError):
    """The end of a compressed body is missing."""

    reason: UnpackFailure = "truncated"


def decompress(body: bytes, encodings: Sequence[str], max_bytes: int) -> bytes:
    """Return the decompressed body. `encodings` are in the order in which the server applied them.

    If the first bytes of a body show another encoding than the declared one, it is decompressed accordingly. A body
    that is declared as compressed but is plain is returned unchanged if it is markup, or if gzip or zstd is declared.

    Raises:
        DecompressionError: The body is damaged or truncated, exceeds `max_bytes` after one of the steps, or has more
            than MAX_LAYERS encodings.
    """
    if len(encodings) > MAX_LAYERS:
        raise DecompressionError(f"{len(encodings)} encodings, more than the {MAX_LAYERS} that are allowed")
    for encoding in reversed(encodings):
        body = _unpack(body, encoding, max_bytes)
        if len(body) > max_bytes:
            raise BodyTooLargeError(f"more than {max_bytes} bytes after decompression")
    return body


def encoding_of(body: bytes) -> str | None:
    """Return the encoding that the first bytes of a body show, whatever is declared; None if they show none."""
    compression = compression_of(body)
    return compression if compression in ENCODINGS else None


def brotli_page(body: bytes, max_bytes: int) -> bytes | None:
    """Return the markup in a body that is compressed by brotli but not declared so; None for any other body.

    Brotli has no typical first bytes, so the whole body must decompress to markup, within the bound.
    """
    if min(body[:200], default=9) >= 9:
        return None
    content = content_of(body, "br", max_bytes)
    is_page = content.fault is None and len(content.body) <= max_bytes and _is_markup(content.body)
    return content.body if is_page else None


def _unpack(body: bytes, declared: str, max_bytes: int) -> bytes:
    encoding = encoding_of(body) or declared
    if encoding in ("gzip", "zstd") and encoding_of(body) != encoding:
        return body
    content = content_of(body, BY_ENCODING[encoding], max_bytes)
    if content.fault and _is_markup(body):
        return body
    if content.fault == "truncated":
        raise TruncatedBodyError(f"the end of the {encoding} stream is missing")
    if content.fault:
        raise DecompressionError(f"not valid {encoding}: {content.detail}")
    return content.body


def _is_markup(body: bytes) -> bool:
    """Return True for markup in a superset of ASCII; a compressed body soon contains a control character."""
    start = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b">" in start and min(start) >= 9


def supported_encodings(headers: Sequence[str]) -> list[str]:
    """Return, in order, the encodings in Content-Encoding headers that `decompress` knows."""
    named = [part.strip().lower() for header in headers for part in header.split(",")]
    return [encoding for encoding in named if encoding in BY_ENCODING]
