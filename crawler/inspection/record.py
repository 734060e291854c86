"""Render the fields of a record as an HTML description list, for the inspection page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.record import Record
from crawler.messages.foreign_text import printable

# The inspection page shows the text block by block. The version of the schema says nothing about the page.
LEFT_OUT = frozenset({"text", "blocks", "links", "removed", "schema_version"})
LAST_FIELDS = ("id", "content_hash", "http", "cleaner")  # shown last, because few readers need them


def record_list(record: Record) -> HtmlElement:
    """Return a description list of the fields that have a value, and a line that names the empty fields."""
    fields: Mapping[str, object] = record
    names = [name for name in fields if name not in LEFT_OUT and name not in LAST_FIELDS]
    shown = {name: fields[name] for name in (*names, *LAST_FIELDS)}
    absent = [name for name, value in shown.items() if _is_absent(value)]
    known = _terms((name, value) for name, value in shown.items() if not _is_absent(value))
    return E("div", known, E("p", {"class": "absent"}, "Not known: ", E("span", ", ".join(absent) or "nothing"), "."))


def _terms(pairs: Iterable[tuple[str, Any]]) -> HtmlElement:
    terms = E("dl")
    for name, value in pairs:
        terms.append(E("dt", name))
        terms.append(E("dd", {"dir": "auto"}, _value(value)))
    return terms


def _value(value: Any) -> HtmlElement | str:
    """Return a value as HTML. Dicts and lists recurse, only as deep as the schema of records is nested."""
    if isinstance(value, dict):
        return _terms((name, inner) for name, inner in value.items() if not _is_absent(inner))
    if isinstance(value, list):
        return E("ul", *(E("li", {"dir": "auto"}, _value(item)) for item in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = printable(str(value))
    return link(text) if text.startswith(("http://", "https://")) else text


def link(url: str, text: str | None = None) -> HtmlElement:
    """Return a link to an http or https address, by default with the address as its text. It sends no referrer."""
    assert url.startswith(("http://", "https://"))
    return E("a", {"href": url, "rel": "noreferrer noopener nofollow"}, text or url)


def _is_absent(value: Any) -> bool:
    return value is None or value in ([], {}, "") or (isinstance(value, dict) and all(map(_is_absent, value.values())))
