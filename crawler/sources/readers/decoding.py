"""Turn the bytes of a listing into text that is safe to hand to an XML parser."""

from __future__ import annotations

import codecs
import re
from html import unescape
from html.entities import html5
from itertools import islice
from typing import Literal

from cleaners.text import charset
from cleaners.text.formats import utf16_order
from crawler.sources.packing import unpack
from crawler.sources.readers.json_links import looks_like_json

# Each element takes about a hundred bytes of memory, and even a tag of three bytes about ten microseconds.
MAX_TAGS = 200_000  # read from a feed or front page; the largest known front page has 25,000
Form = Literal["xml", "json", "page", "text"]
_NOISE_CHARACTERS = 65_536  # skipped before the first tag, such as the warnings of a program
_SNIFFED_BYTES = 2_048  # searched for a declared charset, the first tag and the document type
_GUESSED_BYTES = 20_000  # from which the charset is guessed

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the start of this mark
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),  # even if both bytes of most characters are not zero
    (b"\x00<", "utf-16-be"),
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DECLARED = re.compile(rb"""(?:encoding|charset)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# Python also has codecs that are not charsets, such as base64.
_CHARSET_NAME = re.compile(r"iso|cp\d|koi8|gb|big5|euc|shift_jis|johab|tis|mac_|kz")
# Browsers decode these charsets with their supersets.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}

_TAG = re.compile("<")
_XML_START = re.compile(r"<\?xml|<(?:\w{1,20}:)?(?:rss|feed|rdf|opml|channel|urlset|sitemapindex)\b", re.IGNORECASE)
# The end of a feed or sitemap, after which another one begins in the same file.
_NEXT_DOCUMENT = re.compile(
    r"</(?:\w{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex)\s{0,9}>\s{0,999}"
    r"(?=<\?xml|<(?:\w{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex)\b)",
    re.IGNORECASE,
)
_MAX_DOCUMENTS = 20  # in one file
_ESCAPED_START = re.compile(r"&lt;(?:\?xml|(?:\w{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex))\b", re.IGNORECASE)
_BARE_ENTRY = re.compile(r"\s*+<(item|entry|url|sitemap)[\s>]", re.IGNORECASE)  # without a root around it
_ROOT_OF = {"item": "channel", "entry": "feed", "url": "urlset", "sitemap": "sitemapindex"}
_LISTING_START = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|opml|urlset|sitemapindex)\b", re.IGNORECASE)
_PAGE_START = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"<\?xml[^<>]{0,500}>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]{0,1000}([\[>])", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s{0,99}>")
_CDATA = "<![CDATA["
_ANY_CDATA = re.compile(r"<!\[CDATA\[", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\w{1,9};|(\w{1,31});)?")
_XML_ENTITIES = {"amp": "&#38;", "lt": "&#60;", "gt": "&#62;", "quot": "&#34;", "apos": "&#39;"}
_INVALID_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # XML 1.0 forbids them


def form_of(body: bytes) -> Form:
    """Return the form of a listing according to its start, whatever its address and type say."""
    start = decode(unpack(body, 4 * _SNIFFED_BYTES)).lstrip("\ufeff \t\r\n")
    if looks_like_json(start):
        return "json"
    if is_escaped(start):
        return "xml"
    if "<" not in start:
        return "text"
    is_xml = bool(_LISTING_START.search(start)) and not _PAGE_START.search(start)
    return "xml" if is_xml else "page"


def is_escaped(text: str) -> bool:
    """Return True for XML in which all markup is escaped, as in a page that shows the source."""
    return bool(_ESCAPED_START.match(text.lstrip("\ufeff \t\r\n")))


def decode(body: bytes) -> str:
    """Decode a listing: by its byte order mark, as UTF-8 if it is valid, by its declared charset, or by a guess."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").lstrip("\ufeff")
    if order := utf16_order(body):
        return body.decode(order, "replace")
    text = body.decode("utf-8", "replace")
    if "\ufffd" not in text:
        return text
    declared = _declared_charset(body)
    if declared is None and _is_damaged_utf_8(text):
        return text
    return body.decode(declared or _guess_charset(body), "replace")


def truncate_tags(text: str, max_tags: int = MAX_TAGS) -> str:
    """Return markup up to its first `max_tags` tags, which suffice for a listing."""
    if text.count("<") <= max_tags:
        return text
    return text[: next(islice(_TAG.finditer(text), max_tags, None)).start()]


def keep_ends(text: str, mark: re.Pattern[str], most: int) -> str:
    """Return a text with at most `most` matches of a pattern, half of them from its start and half from its end."""
    places = [match.start() for match in mark.finditer(text)]
    half = most // 2
    return text if len(places) <= most else text[: places[half]] + text[places[-half] :]


def sanitize_xml(text: str) -> str:
    """Return decoded XML from its first tag on, without document type, unknown entities and invalid characters."""
    start = _XML_START.search(text[:_NOISE_CHARACTERS])
    if start is None and (escaped := _ESCAPED_START.search(text[:_NOISE_CHARACTERS])):
        return sanitize_xml(unescape(text[escaped.start() :]))  # XML that a page shows as text
    text = text[start.start() :] if start else text.lstrip()
    declaration = _XML_DECLARATION.match(text)
    text = _remove_doctype(text[declaration.end() :] if declaration else text)
    text = _with_root(_number_entities(text))
    return text.translate(_INVALID_IN_XML)


def documents(text: str) -> list[str]:
    """Return the feeds or sitemaps in a file, which may hold several; any other text is returned as it is."""
    ends = [match.end() for match in islice(_NEXT_DOCUMENT.finditer(text), _MAX_DOCUMENTS - 1)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, None], strict=True)]


def _with_root(text: str) -> str:
    """Add a root to XML that consists only of entries."""
    bare = _BARE_ENTRY.match(text)
    if bare is None:
        return text
    root = _ROOT_OF[bare[1].lower()]
    return f"<{root}>{text}</{root}>"


def _number_entities(text: str) -> str:
    """Convert all entities outside CDATA to numeric references.

    After an error, libxml2 drops every named reference, even `&amp;` in addresses, but keeps numeric ones.
    """
    outside, *sections = _ANY_CDATA.split(text)
    pieces = [_REFERENCE.sub(_numeric_reference, _without_comments(outside))]
    for section in sections:
        inside, end, outside = section.partition("]]>")
        outside = _REFERENCE.sub(_numeric_reference, _without_comments(outside))
        pieces += (_number_entities(inside), outside) if _holds_entries(inside) else (_CDATA, inside, end, outside)
    return "".join(pieces)


def _holds_entries(text: str) -> bool:
    """Return True if a text consists of complete entries; some programs wrap all of them in one CDATA section."""
    entry = _BARE_ENTRY.match(text)
    return entry is not None and text.rstrip().endswith(f"</{entry[1]}>")


def _without_comments(text: str) -> str:
    """Return XML without its comments, because two hyphens inside a comment stop the parser."""
    first, *others = text.split("<!--")
    pieces = [first]
    for other in others:
        comment, end, outside = other.partition("-->")
        pieces.append(outside if end else f"<!--{comment}")
    return "".join(pieces)


def _remove_doctype(text: str) -> str:
    """Return the text without the document type before the root; the parser does not expand entities anyway."""
    doctype = _DOCTYPE.search(text[:_SNIFFED_BYTES])
    if not doctype:
        return text
    end = doctype if doctype[1] == ">" else _SUBSET_END.search(text, doctype.end())
    return text[: doctype.start()] + text[end.end() :] if end else text


def _declared_charset(body: bytes) -> str | None:
    """Return Python's name of the charset that the body declares; None if that is missing or unknown."""
    match = _DECLARED.search(body[:_SNIFFED_BYTES])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return _SUPERSETS.get(name, name) if _CHARSET_NAME.match(name) or name in _SUPERSETS else None


def _is_damaged_utf_8(text: str) -> bool:
    """Return True if the text is UTF-8 with a few damaged bytes.

    Text in another charset hardly ever looks like UTF-8, because most of its non-ASCII characters cannot be decoded.
    """
    non_ascii = len(_NOT_ASCII.findall(text))
    undecodable = text.count("\ufffd")
    return undecodable * 5 < non_ascii


def _guess_charset(body: bytes) -> str:
    """Guess the charset of a body that declares none."""
    return charset.choose(body[:_GUESSED_BYTES], [])


def _numeric_reference(match: re.Match[str]) -> str:
    """Return a reference as a numeric one or as a character; unknown names are dropped."""
    if match[0] == "&":
        return "&#38;"  # a bare ampersand, which XML does not allow
    if match[1] is None:
        return match[0]
    return _XML_ENTITIES.get(match[1]) or html5.get(match[1] + ";", "")
