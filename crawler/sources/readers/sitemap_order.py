"""The order in which the sitemaps of an index are read. A run reads only some of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from crawler.sources.readers.listing_dates import as_datetime, listing_date

_NEWS_PATH = re.compile(r"news|noticias|actualite|nachrichten", re.IGNORECASE)
_OTHER_PATH = re.compile(r"categor|tag|author|taxonom|image|video|page-|product|section", re.IGNORECASE)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])?(?:[-_/.]?([0-3]\d))?(?!\d)")


def in_order(sitemaps: Mapping[str, str | None]) -> list[str]:
    """Return addresses of sitemaps, which have dates, in the order in which they are worth reading.

    News sitemaps come first, those of tags, images and other non-articles last, each with the newest first. Those
    without a date are taken from both ends of the index in turn, because the newest are at one of them.
    """
    return sorted(_from_both_ends(sitemaps), key=lambda sitemap: _rank(sitemap, sitemaps[sitemap]))


def _from_both_ends(sitemaps: Iterable[str]) -> list[str]:
    listed = list(sitemaps)
    pairs = zip(listed, reversed(listed), strict=True)
    return list(dict.fromkeys(sitemap for pair in pairs for sitemap in pair))


def _rank(sitemap: str, date: str | None) -> tuple[bool, bool, bool, float]:
    """Return a sort key. Without a lastmod, the month in the address counts as the date."""
    path = sitemap.split("/", 3)[-1]
    date = date or _month_in(path)
    newest = -as_datetime(date).timestamp() if date else 0.0
    return bool(_OTHER_PATH.search(path)), not _NEWS_PATH.search(path), date is None, newest


def _month_in(path: str) -> str | None:
    match = _MONTH.search(path)
    return listing_date(f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}") if match else None
