"""Build the head of every page of the reading room: its name, links to its lists, and the search field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement
from lxml.html.builder import E

# The pages to which every page links: path and name.
ROOMS = (
    ("days.html", "Days"),
    ("sources.html", "Sources"),
    ("languages.html", "Languages"),
    ("stories/index.html", "Stories"),
    ("health.html", "Health"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a page in the reading room, and the words in its search field."""

    path: str  # below the site's folder
    words: str = ""  # in the search field

    @property
    def root(self) -> str:
        """Return the relative address of the site's folder: "", or a path that ends in a slash."""
        return "../" * self.path.count("/")


@dataclass(frozen=True, slots=True)
class RoomLink:
    """A link from a self-contained page into the reading room."""

    name: str
    address: str


def masthead(place: Place) -> list[HtmlElement]:
    """Return the elements above the page's main part."""
    links = [E("li", _link(place, path, name)) for path, name in ROOMS]
    home = _link(place, "index.html", "Newsgalley")
    home.set("class", "wordmark")
    field = E("input", {"type": "search", "name": "q", "aria-label": "Search the articles", "placeholder": "Search",
                        "value": place.words, "autocomplete": "off", "maxlength": "200"})  # fmt: skip
    search = E("form", {"action": f"{place.root}search.html", "method": "get", "role": "search"}, field)
    search.append(E("button", {"type": "submit"}, "Search"))
    skip = E("a", {"class": "skip", "href": "#main"}, "Skip to the content")
    nav = E("nav", {"aria-label": "Reading room"}, E("ul", *links))
    return [skip, E("header", {"class": "masthead"}, home, nav, search)]


def room_navigation(room_links: Sequence[RoomLink]) -> HtmlElement:
    """Return the head of a self-contained page: links into the reading room, which a server shows on this machine."""
    links = [E("li", E("a", {"href": link.address}, link.name)) for link in room_links]
    condition = E("p", "Links work while ", E("code", "newsgalley serve"), " runs.")
    return E("nav", {"class": "room-links", "aria-label": "Reading room"}, E("ul", *links), condition)


def _link(place: Place, path: str, name: str) -> HtmlElement:
    current = {"aria-current": "page"} if path == place.path else {}
    return E("a", {"href": f"{place.root}{path}", **current}, name)
