"""Parse the XML of feeds and sitemaps, and read the names, texts and addresses of its elements."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.sources.readers.repair import encode_xml, repair

# Namespaces and prefixes of elements that describe a picture, film or episode of an entry; these have their own titles
# and addresses.
_MEDIA = re.compile(r"mrss|itunes|podcast|googleplay|\bmedia\b|image|video", re.IGNORECASE)
# An undeclared prefix is an error too, but the parser still reads the element.
_UNDECLARED = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
MAX_TITLE_CHARACTERS = 500
# CDATA marks, quotation marks, brackets and invisible characters remain around an address or title that a program has
# escaped twice or taken from a text.
_CDATA_MARKS = re.compile(r"<!\[CDATA\[|\]\]>", re.IGNORECASE)
_AROUND_ADDRESS = " \t\xa0\ufeff\u200b\u200c\u200d\u2060\"'<>\u201c\u201d\u201e"
_ANCHOR = re.compile(r"""<a\s[^<>]{0,300}?href\s{0,9}=\s{0,9}["']?([^"'\s<>]{1,2000})""", re.IGNORECASE)
_UNUSUAL_IN_ADDRESS = re.compile(r"[\s\"'<>]")
_FEED_SCHEME = re.compile(r"\A\s{0,99}feed:(?=//|https?:)", re.IGNORECASE)
_SLASH = re.compile(r"&(?:#0*47|#x0*2f|sol);", re.IGNORECASE)
_SCHEME = re.compile(r"https?:", re.IGNORECASE)
_SCHEME_AND_SPACES = re.compile(r"(https?://)\s{1,9}", re.IGNORECASE)
_SECOND_ADDRESS = re.compile(r"(?<=\S)[\s,;|]{1,9}https?://", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)  # separates two words
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_MAX_PARTS = 100  # elements in an entry, and in one of these, that are searched for an address
_OTHER_PARTS = frozenset({
    "author", "contributor", "creator", "source", "commentrss", "category", "image", "thumbnail", "generator", "rights",
    "license", "logo", "icon",
})  # fmt: skip
_ADDRESS_ATTRIBUTES = frozenset({"href", "url", "link", "loc", "resource"})
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{1,2000}", re.IGNORECASE)
_MAX_ESCAPES = 3  # layers of escaping around an ampersand; each program that passes on a feed may add one


def parse_xml(markup: str) -> etree._Element | None:
    """Parse the result of `sanitize_xml`, repaired if it is not well-formed; return the root, None without elements."""
    parser = _parser()
    root = _parse(markup, parser)
    return _parse(repair(markup), _parser()) if root is None or has_errors(parser.error_log) else root


def has_errors(log: etree._ListErrorLog) -> bool:
    """Return True if a parser's log has errors that may lose elements."""
    return any(entry.type != _UNDECLARED for entry in log.filter_from_errors())


def local_name(element: etree._Element) -> str:
    """Return an element's name in lower case without its prefix; "" for comments and processing instructions."""
    if not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower()


def is_media(element: etree._Element) -> bool:
    """Return True if an element describes a picture, film or episode of an entry, not the entry itself."""
    namespace, _, name = str(element.tag).rpartition("}")
    return bool(_MEDIA.search(namespace or name.rpartition(":")[0]))


def is_of_same_kind(element: etree._Element, entry: etree._Element) -> bool:
    """Return True if an element is in the namespace of its entry."""
    tag, of_entry = str(element.tag), str(entry.tag)
    return tag.rpartition("}")[0] == of_entry.rpartition("}")[0] and tag.count(":") == of_entry.count(":")


def text_of(element: etree._Element) -> str:
    """Return all text inside an element."""
    return "".join(str(text) for text in element.itertext(etree.Element)).strip()


def clean_title(title: str | None) -> str | None:
    """Return a title from a listing as plain text on one line; None if nothing is left."""
    text = html.unescape((title or "")[: 4 * MAX_TITLE_CHARACTERS])
    text = _BREAK.sub(" ", _CDATA_MARKS.sub("", text) if "CDATA" in text else text)
    text = html.unescape(_MARKUP.sub("", text))
    return " ".join(text.split())[:MAX_TITLE_CHARACTERS] or None


def without_feed_scheme(reference: str) -> str:
    """Return a reference without the scheme `feed:`, which makes a browser start a feed reader."""
    return _FEED_SCHEME.sub("", reference, count=1)


def plain_address(text: str) -> str:
    """Return an address from a listing in its plain form.

    Some programs escape ampersands and slashes more than once, break long lines, and write an address as a link, in
    quotation marks, twice, or after a warning.
    """
    if "\n" in text or "\r" in text:
        text = _joined_lines(text)
    for _ in range(_MAX_ESCAPES):
        if "&" not in text:
            break
        text = _SLASH.sub("/", _AMPERSAND.sub("&", text))
    if text[:4] == "http" and text.isascii() and not _UNUSUAL_IN_ADDRESS.search(text):
        return text
    return _unwrapped(text)


def _joined_lines(text: str) -> str:
    """Join the lines of an address, without lines before its scheme and without the next address."""
    lines = [line.strip() for line in text.splitlines()]
    starts = [place for place, line in enumerate(lines) if _SCHEME.match(line)]
    first, end = [*starts, 0][0], [*starts[1:], len(lines)][0]
    return "".join(lines[first:end])


def _unwrapped(text: str) -> str:
    """Return the first address in a text that contains more than an address."""
    if "<" in text and (anchor := _ANCHOR.search(text)):
        text = anchor[1]
    text = _CDATA_MARKS.sub("", text).strip(_AROUND_ADDRESS)
    text = _SCHEME_AND_SPACES.sub(r"\1", text)
    if not _SCHEME.match(text) and (after := _SECOND_ADDRESS.search(text)):
        text = text[after.start() :].lstrip(" \t,;|")
    second = _SECOND_ADDRESS.search(text) if text[:4].lower() == "http" else None
    return text[: second.start()] if second else text


def with_slashes(link: str, *addresses: str) -> str:
    """Add the missing slashes before the host of a link; the host begins with www or is that of an address."""
    is_host = link[:4].lower() == "www." or link.startswith(tuple(f"{urlsplit(each).netloc}/" for each in addresses))
    return f"//{link}" if is_host else link


def any_addresses(entry: etree._Element) -> Iterator[str]:
    """Yield all addresses in the attributes and texts of an entry, except those of its author, pictures and the like.

    This is for an entry without an address in a usual place.
    """
    yield from _own_addresses(entry)
    for child in islice(entry, _MAX_PARTS):
        if local_name(child) not in _OTHER_PARTS and not is_media(child):
            for part in islice(child.iter(etree.Element), _MAX_PARTS):
                yield from _own_addresses(part)


def _own_addresses(element: etree._Element) -> Iterator[str]:
    """Yield the addresses in the attributes of an element and in the texts next to its tags."""
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2].lower() in _ADDRESS_ATTRIBUTES and value.strip():
            yield str(value).strip()
    texts = (text.strip() for text in (element.text, element.tail) if text)
    yield from (text for text in texts if _ADDRESS.fullmatch(text))


def xml_bases(element: etree._Element) -> list[str]:
    """Return the xml:base attributes that apply to an element, outermost first."""
    bases = [base for ancestor in (element, *element.iterancestors()) if (base := ancestor.get(_XML_BASE))]
    return bases[::-1]


def join_references(references: list[str]) -> str:
    """Resolve each reference against the one before it; if that fails, return the last one unchanged."""
    joined = ""
    for reference in references:
        try:
            joined = urljoin(joined, reference.strip())
        except ValueError:
            return references[-1]
    return joined


def _parser() -> etree.XMLParser[etree._Element]:
    return etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )


def _parse(markup: str, parser: etree.XMLParser[etree._Element]) -> etree._Element | None:
    try:
        return etree.fromstring(encode_xml(markup), parser)
    except etree.XMLSyntaxError:
        return None
