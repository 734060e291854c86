"""Find the page at an address of the reading room, for a server."""

from __future__ import annotations

import re
from collections.abc import Callable

from crawler.reading_room import overviews
from crawler.reading_room.addresses import folder_name
from crawler.reading_room.catalogue import SHELVES, Catalogue
from crawler.reading_room.pages import Room
from crawler.reading_room.shelves import shelf_page

_ARTICLE = re.compile(r"article/[^/]{2}/([0-9A-Za-z.-]+?)(\.history)?\.html")
_INSPECTION = re.compile(r"inspect/([0-9A-Za-z.-]+)\.html")
_SHELF = re.compile(rf"({'|'.join(SHELVES)})/(?:[^/]{{2}}/)?([^/]+)/(index|\d{{1,9}})\.html")
_STORIES = re.compile(r"stories/(index|\d{1,9})\.html")


def page_at(room: Room, catalogue: Catalogue, path: str) -> str | None:
    """Return the page at a path below the site's folder, or None."""
    if match := _ARTICLE.fullmatch(path):
        return room.history(match[1]) if match[2] else room.article(match[1])
    if match := _INSPECTION.fullmatch(path):
        return room.inspection(match[1])
    if match := _SHELF.fullmatch(path):
        return _shelf(catalogue, match[1], match[2], _number(match[3]))
    if match := _STORIES.fullmatch(path):
        return overviews.all_stories(catalogue, catalogue.stories(), _number(match[1]))
    make: Callable[[], str] | None = room.overviews().get(path or "index.html")
    return make() if make else None


def _shelf(catalogue: Catalogue, kind: str, folder: str, page: int | None) -> str | None:
    shelf = next(each for each in SHELVES if each == kind)
    # A folder's name is the name of its shelf or a hash of it.
    names = (each.name for each in catalogue.shelves(shelf) if folder_name(each.name) == folder)
    name = folder if catalogue.count(shelf, folder) else next(names, None)
    return None if name is None else shelf_page(catalogue, shelf, name, page)


def _number(text: str) -> int | None:
    return None if text == "index" else int(text)
