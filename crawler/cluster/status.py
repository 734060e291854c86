"""Read the state of a store's cluster: the sites that are due, the jobs, and the crawl workers."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from crawler.cluster.job_queue import JobQueue
from crawler.cluster.worker_state import ClusterState
from crawler.configuration.own import Settings
from crawler.sources.arguments import chosen_sources
from crawler.stores.claims.due import DueRules, DueSite, due_rules, due_sites
from crawler.stores.database.engine import StoreError
from crawler.stores.store import Store

PAUSE_SECONDS = 600  # replaces a SOURCE_PAUSE_SECONDS of 0, because workers look for due sources every minute
NOT_INSTALLED = "The queue of jobs does not exist yet: newsgalley worker install"


def cluster_state(settings: Settings) -> ClusterState:
    """Return the state of the store's sources, queue and workers.

    Raises:
        StoreError: The store or the queue cannot be used.
        SourceError: A source file cannot be used.
    """
    sources = chosen_sources(settings["SOURCES_PATH"], None, None)
    queue = JobQueue(settings["STORE_URI"])
    if not asyncio.run(queue.is_installed()):
        raise StoreError(NOT_INSTALLED)
    with closing(Store(settings["STORE_URI"])) as store:
        due, crawls = due_sites(store.engine, sources, _rules(settings)), store.crawls.totals()
    return ClusterState(len(sources), due, asyncio.run(queue.state()), crawls)


def sites_that_are_due(settings: Settings) -> list[DueSite]:
    """Return the sites that are due, most overdue first. Raises the errors of `cluster_state`."""
    sources = chosen_sources(settings["SOURCES_PATH"], None, None)
    with closing(Store(settings["STORE_URI"])) as store:
        return due_sites(store.engine, sources, _rules(settings))


def pause_seconds(settings: Settings) -> float:
    """Return the setting SOURCE_PAUSE_SECONDS as workers have it."""
    return settings.getfloat("SOURCE_PAUSE_SECONDS") or PAUSE_SECONDS


def _rules(settings: Settings) -> DueRules:
    return replace(due_rules(settings), pause=timedelta(seconds=pause_seconds(settings)))
