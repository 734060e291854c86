"""Bytes to text: which charset a page is really in."""

from __future__ import annotations

import re

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding, to_unicode

from cleaners.document import Document
from cleaners.text import charset

MAX_BODY_BYTES = 10_000_000  # what is longer is cut: no article is, and a tree takes about ten times the memory
MAX_BROKEN_SHARE = 0.3  # of the characters outside ASCII; other charsets' text hardly ever looks like UTF-8

# Charsets of pages as Python calls them; its other codecs (punycode, rot13, ...) are no charsets of pages.
_WEB_CODEC = re.compile(
    r"utf-8|iso8859-\d+|cp(?:125\d|866|874|932|949)|koi8-[rtu]|mac-(?:roman|cyrillic)"
    r"|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|shift_jis\w*|iso2022_\w+|hz"
)
# Scripts and styles, which make some pages too long: they go before text does.
_PROGRAM = re.compile(r"<(script|style)\b(?s:.*?)(?:</\1\s*>|\Z)", re.IGNORECASE)
_PROGRAM_BYTES = re.compile(_PROGRAM.pattern.encode(), re.IGNORECASE)
_ASCII_BYTES = ("iso2022", "hz")  # these are written in ASCII bytes, and so would pass as UTF-8
_ISO_2022_JP = re.compile(rb"\x1b\$[@B][!-~]{2}")  # the change to Japanese, and a character
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
    """The first that fits: byte order mark, UTF-16 by its zeros, UTF-8, a declared charset, the likeliest one."""
    mark_charset, mark = read_bom(body)
    if mark_charset and mark:
        return to_unicode(body[len(mark) :], mark_charset)
    if utf16 := _utf16_by_zeros(body):
        return to_unicode(body, utf16)
    declared = _declared(body, header_charset)
    hidden = [name for name in declared if name.startswith(_ASCII_BYTES)]
    if hidden or _ISO_2022_JP.search(body):
        return to_unicode(body, hidden[0] if hidden else "iso2022_jp")
    text = _as_utf8(body)
    return to_unicode(body, charset.choose(body, declared)) if text is None else text


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


def _as_utf8(body: bytes) -> str | None:
    """The decoded body, or None where too much of it is no UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        text = to_unicode(body, "utf-8")
    foreign = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return text if text.count("\ufffd") <= foreign * MAX_BROKEN_SHARE else None
