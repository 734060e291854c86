"""Decide which sections and possible sections of a source a run may read.

A run starts with a few of them, and each one that leads to a new article makes room for more. So a site with many
sections is read completely, but a site that invents pages without end is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaners.urls import path_of
from crawler.frontier.listings import ListingRef
from crawler.frontier.trap_guard import Windows
from crawler.sources.address_shape import fine_shape
from crawler.sources.source import ArticleLink

POSSIBLE_TRIAL = 3  # possible sections of one shape that are tried before one of them leads to an article
POSSIBLE_FACTOR = 10  # the trial of all shapes together, as a multiple of POSSIBLE_TRIAL
MIN_UNKNOWN_LINKS = 5  # a page with this many links to articles, and none to a known one, is the sign of a maze


class Sections:
    """Bounds the sections and possible sections that a run reads."""

    def __init__(self, trial: int = 30) -> None:
        """Set the bounds: `trial` sections are read before one must lead to a new article. All sets hold addresses."""
        self.known: set[str] | None = None  # sections, and pages tried without success; None: not read yet
        self.from_article_links: set[str] = set()  # article links that led to lists
        self.unproven: set[str] = set()  # these and tried pages, until an article is found on them
        self.tried: set[str] = set()  # pages that were read to see whether they are lists
        # Articles that were taken for lists, and whose links were all new again: the pages of a maze that is made anew.
        self.renewed: set[str] = set()
        self._taken: set[str] = set()
        self._productive: set[str] = set()  # listings of any kind that led to a new article
        self._windows = Windows(trial)
        self._waiting: dict[str, ListingRef] = {}
        self._possible_windows = Windows(POSSIBLE_TRIAL)
        self._possible_waiting: dict[str, ListingRef] = {}
        self._named_by: dict[str, str] = {}  # for a possible section, the page that named it

    def note_known(self, pages: Iterable[str], fruitless: Iterable[str]) -> None:
        """Note the `pages` that earlier runs know; the `fruitless` ones among them were tried and are not sections."""
        self.known = set(pages)
        for url in fruitless:
            self._possible_windows.count(_shape_of_possible(url), "")

    def take(self, refs: Iterable[ListingRef] = ()) -> list[ListingRef]:
        """Add sections; return those that may be read now. The others wait."""
        for ref in refs:
            self._waiting.setdefault(ref.url, ref)
        taken = []
        for url in list(self._waiting):
            if not self.take_one(url):
                break
            taken.append(self._waiting.pop(url))
        return taken

    def take_one(self, url: str) -> bool:
        """Count a section and return True if it may be read now; else return False."""
        if not self._windows.has_room(""):
            return False
        self._windows.count("")
        self._taken.add(url)
        return True

    def take_possible(self, refs: Iterable[ListingRef] = (), page: str = "") -> list[ListingRef]:
        """Add the possible sections that a page names; return those to try now. The others wait."""
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

    def note_again(self, ref: ListingRef, links: Sequence[ArticleLink], new: Sequence[ArticleLink]) -> None:
        """Note which links of an article that is read as a list, and that an earlier run has read, are new."""
        if len(links) >= MIN_UNKNOWN_LINKS and {link.url for link in links} <= {link.url for link in new}:
            self.renewed.add(ref.list_url)

    def note_productive(self, listing: str) -> bool:
        """Note that a listing led to a new article; return True if this is its first one.

        A section makes room for more sections, a tried page for more pages of its shape. The page that named a tried
        page counts as productive too.
        """
        if listing in self._productive or listing in self.renewed:
            return False
        self._productive.add(listing)
        if listing in self._taken:
            self._windows.note_useful("")
        if listing in self.tried:
            self._possible_windows.note_useful(_shape_of_possible(listing), "")
            self.note_productive(self._named_by.get(listing, ""))
        return True


def _shape_of_possible(url: str) -> str:
    """Return the shape of an address, or at the top of the site, where all shapes are the same, the address itself."""
    return fine_shape(url) if "/" in path_of(url).strip("/") or "?" in url else url
