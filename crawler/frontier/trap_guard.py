"""The trap guard: a bound on the requests for each kind of address, which ends every crawler trap.

Each kind starts with a few requests on trial, and every useful one makes room for more. So a useful kind is not held
up, a useless one ends by itself, and neither takes requests from other kinds.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from crawler.sources.address_shape import coarse_shape, fine_shape
from crawler.sources.source import ArticleLink

GROWTH = 4  # further requests per useful one, so a kind continues if every fifth request is useful
# The sizes of other trials, as multiples of the trial for one shape.
COARSE_FACTOR = 2  # for all shapes that differ only in words
LISTING_FACTOR = 3  # for all links on listings of one shape
TRIED_FACTOR = 0.2  # for links of one shape on tried pages, because a maze has such links without end
TRIED = "tried"  # the prefix of the kinds of links on tried pages
# Addresses that are gone and yet do not count as requests: this many trials per source, and as many again of a kind for
# each useful request of that kind. More of them would take minutes on a slow host.
GONE_FACTOR = 3
LEFT_TRIAL = 3  # requests for a kind whose pages gave no article in earlier runs


class Windows:
    """Counts of all requests and of useful ones, by kind."""

    def __init__(self, trial: int) -> None:
        self._trial = trial
        self._requests: Counter[str] = Counter()
        self._useful: Counter[str] = Counter()

    def has_room(self, kind: str, factor: float = 1) -> bool:
        """Return True if a kind may get one more request."""
        useful = self._useful[kind]
        return self._requests[kind] - useful < factor * self._trial + GROWTH * useful

    def useful(self, kind: str) -> int:
        """Return how many requests of a kind were useful."""
        return self._useful[kind]

    def count(self, *kinds: str) -> None:
        """Count a request of each kind."""
        self._requests.update(kinds)

    def uncount(self, *kinds: str) -> None:
        """Subtract a request of each kind, because it told nothing about the kind."""
        self._requests.subtract(kinds)

    def note_useful(self, *kinds: str) -> None:
        """Count a useful request of each kind."""
        self._useful.update(kinds)


class TrapGuard:
    """Holds back the article links of a source whose kinds have no room for another request."""

    def __init__(self, trial: int) -> None:
        self._trial = trial
        self._windows = Windows(trial)
        self._gone: Counter[str] = Counter()  # number of addresses that are gone and did not count, by their own kind
        self._kinds: dict[str, tuple[str, str, str]] = {}  # address -> its own kind, the wider one, its listing's
        self._places: dict[str, int] = {}  # address -> its place in the order in which links were offered
        self._waiting: defaultdict[str, list[ArticleLink]] = defaultdict(list)  # own kind -> links, by their places

    def remember(self, fruitless: Iterable[ArticleLink], fruitful: Iterable[ArticleLink]) -> None:
        """Shorten the trials of kinds that gave no article in earlier runs; the first new article ends that."""
        counts = Counter(f"{link.found_by} {fine_shape(link.url)}" for link in fruitless)
        for link in fruitful:
            counts.pop(f"{link.found_by} {fine_shape(link.url)}", None)
        for own, count in counts.items():
            self._windows.count(*[own] * min(count, self._trial - LEFT_TRIAL))

    @property
    def waiting(self) -> int:
        """The number of links that are held back."""
        return sum(map(len, self._waiting.values()))

    @property
    def tried(self) -> list[ArticleLink]:
        """The links on tried pages that are held back."""
        return [link for own, links in self._waiting.items() if own.startswith(TRIED) for link in links]

    @property
    def useless(self) -> list[ArticleLink]:
        """The links on tried pages that are held back because no link of their shape led to an article."""
        kinds = [own for own in self._waiting if own.startswith(TRIED) and not self._windows.useful(own)]
        return [link for own in kinds for link in self._waiting[own]]

    def offer(self, links: Iterable[ArticleLink], listing: str, *, is_tried: bool = False) -> list[ArticleLink]:
        """Add the links of a listing; return those that may be requested now, some of every shape.

        These are few if the listing `is_tried`: a page that may not be a list.
        """
        shape = fine_shape(listing)
        queues: defaultdict[str, list[ArticleLink]] = defaultdict(list)
        for link in links:
            self._places[link.url] = len(self._places)
            own = f"{TRIED if is_tried else link.found_by} {fine_shape(link.url)}"
            self._kinds[link.url] = own, f"{shape} {coarse_shape(link.url)}", shape
            queues[own].append(link)
        released = []
        for _, _, link in sorted(self._in_turns(queues), key=lambda turn: turn[:2]):
            if self._admit(link):
                released.append(link)
            else:
                self._waiting[self._kinds[link.url][0]].append(link)
        return released

    def note_article(self, link: ArticleLink) -> list[ArticleLink]:
        """Note that a link led to a new article; return the links that now have room, those of its kind first."""
        kinds = self._kinds.get(link.url)
        if kinds is None:
            return []
        self._windows.note_useful(*kinds)
        return self._release(kinds[0], link)

    def note_gone(self, link: ArticleLink) -> list[ArticleLink]:
        """Note that the page at a link is gone; return the links that have room instead.

        The request does not count, because it does not lead into a trap: a trap has a page at every address. Old links
        of a site that are gone say nothing about the others.
        """
        kinds = self._kinds.get(link.url)
        if kinds is None or not self._may_be_gone(kinds[0]):
            return []
        self._gone[kinds[0]] += 1
        self._windows.uncount(*kinds)
        return self._release(kinds[0])

    def _may_be_gone(self, own: str) -> bool:
        """Return True if another address of a kind may be gone without counting as a request."""
        bound = GONE_FACTOR * self._trial
        return self._gone.total() < bound or self._gone[own] < bound * self._windows.useful(own)

    def _release(self, first: str, useful: ArticleLink | None = None) -> list[ArticleLink]:
        """Return the waiting links that have room, those of the kind `first` before the others.

        The links below a `useful` one, then the last ones above it, come first, because useful links stand together.
        """
        released = []
        for own in (first, *[kind for kind in self._waiting if kind != first]):
            queue = self._waiting[own]
            place = self._places[useful.url] if useful and own == first and not useful.date else -1
            start = bisect(queue, place, key=lambda link: self._places[link.url])
            while queue and self._admit(queue[min(start, len(queue) - 1)]):
                released.append(queue.pop(min(start, len(queue) - 1)))
            if not queue:
                self._waiting.pop(own)
        return released

    def _in_turns(self, queues: dict[str, list[ArticleLink]]) -> Iterator[tuple[int, int, ArticleLink]]:
        """Yield links with sort keys that put the first link of each kind before all second ones, large kinds first."""
        for own, queue in queues.items():
            ordered = queue if self._windows.useful(own) else _spread(queue, self._trial)
            yield from ((turn, -len(queue), link) for turn, link in enumerate(ordered))

    def _admit(self, link: ArticleLink) -> bool:
        own, wider, listing = self._kinds[link.url]
        windows = self._windows
        known = windows.useful(own) > 0
        factor = TRIED_FACTOR if own.startswith(TRIED) else 1
        unknown_has_room = windows.has_room(wider, COARSE_FACTOR) and windows.has_room(listing, LISTING_FACTOR)
        if not windows.has_room(own, factor) or not (known or unknown_has_room):
            return False
        windows.count(own, wider, listing)
        return True


def _spread(queue: list[ArticleLink], trial: int) -> list[ArticleLink]:
    """Reorder links so that the first `trial` ones are some at the top and others from all over the queue.

    So dead links at the top of a page do not decide about the links below. A listing with dates keeps its order.
    """
    if len(queue) <= trial or queue[0].date:
        return queue
    top = trial // 2
    chosen = [top + number * (len(queue) - top - 1) // max(1, trial - top - 1) for number in range(trial - top)]
    rest = sorted(set(range(top, len(queue))).difference(chosen))
    return [queue[index] for index in (*range(top), *chosen, *rest)]
