"""The fields of a record as an HTML list of terms and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.record import Record
from crawler.inspection.signals import printable

# The page shows these as its blocks.
LEFT_OUT = frozenset({"text", "blocks", "removed", "schema_version"})
LAST = ("id", "content_hash", "http", "cleaner")  # of least interest to a reader


def record_list(record: Record) -> HtmlElement:
    """Return a description list of the fields that have a value, and a line that names the others."""
    fields: Mapping[str, object] = record
    names = [name for name in fields if name not in LEFT_OUT and name not in LAST]
    shown = {name: fields[name] for name in (*names, *LAST)}
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
    """Return a value of the record as HTML. The recursion is as deep as the types of the record nest."""
    if isinstance(value, dict):
        return _terms((name, inner) for name, inner in value.items() if not _is_absent(inner))
    if isinstance(value, list):
        return E("ul", *(E("li", {"dir": "auto"}, _value(item)) for item in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = printable(str(value))
    return link(text) if text.startswith(("http://", "https://")) else text


def link(url: str) -> HtmlElement:
    """Return a link to an http or https address that sends no referrer."""
    assert url.startswith(("http://", "https://"))
    return E("a", {"href": url, "rel": "noreferrer noopener nofollow"}, url)


def _is_absent(value: Any) -> bool:
    return value is None or value in ([], {}, "") or (isinstance(value, dict) and all(map(_is_absent, value.values())))
