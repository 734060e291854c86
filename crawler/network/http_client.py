"""Scrapy's HTTP/1.1 client with a limit on headers, an error for a body that ends in a reset, and more tolerance.

Servers make mistakes that browsers tolerate, but for which Twisted refuses the whole response.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionLost
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import connectionDone
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, Request
from twisted.web.http import _ChunkedTransferDecoder, _DataLoss
from twisted.web.iweb import IResponse

# The length of a body; some servers write it with a sign, a semicolon, a fraction or quotation marks.
_LENGTH = re.compile(rb"\"?\+?(\d{1,18})(?:\.0{1,9})?\"?\s{0,9};?")
_NO_LENGTH = re.compile(rb"-\d{1,18}|0x[0-9a-f]{1,16}", re.IGNORECASE)  # a useless length, like one without a digit
# A status line; some servers leave the version out, or write it as ICY (for streams), HTTPS/1.1 or HTTP/2. Groups: the
# two numbers of the version, the status code, the reason.
_STATUS = re.compile(rb"(?:HTTPS?|ICY)(?:/(\d)(?:\.(\d))?)? {1,9}(\d{3})(?:\.0)?(?!\d)(.*)", re.IGNORECASE | re.DOTALL)
# Transfer codings that compress; they have the same names in Content-Encoding.
_COMPRESSIONS = frozenset({b"gzip", b"x-gzip", b"deflate"})
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # of a header: a token of RFC 9110


# Markup, the same after a byte order mark, gzip, JSON.
_STARTS_OF_PAGES = (b"<", b"\xef\xbb\xbf", b"\x1f\x8b", b"{", b"[")


class HeadersTooLargeError(ValueError):
    """The status line and headers of a response and its interim responses exceed MAX_HEADER_BYTES."""


def client_factory(max_header_bytes: int) -> Callable[..., _LenientHTTP11ClientFactory]:
    """Return a constructor of client factories with this limit, for the `_factory` of Twisted's connection pool."""
    return partial(_BoundedClientFactory, max_header_bytes=max_header_bytes)


class _LenientChunks(_ChunkedTransferDecoder):
    """Accepts spaces after the size of a chunk, bare line feeds, and a body that ends right after its last chunk.

    A body that starts like a page, and not with the size of a chunk, is plain: it ends with the connection.
    """

    _is_plain: bool | None = None  # None before the first bytes

    def dataReceived(self, data: bytes) -> None:  # noqa: N802, Twisted's name
        """Pass on plain bytes, and decode all others."""
        if self._is_plain is None and data:
            self._is_plain = data.startswith(_STARTS_OF_PAGES)
        if self._is_plain:
            self.dataCallback(data)
        else:
            super().dataReceived(data)

    def _dataReceived_CHUNK_LENGTH(self) -> bool:  # noqa: N802, Twisted's name
        self._complete_line_end(self._buffer.find(b"\n"))
        end = self._buffer.find(b"\r\n")
        if end > 0:
            size, separator, rest = self._buffer[:end].partition(b";")
            self._buffer[:end] = size.strip(b" \t") + separator + rest
        return super()._dataReceived_CHUNK_LENGTH()

    def _dataReceived_CRLF(self) -> bool:  # noqa: N802
        if self._buffer.startswith(b"\n"):
            self._complete_line_end(0)
        return super()._dataReceived_CRLF()

    def _dataReceived_TRAILER(self) -> bool:  # noqa: N802
        if self._buffer.startswith(b"\n"):
            self._complete_line_end(0)
        return super()._dataReceived_TRAILER()

    def _complete_line_end(self, place: int) -> None:
        """Insert a carriage return before the line feed at this place in the buffer, unless there is one."""
        if place == 0 or (place > 0 and self._buffer[place - 1 : place] != b"\r"):
            self._buffer[place:place] = b"\r"

    def noMoreData(self) -> None:  # noqa: N802
        if self.state != "TRAILER" and not self._is_plain:
            super().noMoreData()


class _BoundedParser(_LenientHTTPClientParser):
    """Limits the bytes of the headers, and reports data loss if the connection is reset within a body.

    Like browsers, it ignores empty lines before the status line, blanks before the first header, and headers without a
    valid name.
    """

    _transferDecoders = {b"chunked": _LenientChunks}  # noqa: RUF012, N815, Twisted's name
    MAX_LENGTH = 65_536  # bytes per header line; some Content-Security-Policy headers exceed Twisted's limit of 16 KB
    header_bytes_left: int

    def lineReceived(self, line: bytes) -> None:  # noqa: N802, Twisted's name
        self.header_bytes_left -= len(line) + 1
        if self.header_bytes_left < 0:
            raise HeadersTooLargeError("the headers exceed MAX_HEADER_BYTES")
        if self.state == HEADER and self._partialHeader is None:  # there is no header that the line could continue
            line = line.lstrip(b" \t") if line.strip() else line
        if self.state != STATUS or line.strip():
            super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802
        raise HeadersTooLargeError("a header exceeds MAX_LENGTH")

    def statusReceived(self, status: bytes) -> None:  # noqa: N802
        if match := _STATUS.match(status.replace(b"\t", b" ")):
            version = b"HTTP/%s.%s" % (match[1] or b"1", match[2] or b"0")
            status = b"%s %s %s" % (version, match[3], match[4].strip())
        super().statusReceived(status)  # type: ignore[no-untyped-call]

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802
        name = name.strip()
        if name.lower() == b"transfer-encoding":
            self._transfer_encoding_received(name, value)
        elif name.lower() == b"content-length":
            self._content_length_received(name, value)
        elif _NAME.fullmatch(name):
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def _transfer_encoding_received(self, name: bytes, value: bytes) -> None:
        """Keep "chunked" as the transfer coding of a body, and pass its compression on as the content coding."""
        codings = [coding.strip().lower() for coding in value.split(b",")]
        for compression in _COMPRESSIONS.intersection(codings):
            super().headerReceived(b"Content-Encoding", compression)  # type: ignore[no-untyped-call]
        if b"chunked" in codings:
            super().headerReceived(name, b"chunked")  # type: ignore[no-untyped-call]

    def _content_length_received(self, name: bytes, value: bytes) -> None:
        """Pass on a usable length; without one, the body ends with the connection."""
        match = _LENGTH.fullmatch(value.strip())
        says_nothing = _NO_LENGTH.fullmatch(value.strip()) or not any(byte in b"0123456789" for byte in value)
        if match or not says_nothing:
            super().headerReceived(name, match[1] if match else value)  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Any = connectionDone) -> None:  # noqa: N802
        # A body without a length ends when the server closes the connection. After a reset, its end is missing.
        if self.bodyDecoder is not None and isinstance(getattr(reason, "value", reason), ConnectionLost):
            self.bodyDecoder = _BrokenBody()  # type: ignore[assignment]
        super().connectionLost(reason)


class _BrokenBody:
    """A body decoder that reports data loss when the connection ends."""

    def noMoreData(self) -> None:  # noqa: N802
        raise _DataLoss


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Reads each response with a `_BoundedParser`."""

    max_header_bytes: int

    def request(self, request: Request) -> Deferred[IResponse]:
        """Send a request, and make Twisted's parser a `_BoundedParser`."""
        response = super().request(request)
        assert self._parser is not None
        # Twisted hard-codes the parser's class; Scrapy replaces it in the same way.
        parser: Any = self._parser
        parser.__class__ = _BoundedParser
        parser.header_bytes_left = self.max_header_bytes
        return response


class _BoundedClientFactory(_LenientHTTP11ClientFactory):
    """Builds `_BoundedProtocol`s with the limit on headers."""

    def __init__(self, *args: Any, max_header_bytes: int) -> None:
        super().__init__(*args)  # type: ignore[no-untyped-call]
        self._max_header_bytes = max_header_bytes

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802
        protocol = _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
        protocol.max_header_bytes = self._max_header_bytes
        return protocol
