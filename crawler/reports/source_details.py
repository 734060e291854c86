"""Render the details of one source in the report: its alarms, charts and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted
from crawler.reports.charts import bars, line

Run = Mapping[str, Any]  # a run at one source: the columns of the table `runs`

# Charts: name and column, and True if the values are shares from 0 to 1.
COUNTS = (("new articles", "stored"), ("links offered", "offered"))
SIZES = (("median words", "median_words", False),)
SHARES = (("with a date", "with_date", True), ("with an author", "with_author", True),
          ("removed from a page", "removed_share", True))  # fmt: skip


def details(runs: Sequence[Run]) -> list[HtmlElement]:
    """Return the elements for the runs of one source, given oldest first."""
    last = runs[-1]
    parts = [E("p", {"class": "alarm"}, printable(alarm["text"])) for alarm in last["alarms"]]
    parts.append(E("p", {"class": "soft"}, f"{counted(len(runs), 'run')}, the last {last['started_at']}"))
    return [*parts, E("div", {"class": "charts"}, *_charts(runs)), _table(runs)]


def problem_of(run: Run) -> str:
    """Return what is wrong with a run: its alarms, or the reason why it failed or gave no article; "" if nothing."""
    return "; ".join(alarm["text"] for alarm in run["alarms"]) or run.get("reason") or ""


def _charts(runs: Sequence[Run]) -> list[HtmlElement]:
    """Return the charts of one source, each with its name and last value, except for figures that are all 0."""
    alarmed = [bool(run["alarms"]) for run in runs]
    counts = {name: [run[key] for run in runs] for name, key in COUNTS}
    lost = [sum(run["dropped"].values()) + sum(run["failed"].values()) for run in runs]
    figures = [
        _figure(name, bars(name, values, alarmed), values[-1], is_share=False)
        for name, values in {**counts, "dropped or failed": lost}.items()
        if any(values)
    ]
    for name, key, is_share in (*SIZES, *SHARES):
        values = [run[key] for run in runs]
        if any(value is not None for value in values):
            chart = line(name, values, alarmed, 1 if is_share else None)
            figures.append(_figure(name, chart, values[-1], is_share=is_share))
    return figures


def _figure(name: str, chart: HtmlElement, last: float | None, *, is_share: bool) -> HtmlElement:
    return E("figure", E("figcaption", f"{name} ", E("b", _text(last, is_share=is_share))), chart)


def _table(runs: Sequence[Run]) -> HtmlElement:
    """Return a folded table of the charted figures, newest run first."""
    names = [(name, key, False) for name, key in COUNTS] + [*SIZES, *SHARES]
    titles = ["run", "status", *(name for name, _, _ in names), "dropped", "failed", "alarms or reason"]
    rows = [
        E("tr", *(E("td", cell) for cell in [
            run["started_at"],
            run.get("status") or "–",
            *(_text(run[key], is_share=is_share) for _, key, is_share in names),
            _reasons(run["dropped"]),
            _reasons(run["failed"]),
            printable(problem_of(run)),
        ]))
        for run in reversed(runs)
    ]  # fmt: skip
    head = E("thead", E("tr", *(E("th", title) for title in titles)))
    table = E("table", head, E("tbody", *rows))
    return E("details", E("summary", "Figures"), E("div", {"class": "scroll", "tabindex": "0"}, table))


def _reasons(counts: Mapping[str, int]) -> str:
    return printable(", ".join(f"{reason} {count}" for reason, count in counts.items()))


def _text(value: float | None, *, is_share: bool) -> str:
    if value is None:
        return "–"
    return f"{value:.0%}" if is_share else f"{value:,.0f}"
