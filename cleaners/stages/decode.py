"""Stage: decode the bytes of a page, and remove characters that no text contains."""

from __future__ import annotations

import re

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding, to_unicode

from cleaners import native
from cleaners.document import Document
from cleaners.text import charset, formats
from cleaners.text.encoded_twice import is_read_wrongly, read_as_utf8

MAX_BODY_BYTES = 10_000_000  # the rest is cut off: no article is longer, and the tree takes about ten times the memory
# Share of the non-ASCII characters that may be invalid in UTF-8. Text in another charset hardly ever looks like UTF-8.
MAX_BROKEN_SHARE = 0.3

# Python's names for the charsets of web pages; its other codecs, such as punycode and rot13, are refused.
_WEB_CODEC = re.compile(
    r"utf-8|iso8859-\d+|cp(?:125\d|866|874|932|949)|koi8-[rtu]|mac-(?:roman|cyrillic)"
    r"|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|shift_jis\w*|iso2022_\w+|hz"
)
# Scripts and styles of a page that is too long are removed before its text is cut.
_PROGRAM = re.compile(r"<(script|style)\b(?s:.*?)(?:</\1\s*>|\Z)", re.IGNORECASE)
_PROGRAM_BYTES = re.compile(_PROGRAM.pattern.encode(), re.IGNORECASE)
_ASCII_BYTES = ("iso2022", "hz")  # charsets that use only ASCII bytes, which are valid UTF-8 too
_ISO_2022_JP = re.compile(rb"\x1b\$[@B][!-~]{2}")  # the escape sequence for Japanese, and one character
# Characters that HTML and databases refuse: C0 controls except tab, form feed and line ends; delete; non-characters.
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_NON_CHARACTERS = ("\ufffe", "\uffff")
_RARE = re.compile(r"[^\t\n\r -~]+")  # all but printable ASCII and the white space of markup
_PLAIN = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
_PLAIN_AS_SPACES = bytes(0x20 if code in _PLAIN else code for code in range(0x100))
_SPLITTING = (0x0B, 0x0C)  # rare characters that `bytes.split` takes for white space


def decode(document: Document) -> None:
    """Set `document.html` to the body of the page as a string without control characters and non-characters.

    Binary data, JSON, feeds and sitemaps are refused: `document.dropped` becomes "not_html", and `document.html` stays
    empty.
    """
    body = document.page.body
    start = body[: 4 * formats.START_BYTES]
    start = start.encode("utf-8", "replace") if isinstance(start, str) else start
    if not formats.is_readable(start) or formats.is_listing(start):
        document.dropped = "not_html"
        return
    if isinstance(body, str):
        text = (body if len(body) <= MAX_BODY_BYTES else _PROGRAM.sub("", body))[:MAX_BODY_BYTES]
    else:
        body = (body if len(body) <= MAX_BODY_BYTES else _PROGRAM_BYTES.sub(b"", body))[:MAX_BODY_BYTES]
        text = _to_text(body, document.page.encoding)
    text = text.replace("\r\n", "\n") if "\r" in text else text  # a search for one character takes a tenth as long
    has_page_breaks = document.page.kind == "text"  # a form feed ends a printed page
    document.html = _repair(text if has_page_breaks else text.replace("\x0c", " "))


def _repair(text: str) -> str:
    """Return a text without control characters and non-characters, and repair what was decoded wrongly.

    Only the rare characters are checked: they are few, and most pages need no repair.
    """
    rare = rare_characters(text)
    if _CONTROL.search(rare):
        text = _without_controls(text)
    if is_read_wrongly(rare):
        text = rare = read_as_utf8(text)
    return _without_non_characters(text) if any(character in rare for character in _NON_CHARACTERS) else text


def rare_characters(text: str) -> str:
    """Return the runs of characters that are neither printable ASCII nor white space of markup, with spaces between."""
    return native.words.rare_characters(text) if native.in_use() else _rare_characters(text)


def _rare_characters(text: str) -> str:
    body = text.encode("utf-8", "surrogatepass")  # a pattern over the text takes four times as long
    rare = body.translate(None, _PLAIN)
    if any(space in rare for space in _SPLITTING):
        return " ".join(["", *_RARE.findall(text)])
    runs = body.translate(_PLAIN_AS_SPACES).split() if rare else []
    return b" ".join([b"", *runs]).decode("utf-8", "surrogatepass")


def _without_controls(text: str) -> str:
    """Remove control characters and lone surrogates; bytes take a fifth of a pattern's time."""
    return text.encode("utf-8", "ignore").translate(None, _CONTROLS).decode()


def _without_non_characters(text: str) -> str:
    for character in _NON_CHARACTERS:
        text = text.replace(character, "")
    return text


def _to_text(body: bytes, header_charset: str | None) -> str:
    """Decode a body by the first charset that fits.

    The order is: the one of its byte order mark, UTF-16, a charset of ASCII bytes, UTF-8, the declared charset, the
    likeliest one.
    """
    bom_charset, bom = read_bom(body)
    if bom_charset and bom:
        return to_unicode(body[len(bom) :], bom_charset)
    if utf16 := formats.utf16_order(body):
        return to_unicode(body, utf16)
    declared = _declared(body, header_charset)
    in_ascii_bytes = [name for name in declared if name.startswith(_ASCII_BYTES)]
    if in_ascii_bytes or (b"\x1b" in body and _ISO_2022_JP.search(body)):
        return to_unicode(body, in_ascii_bytes[0] if in_ascii_bytes else "iso2022_jp")
    text = _as_utf8(body)
    return to_unicode(body, charset.choose(body, declared)) if text is None else text


def _declared(body: bytes, header_charset: str | None) -> list[str]:
    """Return the codec names of the charsets that the HTTP header and the page declare, without unknown ones."""
    header = resolve_encoding(header_charset.strip("\"' ")) if header_charset else None
    return [name for name in (header, html_body_declared_encoding(body)) if name and _WEB_CODEC.fullmatch(name)]


def _as_utf8(body: bytes) -> str | None:
    """Return the decoded body, or None if too much of it is invalid in UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        text = to_unicode(body, "utf-8")
    non_ascii = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return text if text.count("\ufffd") <= non_ascii * MAX_BROKEN_SHARE else None
