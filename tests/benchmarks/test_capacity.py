"""The arithmetic and the simulation of crawls on many machines, and the document that quotes them."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.capacity import plan, simulation
from benchmarks.capacity.costs import Costs

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "scale.md"
COSTS = Costs(
    clean_seconds=0.03, fetch_seconds=0.01, wire_bytes=70_000, archive_bytes=72_000, save_seconds=0.006,
    server_seconds=0.003, wal_bytes=70_000, table_bytes=40_000, rows=45, largest_bytes=20_000, parquet_bytes=15_000,
    poll_seconds=0.02, crawl_seconds=2, load_seconds=1,
)  # fmt: skip


def form(line: str) -> str:
    """Return a line without its figures."""
    return re.sub(r"[\d.,]*\d", "N", line)


def test_the_arithmetic_adds_up() -> None:
    planned = plan.plan(plan.Load(sources=1_000, articles=86_400, pages_per_article=1, peak=1), COSTS)
    assert planned.cleaning_cores == 0.03
    assert round(planned.saving_cores, 9) == 0.006
    assert planned.table_bytes == 86_400 * 40_000
    assert round(planned.crawl_cores, 3) == round(0.03 + 0.01 + 0.006 + 48_000 * 0.02 / 86_400 + 480 * 3 / 86_400, 3)


def test_more_workers_leave_less_overdue_and_nothing_is_forgotten() -> None:
    load = plan.Load(sources=2_000, articles=200_000, sources_per_crawl=20)
    days = [simulation.Simulation(load, COSTS, workers).run() for workers in (1, 2, 4)]
    overdue = [day.percentile(90) for day in days]
    assert overdue == sorted(overdue, reverse=True)
    assert overdue[0] > overdue[-1]
    assert all(day.deaths for day in days), "the outage alone ends crawls"
    assert abs(days[-1].articles - load.articles) < load.articles * 0.1, "what dead crawls left is found later"


def test_the_document_has_the_form_of_what_the_command_prints() -> None:
    text = {form(line) for line in DOCUMENT.read_text("utf-8").splitlines()}
    load = plan.Load()
    assert {form(line) for line in plan.table(COSTS, load, plan.plan(load, COSTS))} <= text
    small = plan.Load(sources=200, articles=2_000)
    assert {form(line) for line in simulation.table(small, COSTS, [1])} <= text
