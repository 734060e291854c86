"""One source in one run: what is asked of it, within its bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cleaners.record import Record
from crawler.frontier.listings import ListingRef
from crawler.frontier.outcome import SourceOutcome
from crawler.frontier.trap_guard import COARSE_FACTOR, TrapGuard, Windows
from crawler.sources.address_shape import coarse_shape, fine_shape
from crawler.sources.source import ArticleLink, Source

MIN_TELLING_CHARS = 60  # of a paragraph; a shorter one may be a date or a counter


@dataclass(slots=True)
class SourceRun:
    """A source, what became of it so far, and how much more may be asked of it."""

    source: Source
    outcome: SourceOutcome
    articles_left: int
    listings_left: int
    trial: int = 20  # addresses of one shape
    trap_guard: TrapGuard = field(init=False)
    listing_windows: Windows = field(init=False)
    waiting: int = 0  # listings asked for and not yet read
    seen_text: set[int] = field(default_factory=set)  # hashes of the paragraphs of its articles so far
    seen_titles: set[int] = field(default_factory=set)
    asked: dict[str, ListingRef] = field(default_factory=dict)  # listings by address
    requested: set[str] = field(default_factory=set)  # articles: what a listing named may be read as pending as well

    def __post_init__(self) -> None:
        """Begin with nothing known."""
        self.trap_guard, self.listing_windows = TrapGuard(self.trial), Windows(self.trial)

    def take_listings(self, refs: Iterable[ListingRef]) -> list[ListingRef]:
        """Return those listings that are new to this run and within its bound, now waited for."""
        taken = []
        for ref in refs:
            if ref.url not in self.asked and self.listings_left > 0 and self._has_room(ref):
                self.asked[ref.url] = ref
                self.listings_left -= 1
                self.waiting += 1
                taken.append(ref)
        return taken

    def _has_room(self, ref: ListingRef) -> bool:
        """Tell whether listings of this shape are worth asking for, and count it: an index may go on for ever."""
        kinds = fine_shape(ref.url), coarse_shape(ref.url)
        if ref.depth and not all(map(self.listing_windows.has_room, kinds, (1, COARSE_FACTOR))):
            return False
        self.listing_windows.ask(*kinds)
        return True

    def note_offers(self, ref: ListingRef) -> None:
        """Note that a listing has offered articles."""
        self.listing_windows.note_useful(fine_shape(ref.url), coarse_shape(ref.url))

    def take_articles(self, links: Iterable[ArticleLink]) -> list[ArticleLink]:
        """Return those links that are new to this run and within its bound, now asked for."""
        taken = [link for link in links if link.url not in self.requested][: self.articles_left]
        self.requested.update(link.url for link in taken)
        self.articles_left -= len(taken)
        return taken

    def tells_something_new(self, record: Record) -> bool:
        """Tell whether half of an article or more stands in none before it, or a paragraph under a new title; note it.

        One page under ever new addresses has the same text each time, but for a date or a counter.
        """
        paragraphs = {hash(block["text"]): len(block["text"]) for block in record["blocks"]}
        new = paragraphs.keys() - self.seen_text
        title = hash(record["title"])
        has_new_title = title not in self.seen_titles
        self.seen_text |= new
        self.seen_titles.add(title)
        if has_new_title and any(paragraphs[key] >= MIN_TELLING_CHARS for key in new):
            return True
        return bool(new) and 2 * len(new) >= len(paragraphs)
