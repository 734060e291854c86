"""The text of a listing's bytes: unpacked, decoded, and safe to hand to an XML parser."""

from __future__ import annotations

import codecs
import re
import zlib
from html.entities import html5
from itertools import islice

from cleaners.text import charset

MAX_UNPACKED_BYTES = 10 * 1024 * 1024  # as for every body; reading takes a multiple of it
# An element takes some hundred bytes of memory, a tag of three bytes some ten microseconds.
MAX_TAGS = 200_000  # of a feed or a page of links; the largest front page known has 25,000
_MAX_GZIP_MEMBERS = 256  # each costs a copy of what is behind it
_GZIP_MAGIC = b"\x1f\x8b"
_SNIFFED_BYTES = 2_048
_GUESSED_BYTES = 20_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DECLARED = re.compile(rb"""(?:encoding|charset)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CHARSET = re.compile(
    r"iso|cp\d|koi8|gb|big5|euc|shift_jis|johab|tis|mac_|kz"
)  # Python's codecs hold other things, too
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # as browsers read them

_TAG = re.compile("<")
_XML_START = re.compile(r"<\?xml|<(?:\w{1,20}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"<\?xml[^<>]{0,500}>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]{0,1000}([\[>])", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s{0,99}>")
_CDATA = "<![CDATA["
_REFERENCE = re.compile(r"&(?:#\w{1,9};|(\w{1,31});)?")
_XML_ENTITIES = {"amp": "&#38;", "lt": "&#60;", "gt": "&#62;", "quot": "&#34;", "apos": "&#39;"}
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # characters that XML 1.0 has not


def unpack(body: bytes) -> bytes:
    """Unpack gzip, however it is announced, up to MAX_UNPACKED_BYTES; a cut-off or damaged stream gives what it has."""
    if not body.startswith(_GZIP_MAGIC):
        return body[:MAX_UNPACKED_BYTES]
    pieces: list[bytes] = []
    room = MAX_UNPACKED_BYTES
    for _ in range(_MAX_GZIP_MEMBERS):
        if not body.startswith(_GZIP_MAGIC) or room <= 0:
            break
        member = zlib.decompressobj(wbits=31)  # 31: with a gzip header
        try:
            pieces.append(member.decompress(body, room))
        except zlib.error:
            break
        room -= len(pieces[-1])
        body = member.unused_data
    return b"".join(pieces)


def decode(body: bytes) -> str:
    """Decode a listing: byte order mark, then UTF-8 where it is that, then the declared charset, then a guess."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").lstrip("\ufeff")
    text = body.decode("utf-8", "replace")
    if "\ufffd" not in text:
        return text
    declared = _declared(body)
    if declared is None and _is_damaged_utf_8(text):
        return text
    return body.decode(declared or _guessed(body), "replace")


def within_tags(text: str, most: int = MAX_TAGS) -> str:
    """Cut markup that has more tags than a listing needs."""
    if text.count("<") <= most:
        return text
    return text[: next(islice(_TAG.finditer(text), most, None)).start()]


def xml_text(text: str) -> str:
    """Make decoded XML harmless and readable: from its first tag on, without document type and unknown entities."""
    start = _XML_START.search(text[:_SNIFFED_BYTES])
    text = text[start.start() :] if start else text.lstrip()
    declaration = _XML_DECLARATION.match(text)
    text = _without_doctype(text[declaration.end() :] if declaration else text)
    return _with_characters(text).translate(_NOT_XML)


def _with_characters(text: str) -> str:
    """Name characters by number: after an error libxml2 drops every other reference, `&amp;` in addresses, too."""
    outside, *sections = text.split(_CDATA)
    pieces = [_REFERENCE.sub(_character, outside)]
    for section in sections:
        inside, end, outside = section.partition("]]>")
        pieces += (_CDATA, inside, end, _REFERENCE.sub(_character, outside))
    return "".join(pieces)


def _without_doctype(text: str) -> str:
    """Take out the document type, which stands before the root; the parser expands no entity anyway."""
    doctype = _DOCTYPE.search(text[:_SNIFFED_BYTES])
    if not doctype:
        return text
    end = doctype if doctype[1] == ">" else _SUBSET_END.search(text, doctype.end())
    return text[: doctype.start()] + text[end.end() :] if end else text


def _declared(body: bytes) -> str | None:
    match = _DECLARED.search(body[:_SNIFFED_BYTES])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return _WIDER.get(name, name) if _CHARSET.match(name) or name in _WIDER else None


def _is_damaged_utf_8(text: str) -> bool:
    """Tell text with some cut or wrong bytes from text of another charset, which hardly ever looks like UTF-8."""
    foreign = len(_NOT_ASCII.findall(text))
    wrong = text.count("\ufffd")
    return wrong * 5 < foreign


def _guessed(body: bytes) -> str:
    return charset.choose(body[:_GUESSED_BYTES], [])


def _character(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&#38;"  # one that should have been written so
    if match[1] is None:
        return match[0]
    return _XML_ENTITIES.get(match[1]) or html5.get(match[1] + ";", "")
