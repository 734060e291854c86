"""Find out the facts about a site for its source entry: its name, its language, and how often to crawl it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

from cleaners.kinds.address import FRONT_PAGE_NAMES
from crawler.moments import as_moment

_SEPARATORS = re.compile(r" [|·•»:–—-] | ?[|•»] ?")  # between the parts of a front page's title
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?![A-Za-z0-9])")
_NOT_LETTERS = re.compile(r"[\W_]+")

MAX_NAME_CHARS = 80  # a longer text is a slogan
DATED_ARTICLES = 30  # the newest articles, which show how often the site publishes now
MIN_DATED = 5  # articles with a time of day; fewer show no rhythm
ARTICLES_PER_RUN = 3  # the number that a crawl should find on average
# The intervals that are suggested, shortest first.
INTERVALS = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 180, 360, 720, 1440))
USUAL_INTERVAL = timedelta(hours=1)  # of a site whose listings give no times


def site_name(names: Iterable[str | None], title: str | None, host: str) -> str | None:
    """Return the name of a site: the first one that it declares, else the part of its title most similar to its host.

    A usual title of front pages, such as "Home", is the name only if the host has it too.
    """
    for name in names:
        if name and 0 < len(name.strip()) <= MAX_NAME_CHARS:
            return " ".join(name.split())
    parts = [part.strip() for part in _SEPARATORS.split(" ".join((title or "").split()))]
    parts = [part for part in parts if 0 < len(part) <= MAX_NAME_CHARS]
    letters = _letters(host)
    return max(parts, key=lambda part: _likeness(_letters(part), letters), default=None)


def site_language(declared: Iterable[str | None]) -> str | None:
    """Return the first declared language as a BCP 47 tag; None if there is none."""
    for text in declared:
        if match := _LANGUAGE.match((text or "").strip()):
            language, region = match.groups()
            return f"{language.lower()}-{region}" if region else language.lower()
    return None


def crawl_interval(dates: Iterable[str | None], now: datetime) -> timedelta:
    """Return the interval in which a site publishes about ARTICLES_PER_RUN articles."""
    moments = sorted(
        (moment for date in dates if date and "T" in date and (moment := as_moment(date).astimezone(UTC)) <= now),
        reverse=True,
    )[:DATED_ARTICLES]
    if len(moments) < MIN_DATED:
        return USUAL_INTERVAL
    seconds = median((later - earlier).total_seconds() for later, earlier in pairwise(moments))
    pause = timedelta(seconds=ARTICLES_PER_RUN * seconds)
    return next((interval for interval in reversed(INTERVALS) if interval <= pause), INTERVALS[0])


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())


def _likeness(part: str, host: str) -> tuple[bool, int]:
    return part not in FRONT_PAGE_NAMES or part in host, _shared_start(part, host)


def _shared_start(part: str, host: str) -> int:
    """Return the number of letters at the start of a title's part that also occur, in this order, in the host."""
    return max((length for length in range(len(part), 0, -1) if part[:length] in host), default=0)
