"""Render the page of an article: its head, its text with the removals behind a switch, and facts about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.record import Record, RightsRecord, RightsStatus
from crawler.design.masthead import Place
from crawler.design.sheet import sheet
from crawler.inspection.legend import legend
from crawler.inspection.record import link, record_list
from crawler.inspection.removal_kinds import family_of, kind_of_rule
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted
from crawler.reading_room.addresses import article_path, history_path, inspection_path, shelf_path
from crawler.reading_room.body import body
from crawler.reading_room.entries import Entry
from crawler.reading_room.languages import direction, language_name
from crawler.reading_room.listing import rows

SHOWN_STATEMENTS = 6  # about rights; the record below shows all
SHOWN_OF_STORY = 6  # other articles of the story that the page lists
RIGHTS: Mapping[RightsStatus, str] = {
    "reserved": "Rights reserved: text and data mining or AI use is refused",
    "open": "Open: a statement allows text and data mining or AI use",
    "unknown": "No statement on text and data mining or AI use",
}


def article_page(entry: Entry, record: Record, story: Sequence[Entry], *, is_live: bool = False) -> str:
    """Return the page of an article; `story` has all articles of its story, with itself.

    A live page links to the inspection of its raw page, which only a server can make.
    """
    place = Place(article_path(entry.id))
    text = E("div", {"class": "body"}, *body(record))
    article = E("article", {"dir": direction(entry.language)}, _head(record), *_switch(record), text)
    if entry.language != "und":
        article.set("lang", entry.language)
    parts = [
        _trail(entry, place.root),
        article,
        *_story(entry, story, place.root),
        _about(entry, record, place.root, is_live=is_live),
    ]
    return sheet(entry.title, parts, "room", place=place)


def _trail(entry: Entry, root: str) -> HtmlElement:
    """Return the links to the lists that contain the article."""
    day = E("a", {"href": f"{root}{shelf_path('day', entry.day)}"}, entry.day)
    source = E("a", {"href": f"{root}{shelf_path('source', entry.source)}", "dir": "auto"}, entry.source)
    name = language_name(entry.language)
    language = E("a", {"href": f"{root}{shelf_path('language', entry.language)}"}, name)
    return E("nav", {"class": "trail", "aria-label": "Lists with this article"}, source, day, language)


def _head(record: Record) -> HtmlElement:
    head = E("header")
    if record["section"]:
        head.append(E("p", {"class": "kicker", "dir": "auto"}, printable(record["section"])))
    head.append(E("h1", {"dir": "auto"}, printable(record["title"] or "No title")))
    in_body = any(block["type"] == "dek" or block["text"] == record["subtitle"] for block in record["blocks"])
    if record["subtitle"] and not in_body:
        head.append(E("p", {"class": "dek", "dir": "auto"}, printable(record["subtitle"])))
    authors = ", ".join(author["name"] for author in record["authors"])
    if authors:
        head.append(E("p", {"class": "byline", "dir": "auto"}, printable(authors)))
    head.append(E("p", {"class": "dateline", "lang": "en", "dir": "ltr"}, " · ".join(_dateline(record))))
    return head


def _dateline(record: Record) -> Iterator[str]:
    published, modified = record["date_published"], record["date_modified"]
    if published:
        yield _moment(published)
    if modified and modified != published:
        yield f"changed {_moment(modified)}"
    if not published:
        yield f"fetched {_moment(record['fetched_at'] or '')}, date of publication unknown"
    yield counted(record["word_count"], "word")
    if record["is_accessible_for_free"] is False:
        yield "behind a paywall"


def _moment(text: str) -> str:
    """Return a date or time of the record in words, such as "5 March 2026, 14:30 +01:00"."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return printable(text)
    day = f"{moment.day} {moment:%B} {moment.year}"
    zone = "UTC" if moment.utcoffset() == timedelta(0) else text[19:]
    return f"{day}, {moment:%H:%M} {zone}".strip() if "T" in text else day


def _switch(record: Record) -> list[HtmlElement]:
    """Return the switch that shows the removals, and a legend of their colours; nothing without removals."""
    removed = record["removed"] or []
    if not removed:
        return []
    box = E("input", {"type": "checkbox", "id": "show-removed", "autocomplete": "off"})
    label = E("label", {"for": "show-removed"}, f"Show what was removed ({counted(len(removed), 'block')})")
    return [
        E(
            "div",
            {"class": "switch", "lang": "en", "dir": "ltr"},
            box,
            label,
            legend(family_of(kind_of_rule(removal["rule"])) for removal in removed),
        )
    ]


def _story(entry: Entry, story: Sequence[Entry], root: str) -> list[HtmlElement]:
    others = [other for other in story if other.id != entry.id]
    if not others:
        return []
    address = f"{root}{shelf_path('story', entry.story)}"
    everything = E("p", E("a", {"href": address}, f"All {counted(len(story), 'article')} of this story"))
    heading = E("h2", "The same story elsewhere")
    return [E("section", {"class": "story"}, heading, rows(others[:SHOWN_OF_STORY], root, {}), everything)]


def _about(entry: Entry, record: Record, root: str, *, is_live: bool) -> HtmlElement:
    address = printable(record["url"] or "")
    items = [E("p", link(address))] if address.startswith(("http://", "https://")) else []
    if record["syndicated_from"]:
        items.append(E("p", {"dir": "auto"}, f"Taken from {printable(record['syndicated_from']['name'])}."))
    items += _rights(record["rights"])
    if entry.revision > 1:
        history = E("a", {"href": f"{root}{history_path(entry.id)}"}, f"How it changed: {entry.revision} revisions")
        items.append(E("p", history))
    if record["quality"]["flags"]:
        items.append(E("p", {"class": "soft"}, f"Flags: {printable(', '.join(record['quality']['flags']))}"))
    if is_live and record["raw_ref"]:
        items.append(E("p", E("a", {"href": f"{root}{inspection_path(entry.id)}"}, "Inspect the page, block by block")))
    folded = E("details", {"id": "record"}, E("summary", "The whole record"), record_list(record))
    return E("section", {"class": "about"}, E("h2", "About this article"), *items, folded)


def _rights(rights: RightsRecord) -> list[HtmlElement]:
    """Return the status of the rights, and the first statements with the places where they were found."""
    status = E("p", {"class": f"rights {rights['status']}"}, f"{RIGHTS[rights['status']]}.")
    shown = [
        E("li", {"dir": "auto"}, printable(f"{each['kind'].replace('_', ' ')}: {each['value']} ({each['where']})"))
        for each in rights["statements"][:SHOWN_STATEMENTS]
    ]
    return [status, *([E("ul", {"class": "soft"}, *shown)] if shown else [])]
