"""Bytes to text: which charset a page is really in."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding, to_unicode

from cleaners.document import Document

MAX_BODY_BYTES = 10_000_000  # what is longer is cut: no article is, and a tree takes about ten times the memory
MAX_BROKEN_SHARE = 0.1  # of the characters outside ASCII: more undecodable ones, and the charset is not the page's

# What the web is written in beside UTF-8 (the Encoding Standard's list, without what no page is met in).
_WEB_CHARSETS = [
    *(f"cp125{number}" for number in range(9)), "iso8859_2", "koi8_r", "koi8_u",
    "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949", "cp874",
]  # fmt: skip
# The same as Python calls it; Python's other codecs (punycode, rot13, ...) are no charsets of pages.
_WEB_CODEC = re.compile(
    r"utf-8|iso8859-\d+|cp(?:125\d|866|874|932|949)|koi8-[rtu]|mac-(?:roman|cyrillic)"
    r"|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|shift_jis\w*|iso2022_\w+|hz"
)
# Scripts and styles, which make some pages too long: they go before text does.
_PROGRAM = re.compile(r"<(script|style)\b(?s:.*?)(?:</\1\s*>|\Z)", re.IGNORECASE)
_PROGRAM_BYTES = re.compile(_PROGRAM.pattern.encode(), re.IGNORECASE)
_ASCII_BYTES = ("iso2022", "hz")  # these are written in ASCII bytes, and so would pass as UTF-8
_SAMPLE_BYTES = 4_000  # of text outside ASCII, enough for a sure guess
_SAMPLE_SOURCE_BYTES = 500_000
_TAG = re.compile(rb"<[^<>]*>")
_FOREIGN_RUN = re.compile(rb"[^\x00-\x1f<>]*[\x80-\xff][^\x00-\x1f<>]*")
# What neither HTML nor a database takes: C0 controls but tab and line ends, delete; and non-characters.
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_NON_CHARACTERS = ("\ufffe", "\uffff")


def decode(document: Document) -> None:
    """Set `document.html` to the page's body as a string without characters that no text has."""
    body = document.page.body
    if isinstance(body, str):
        text = (body if len(body) <= MAX_BODY_BYTES else _PROGRAM.sub("", body))[:MAX_BODY_BYTES]
    else:
        body = (body if len(body) <= MAX_BODY_BYTES else _PROGRAM_BYTES.sub(b"", body))[:MAX_BODY_BYTES]
        text = _to_text(body, document.page.encoding)
    document.html = _tidy(text.replace("\r\n", "\n").replace("\x0c", " "))


def _tidy(text: str) -> str:
    """The text without characters that no text has; over bytes, where it takes a fifth of a pattern's time."""
    text = text.encode("utf-8", "ignore").translate(None, _CONTROLS).decode()  # "ignore" leaves lone surrogates out
    for character in _NON_CHARACTERS:
        text = text.replace(character, "")
    return text


def _to_text(body: bytes, header_charset: str | None) -> str:
    """The first charset that fits: byte order mark, UTF-16 by its zeros, UTF-8, HTTP header, `meta`, detection."""
    mark_charset, mark = read_bom(body)
    if mark_charset and mark:
        return to_unicode(body[len(mark) :], mark_charset)
    if utf16 := _utf16_by_zeros(body):
        return to_unicode(body, utf16)
    declared = _declared(body, header_charset)
    hidden = [charset for charset in declared if charset.startswith(_ASCII_BYTES)]
    for charset in (*hidden, "utf-8", *declared):
        if (text := _fitting(body, charset)) is not None:
            return text
    return to_unicode(body, _detected(body) or "cp1252")


def _declared(body: bytes, header_charset: str | None) -> list[str]:
    """Codec names of the charsets that the HTTP header and the page name, as far as the web knows them."""
    header = resolve_encoding(header_charset.strip("\"' ")) if header_charset else None
    return [name for name in (header, html_body_declared_encoding(body)) if name and _WEB_CODEC.fullmatch(name)]


def _utf16_by_zeros(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its ASCII characters is zero, and hardly another one."""
    head = body[:1000]
    first, second = head[::2].count(0), head[1::2].count(0)
    if first + second < max(2, len(head) / 20) or 10 * min(first, second) > max(first, second):
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _fitting(body: bytes, charset: str) -> str | None:
    """The decoded body, or None where the charset leaves too much of it undecoded."""
    try:
        return body.decode(charset)
    except UnicodeDecodeError:
        text = to_unicode(body, charset)
    broken = text.count("�")
    foreign = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return text if broken <= foreign * MAX_BROKEN_SHARE else None


def _detected(body: bytes) -> str | None:
    """The charset that the page's text outside ASCII looks like, None where it looks like none."""
    text = _TAG.sub(b" ", body[:_SAMPLE_SOURCE_BYTES])
    runs = b"\n".join(match.group() for match in _FOREIGN_RUN.finditer(text))
    best = from_bytes(runs[:_SAMPLE_BYTES], cp_isolation=_WEB_CHARSETS).best()
    return best.encoding if best else None
