"""Render the health of all sources as one self-contained HTML page: a table, problems first, with folded details.

A script sorts the table, filters it and unfolds the details. Without it, all details are visible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.design.masthead import Place, RoomLink
from crawler.design.sheet import sheet
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted
from crawler.reports.charts import bars
from crawler.reports.machines import machines
from crawler.reports.source_details import Run, details, problem_of
from crawler.stores.crawls import CrawlTotals

State = Literal["dead", "alarm", "failed", "ok"]
# In the order of the table. "dead": the last run failed, and there is an alarm.
STATES: dict[State, str] = {
    "dead": "with an alarm that failed",
    "alarm": "with another alarm",
    "failed": "failed in the last run",
    "ok": "ok",
}
# The columns: title, and the class that hides a column on narrow screens.
COLUMNS = (("source", ""), ("state", ""), ("problem", "wide"), ("last article", ""), ("new", "wide number"),
           ("links", "wide number"), ("new articles per run", "wide"))  # fmt: skip


def render(
    runs_by_source: Mapping[str, Sequence[Run]],
    place: Place | None = None,
    crawls: Sequence[CrawlTotals] = (),
    room_links: Sequence[RoomLink] = (),
) -> str:
    """Return the page about the last runs of each source, which are given oldest first; problems come first.

    The sums of all crawls are below. `room_links` lead from a self-contained page into the reading room.
    """
    title = "Health of the sources"
    order = list(STATES)
    named = sorted(runs_by_source.items(), key=lambda pair: (order.index(state_of(pair[1][-1])), pair[0]))
    header = E("header", E("h1", title), E("p", {"class": "soft"}, _facts(runs_by_source)))
    if not named:
        empty = E("p", "No run is stored yet. Start one: newsgalley crawl news")
        return sheet(title, [header, empty], "report", place=place, room_links=room_links)
    rows = [_source(name, runs, number) for number, (name, runs) in enumerate(named)]
    table = E("table", {"class": "overview"}, _head(), *rows)
    return sheet(
        title, [header, _controls(), table, *machines(crawls, "machines")], "report", ["report.js"], place, room_links
    )


def state_of(run: Run) -> State:
    """Return the state of a source, given its last run."""
    has_failed = run.get("status") == "failed"
    if run["alarms"]:
        return "dead" if has_failed else "alarm"
    return "failed" if has_failed else "ok"


def _facts(runs_by_source: Mapping[str, Sequence[Run]]) -> str:
    """Return a line with the number of sources in each state."""
    states = Counter(state_of(runs[-1]) for runs in runs_by_source.values())
    alarming = states["dead"] + states["alarm"]
    failed = states["dead"] + states["failed"]
    latest = max((runs[-1]["ended_at"] for runs in runs_by_source.values()), default="")
    shown = f"{latest[:10]} {latest[11:16]} UTC" if latest else "never"
    return (
        f"{counted(len(runs_by_source), 'source')}: {alarming} with an alarm, {failed} failed in the last run, "
        f"{states['ok']} ok; latest run {shown}"
    )


def _controls() -> HtmlElement:
    """Return the filters of the table; without the script they are hidden."""
    return E(
        "p",
        {"class": "controls", "hidden": "hidden"},
        E("label", E("input", {"type": "checkbox", "id": "problems"}), " Problems only"),
        E("label", "Find ", E("input", {"type": "search", "id": "find", "placeholder": "source or reason"})),
        E("span", {"class": "soft", "id": "shown", "role": "status"}),
    )


def _head() -> HtmlElement:
    """Return the head of the table; the script turns its titles into buttons that sort the rows."""
    cells = [E("th", {"class": kind, "scope": "col"}, title) for title, kind in COLUMNS]
    return E("thead", E("tr", *cells))


def _source(name: str, runs: Sequence[Run], number: int) -> HtmlElement:
    """Return the row of a source and a folded row with its details."""
    state = state_of(runs[-1])
    row = E("tr", {"class": "source"}, *_cells(name, runs, state))
    unfolded = E("tr", {"class": "details", "id": f"details-{number}"}, E("td", {"colspan": str(len(COLUMNS))}))
    unfolded[0].extend(details(runs))
    return E("tbody", {"data-state": state, "id": f"source-{number}"}, row, unfolded)


def _cells(name: str, runs: Sequence[Run], state: State) -> list[HtmlElement]:
    last, problem = runs[-1], printable(problem_of(runs[-1]))
    found = next((run["started_at"] for run in reversed(runs) if run["stored"]), None)
    shown = f"{found[:10]} {found[11:16]}" if found else f"none in {counted(len(runs), 'run')}"
    stored = [run["stored"] for run in runs]
    trend = bars("new articles", stored, [bool(run["alarms"]) for run in runs])
    return [
        E("th", {"scope": "row", "dir": "auto", "data-sort": printable(name.lower())}, E("span", printable(name))),
        E("td", {"data-sort": str(list(STATES).index(state))}, E("span", {"class": f"state {state}"}, state)),
        E("td", {"class": "wide problem", "data-sort": problem}, problem),
        E("td", {"class": "moment", "data-sort": found or ""}, shown),
        E("td", {"class": "wide number", "data-sort": str(last["stored"])}, f"{last['stored']:,}"),
        E("td", {"class": "wide number", "data-sort": str(last["offered"])}, f"{last['offered']:,}"),
        E("td", {"class": "wide trend", "data-sort": str(sum(stored))}, trend),
    ]
