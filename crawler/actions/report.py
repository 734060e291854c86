"""Write the health of all sources as one HTML page."""

from __future__ import annotations

import sys
from dataclasses import fields

from crawler.actions.opened_store import opened_store
from crawler.actions.output import write_page
from crawler.configuration.own import Settings
from crawler.messages.wording import counted
from crawler.reading_room.addresses import links_into_room
from crawler.reports.html import render
from crawler.reports.source_details import Run
from crawler.stores.runs import RunHealth

FIELDS = [field.name for field in fields(RunHealth)]


def report(settings: Settings, last: int, output: str) -> None:
    """Write the page.

    Raises:
        UsageError: The store or the file cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    with opened_store(settings) as store:
        runs, crawls = store.runs.last_of_each(last), store.crawls.totals()
    runs_by_source = {source: list(map(_as_dict, each)) for source, each in runs.items()}
    write_page(render(runs_by_source, crawls=crawls, room_links=links_into_room()), output)
    if output != "-":
        print(f"{output}: {counted(len(runs), 'source')}", file=sys.stderr)


def _as_dict(run: RunHealth) -> Run:
    """Return the fields of a run without copying the values: `asdict` took a quarter of the command's time."""
    return {name: getattr(run, name) for name in FIELDS}
