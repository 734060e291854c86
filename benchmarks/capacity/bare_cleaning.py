"""Measure what a second core gives to processes that only clean pages: no crawl can gain more from it."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier

from benchmarks.news_pages import news_page
from cleaners.page import Page
from crawler.pipelines.cleaned import clean_page

WARM_UP = 10  # pages that each process cleans before it is measured
PAGES = 200  # pages that each process cleans


def gain(cores: Sequence[int]) -> float:
    """Return how much faster one process on each of the cores cleans pages than one process on the first of them."""
    return len(cores) * _seconds(cores[:1]) / _seconds(cores)


def _seconds(cores: Sequence[int]) -> float:
    """Return the seconds in which one process on each core cleans its pages, all at the same time."""
    spawning = multiprocessing.get_context("spawn")
    ready = spawning.Barrier(len(cores) + 1)
    processes = [spawning.Process(target=_clean, args=(core, ready)) for core in cores]
    for process in processes:
        process.start()
    ready.wait()
    started = time.perf_counter()
    for process in processes:
        process.join()
    return time.perf_counter() - started


def _clean(core: int, ready: Barrier) -> None:
    os.sched_setaffinity(0, [core])
    pages = [Page(body=news_page(f"site-{core}", number)) for number in range(WARM_UP + PAGES)]
    for page in pages[:WARM_UP]:
        clean_page(page)
    ready.wait()
    for page in pages[WARM_UP:]:
        clean_page(page)
