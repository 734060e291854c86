"""Recognises the archives of a site by date: addresses that say a year, month or day and nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.sources.link_words import ARTICLE_PARAMETERS

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_END = r"(?:/|/index\.\w{2,5}|\.\w{3,5})?"
# 2026/, 2026/11, 2026-11-20.html and 20261120, after a slash or as the value of the only parameter.
_PATH = re.compile(rf".{{0,200}}/{_YEAR}(?:[/_-]{_MONTH}(?:[/_-]{_DAY})?)?{_END}", re.DOTALL)
_PATH_OF_DIGITS = re.compile(rf".{{0,200}}/{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])?{_END}", re.DOTALL)
_QUERY = re.compile(rf"[a-z_]{{1,20}}={_YEAR}-?(?P<month>0[1-9]|1[0-2])(?:-?(?P<day>[0-2]\d|3[01]))?", re.IGNORECASE)


def date_of_list(url: str) -> tuple[int, int, int] | None:
    """Return the year, month and day that an address says and nothing else, 0 for what it leaves out; else None."""
    parts = urlsplit(url)
    if parts.query:
        found = _QUERY.fullmatch(parts.query)
    else:
        found = _PATH.fullmatch(parts.path) or _PATH_OF_DIGITS.fullmatch(parts.path)
    if not found or parts.query.partition("=")[0].lower() in ARTICLE_PARAMETERS:
        return None
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    return year, month, day
