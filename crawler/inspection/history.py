"""Show how an article has changed: its revisions, and the words that differ from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.compare.word_diff import Part, paragraph_changes, word_changes
from cleaners.record import Record
from crawler.design.masthead import Place, RoomLink
from crawler.design.sheet import sheet
from crawler.inspection.record import link
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted

# Fields that are compared before the paragraphs, because readers see them first.
FIELDS = ("title", "subtitle", "authors", "date_published", "date_modified")
WORD_FIELDS = FIELDS[:3]  # compared word by word
TAGS = {"-": "del", "+": "ins"}
MARKS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}  # in plain text, the same as wdiff's

Change = list[Part]  # a field or paragraph: one part if it is unchanged, removed or added


def history_as_text(records: list[Record], note: str | None) -> str:
    """Return the revisions as text, oldest first.

    - marks what was removed, + what was added, ~ a paragraph with changed words: [-removed-] and {+added+}.
    """
    lines = [printable(records[-1]["url"] or ""), *_note_lines(note), _revision_line(records[0])]
    for old, new in pairwise(records):
        lines += ["", _revision_line(new)]
        for change in _shortened(changes(old, new)):
            lines.append(f"    {change}" if isinstance(change, str) else f"  {_line(change)}")
    return "\n".join(lines)


def as_page(
    records: list[Record],
    note: str | None,
    place: Place | None = None,
    article: str | None = None,
    room_links: Sequence[RoomLink] = (),
) -> str:
    """Return the revisions as one HTML page, newest first; `article` is the address of the article's page.

    `room_links` lead from a self-contained page into the reading room.
    """
    title = printable(records[-1]["title"] or "No title")
    parts = [_header(records[-1], title, article), *(E("p", {"class": "soft"}, line) for line in _note_lines(note))]
    parts.append(_legend())
    parts += [_section(old, new) for old, new in reversed(list(pairwise(records)))]
    first = E("section", E("h2", _revision_line(records[0])))
    return sheet(f"{title} – history", [*parts, first], "history", place=place, room_links=room_links)


def changes(old: Record, new: Record) -> Iterator[Change]:
    """Yield the changed fields and all paragraphs of two revisions, each split into its parts."""
    for name in FIELDS:
        before, after = _field(old, name), _field(new, name)
        if before != after:
            yield from _field_changes(name, before, after)
    before_after = ([printable(block["text"]) for block in record["blocks"]] for record in (old, new))
    yield from paragraph_changes(*before_after)


def _field_changes(name: str, before: str, after: str) -> Iterator[Change]:
    """Yield the change of a field: word by word if some words stayed, else the old and the new value."""
    parts = word_changes(before, after)
    if name in WORD_FIELDS and any(sign == "=" and text.strip() for sign, text in parts):
        yield [("=", f"{name}: "), *parts]
        return
    if before:
        yield [("-", f"{name}: {before}")]
    if after:
        yield [("+", f"{name}: {after}")]


def _line(change: Change) -> str:
    """Return a change as a line of text."""
    if len(change) == 1:
        return " ".join(change[0])
    return "~ " + "".join(MARKS[sign].format(text) for sign, text in change)


def _header(newest: Record, title: str, article: str | None) -> HtmlElement:
    address = printable(newest["url"] or "")
    is_link = address.startswith(("http://", "https://"))
    header = E("header", E("p", {"class": "soft"}, link(address) if is_link else address))
    header.append(E("h1", _auto_direction(), title))
    if article:
        header.append(E("p", E("a", {"href": article}, "To the article")))
    return header


def _legend() -> HtmlElement:
    """Return the meaning of the colours."""
    return E("p", {"class": "soft"}, E("del", "removed"), " ", E("ins", "added"), " from one revision to the next")


def _section(old: Record, new: Record) -> HtmlElement:
    """Return the changes of one revision as a section of the page."""
    return E(
        "section", E("h2", _revision_line(new)), E("div", {"class": "diff"}, *map(_item, _shortened(changes(old, new))))
    )


def _item(change: Change | str) -> HtmlElement:
    if isinstance(change, str):
        return E("p", {"class": "same"}, change)
    if len(change) == 1:
        ((sign, text),) = change
        return E("p", {"class": TAGS[sign], **_auto_direction()}, E(TAGS[sign], text))
    return E("p", {"class": "words", **_auto_direction()}, *(E(TAGS.get(sign, "span"), text) for sign, text in change))


def _shortened(all_changes: Iterator[Change]) -> Iterator[Change | str]:
    """Replace each run of unchanged paragraphs by one line that counts them."""
    for is_unchanged, run in groupby(all_changes, key=lambda change: len(change) == 1 and change[0][0] == "="):
        if is_unchanged:
            yield f"({counted(len(list(run)), 'paragraph')} unchanged)"
        else:
            yield from run


def _auto_direction() -> dict[str, str]:
    return {"dir": "auto"}


def _field(record: Record, name: str) -> str:
    if name == "authors":
        return printable(", ".join(author["name"] for author in record["authors"]))
    fields: Mapping[str, object] = record
    return printable(str(fields[name] or ""))


def _revision_line(record: Record) -> str:
    return f"Revision {record['revision']}, fetched {record['fetched_at']}, {counted(record['word_count'], 'word')}"


def _note_lines(note: str | None) -> list[str]:
    return [f"The last recheck gave no article: {printable(note)}"] if note else []
