"""Render the page about the crawl workers: due sites, jobs and workers. Only a server has it."""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.cluster.worker_state import ClusterState
from crawler.design.masthead import Place
from crawler.design.sheet import sheet
from crawler.messages.foreign_text import printable
from crawler.reading_room.addresses import WORKERS
from crawler.reports.machines import machines


def workers_page(state: ClusterState | str) -> str:
    """Return the page; `state` may also be a text that says why the state is unknown."""
    parts = (
        [E("p", printable(state))]
        if isinstance(state, str)
        else [
            E("ul", *(E("li", printable(fact)) for fact in state.facts())),
            *_workers(state),
            *machines(state.crawls, "sources"),
        ]
    )
    return sheet("Workers", [E("h1", "Workers"), *parts], "room", place=Place(WORKERS))


def _workers(state: ClusterState) -> list[HtmlElement]:
    if not state.queue.workers:
        return [E("p", "No worker is connected. Start one: newsgalley worker run")]
    head = E("thead", E("tr", *(E("th", {"scope": "col"}, title) for title in ("worker", "crawls", "last sign"))))
    rows = [
        E(
            "tr",
            E("th", {"scope": "row"}, printable(worker.name)),
            E("td", {"class": "number"}, f"{worker.running:,}"),
            E("td", {"class": "number"}, worker.last_sign),
        )
        for worker in state.queue.workers
    ]
    return [E("table", {"class": "sources"}, head, E("tbody", *rows))]
