"""Order the sitemaps of an index, because a run reads only the first ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from crawler.moments import as_moment
from crawler.sources.readers.listing_dates import listing_date

_NEWS_PATH = re.compile(r"news|noticias|actualite|nachrichten", re.IGNORECASE)
_OTHER_PATH = re.compile(r"categor|tag|author|taxonom|image|video|page-|product|section", re.IGNORECASE)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])?(?:[-_/.]?([0-3]\d))?(?!\d)")


def in_order(sitemaps: Mapping[str, str | None]) -> list[str]:
    """Return the addresses of sitemaps, which are given with their dates, in the order of reading.

    News sitemaps come first, and those of tags, images and other non-articles last; each kind is sorted newest first.
    Sitemaps without a date are taken from both ends of the index in turn, because the newest are at one of the ends.
    """
    return sorted(_from_both_ends(sitemaps), key=lambda sitemap: _rank(sitemap, sitemaps[sitemap]))


def _from_both_ends(sitemaps: Iterable[str]) -> list[str]:
    listed = list(sitemaps)
    pairs = zip(listed, reversed(listed), strict=True)
    return list(dict.fromkeys(sitemap for pair in pairs for sitemap in pair))


def _rank(sitemap: str, date: str | None) -> tuple[bool, bool, bool, float]:
    """Return a sort key; without a lastmod, the month in the address is the date."""
    path = sitemap.split("/", 3)[-1]
    date = date or _month_in(path)
    newest = -as_moment(date).timestamp() if date else 0.0
    return bool(_OTHER_PATH.search(path)), not _NEWS_PATH.search(path), date is None, newest


def _month_in(path: str) -> str | None:
    match = _MONTH.search(path)
    return listing_date(f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}") if match else None
