"""Print the figures of the crawls: medians over the rounds, ratios, and memory."""

from __future__ import annotations

from statistics import median
from typing import Any


def report(rounds: list[dict[str, dict[str, Any]]]) -> None:
    """Print medians over the rounds and the ratios."""
    rates = {name: median(figures[name]["items_per_second"] for figures in rounds) for name in rounds[0]}
    for name, rate in rates.items():
        print(f"{name:<12} {rate:7.1f} pages/s  ({', '.join(str(figures[name]['items']) for figures in rounds)} pages)")
    for baseline in ("no network", "naive"):
        ratios = [each["ours"]["items_per_second"] / each[baseline]["items_per_second"] for each in rounds]
        print(f"ours / {baseline}: {median(ratios):.2f}")
    for name in ("ours", "naive"):
        for how, measure in (("CPU time", "held"), ("wall time", "lag")):
            spread = [[figures[name][f"{measure}_{which}_ms"] for which in ("p50", "p99", "max")] for figures in rounds]
            p50, p99, longest = (median(column) for column in zip(*spread, strict=True))
            print(f"{name}: reactor blocked, {how}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, at most {longest:.0f} ms")
    cleaning, crawling = (
        median(figures[name]["cpu_ms_per_page"] for figures in rounds) for name in ("no network", "ours")
    )
    print(f"CPU time per page: cleaning {cleaning:.1f} ms, the crawler's own process {crawling:.1f} ms")
    print_memory(rounds[-1]["ours"]["memory"])


def print_memory(samples: list[tuple[int, int]]) -> None:
    """Print about ten of the samples (pages so far, resident MB)."""
    shown = samples[:: max(1, len(samples) // 10)]
    print("ours: memory of the crawler, MB at pages:", ", ".join(f"{resident} at {items}" for items, resident in shown))
