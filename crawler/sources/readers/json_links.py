"""Find the links in JSON of any form: responses of a site's interface, data in a page's scripts, JSONP.

Every object in a list that has an address may be an article, and so may one of several objects in an object that have
an address and a title. Their links are scored by the address and the title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cleaners.urls import resolve
from crawler.sources.link_score import Place, score_link
from crawler.sources.readers.elements import clean_title
from crawler.sources.readers.listing_dates import listing_date
from crawler.sources.source import ArticleLink, FoundBy

MAX_LINKS = 10_000
MAX_VALUES = 1_000_000  # that are read; a file of MAX_UNPACKED_BYTES with more values is not a list of articles
MAX_ADDRESS_CHARACTERS = 2_000
_MAX_LINES = 50_000  # with one JSON value each
_MAX_DEPTH = 60  # of nested objects and lists
_MAX_TEXTS = 60  # of an entry with a slug, among which its section may be
_MAX_PLACE = 4  # levels from an entry to such a text
_MAX_FOLDER_CHARACTERS = 100  # in the path of a section

# What may precede JSON: comments, a guard against inclusion in other pages, an assignment, a function call.
_PREFIX = re.compile(
    r"\ufeff?\s{0,99}(?:/\*[^*]{0,200}\*/\s{0,99})?(?:\)\]\}',?\s{0,9})?(?:while\(1\);|for\(;;\);)?"
    r"(?:(?:var|let|const)\s{1,9})?(?:[\w$.]{1,99}(?:\[[^\]\s]{1,50}\])?\s{0,9}=\s{0,9})?(?:[\w$.]{1,99}\s{0,9}\(\s{0,9})?"
    r"(?=[{\[\"])",
    re.ASCII,
)
_QUOTED = ('"{', '"[')  # JSON inside a JSON string
_SLUG = re.compile(r"[\w.-]{3,200}")
_BLANKS = "\ufeff \t\r\n"
_DECODER = json.JSONDecoder(strict=False)  # not strict: allows line breaks and tabs inside texts
_NEXT_KEY = re.compile(r"next(?:page)?(?:url|link|href|path)?", re.IGNORECASE)
_KEY_MARKS = re.compile(r"[_-]")
_ADDRESS_KEYS = frozenset({
    "url", "link", "permalink", "href", "loc", "uri", "canonicalurl", "canonicallink", "weburl", "shareurl",
    "articleurl", "fullurl", "pageurl", "storyurl", "seourl", "websiteurl", "path", "linkurl", "canonical",
    "canonicalpath", "articlepath", "articlelink", "storypath", "pagepath", "seopath", "urlpath", "pathname",
    "fullpath", "fullslug", "relativeurl", "relativepath", "publicurl", "publicpath", "targeturl", "detailurl",
    "detaillink", "newsurl", "posturl", "itemurl", "webpath", "route", "to",
})  # fmt: skip
_SLUG_KEYS = frozenset({"slug", "urlslug", "seoslug", "alias", "urlalias", "urlkey", "urlname", "seoname"})
_STARTS = ("http://", "https://", "/")  # how a text begins if it is an address
_LAST_ADDRESS_KEYS = frozenset({"guid", "id", "@id"})  # these count only with a complete address
_OTHER_PAGE = frozenset({"externalurl"})  # in a JSON Feed, the page that the article is about
_TITLE_KEYS = frozenset({"title", "headline", "name", "heading", "label"})
_DATE_KEYS = frozenset({
    "datepublished", "published", "publishedat", "publishdate", "pubdate", "date", "datemodified", "updatedat",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlugEntry:
    """An entry of data that has a slug in place of an address."""

    slug: str
    title: str
    date: str | None
    texts: dict[tuple[str, ...], str]  # its short texts, by the keys that lead to them


class NotJsonError(ValueError):
    """The text does not start with a JSON object or list, or is not valid JSON."""


def looks_like_json(text: str) -> bool:
    """Return True if a text starts with a JSON object or list, or with a call or assignment of one."""
    match = _PREFIX.match(text)
    return match is not None and (text[match.end()] in "{[" or text.startswith(_QUOTED, match.end()))


def json_value(text: str) -> Any:
    """Return the value of JSON, of JSON in a call or assignment, or of lines of JSON as a list.

    Raises:
        NotJsonError: The text contains no valid value.
    """
    match = _PREFIX.match(text)
    if match is None:
        raise NotJsonError("no JSON value")
    try:
        value = _decode(text, match.end())
    except (ValueError, RecursionError) as error:
        raise NotJsonError(str(error)) from None
    return json_value(value) if isinstance(value, str) else value  # JSON.parse("...")


def _decode(text: str, start: int) -> Any:
    """Decode the JSON that begins at `start`; only the end of a call or assignment may follow it."""
    if text[:start].strip(_BLANKS):
        return _DECODER.raw_decode(text, start)[0]
    try:
        return _DECODER.decode(text.strip(_BLANKS))
    except ValueError:
        lines = [line for line in text.splitlines()[:_MAX_LINES] if line.strip(_BLANKS)]
        if len(lines) < 2 or lines[0].strip(_BLANKS) in ("{", "["):
            raise
        return [_DECODER.decode(line.strip(_BLANKS)) for line in lines]


def json_links(value: object, base: str, found_by: FoundBy) -> list[ArticleLink]:
    """Return the distinct links in a JSON value that may be articles, with their scores."""
    links: dict[str, ArticleLink] = {}
    for address, title, date in _entries(value):
        if len(address) > MAX_ADDRESS_CHARACTERS:
            continue
        url = resolve(base, address)
        if url and url not in links and len(links) < MAX_LINKS:
            place = Place(heading=bool(title), article=bool(date))
            score, reasons = score_link(url, title or "", place)
            links[url] = ArticleLink(url=url, found_by=found_by, title=title, date=date, score=score, reasons=reasons)
    return list(links.values())


def next_address(value: object, base: str) -> str | None:
    """Return the address that a JSON value names as "next", as a text or an object with an address; else None."""
    for each in _values(value):
        for key, named in each.items() if isinstance(each, dict) else ():
            address = _first_text(_fields(named), _ADDRESS_KEYS) if isinstance(named, dict) else named
            is_next = _NEXT_KEY.fullmatch(_KEY_MARKS.sub("", str(key)))
            if is_next and isinstance(address, str) and address.startswith((*_STARTS, "?")):
                return resolve(base, address[:MAX_ADDRESS_CHARACTERS])
    return None


def markup_in(value: object) -> str:
    """Return the joined texts of a JSON value that are markup with links."""
    texts = (text for text in _values(value) if isinstance(text, str))
    return "\n".join(text for text in texts if "<a " in text)


def _values(value: object) -> Iterator[object]:
    """Yield a value and those inside it, in order: at most MAX_VALUES, and none deeper than _MAX_DEPTH."""
    return islice(_walk(value, 0), MAX_VALUES)


def _walk(value: object, depth: int) -> Iterator[object]:
    yield value
    if depth < _MAX_DEPTH and isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _walk(child, depth + 1)


def _entries(value: object) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield address, title and date of the members of lists: objects with an address, and addresses as texts.

    Caches of scripts keep their articles in an object, by id.
    """
    for each in _values(value):
        if isinstance(each, dict):
            kept = [entry for item in each.values() if isinstance(item, dict) and (entry := _entry(item))]
            yield from kept if len(kept) > 1 and all(title for _, title, _ in kept) else ()
        for item in each if isinstance(each, list) else ():
            if isinstance(item, str) and item.startswith(_STARTS) and " " not in item:
                yield item, None, None
            elif isinstance(item, dict) and (entry := _entry(item)):
                yield entry


def json_slugs(value: object) -> Iterator[SlugEntry]:
    """Yield the members of lists that have a slug in place of an address."""
    for each in _values(value):
        for item in each if isinstance(each, list) else ():
            if isinstance(item, dict) and not _entry(item):
                fields = _fields(item)
                slug, title = _first_text(fields, _SLUG_KEYS), clean_title(_first_text(fields, _TITLE_KEYS))
                if slug and title and _SLUG.fullmatch(slug):
                    date = listing_date(_first_text(fields, _DATE_KEYS))
                    yield SlugEntry(slug, title, date, dict(islice(_texts(item, ()), _MAX_TEXTS)))


def _texts(value: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the short texts of an entry by their place in it: the keys that lead there; of lists, the first member."""
    if isinstance(value, str) and 0 < len(value) <= _MAX_FOLDER_CHARACTERS:
        yield place, value
    elif isinstance(value, dict) and len(place) < _MAX_PLACE:
        for key, child in value.items():
            yield from _texts(child, (*place, str(key)))
    elif isinstance(value, list) and value and len(place) < _MAX_PLACE:
        yield from _texts(value[0], (*place, ""))


def _entry(item: dict[str, Any]) -> tuple[str, str | None, str | None] | None:
    """Return address, title and date of an object, or of the one object that it wraps; None without an address."""
    fields = _fields(item)
    address = _first_text(fields, _ADDRESS_KEYS)
    slug = "" if address else _first_text(fields, _SLUG_KEYS) or ""
    address = slug if slug.startswith("/") else address
    if not address or "/" not in address:
        identifier = _first_text(fields, _LAST_ADDRESS_KEYS) or ""
        address = identifier if identifier.startswith(_STARTS[:2]) else _first_text(fields, _OTHER_PAGE)
    if not address:
        wrapped = [value for value in fields.values() if isinstance(value, dict)]
        entry = _entry(wrapped[0]) if len(wrapped) == 1 else None
        # The object inside an entry with a slug of its own may be its section.
        return entry if entry and (not slug or slug in entry[0]) else None
    date = _first_text(fields, _DATE_KEYS)
    return address, clean_title(_first_text(fields, _TITLE_KEYS)), listing_date(date)


def _fields(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an object by plain key; those under "attributes" (JSON:API) and "fields" (Gatsby) too."""
    inner = item.get("attributes") or item.get("fields")
    fields = {**inner, **item} if isinstance(inner, dict) else item
    return {_KEY_MARKS.sub("", str(key)).lower(): value for key, value in islice(fields.items(), 200)}


def _first_text(fields: dict[str, Any], keys: frozenset[str]) -> str | None:
    """Return the first text under one of these keys.

    WordPress writes a text as {"rendered": text}, and Drupal a path as {"alias": path}.
    """
    for key, value in fields.items():
        if key in keys:
            text = value.get("rendered", value.get("alias")) if isinstance(value, dict) else value
            if isinstance(text, str) and text.strip():
                return text.strip()
    return None
