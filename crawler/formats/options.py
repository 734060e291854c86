"""The options that determine what an export writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.formats.fields import FIELDS

FEED_TITLE = "newsgalley"
MAX_WORDS = 200  # per chunk: about 300 tokens of English, below the 512 that many embedding models read


@dataclass(frozen=True, slots=True)
class FeedHead:
    """The title of a feed, and the addresses of the feed and of its home page."""

    title: str = FEED_TITLE
    url: str | None = None
    home_page: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """The fields to write, and the options of single formats."""

    names: Sequence[str] = field(default=FIELDS)
    chosen: Sequence[str] = ()  # of `names`, those that the user chose; empty: none
    max_words: int = MAX_WORDS
    feed: FeedHead = field(default=FeedHead())
