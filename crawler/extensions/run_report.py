"""Report what a run did: a summary in the log and in a JSON file, and the exit code."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.spider import DefaultSpider

from crawler.archive.bucket.configured import uploader_of
from crawler.atomic_file import AtomicFile
from crawler.exit_codes import EXIT_ERROR
from crawler.extensions.feeds import FeedExtension
from crawler.extensions.health import HealthExtension
from crawler.extensions.log_failure import log_failure
from crawler.messages.wording import counted, error_message
from crawler.moments import as_text, now
from crawler.reports.run_summary import OutputCounts, PageCounts, RunSummary, StoreCounts
from crawler.reports.summary import FINISHED, STORE_BUSY, by_reason, exit_code, render
from crawler.stores import CrawlStore, StoreError, store_of
from crawler.stores.crawls import CrawlCounts
from crawler.stores.database.engine import machine_name, worker_name
from crawler.stores.runs import run_name

logger = logging.getLogger(__name__)

NOT_READ = ("not_due", "left", "unfinished")  # the states of sources that a run did not read


class RunReportExtension:
    """Logs the summary of a run at its end, writes it to the file RUN_SUMMARY, and keeps it for the exit code."""

    def __init__(self, crawler: Crawler, store: CrawlStore, path: str | None) -> None:
        self._crawler = crawler
        self._store = store
        self._path = path
        self._started_at = datetime.now(UTC)
        self._started_clock = time.monotonic()
        self.summary: RunSummary | None = None
        self._closing: asyncio.Task[RunSummary] | None = None
        crawler.signals.connect(self.close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunReportExtension:
        """Read RUN_SUMMARY, the path of the JSON file, or None for no file.

        Raises NotConfigured for Scrapy's `shell` and `fetch`, because they fetch a page without a run to report.
        """
        if issubclass(crawler.spidercls, DefaultSpider):
            raise NotConfigured
        return cls(crawler, store_of(crawler), crawler.settings["RUN_SUMMARY"])

    async def close(self, spider: Spider, reason: str) -> RunSummary:
        """Build, log, write and return the summary of a run; later calls return the same summary."""
        if self._closing is None:
            self._closing = asyncio.ensure_future(self._close(spider, reason))
        return await self._closing

    async def _close(self, spider: Spider, reason: str) -> RunSummary:
        health = self._crawler.get_extension(HealthExtension)
        pages, store = self._page_counts(spider, reason), await self._store_counts()
        alarms = await health.close(spider, reason) if health else []
        alarm_error = health.alarm_error if health else None
        outputs = await self._outputs(spider)
        summary: RunSummary = {
            **pages, **store, "alarms": alarms, "alarm_error": alarm_error, **outputs, "exit_code": 0,
        }  # fmt: skip
        summary["exit_code"] = exit_code(summary)
        self.summary = summary
        await self._note(summary)
        logger.info(render(summary))  # not as an argument: the log escapes line breaks in arguments
        if self._path:
            self._write(summary, Path(self._path))
        return summary

    def _page_counts(self, spider: Spider, reason: str) -> PageCounts:
        """Return the part of the summary that comes from the spider and the statistics."""
        stats = self._crawler.stats.get_stats()
        outcomes = getattr(spider, "outcomes", {})
        return {
            "started_at": self._started_at.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - self._started_clock, 1),
            "finish_reason": reason,
            "store": self._store.shown_uri,
            "worker": worker_name(),
            "sources": [
                outcome.to_record(
                    stats.get(f"source/{name}/stored", 0),
                    stats.get(f"source/{name}/dropped", 0),
                    is_finished=reason == FINISHED,
                )
                for name, outcome in outcomes.items()
            ],
            "peak_memory_mb": _peak_memory_mb(),
            "pages_fetched": stats.get("archive/read/pages") or stats.get("response_received_count", 0),
            "articles_stored": stats.get("store/stored", 0),
            "articles_revised": stats.get("store/revised", 0),
            "articles_unchanged": stats.get("store/unchanged", 0),
            "rechecks": {
                "asked": stats.get("recheck/asked", 0),
                "not_modified": stats.get("recheck/not_modified", 0),
                "no_article": by_reason(stats, "recheck/no_article/"),
                "failed": by_reason(stats, "recheck/failed/"),
            },
            "split_stories": {
                "joined": stats.get("join/stories", 0),
                "pages_missing": by_reason(stats, "join/failed/"),
            },
            "pages_dropped": by_reason(stats, "clean/dropped/"),
            "pages_unfinished": sum(stats.get(f"{step}/unfinished", 0) for step in ("fetch", "clean", "store")),
            "pages_failed": by_reason(stats, "fetch/failed/") | by_reason(stats, "store/failed/"),
            "links_passed_over": by_reason(stats, "discover/passed_over/"),
            "robots": by_reason(stats, "robots/"),
            "listings_failed": by_reason(stats, "discover/failed/"),
        }

    async def _store_counts(self) -> StoreCounts:
        """Return the numbers of stored articles and pending pages, or the error if the store has failed."""
        try:
            articles, waiting = (
                await self._store.ask(lambda store: store.articles.count()),
                await self._store.ask(lambda store: store.state.count_pending()),
            )
        except StoreError as error:
            return {"articles_in_store": None, "pages_waiting": None, "store_error": str(error)}
        return {"articles_in_store": articles, "pages_waiting": waiting}

    async def _outputs(self, spider: Spider) -> OutputCounts:
        """Store the feeds and the archive; return a sentence for each output that could not be written."""
        feeds = self._crawler.get_extension(FeedExtension)
        if feeds:
            await feeds.close_spider(spider)
        failed = [feeds.failure] if feeds and feeds.failure else []
        if sentence := log_failure():
            failed.append(sentence)
        if count := self._crawler.stats.get_value("archive/failed"):
            failed.append(f"the archive could not be written ({counted(count, 'time')}), see above")
        uploader = uploader_of(self._crawler)
        if uploader is None:
            return {"outputs_failed": failed}
        await asyncio.to_thread(uploader.close)
        if uploader.failure:
            failed.append(f"archive files wait for a later run: {uploader.failure}")
        return {"outputs_failed": failed, "uploads": uploader.counts()}

    async def _note(self, summary: RunSummary) -> None:
        """Add the counts of the run to the store; if the store has failed, the summary has the error already."""
        tried = [source["status"] for source in summary["sources"] if source["status"] not in NOT_READ]
        counts = CrawlCounts(
            run=run_name(),
            machine=machine_name(),
            process=os.getpid(),
            started_at=as_text(self._started_at),
            ended_at=now(),
            finish_reason=summary["finish_reason"],
            exit_code=summary["exit_code"],
            sources=len(tried),
            sources_failed=tried.count("failed"),
            pages_fetched=summary["pages_fetched"],
            pages_dropped=sum(summary["pages_dropped"].values()),
            pages_failed=sum(summary["pages_failed"].values()),
            articles=summary["articles_stored"] - summary["articles_revised"],
        )
        if summary["finish_reason"] != STORE_BUSY:
            with suppress(StoreError):
                await self._store.ask(lambda store: store.crawls.add(counts))

    def _write(self, summary: RunSummary, path: Path) -> None:
        """Write the summary; if that fails, set the exit code of a failed run."""
        content = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
        try:
            AtomicFile(path).write(content.encode("utf-8", "backslashreplace"))
        except OSError as error:
            summary["exit_code"] = EXIT_ERROR
            logger.error("RUN_SUMMARY=%s: the file cannot be written: %s; exit code 1", path, error_message(error))


def _peak_memory_mb() -> int:
    """Return the peak memory of this process in MB, without its worker processes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024**2 if sys.platform == "darwin" else 1024)  # macOS reports bytes, other systems kilobytes
