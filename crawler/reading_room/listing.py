"""Render lists of articles: dense rows under their days, and the pages of a long list.

Pages are numbered from the oldest articles, so a full page does not change when new articles arrive. The newest page,
`index.html`, has the articles of one to two full pages, so that it is never almost empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.messages.wording import counted
from crawler.reading_room.addresses import article_path, history_path, page_path, shelf_path
from crawler.reading_room.entries import Entry
from crawler.reading_room.languages import language_name

PAGE_ARTICLES = 100


def numbered_pages(articles: int) -> int:
    """Return the number of full pages below the newest one."""
    return max(0, articles // PAGE_ARTICLES - 1)


def bounds(page: int | None, articles: int) -> tuple[int, int]:
    """Return the index of a page's first article and the number of its articles; None is the newest page."""
    if page is None:
        start = numbered_pages(articles) * PAGE_ARTICLES
        return start, articles - start
    return (page - 1) * PAGE_ARTICLES, PAGE_ARTICLES


def days(entries: Iterable[Entry], root: str, sizes: Mapping[str, int]) -> list[HtmlElement]:
    """Return entries, newest first, as a section per day; `sizes` has the number of articles of each story."""
    sections = []
    for day, group in groupby(entries, key=lambda entry: entry.day):
        link = E("a", {"href": f"{root}{shelf_path('day', day)}"}, day_name(day))
        sections.append(E("section", {"class": "day"}, E("h2", link), rows(group, root, sizes)))
    return sections


def rows(entries: Iterable[Entry], root: str, sizes: Mapping[str, int]) -> HtmlElement:
    """Return entries as a list: time, headline, source, language, and notes."""
    return E("ol", {"class": "entries"}, *(_row(entry, root, sizes.get(entry.story, 1)) for entry in entries))


def _row(entry: Entry, root: str, story_articles: int) -> HtmlElement:
    clock = E("span", {"class": "clock"}, entry.clock or "\u2013")
    source = E("a", {"href": f"{root}{shelf_path('source', entry.source)}", "dir": "auto"}, entry.source)
    language = E("abbr", {"title": language_name(entry.language)}, "?" if entry.language == "und" else entry.language)
    notes = E(
        "span",
        {"class": "meta"},
        E("span", {"class": "source"}, source),
        language,
        *_notes(entry, root, story_articles),
    )
    return E("li", {"class": "entry"}, clock, headline(entry, root), notes)


def headline(entry: Entry, root: str) -> HtmlElement:
    """Return the headline of an article as a link to its page."""
    link = E("a", {"class": "headline", "href": f"{root}{article_path(entry.id)}", "dir": "auto"}, entry.title)
    if entry.language != "und":
        link.set("lang", entry.language)
    return link


def _notes(entry: Entry, root: str, story_articles: int) -> list[HtmlElement]:
    notes = []
    if entry.revision > 1:
        notes.append(E("a", {"href": f"{root}{history_path(entry.id)}"}, f"revision {entry.revision}"))
    if story_articles > 1:
        story = f"{root}{shelf_path('story', entry.story)}"
        notes.append(E("a", {"href": story}, f"{story_articles - 1:,} more of this story"))
    return notes


def steps(folder: str, page: int | None, articles: int, root: str) -> list[HtmlElement]:
    """Return the links to the next newer and older page of a list; empty if the list has one page."""
    last = numbered_pages(articles)
    if not last:
        return []
    older = (page or last + 1) - 1
    newer = None if page is None or page == last else page + 1
    links = []
    if page is not None:
        links.append(E("a", {"href": f"{root}{page_path(folder, newer)}", "rel": "prev"}, "Newer"))
    if older:
        links.append(E("a", {"href": f"{root}{page_path(folder, older)}", "rel": "next"}, "Older"))
    place = "newest page" if page is None else f"page {page:,}, counted from the oldest"
    return [
        E("nav", {"class": "steps", "aria-label": "Pages of this list"}, *links, E("span", {"class": "soft"}, place))
    ]


def day_name(day: str) -> str:
    """Return a day in words, such as "Thursday, 26 November 2026"."""
    parsed = date.fromisoformat(day)
    return f"{parsed:%A}, {parsed.day} {parsed:%B} {parsed.year}"


def size_line(articles: int) -> HtmlElement:
    """Return a line with the number of articles."""
    return E("p", {"class": "soft"}, counted(articles, "article"))
