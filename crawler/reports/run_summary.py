"""The summary of a run as data: the content of RUN_SUMMARY, from which the log's text and the exit code are made."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from crawler.archive.bucket.uploader import UploadCounts
from crawler.stores.runs import Alarm, SourceStatus


class SourceAlarm(Alarm):
    """An alarm with its source."""

    source: str


class SourceSummary(TypedDict):
    """The outcome of one source in this run. All reasons are reason codes."""

    id: str
    status: SourceStatus
    reason: str | None  # of a source that failed as a whole
    listings_read: int
    listings_unchanged: int
    listing_failures: dict[str, str]  # reason by address
    offered: int  # article links on its listings
    requested: int  # article pages
    stored: int
    dropped: int
    failed: dict[str, int]  # pages by reason
    lost_again: dict[str, int]  # failed and dropped pages without success in earlier runs too, by reason
    certificates_verified: bool


class RecheckCounts(TypedDict):
    """Rechecks by outcome."""

    asked: int
    not_modified: int
    no_article: dict[str, int]  # by reason
    failed: dict[str, int]  # by reason


class SplitStoryCounts(TypedDict):
    """Stories that sites split over several pages."""

    joined: int
    pages_missing: dict[str, int]  # stories whose further pages could not be joined, by reason


class StoreCounts(TypedDict):
    """The size of the store at the end of a run; None and an error if the store failed."""

    articles_in_store: int | None
    pages_waiting: int | None
    store_error: NotRequired[str]


class PageCounts(TypedDict):
    """The pages and links of a run by outcome. Counts by reason code are sorted, largest first."""

    started_at: str  # RFC 3339
    seconds: float
    finish_reason: str
    store: str  # STORE_URI without its password
    worker: str  # the machine and process of the run
    sources: list[SourceSummary]
    peak_memory_mb: int  # of the crawler's own process
    pages_fetched: int
    articles_stored: int
    articles_revised: int
    articles_unchanged: int
    rechecks: RecheckCounts
    split_stories: SplitStoryCounts
    pages_dropped: dict[str, int]
    pages_unfinished: int
    pages_failed: dict[str, int]
    links_passed_over: dict[str, int]
    robots: dict[str, int]  # hosts by the result for their robots.txt: read, absent or unreachable
    listings_failed: dict[str, int]


class OutputCounts(TypedDict):
    """The results of feeds and archive."""

    outputs_failed: list[str]  # one sentence per feed, archive or log that could not be written
    uploads: NotRequired[UploadCounts]  # of archive files; absent without ARCHIVE_URL


class RunSummary(PageCounts, StoreCounts, OutputCounts):
    """The whole summary."""

    alarms: list[SourceAlarm]
    alarm_error: str | None  # why ALARM_COMMAND or ALARM_URL did not take the new alarms
    exit_code: int
