"""Derives the exit code and the text of a run's summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.reports.run_summary import RecheckCounts, RunSummary, SourceSummary

EXIT_OK = 0
EXIT_ERROR = 1  # the run could not start, or broke; also Scrapy's own code
EXIT_BAD_CONFIGURATION = 2  # a source file, argument or setting cannot be used; nothing was fetched
EXIT_NOTHING_STORED = 3  # pages or sources were lost, and no article was stored
EXIT_SOURCES_FAILED = 4  # articles were stored, or none was due, but at least one source failed
EXIT_STORE_BUSY = 5  # another run is using the store
EXIT_INTERRUPTED = 6  # a signal ended the run; the next run continues
EXIT_ALARM = 7  # the run succeeded, but a source gives much less than it used to

# Finish reasons of runs that end early.
STORE_BUSY = "store_busy"
STORE_FAILED = "store_failed"
INTERRUPTED = "interrupted"
BROKEN = (STORE_FAILED, "archive_failed", "start_error")  # the last is Scrapy's: the spider's `start` raised an error

# Drop reasons of pages that are stored already.
NOT_LOST = frozenset({"duplicate_url"})
MAX_SOURCES_SHOWN = 20


def exit_code(summary: RunSummary) -> int:
    """Return the exit code for a run's summary."""
    if summary["finish_reason"] == STORE_BUSY:
        return EXIT_STORE_BUSY
    if "store_error" in summary or summary["finish_reason"] in BROKEN:
        return EXIT_ERROR
    if summary["finish_reason"] == INTERRUPTED:
        return EXIT_INTERRUPTED
    due = [source for source in summary["sources"] if source["status"] != "not_due"]
    failed = [source for source in due if source["status"] == "failed"]
    lost = sum(summary["pages_failed"].values())
    lost += sum(count for reason, count in summary["pages_dropped"].items() if reason not in NOT_LOST)
    has_articles = summary["articles_stored"] or summary.get("articles_unchanged")
    if not has_articles and (lost or (failed and len(failed) == len(due))):
        return EXIT_NOTHING_STORED
    if summary.get("alarms"):
        return EXIT_ALARM  # before 4, because one of many sources often fails, which would hide every alarm
    failed_by_hand = any(source["id"] in ("given", "archive") and source["failed"] for source in summary["sources"])
    return EXIT_SOURCES_FAILED if failed or failed_by_hand else EXIT_OK


def render(summary: RunSummary) -> str:
    """Return the summary as a few lines of text."""
    lines = [
        f"Run ended ({summary['finish_reason']}) after {summary['seconds']} s, exit code {summary['exit_code']}",
        f"  sources         {_sources(summary['sources'])}",
        f"  pages fetched   {summary['pages_fetched']}",
        f"  articles stored {summary['articles_stored']}{_revised(summary)}",
        f"  pages dropped   {_reasons(summary['pages_dropped'])}",
        f"  pages failed    {_reasons(summary['pages_failed'])}",
        f"  store           {summary['store']}: {summary['articles_in_store']} articles, "
        f"{summary['pages_waiting']} pages wait for a later run",
    ]
    if summary.get("rechecks", {}).get("asked"):
        lines.append(f"  rechecks        {_rechecks(summary['rechecks'])}")
    if "store_error" in summary:
        lines.append(f"  store failed    {summary['store_error']}")
    failed = [source for source in summary["sources"] if source["status"] == "failed"]
    lines += [f"  failed: {source['id']} ({source['reason']})" for source in failed[:MAX_SOURCES_SHOWN]]
    if len(failed) > MAX_SOURCES_SHOWN:
        lines.append(f"  and {len(failed) - MAX_SOURCES_SHOWN} more")
    lines += [f"  ALARM: {alarm['source']}: {alarm['text']}" for alarm in summary.get("alarms", ())]
    unverified = [source["id"] for source in summary["sources"] if not source.get("certificates_verified", True)]
    if unverified:
        lines.append(f"  certificates not verified: {', '.join(unverified)}")
    return "\n".join(lines)


def by_reason(stats: Mapping[str, int], prefix: str) -> dict[str, int]:
    """Return the statistics whose names start with a prefix, by the rest of the name, largest first."""
    counts = {name.removeprefix(prefix): count for name, count in stats.items() if name.startswith(prefix)}
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _sources(sources: Sequence[SourceSummary]) -> str:
    counts = {status: sum(source["status"] == status for source in sources) for status in ("ok", "failed", "not_due")}
    text = f"{len(sources)}: {counts['ok']} ok, {counts['failed']} failed"
    return f"{text}, {counts['not_due']} not due" if counts["not_due"] else text


def _revised(summary: RunSummary) -> str:
    return f", {summary['articles_revised']} of them revised" if summary.get("articles_revised") else ""


def _rechecks(counts: RecheckCounts) -> str:
    text = f"{counts['asked']}: {counts['not_modified']} not modified"
    for name, reasons in (("no article", counts["no_article"]), ("failed", counts["failed"])):
        if reasons:
            text += f", {name} {_reasons(reasons)}"
    return text


def _reasons(counts: dict[str, int]) -> str:
    total = sum(counts.values())
    return f"{total} ({', '.join(f'{reason} {count}' for reason, count in counts.items())})" if total else "0"
