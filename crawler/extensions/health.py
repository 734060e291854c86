"""Measure each source of a run, and raise alarms if its figures differ from its earlier runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from typing import Required, TypedDict

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from cleaners.record import Record
from crawler.extensions.alarms import AlarmSender, alarm_sender
from crawler.moments import as_text, now
from crawler.reports.dead_sources import DEAD_RUNS, dead_alarms
from crawler.reports.health_rules import alarms
from crawler.reports.run_summary import SourceAlarm
from crawler.reports.source_outcome import SourceOutcome
from crawler.reports.summary import FINISHED, NOT_LOST, by_reason
from crawler.sources.source import NOT_SOURCES
from crawler.stores import CrawlStore, StoreError, store_of
from crawler.stores.runs import Alarm, RunHealth, run_name


class _Measures(TypedDict, total=False):
    """The fields of a RunHealth that describe its new articles; only `stored` if there are none."""

    stored: Required[int]
    median_words: float
    with_date: float
    with_author: float
    removed_share: float


class HealthExtension:
    """Collects figures about the new articles of each source; compares and stores them when the run ends."""

    def __init__(
        self, crawler: Crawler, store: CrawlStore, compared_runs: int, kept_runs: int, sender: AlarmSender
    ) -> None:
        if not compared_runs:
            raise NotConfigured
        self._sender = sender
        self.alarm_error: str | None = None  # why the alarms were not sent
        self._crawler = crawler
        self._store = store
        self._compared_runs = compared_runs
        self._kept_runs = max(kept_runs, compared_runs)
        self._started_at = as_text(datetime.now(UTC))
        # By source, one tuple per new article: words, has a date, has an author, share of the page's text removed.
        self._articles: defaultdict[str, list[tuple[int, bool, bool, float]]] = defaultdict(list)
        self._alarms: list[SourceAlarm] | None = None
        crawler.signals.connect(self._note, signal=signals.item_scraped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HealthExtension:
        """Read HEALTH_RUNS (0: off), HEALTH_KEEP_RUNS and ALARM_*."""
        settings, store = crawler.settings, store_of(crawler)
        sender = alarm_sender(settings, store.shown_uri)
        return cls(crawler, store, settings.getint("HEALTH_RUNS"), settings.getint("HEALTH_KEEP_RUNS"), sender)

    async def close(self, spider: Spider, reason: str) -> list[SourceAlarm]:
        """Store the figures of each source, send new alarms, and return all alarms. The run report calls this."""
        if self._alarms is None:
            self._alarms = []
            try:
                judged = [await self._with_alarms(run, outcome) for run, outcome in self._runs(spider, reason)]
                await self._send([alarm for _, new in judged for alarm in new])
                runs = [run for run, _ in judged]
                await self._store.ask(lambda store: store.runs.add(runs, self._kept_runs))
            except StoreError:
                return []  # the run's summary reports that the store failed
            self._alarms = [{"source": run.source, **alarm} for run in runs for alarm in run.alarms]
        return self._alarms

    async def _send(self, new: list[tuple[str, Alarm]]) -> None:
        """Send the alarms that began with this run, each given with its source; mark them if that fails."""
        self.alarm_error = await self._sender.send([{"source": source, **alarm} for source, alarm in new])
        for _, alarm in new if self.alarm_error else ():
            alarm["sent"] = False

    def _note(self, item: Record, spider: Spider) -> None:
        """Collect the figures of a stored article if it is new and its source is measured."""
        source = item["source"]
        if source and item["revision"] == 1 and source not in NOT_SOURCES and source in getattr(spider, "outcomes", {}):
            removed = sum(len(part["text"]) for part in item["removed"])
            share = removed / max(1, removed + len(item["text"]))
            measures = item["word_count"], bool(item["date_published"]), bool(item["authors"]), share
            self._articles[source].append(measures)

    async def _with_alarms(self, run: RunHealth, outcome: SourceOutcome) -> tuple[RunHealth, list[tuple[str, Alarm]]]:
        """Return the run with its alarms, and the alarms to send: those that the last run did not have or send.

        A run that was cut short keeps the alarms of the last run and gets no others, because its figures are too low.
        """
        last = await self._store.ask(lambda store: store.runs.last(run.source, DEAD_RUNS))
        earlier = last[0].alarms if last else []
        if run.finish_reason != FINISHED:
            return replace(run, alarms=earlier), []
        history = await self._store.ask(
            lambda store: store.runs.last(run.source, self._compared_runs, with_articles=True)
        )
        again = outcome.lost_again
        new = replace(run, dropped=Counter(run.dropped) - again, failed=Counter(run.failed) - again)
        found = dead_alarms(run, last, has_worked=bool(history))
        found += alarms(new, history, earlier, has_listings=outcome.listings_read > 0)
        known = {alarm["code"] for alarm in earlier if alarm.get("sent", True)}
        return replace(run, alarms=found), [(run.source, alarm) for alarm in found if alarm["code"] not in known]

    def _runs(self, spider: Spider, reason: str) -> Iterator[tuple[RunHealth, SourceOutcome]]:
        """Yield the figures and the outcome of each source that was due or whose article pages were requested."""
        stats, name = self._crawler.stats.get_stats(), run_name()
        is_finished = reason == FINISHED
        for source, outcome in getattr(spider, "outcomes", {}).items():
            stored = stats.get(f"source/{source}/stored", 0)
            status = outcome.status(stored, is_finished=is_finished)
            if source in NOT_SOURCES or status == "unfinished" or not (outcome.due or outcome.requested):
                continue
            dropped = by_reason(stats, f"source/{source}/dropped/")
            failure = outcome.failure(stored, is_finished=is_finished)
            run = RunHealth(
                source=source,
                run=name,
                started_at=self._started_at,
                ended_at=now(),
                finish_reason=reason,
                offered=outcome.offered,
                requested=outcome.requested,
                dropped=dropped,
                failed=dict(outcome.page_failures),
                status=status,
                reason=failure or _main_loss(stored, dropped, outcome.page_failures),
                **_measures(self._articles[source]),
            )
            yield run, outcome


def _main_loss(stored: int, dropped: dict[str, int], failed: Mapping[str, int]) -> str | None:
    """Return the most frequent reason why pages gave no article, if none did."""
    lost = Counter({reason: count for reason, count in dropped.items() if reason not in NOT_LOST})
    lost.update(failed)
    return lost.most_common(1)[0][0] if lost and not stored else None


def _measures(articles: list[tuple[int, bool, bool, float]]) -> _Measures:
    """Return the fields of RunHealth that describe a source's new articles."""
    if not articles:
        return {"stored": 0}
    words, dates, authors, removed = zip(*articles, strict=True)
    return {
        "stored": len(articles),
        "median_words": float(median(words)),
        "with_date": sum(dates) / len(articles),
        "with_author": sum(authors) / len(articles),
        "removed_share": median(removed),
    }
