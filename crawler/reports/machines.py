"""Render a table of the crawls of the last day: all of them together, and per machine."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.messages.foreign_text import printable
from crawler.stores.crawls import HOURS, CrawlTotals

TITLE = f"Crawls of the last {HOURS} hours"
COLUMNS = ("machine", "crawls", "failed", "sources", "failed", "pages", "dropped", "failed", "articles", "last end")


def cells_of(totals: CrawlTotals) -> list[str]:
    """Return the texts of a row, in the order of COLUMNS."""
    counts = (
        totals.crawls, totals.crawls_failed, totals.sources, totals.sources_failed,
        totals.pages_fetched, totals.pages_dropped, totals.pages_failed, totals.articles,
    )  # fmt: skip
    end = f"{totals.last_ended_at[:10]} {totals.last_ended_at[11:16]}"
    return [totals.machine or "all", *(f"{count:,}" for count in counts), end]


def machines(found: Sequence[CrawlTotals], kind: str) -> list[HtmlElement]:
    """Return a heading and the table, with the CSS class `kind`; nothing if no crawl has ended."""
    if not found:
        return []
    head = E("thead", E("tr", *(E("th", {"scope": "col"}, title) for title in COLUMNS)))
    rows = [_row(each) for each in found]
    return [E("h2", TITLE), E("table", {"class": kind}, head, E("tbody", *rows))]


def _row(totals: CrawlTotals) -> HtmlElement:
    name, *others = cells_of(totals)
    cells = [E("td", {"class": "number"}, text) for text in others]
    return E("tr", E("th", {"scope": "row", "dir": "auto"}, printable(name)), *cells)
