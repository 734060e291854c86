"""Name the addresses of the reading room's pages: paths below its folder that are safe on every file system."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from crawler.design.masthead import RoomLink

if TYPE_CHECKING:  # importing the catalogue, and so the databases, would slow down the help of commands
    from crawler.reading_room.catalogue import Shelf

# Other names are replaced by a hash; so are names with capitals, because macOS does not distinguish "BBC" and "bbc".
_SAFE = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*\.")  # on Windows

FRONT, DAYS, SOURCES, LANGUAGES, STORIES = "index.html", "days.html", "sources.html", "languages.html", "stories"
PORT = 8420  # the default port of `newsgalley serve`
HEALTH, SEARCH, WORKERS = "health.html", "search.html", "workers.html"


def folder_name(name: str) -> str:
    """Return a valid name for a folder: the name itself, or a hash of it."""
    if _SAFE.fullmatch(name) and not _RESERVED.fullmatch(name):
        return name
    return hashlib.sha256(name.encode()).hexdigest()[:20]


def article_path(article_id: str) -> str:
    """Return the path of an article's page. Articles are spread over 256 folders."""
    return f"article/{folder_name(article_id)[:2]}/{folder_name(article_id)}.html"


def history_path(article_id: str) -> str:
    """Return the path of the page with an article's revisions."""
    return f"article/{folder_name(article_id)[:2]}/{folder_name(article_id)}.history.html"


def inspection_path(article_id: str) -> str:
    """Return the path of the inspection of an article's raw page, which exists only on a server."""
    return f"inspect/{folder_name(article_id)}.html"


def links_into_room(article_id: str | None = None, revisions: int = 1) -> list[RoomLink]:
    """Return links from a self-contained page to `newsgalley serve` at its default port, and to an article's pages."""
    room_links = [("Reading room", ""), ("Health", HEALTH)]
    if article_id:
        room_links += [("Article", article_path(article_id)), ("Inspection", inspection_path(article_id))]
    if article_id and revisions > 1:
        room_links.append(("History", history_path(article_id)))
    return [RoomLink(name, f"http://127.0.0.1:{PORT}/{path}") for name, path in room_links]


def shelf_folder(shelf: Shelf, name: str) -> str:
    """Return the folder of a shelf's pages. The stories are spread over 256 folders."""
    folder = folder_name(name)
    return f"story/{folder[:2]}/{folder}" if shelf == "story" else f"{shelf}/{folder}"


def shelf_path(shelf: Shelf, name: str) -> str:
    """Return the path of the newest page of a shelf."""
    return page_path(shelf_folder(shelf, name), None)


def page_path(folder: str, page: int | None) -> str:
    """Return the path of a page of a list; `page` None is the newest one."""
    return f"{folder}/index.html" if page is None else f"{folder}/{page}.html"
