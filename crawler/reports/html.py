"""Renders the health of all sources as one self-contained HTML page: alarms first, then charts of each source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.inspection.sheet import sheet
from crawler.inspection.signals import printable
from crawler.reports.charts import bars, line

Run = Mapping[str, Any]  # a run at one source: the columns of the table `runs`

# Charts: name and column, and True if the values are shares from 0 to 1.
COUNTS = (("new articles", "stored"), ("links offered", "offered"))
SIZES = (("median words", "median_words", False),)
SHARES = (("with a date", "with_date", True), ("with an author", "with_author", True),
          ("removed from a page", "removed_share", True))  # fmt: skip


def render(runs_by_source: Mapping[str, Sequence[Run]]) -> str:
    """Return the page for the last runs of each source, given oldest first. Sources with alarms come first."""
    named = sorted(runs_by_source.items(), key=lambda pair: (not pair[1][-1]["alarms"], pair[0]))
    alarming = [(name, runs[-1]) for name, runs in named if runs[-1]["alarms"]]
    latest = max((runs[-1]["ended_at"] for _, runs in named), default="never")
    facts = f"{len(named)} sources, {len(alarming)} with an alarm in their last run; latest run {latest}"
    header = E("header", E("h1", "Health of the sources"), E("p", {"class": "soft"}, facts))
    parts = [_section(name, runs, number) for number, (name, runs) in enumerate(named)]
    if not named:
        parts = [E("p", "No run is stored yet. Start one: scrapy crawl news")]
    return sheet("Health of the sources", [header, *_alarm_list(alarming), *parts])


def _alarm_list(alarming: Sequence[tuple[str, Run]]) -> list[HtmlElement]:
    """Return a list of all alarms with links to their sources; nothing if there are none."""
    if not alarming:
        return []
    items = [
        E("li", E("a", {"href": f"#source-{number}"}, printable(name)), f": {printable(alarm['text'])}")
        for number, (name, run) in enumerate(alarming)
        for alarm in run["alarms"]
    ]
    return [E("ul", {"class": "alarms"}, *items)]


def _section(name: str, runs: Sequence[Run], number: int) -> HtmlElement:
    """Return the section of one source: alarms, charts and the table of figures."""
    last = runs[-1]
    section = E("section", {"id": f"source-{number}"}, E("h2", {"dir": "auto"}, printable(name)))
    section.extend(E("p", {"class": "alarm"}, printable(alarm["text"])) for alarm in last["alarms"])
    section.append(E("p", {"class": "soft"}, f"{len(runs)} runs, the last {last['started_at']}"))
    section.append(E("div", {"class": "charts"}, *_charts(runs)))
    section.append(_table(runs))
    return section


def _charts(runs: Sequence[Run]) -> list[HtmlElement]:
    """Return the charts of one source, each with its name and its last value."""
    alarmed = [bool(run["alarms"]) for run in runs]
    figures = [_figure(name, bars(name, values := [run[key] for run in runs], alarmed), values[-1], False)
               for name, key in COUNTS]  # fmt: skip
    for name, key, is_share in (*SIZES, *SHARES):
        values = [run[key] for run in runs]
        figures.append(_figure(name, line(name, values, alarmed, 1 if is_share else None), values[-1], is_share))
    lost = [sum(run["dropped"].values()) + sum(run["failed"].values()) for run in runs]
    return [*figures, _figure("dropped or failed", bars("dropped or failed", lost, alarmed), lost[-1], False)]


def _figure(name: str, chart: HtmlElement, last: float | None, is_share: bool) -> HtmlElement:
    return E("figure", E("figcaption", f"{name} ", E("b", _text(last, is_share))), chart)


def _table(runs: Sequence[Run]) -> HtmlElement:
    """Return a table of the charted figures, newest run first."""
    names = [(name, key, False) for name, key in COUNTS] + [*SIZES, *SHARES]
    titles = ["run", *(name for name, _, _ in names), "dropped", "failed", "alarms"]
    rows = [
        E("tr", *(E("td", cell) for cell in [
            run["started_at"],
            *(_text(run[key], is_share) for _, key, is_share in names),
            _reasons(run["dropped"]),
            _reasons(run["failed"]),
            printable("; ".join(alarm["text"] for alarm in run["alarms"])),
        ]))
        for run in reversed(runs)
    ]  # fmt: skip
    head = E("thead", E("tr", *(E("th", title) for title in titles)))
    table = E("table", head, E("tbody", *rows))
    return E("details", E("summary", "Figures"), E("div", {"class": "scroll", "tabindex": "0"}, table))


def _reasons(counts: Mapping[str, int]) -> str:
    return printable(", ".join(f"{reason} {count}" for reason, count in counts.items()))


def _text(value: float | None, is_share: bool) -> str:
    if value is None:
        return "–"
    return f"{value:.0%}" if is_share else f"{value:,.0f}"
