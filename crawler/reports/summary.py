"""Derive the exit code and the text of a run's summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crawler.archive.bucket.uploader import UploadCounts
from crawler.ending import ARCHIVE_FAILED, CLEANER_FAILED
from crawler.exit_codes import (
    EXIT_ALARM,
    EXIT_ERROR,
    EXIT_INTERRUPTED,
    EXIT_NOTHING_STORED,
    EXIT_OK,
    EXIT_SOURCES_FAILED,
    EXIT_STORE_BUSY,
)
from crawler.messages.wording import counted, with_reasons
from crawler.reports.run_summary import RecheckCounts, RunSummary, SourceSummary
from crawler.sources.source import NOT_SOURCES

FINISHED = "finished"  # the finish reason of a run that did all of its work
# Finish reasons of runs that end early.
STORE_BUSY = "store_busy"
STORE_FAILED = "store_failed"
INTERRUPTED = "interrupted"
FEED_FAILED = "feed_failed"

# Scrapy's "start_error" means that the spider's `start` raised an error.
BROKEN = (STORE_FAILED, FEED_FAILED, CLEANER_FAILED, ARCHIVE_FAILED, "start_error")

# Drop reasons of pages that the store has already.
NOT_LOST = frozenset({"duplicate_url"})
# Failures of single pages, which say nothing about the source. A run with no other failures has lost nothing.
GONE = frozenset({"http_404", "http_410", "robots_forbidden"})
# New pages that must be lost before this says something about a source that offers more links.
ENOUGH_PAGES = 3
MAX_SOURCES_SHOWN = 20


def exit_code(summary: RunSummary) -> int:
    """Return the exit code for a run's summary."""
    if summary["finish_reason"] == STORE_BUSY:
        return EXIT_STORE_BUSY
    if "store_error" in summary or summary.get("outputs_failed") or summary["finish_reason"] in BROKEN:
        return EXIT_ERROR
    if summary["finish_reason"] == INTERRUPTED:
        return EXIT_INTERRUPTED
    return _exit_code_of_sources(summary)


def _exit_code_of_sources(summary: RunSummary) -> int:
    """Return the exit code of a run that was neither broken nor interrupted, by its sources and pages."""
    due = [source for source in summary["sources"] if source["status"] not in ("not_due", "left")]
    failed = [source for source in due if source["status"] == "failed"]
    has_articles = summary["articles_stored"] or summary.get("articles_unchanged")
    if not has_articles and (_has_lost_pages(summary) or (failed and failed == due)):
        return EXIT_NOTHING_STORED
    if summary.get("alarms"):
        return EXIT_ALARM  # before code 4, which would hide most alarms, because one of many sources often fails
    failed_by_hand = any(source["id"] in NOT_SOURCES and source["failed"] for source in summary["sources"])
    return EXIT_SOURCES_FAILED if failed or failed_by_hand else EXIT_OK


def _has_lost_pages(summary: RunSummary) -> bool:
    """Return True if pages that may be articles failed, or were dropped, for the first time.

    One or two of them prove nothing if crawls worked before: sites link to videos, or to pages that are not ready.
    """
    lost = Counter(summary["pages_failed"]) + Counter(summary["pages_dropped"])
    for source in summary["sources"]:
        lost -= Counter(source["lost_again"])
    count = sum(count for reason, count in lost.items() if reason not in GONE | NOT_LOST)
    has_worked = summary["articles_in_store"] and not any(source["id"] in NOT_SOURCES for source in summary["sources"])
    return count >= (ENOUGH_PAGES if has_worked else 1)


def render(summary: RunSummary) -> str:
    """Return the summary as a few lines of text."""
    return "\n".join([*_counts(summary), *_faults(summary)])


def _counts(summary: RunSummary) -> list[str]:
    """Return the lines about what the run did."""
    lines = [
        f"Run ended ({summary['finish_reason']}) after {summary['seconds']} s, exit code {summary['exit_code']}",
        f"  sources         {_sources(summary['sources'])}",
        f"  pages fetched   {summary['pages_fetched']}",
        f"  articles stored {summary['articles_stored']}{_revised(summary)}",
        f"  pages dropped   {with_reasons(summary['pages_dropped'])}",
        f"  pages failed    {with_reasons(summary['pages_failed'])}",
        f"  store           {summary['store']}: {_stored(summary)}",
    ]
    if uploads := summary.get("uploads"):
        lines.append(f"  archive files   {_uploads(uploads)}")
    if summary.get("rechecks", {}).get("asked"):
        lines.append(f"  rechecks        {_rechecks(summary['rechecks'])}")
    if (split := summary.get("split_stories")) and any(split.values()):
        missing = with_reasons(split["pages_missing"])
        lines.append(f"  split stories   {split['joined']} joined, pages missing {missing}")
    if unreachable := summary.get("robots", {}).get("unreachable"):
        lines.append(f"  robots.txt      unreachable at {counted(unreachable, 'host')}, left alone")
    return lines


def _faults(summary: RunSummary) -> list[str]:
    """Return the lines about failures, and about what people should know."""
    lines: list[str] = []
    if "store_error" in summary:
        lines.append(f"  store failed    {summary['store_error']}")
    lines += [f"  output failed   {sentence}" for sentence in summary.get("outputs_failed", ())]
    failed = [source for source in summary["sources"] if source["status"] == "failed"]
    lines += [f"  failed: {source['id']} ({source['reason']})" for source in failed[:MAX_SOURCES_SHOWN]]
    if len(failed) > MAX_SOURCES_SHOWN:
        lines.append(f"  and {len(failed) - MAX_SOURCES_SHOWN} more")
    lines += [f"  ALARM: {alarm['source']}: {alarm['text']}" for alarm in summary.get("alarms", ())]
    if error := summary.get("alarm_error"):
        lines.append(f"  ALARM NOT SENT, tried again by the next run: {error}")
    unverified = [source["id"] for source in summary["sources"] if not source.get("certificates_verified", True)]
    if unverified:
        lines.append(f"  certificates not verified: {', '.join(unverified)}")
    return lines


def _stored(summary: RunSummary) -> str:
    """Return the size of the store in words."""
    articles, waiting = summary["articles_in_store"], summary["pages_waiting"]
    if articles is None or waiting is None:
        return "unknown"
    waits = f"{counted(waiting, 'page')} {'waits' if waiting == 1 else 'wait'} for a later run"
    return f"{counted(articles, 'article')}, {waits}"


def by_reason(stats: Mapping[str, int], prefix: str) -> dict[str, int]:
    """Return the statistics whose names start with a prefix, by the rest of the name, largest first."""
    counts = {name.removeprefix(prefix): count for name, count in stats.items() if name.startswith(prefix)}
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _sources(sources: Sequence[SourceSummary]) -> str:
    counts = Counter(source["status"] for source in sources)
    text = f"{len(sources)}: {counts['ok']} ok, {counts['failed']} failed"
    text += f", {counts['not_due']} not due" if counts["not_due"] else ""
    text += f", {counts['left']} left to other runs" if counts["left"] else ""
    return text + (f", {counts['unfinished']} not read before the run ended" if counts["unfinished"] else "")


def _revised(summary: RunSummary) -> str:
    revised, unchanged = summary.get("articles_revised"), summary.get("articles_unchanged")
    return (f", {revised} of them revised" if revised else "") + (f", {unchanged} unchanged" if unchanged else "")


def _uploads(counts: UploadCounts) -> str:
    text = f"{counts['uploaded']} uploaded, {counts['waiting']} waiting"
    return f"{text}, attempts failed {with_reasons(counts['failed'])}" if counts["failed"] else text


def _rechecks(counts: RecheckCounts) -> str:
    text = f"{counts['asked']}: {counts['not_modified']} not modified"
    for name, reasons in (("no article", counts["no_article"]), ("failed", counts["failed"])):
        if reasons:
            text += f", {name} {with_reasons(reasons)}"
    return text
