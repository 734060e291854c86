"""Check that sources give articles, and find the listings of a site. Nothing is stored."""

from __future__ import annotations

import sys

from rich.table import Table
from scrapy.crawler import Crawler

from crawler.actions.crawl import check_crawl, exit_code_of
from crawler.actions.process import crawler_process, was_interrupted
from crawler.actions.sources.listing import print_json, print_table, sources_of
from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_INTERRUPTED, EXIT_NOTHING_STORED, EXIT_OK, EXIT_SOURCES_FAILED, UsageError
from crawler.extensions.log import quiet_scrapy_logs
from crawler.extensions.progress import ProgressExtension
from crawler.extensions.run_report import RunReportExtension
from crawler.reports.run_summary import SourceSummary
from crawler.reports.summary import NOT_LOST, by_reason
from crawler.sources.arguments import site_source
from crawler.sources.entry import to_toml
from crawler.sources.loader import SourceError
from crawler.spiders.find import FindSpider, found_source
from crawler.spiders.news import NewsSpider

CHECKED_ARTICLES = "3"  # articles fetched per source, enough to see that its pages still give articles
MOST_CHECKED = 20  # sources checked without --all: more would take minutes, and site owners notice the requests
PROGRESS_SECONDS = 5.0
# The settings of a trial run: its store is in memory, and it writes no files.
TRIAL_SETTINGS = {
    "STORE_URI": "sqlite://",
    "ARCHIVE_DIR": "",
    "ARCHIVE_URL": "",
    "QUARANTINE_DIR": "",
    "RUN_SUMMARY": None,
    "PROGRESS_SECONDS": 0,
    "ALARM_COMMAND": "",
    "ALARM_URL": "",
}


def check(settings: Settings, path: str, names: list[str], *, everything: bool, as_json: bool) -> int:
    """Fetch a few articles from each source, print one line per source, and return the exit code."""
    sources = sources_of(path, names)
    if len(sources) > MOST_CHECKED and not (names or everything):
        raise UsageError(
            f"This would request the {len(sources)} sources of {path}: name some of them, as in "
            f"newsgalley sources check {sources[0].id}, or add --all."
        )
    only = ",".join(source.id for source in sources)
    crawler = _run(settings, NewsSpider, sources=path, only=only, most=CHECKED_ARTICLES)
    report = crawler.get_extension(RunReportExtension)
    outcomes = report.summary["sources"] if report and report.summary else []
    if not outcomes:
        return exit_code_of(crawler)
    return show_outcomes(crawler, outcomes, as_json=as_json) or exit_code_of(crawler)


def find(settings: Settings, site: str) -> int:
    """Print a source entry in TOML for a site, or the reason why none was found; return the exit code."""
    try:
        site_source(site)
    except SourceError:
        raise UsageError(
            f"{site!r} is not an http or https address: newsgalley sources find https://www.example.org/"
        ) from None
    crawler = _run(settings, FindSpider, site=site)
    spider = crawler.spider
    assert isinstance(spider, FindSpider)
    source, failure = found_source(spider)
    if source is None:
        print(f"{site}: {failure}", file=sys.stderr)
        return EXIT_NOTHING_STORED
    print(f"\n{to_toml(source)}", end="")  # an empty line first, because users append the entry to a file
    return EXIT_OK


def _run(settings: Settings, spider: type[NewsSpider | FindSpider], **arguments: str) -> Crawler:
    """Run a spider that stores and writes nothing, with progress on standard error; return its crawler."""
    for name, value in TRIAL_SETTINGS.items():
        settings.set(name, value, priority="cmdline")
    process = crawler_process(settings)
    crawler: Crawler = process.create_crawler(spider)
    check_crawl(crawler, arguments)
    quiet_scrapy_logs()
    # A variable keeps the receiver alive, because signals hold only weak references.
    progress = ProgressExtension(crawler, PROGRESS_SECONDS, say=lambda line: print(line, file=sys.stderr, flush=True))
    process.crawl(crawler, **arguments)
    process.start()
    del progress
    if was_interrupted(process, crawler):
        print("Interrupted before the sites were read.", file=sys.stderr)
        sys.exit(EXIT_INTERRUPTED)
    return crawler


def show_outcomes(crawler: Crawler, outcomes: list[SourceSummary], *, as_json: bool) -> int:
    """Print one line per source; return the exit code, 0 if every requested page of each source gave an article."""
    shown = [(outcome, *_verdict(crawler, outcome)) for outcome in outcomes]
    if as_json:
        print_json([{**outcome, "status": status, "reason": reason} for outcome, status, reason in shown])
    else:
        _print_outcomes(shown)
    if all(status in ("ok", "not_due") for _, status, _ in shown):
        return EXIT_OK
    return EXIT_SOURCES_FAILED if any(outcome["stored"] for outcome in outcomes) else EXIT_NOTHING_STORED


def _print_outcomes(shown: list[tuple[SourceSummary, str, str | None]]) -> None:
    table = Table("id", "status", "listings", "links", "articles", "reason", box=None)
    for outcome, status, reason in shown:
        articles = f"{outcome['stored']} of {outcome['requested']}"
        table.add_row(
            outcome["id"], status, str(outcome["listings_read"]), str(outcome["offered"]), articles, reason or ""
        )
    print_table(table, f"{sum(status == 'ok' for _, status, _ in shown)} of {len(shown)} ok")


def _verdict(crawler: Crawler, outcome: SourceSummary) -> tuple[str, str | None]:
    """Return the status and the reason of a source; "partly" if not all of its pages gave an article."""
    dropped = by_reason(crawler.stats.get_stats(), f"source/{outcome['id']}/dropped/")
    lost = {reason: count for reason, count in {**dropped, **outcome["failed"]}.items() if reason not in NOT_LOST}
    if outcome["status"] != "ok" or not lost:
        return outcome["status"], outcome["reason"]
    return "partly" if outcome["stored"] else "failed", ", ".join(f"{reason} {count}" for reason, count in lost.items())
