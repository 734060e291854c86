"""One source in one run: what is requested from it, within its bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scrapy.settings import BaseSettings

from cleaners.record import Record
from crawler.frontier.listings import ListingRef
from crawler.frontier.outcome import SourceOutcome
from crawler.frontier.trap_guard import COARSE_FACTOR, TrapGuard, Windows
from crawler.sources.address_shape import coarse_shape, fine_shape
from crawler.sources.source import ArticleLink, Source

MIN_TELLING_CHARS = 60  # characters; a shorter paragraph may be a date or a counter


@dataclass(slots=True)
class SourceRun:
    """A source, what became of it so far, and how many more requests it may get."""

    source: Source
    outcome: SourceOutcome
    articles_left: int
    listings_left: int
    trial: int = 20  # addresses of one shape that are requested before one has proved useful
    trap_guard: TrapGuard = field(init=False)
    listing_windows: Windows = field(init=False)
    waiting: int = 0  # listings requested and not yet read
    seen_text: set[int] = field(default_factory=set)  # hashes of the paragraphs of its articles so far
    seen_titles: set[int] = field(default_factory=set)
    listings: dict[str, ListingRef] = field(default_factory=dict)  # requested listings by address
    requested: set[str] = field(default_factory=set)  # articles; a link of a listing may be read as a pending one too

    def __post_init__(self) -> None:
        """Make the bounds that grow with what proves useful."""
        self.trap_guard, self.listing_windows = TrapGuard(self.trial), Windows(self.trial)

    def take_listings(self, refs: Iterable[ListingRef]) -> list[ListingRef]:
        """Return the listings that are new to this run and within its bound. They count as waiting from now on."""
        taken = []
        for ref in refs:
            if ref.url not in self.listings and self.listings_left > 0 and self._has_room(ref):
                self.listings[ref.url] = ref
                self.listings_left -= 1
                self.waiting += 1
                taken.append(ref)
        return taken

    def _has_room(self, ref: ListingRef) -> bool:
        """Count a listing, and return True if its shape is worth a request: an index may go on for ever."""
        kinds = fine_shape(ref.url), coarse_shape(ref.url)
        if ref.depth and not all(map(self.listing_windows.has_room, kinds, (1, COARSE_FACTOR))):
            return False
        self.listing_windows.count(*kinds)
        return True

    def note_offers(self, ref: ListingRef) -> None:
        """Note that a listing has offered articles."""
        self.listing_windows.note_useful(fine_shape(ref.url), coarse_shape(ref.url))

    def take_articles(self, links: Iterable[ArticleLink]) -> list[ArticleLink]:
        """Return the links that are new to this run and within its bound. They count as requested from now on."""
        taken = [link for link in links if link.url not in self.requested][: self.articles_left]
        self.requested.update(link.url for link in taken)
        self.articles_left -= len(taken)
        return taken

    def tells_something_new(self, record: Record) -> bool:
        """Note an article, and return True if half of it is new to this run, or one paragraph under a new title.

        A trap that serves one page under ever new addresses repeats its text, except for a date or a counter.
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


def run_of(source: Source, settings: BaseSettings, most: str | None = None) -> SourceRun:
    """Return the run of a source within the bounds of the settings.

    `most` articles are fetched, or MAX_ARTICLES_PER_SOURCE, or fewer where the source says so.
    """
    articles = settings.getint("MAX_ARTICLES_PER_SOURCE") if most is None else int(most)
    if source.max_articles is not None:
        articles = min(articles, source.max_articles)
    outcome = SourceOutcome(source.id, verify_certificates=source.verify_certificates)
    listings, trial = settings.getint("MAX_LISTINGS_PER_SOURCE"), settings.getint("TRAP_GUARD_TRIAL")
    return SourceRun(source, outcome, articles, listings, trial=trial)


def given_run() -> SourceRun:
    """Return the run of addresses that a user names, which have no listings."""
    source = Source(id="given", name="given", home="")
    return SourceRun(source, SourceOutcome("given"), articles_left=0, listings_left=0)
