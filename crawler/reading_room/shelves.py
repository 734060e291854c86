"""Render the pages of a shelf: the articles of a source, a language, a day or a story."""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.design.masthead import Place
from crawler.design.sheet import sheet
from crawler.reading_room import listing
from crawler.reading_room.addresses import HEALTH, article_path, page_path, shelf_folder
from crawler.reading_room.catalogue import Catalogue, Shelf
from crawler.reading_room.entries import Entry
from crawler.reading_room.languages import language_name


def shelf_page(catalogue: Catalogue, shelf: Shelf, name: str, page: int | None) -> str | None:
    """Return a page of a shelf, None if it does not exist; `page` None is the newest. A story has several articles."""
    total = catalogue.count(shelf, name)
    if total < (2 if shelf == "story" else 1) or (page is not None and not 1 <= page <= listing.numbered_pages(total)):
        return None
    folder = shelf_folder(shelf, name)
    place = Place(page_path(folder, page))
    entries = catalogue.on(shelf, name, *listing.bounds(page, total))[::-1]
    sizes = {} if shelf == "story" else catalogue.story_sizes(entries)
    title = _title(shelf, name, entries)
    head = E("header", E("h1", {"dir": "auto"}, title), *([listing.size_line(total)] if page is None else []))
    head.extend(_links(shelf, name, place.root))
    listed = _list(shelf, entries, place.root, sizes)
    return sheet(title, [head, *listed, *listing.steps(folder, page, total, place.root)], "room", place=place)


def _title(shelf: Shelf, name: str, entries: list[Entry]) -> str:
    if shelf == "language":
        return language_name(name)
    if shelf == "day":
        return listing.day_name(name)
    return f"Story: {entries[-1].title}" if shelf == "story" else name


def _list(shelf: Shelf, entries: list[Entry], root: str, sizes: dict[str, int]) -> list[HtmlElement]:
    return [listing.rows(entries, root, sizes)] if shelf == "day" else listing.days(entries, root, sizes)


def _links(shelf: Shelf, name: str, root: str) -> list[HtmlElement]:
    """Return links to related pages."""
    if shelf == "source":
        return [E("p", {"class": "soft"}, E("a", {"href": f"{root}{HEALTH}"}, "Health of the sources"))]
    if shelf == "story":
        first = E("a", {"href": f"{root}{article_path(name)}"}, "To the earliest article")
        return [E("p", {"class": "soft"}, first)]
    return []
