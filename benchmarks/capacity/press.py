"""Serve the newspapers that the tests of workers use, with pages as large as real ones.

python -m benchmarks.capacity.press SITES ARTICLES LATENCY_SECONDS
"""

from __future__ import annotations

from benchmarks.news_pages import news_page
from tests.crawler.cluster.press import main

PROGRAM = "benchmarks.capacity.press"

if __name__ == "__main__":
    main(news_page)
