"""Shows how an article has changed: its revisions, and the differences between each and the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.compare.revisions import Sign, paragraph_diff
from cleaners.record import Record
from crawler.inspection.record import link
from crawler.inspection.sheet import sheet
from crawler.inspection.signals import printable

# Compared before the paragraphs, because readers see them first.
FIELDS = ("title", "subtitle", "authors", "date_published", "date_modified")

Change = tuple[Sign, str]


def as_text(records: list[Record], note: str | None) -> str:
    """Return the revisions as text, oldest first; - marks what was removed and + what was added."""
    lines = [printable(records[-1]["url"] or ""), *_note_lines(note), _revision_line(records[0])]
    for old, new in pairwise(records):
        lines += ["", _revision_line(new)]
        for sign, text in _shortened(changes(old, new)):
            lines.append(f"    {text}" if sign == "=" else f"  {sign} {text}")
    return "\n".join(lines)


def as_page(records: list[Record], note: str | None) -> str:
    """Return the revisions as one self-contained HTML page, newest first."""
    newest = records[-1]
    address = printable(newest["url"] or "")
    is_link = address.startswith(("http://", "https://"))
    title = printable(newest["title"] or "No title")
    header = E(
        "header", E("p", {"class": "soft"}, link(address) if is_link else address), E("h1", _auto_direction(), title)
    )
    parts = [E("p", {"class": "soft"}, line) for line in _note_lines(note)]
    parts += [_section(old, new) for old, new in reversed(list(pairwise(records)))]
    return sheet(f"{title} – history", [header, *parts, E("section", E("h2", _revision_line(records[0])))])


def changes(old: Record, new: Record) -> Iterator[Change]:
    """Yield the fields and paragraphs of two revisions with a sign: unchanged (=), removed (-) or added (+)."""
    for name in FIELDS:
        before, after = _field(old, name), _field(new, name)
        if before != after:
            yield from ((sign, f"{name}: {value}") for sign, value in (("-", before), ("+", after)) if value)  # type: ignore[misc]
    for sign, text in paragraph_diff(old, new):
        yield sign, printable(text)


def _section(old: Record, new: Record) -> HtmlElement:
    """Return the changes of one revision as a section of the page."""
    tags = {"-": "del", "+": "ins"}
    items = [
        E(tags[sign], _auto_direction(), text) if sign in tags else _unchanged(text)
        for sign, text in _shortened(changes(old, new))
    ]
    return E("section", E("h2", _revision_line(new)), E("div", {"class": "diff"}, *items))


def _shortened(all_changes: Iterator[Change]) -> Iterator[Change]:
    """Replace each row of unchanged paragraphs with one line that counts them."""
    for is_unchanged, run in groupby(all_changes, key=lambda change: change[0] == "="):
        if is_unchanged:
            count = len(list(run))
            yield "=", f"({count} paragraph{'s' if count > 1 else ''} unchanged)"
        else:
            yield from run


def _unchanged(text: str) -> HtmlElement:
    return E("p", {"class": "same"}, text)


def _auto_direction() -> dict[str, str]:
    return {"dir": "auto"}


def _field(record: Record, name: str) -> str:
    if name == "authors":
        return printable(", ".join(author["name"] for author in record["authors"]))
    fields: Mapping[str, object] = record
    return printable(str(fields[name] or ""))


def _revision_line(record: Record) -> str:
    return f"Revision {record['revision']}, fetched {record['fetched_at']}, {record['word_count']} words"


def _note_lines(note: str | None) -> list[str]:
    return [f"The last recheck gave no article: {printable(note)}"] if note else []
