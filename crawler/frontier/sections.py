"""The sections of a source in one run, and the pages that may be some: which of them may be read now.

Reading starts with a few. Each that leads to a new article makes room for more, so that a site with many sections is
read to its end, and one that makes up pages without end is not.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleaners.urls import path_of
from crawler.frontier.listings import ListingRef
from crawler.frontier.trap_guard import Windows
from crawler.sources.address_shape import fine_shape

POSSIBLE_TRIAL = 3  # pages of one shape that are tried as sections before one of them leads to an article
POSSIBLE_FACTOR = 10  # trials of all shapes together


class Sections:
    """Bounds the sections that discovery finds, and the pages that it tries as sections."""

    def __init__(self, trial: int = 30) -> None:
        """`trial`: sections that are read before one of them leads to a new article."""
        self.known: set[str] | None = None  # that are sections or were tried in vain; None: the store was not asked
        self.turned_out: set[str] = set()  # addresses of article links that led to lists
        self.unproven: set[str] = set()  # those and tried pages, until an article is found on them
        self.tried: set[str] = set()  # addresses of pages that were read to see whether they are lists
        self._taken: set[str] = set()
        self._productive: set[str] = set()  # addresses of listings of any kind
        self._windows = Windows(trial)
        self._waiting: dict[str, ListingRef] = {}
        self._possible_windows = Windows(POSSIBLE_TRIAL)
        self._possible_waiting: dict[str, ListingRef] = {}
        self._named_by: dict[str, str] = {}  # for pages that may be sections, the page that named them

    def note_known(self, pages: Iterable[str], in_vain: Iterable[str]) -> None:
        """Note the pages that earlier runs know as sections, or have tried in vain, which count as tried."""
        self.known = set(pages)
        for url in in_vain:
            self._possible_windows.count(_shape_of_possible(url), "")

    def take(self, refs: Iterable[ListingRef] = ()) -> list[ListingRef]:
        """Take sections; return those that may be read now. The others wait."""
        for ref in refs:
            self._waiting.setdefault(ref.url, ref)
        taken = []
        for url in list(self._waiting):
            if not self.take_one(url):
                break
            taken.append(self._waiting.pop(url))
        return taken

    def take_one(self, url: str) -> bool:
        """Return True, and count the section, if it may be read now."""
        if not self._windows.has_room(""):
            return False
        self._windows.count("")
        self._taken.add(url)
        return True

    def take_possible(self, refs: Iterable[ListingRef] = (), page: str = "") -> list[ListingRef]:
        """Take pages that may be sections, which a page names; return those to try now. The others wait."""
        for ref in refs:
            if ref.url not in (self.known or ()):
                self._possible_waiting.setdefault(ref.url, ref)
                self._named_by.setdefault(ref.url, page)
        windows, taken = self._possible_windows, []
        for url in list(self._possible_waiting):
            shape = _shape_of_possible(url)
            if windows.has_room(shape) and windows.has_room("", POSSIBLE_FACTOR):
                windows.count(shape, "")
                taken.append(self._possible_waiting.pop(url))
        return taken

    def note_productive(self, listing: str) -> bool:
        """Note that a listing led to a new article; return True if this is its first one.

        A section makes room for more sections, a page that was tried for more of its shape. A page that only named it
        was as useful.
        """
        if listing in self._productive:
            return False
        self._productive.add(listing)
        if listing in self._taken:
            self._windows.note_useful("")
        if listing in self.tried:
            self._possible_windows.note_useful(_shape_of_possible(listing), "")
            self.note_productive(self._named_by.get(listing, ""))
        return True


def _shape_of_possible(url: str) -> str:
    """Return the shape of an address; at the top of the site, where it says nothing, the address itself."""
    return fine_shape(url) if "/" in path_of(url).strip("/") or "?" in url else url
