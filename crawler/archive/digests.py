"""Verify the digests of WARC records, which show whether a file has changed since it was written."""

from __future__ import annotations

import base64
import hashlib
import re

_DIGEST = re.compile(
    rb"\nWARC-(Block|Payload)-Digest[ \t]{0,8}:[ \t]{0,8}"
    rb"(sha-?1|sha-?256|sha-?512|md5):([A-Za-z0-9+/=]{16,180})[ \t]{0,8}\r?\n",
    re.IGNORECASE,
)
_HTTP_HEADER = re.compile(rb"HTTP/[^\n]*\n(?:[^\r\n]+\r?\n){0,500}\r?\n")
# Archivers unpack such bodies, or join their chunks, and write the digest of the one form or the other.
_CODED = re.compile(rb"\n(?:Content|Transfer)-Encoding[ \t]{0,8}:", re.IGNORECASE)
# The payload of such a record is in an earlier one, or a part of it in further ones.
_ELSEWHERE = re.compile(rb"\nWARC-(?:Type[ \t]{0,8}:[ \t]{0,8}revisit\b|Segment-Number[ \t]{0,8}:)", re.IGNORECASE)
_ENCODINGS = (base64.b32encode, base64.b16encode, base64.b64encode)


def is_intact(header: bytes, block: bytes) -> bool:
    """Return False if a digest in a record's header differs from that of its content.

    The digest of the whole block is verified, or without one the digest of the payload of a plain HTTP response. A
    digest in an unknown form proves nothing.
    """
    digests = {match[1].lower(): match for match in _DIGEST.finditer(header)}
    if found := digests.get(b"block"):
        return _matches(found, block)
    message = _HTTP_HEADER.match(block)
    if (found := digests.get(b"payload")) and message and not _CODED.search(message[0]):
        return _ELSEWHERE.search(header) is not None or _matches(found, block[message.end() :])
    return True


def _matches(found: re.Match[bytes], content: bytes) -> bool:
    name, written = found[2].lower().replace(b"-", b"").decode(), found[3].rstrip(b"=")
    actual = hashlib.new(name, content, usedforsecurity=False).digest()
    forms = {len(form): form for form in (encode(actual).rstrip(b"=") for encode in _ENCODINGS)}
    form = forms.get(len(written))
    return form is None or written == form or (form.isupper() and written.upper() == form)
