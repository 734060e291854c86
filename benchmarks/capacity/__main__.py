"""Measure costs, print what a crawl of 50,000 sources takes at these costs, and simulate a day of it.

python -m benchmarks.capacity [--pages 125] [--sources 50000] [--articles 5000000] [--workers 3,4,6,8,12]
"""

from __future__ import annotations

import argparse
import platform
from datetime import UTC, datetime

from benchmarks.capacity import plan, simulation
from benchmarks.capacity.measuring import measure
from cleaners.workers.cpus import usable_cpus


def main() -> None:
    """Measure, calculate, simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=125, help="pages that are cleaned and stored to measure")
    usual = plan.Load()
    parser.add_argument("--sources", type=int, default=usual.sources)
    parser.add_argument("--articles", type=int, default=usual.articles, help="per day")
    parser.add_argument("--workers", default="3,4,6,8,12", help="comma-separated numbers of workers to simulate")
    arguments = parser.parse_args()
    load = plan.Load(sources=arguments.sources, articles=arguments.articles)
    costs = measure(arguments.pages)
    print(f"Measured on {datetime.now(UTC):%d %B %Y}, {usable_cpus()} cores, Python {platform.python_version()}.\n")
    planned = plan.plan(load, costs)
    print("\n".join(plan.table(costs, load, planned)))
    print(f"\nAll workers together: {planned.crawl_cores:.1f} cores in the busiest hour.\n")
    print("\n".join(simulation.table(load, costs, list(map(int, arguments.workers.split(","))))))


if __name__ == "__main__":
    main()
