"""The state of one source in one run: its counts, and the bounds on its listings and articles.

*Related links* are the links to articles on an article's own page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from scrapy.settings import BaseSettings

from cleaners.record import Record
from crawler.frontier.listings import Kind, ListingRef
from crawler.frontier.sections import MIN_UNKNOWN_LINKS, Sections
from crawler.frontier.trap_guard import COARSE_FACTOR, TrapGuard, Windows
from crawler.reports.source_outcome import SourceOutcome
from crawler.sources.address_shape import coarse_shape, fine_shape
from crawler.sources.source import ArticleLink, Source

RELATED_TRIAL = 1  # related links that are followed before one of them leads to an article
# Pages in a row, reached by related links, that link to MIN_UNKNOWN_LINKS articles or more and to none that is known.
# Then the links lead into a maze: articles of a real site link to each other, or to the same recent ones.
MAX_UNCONNECTED = 3
MIN_NEW_PARAGRAPH_CHARS = 60  # a shorter new paragraph may be just a date or a counter


@dataclass(slots=True)
class SourceRun:
    """A source in one run: its counts so far, its remaining requests, and the texts that it has given."""

    source: Source
    outcome: SourceOutcome
    articles_left: int
    listings_left: int
    trial: int = 20  # addresses of one shape that are requested before one of them must prove useful
    sections: Sections = field(default_factory=Sections)
    trap_guard: TrapGuard = field(init=False)
    listing_windows: Windows = field(init=False)
    listings_waiting: int = 0  # requested and not yet read
    pages_open: int = 0  # requested, but neither stored nor given up
    slow_listings: int = 0  # number that took longer than LISTING_TIMEOUT_SECONDS to read
    # The kind of each listing that the site declares, by address; listings that failed are removed.
    declared_listings: dict[str, Kind] = field(default_factory=dict)
    spare_sitemaps: deque[ListingRef] = field(default_factory=deque)  # beyond SITEMAP_MAX_CHILDREN of their index
    related_windows: Windows = field(init=False)  # counts of related links
    related: set[str] = field(default_factory=set)  # addresses of related links
    related_waiting: deque[ArticleLink] = field(default_factory=deque)
    unconnected: int = 0  # see MAX_UNCONNECTED
    listing_of: dict[str, str] = field(default_factory=dict)  # address of a link -> of the listing that named it
    has_dates: bool = False  # True if articles from its front page or sections have dates
    seen_text: set[int] = field(default_factory=set)  # hashes of the paragraphs of its articles
    seen_titles: set[int] = field(default_factory=set)  # hashes of their titles
    requested_listings: set[str] = field(default_factory=set)  # addresses
    # Addresses. An article may turn up twice: as a link on a listing, and as a pending link in the store.
    requested_articles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Create the trap guards, which make more room when a request proves useful."""
        self.trap_guard, self.listing_windows = TrapGuard(self.trial), Windows(self.trial)
        self.related_windows = Windows(RELATED_TRIAL)

    @property
    def is_done(self) -> bool:
        """True if no request of the source is in progress."""
        return not self.listings_waiting and not self.pages_open

    def take_listings(self, refs: Iterable[ListingRef]) -> list[ListingRef]:
        """Return the listings that are new to this run and within its bounds, and count them as requested."""
        taken = []
        for ref in refs:
            if ref.url not in self.requested_listings and self.listings_left > 0 and self._has_room(ref):
                self.requested_listings.add(ref.url)
                self.listings_left -= 1
                self.listings_waiting += 1
                taken.append(ref)
        return taken

    def _has_room(self, ref: ListingRef) -> bool:
        """Count a listing and return True if its shape may get one more request; else return False.

        Only sitemaps that other sitemaps name are bounded by shape, because an index may name others without end.
        """
        kinds = fine_shape(ref.url), coarse_shape(ref.url)
        if (
            ref.kind == "sitemap"
            and ref.depth
            and not all(map(self.listing_windows.has_room, kinds, (1, COARSE_FACTOR)))
        ):
            return False
        self.listing_windows.count(*kinds)
        return True

    def take_related(self, links: Iterable[ArticleLink]) -> list[ArticleLink]:
        """Add related links; return those that may be followed now, which are few until one leads to an article."""
        new = [link for link in links if link.url not in self.requested_articles and link.url not in self.related]
        self.related.update(link.url for link in new)
        self.related_waiting.extend(new)
        taken = []
        while self.related_waiting and self.related_windows.has_room(""):
            self.related_windows.count("")
            taken.append(self.related_waiting.popleft())
        return taken

    def note_related(self, url: str) -> None:
        """Note that a link led to an article; if it is a related link, this makes room for more."""
        if url in self.related:
            self.related_windows.note_useful("")

    def note_connections(self, url: str, links: Collection[str]) -> None:
        """Note whether the article at a related link links to articles that are known already."""
        if url not in self.related:
            return
        if any(link in self.related or link in self.requested_articles for link in links):
            self.unconnected = 0
        elif len(links) >= MIN_UNKNOWN_LINKS:
            self.unconnected += 1

    @property
    def is_in_maze(self) -> bool:
        """True if related links lead from article to article, and never to a known one."""
        return self.unconnected >= MAX_UNCONNECTED

    @property
    def useless(self) -> list[ArticleLink]:
        """The links that are held back and would lead into a trap, from which later runs should stay away."""
        return self.trap_guard.tried if self.is_in_maze else self.trap_guard.useless

    def note_useful_listing(self, ref: ListingRef) -> None:
        """Note that a listing offered articles, which makes room for more listings of its shape."""
        self.listing_windows.note_useful(fine_shape(ref.url), coarse_shape(ref.url))

    def take_articles(self, links: Iterable[ArticleLink]) -> list[ArticleLink]:
        """Return the links that are new to this run and within its bound, and count them as requested."""
        taken = [link for link in links if link.url not in self.requested_articles][: self.articles_left]
        self.requested_articles.update(link.url for link in taken)
        self.articles_left -= len(taken)
        return taken

    def is_proof(self, record: Record, url: str) -> bool:
        """Return True if a new article at a link shows that links of this kind lead to articles.

        At a link on a tried page, an article without a date proves nothing if the source's other articles have
        dates, because a maze of invented texts has none. In a maze, nothing proves anything.
        """
        is_tried = self.listing_of.get(url) in self.sections.tried
        if is_tried and self.is_in_maze:
            return False
        has_date = record["date_published"] is not None
        self.has_dates |= has_date and not is_tried
        return self.has_new_text(record) and (has_date or not (is_tried and self.has_dates))

    def has_new_text(self, record: Record) -> bool:
        """Return True if the text of an article is new to this run; remember its title and paragraphs.

        It is new if at least half of its paragraphs are new, or if it has a new title and a new paragraph of at least
        MIN_NEW_PARAGRAPH_CHARS. A crawler trap repeats one text, except for a date or a counter, at many addresses.
        """
        paragraphs = {hash(block["text"]): len(block["text"]) for block in record["blocks"]}
        new = paragraphs.keys() - self.seen_text
        title = hash(record["title"])
        has_new_title = title not in self.seen_titles
        self.seen_text |= new
        self.seen_titles.add(title)
        if has_new_title and any(paragraphs[key] >= MIN_NEW_PARAGRAPH_CHARS for key in new):
            return True
        return bool(new) and 2 * len(new) >= len(paragraphs)


def run_of(source: Source, settings: BaseSettings, max_articles: str | None = None) -> SourceRun:
    """Return a new run of a source, with the bounds of the settings.

    `max_articles`, an argument of the spider, replaces MAX_ARTICLES_PER_SOURCE; the source's own limit still applies.
    """
    articles = settings.getint("MAX_ARTICLES_PER_SOURCE") if max_articles is None else int(max_articles)
    if source.max_articles is not None:
        articles = min(articles, source.max_articles)
    outcome = SourceOutcome(source.id, verify_certificates=source.verify_certificates)
    listings, trial = settings.getint("MAX_LISTINGS_PER_SOURCE"), settings.getint("TRAP_GUARD_TRIAL")
    sections = Sections(settings.getint("MAX_SECTIONS_PER_SOURCE"))
    return SourceRun(source, outcome, articles, listings, trial=trial, sections=sections)


def given_run() -> SourceRun:
    """Return a run for addresses that a user names, with a placeholder as its source and without listings."""
    source = Source(id="given", name="given", home="")
    return SourceRun(source, SourceOutcome("given"), articles_left=0, listings_left=0)
