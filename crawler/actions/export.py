"""Write the records of the store, or the changes since a cursor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest

from cleaners.record import Record
from cleaners.rights.selection import Rights, with_rights
from crawler.actions.exporting.choice import Choice, Output, open_output
from crawler.actions.exporting.files import FileOutput
from crawler.actions.exporting.folders import FolderOutput
from crawler.actions.exporting.remote import RemoteOutput
from crawler.actions.exporting.streams import StreamOutput
from crawler.actions.opened_store import check_source, opened_store, parse_since
from crawler.actions.output import standard_output
from crawler.actions.search.conditions import host_option, language_option, satisfying
from crawler.configuration.own import Settings
from crawler.exit_codes import UsageError
from crawler.formats.fields import Row
from crawler.messages.wording import counted
from crawler.stopping import Stop, stop_by_signal
from crawler.stores.changes.consumers import FOLLOW_PAUSE_SECONDS, Claim, name_problem
from crawler.stores.search.search import Query
from crawler.stores.store import Store

# A feed has only the newest articles, because readers fetch the whole feed again and again.
NEWEST_OF_FEEDS = {"atom": 100, "jsonfeed": 100}
# The options that select articles, and cannot select changes.
ARTICLE_OPTIONS = ("since", "before", "source", "host", "language", "search", "rights", "newest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The options of an export."""

    output: Choice
    since: str | None = None
    before: str | None = None
    source: str | None = None
    host: str | None = None
    language: str | None = None
    search: str | None = None
    after: int | None = None
    consumer: str | None = None
    follow: bool = False
    newest: int | None = None
    rights: Rights = "any"

    @property
    def is_of_changes(self) -> bool:
        """True if the export writes changes, False if it writes articles."""
        return self.after is not None or self.consumer is not None or self.follow


def export(settings: Settings, chosen: Export) -> None:
    """Write the records of the store, or its changes.

    Raises:
        UsageError: The store, an option or the file cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    since = parse_since(chosen.since) if chosen.since else None
    before = parse_since(chosen.before, "--before") if chosen.before else None
    if since and before and since >= before:
        raise UsageError(f"--since {chosen.since} --before {chosen.before}: no time is between them.")
    conditions = Query(
        words=chosen.search or "", language=language_option(chosen.language), host=host_option(chosen.host)
    )
    try:
        output = _output(chosen)
        with opened_store(settings) as store:
            check_source(store, settings, chosen.source)
            if chosen.is_of_changes:
                _write_changes(store, chosen, output)
            else:
                records = store.articles.since(since, before=before, source=chosen.source)
                records = satisfying(with_rights(records, chosen.rights), conditions)
                _write_articles(records, chosen, output)
    except ValueError as error:
        raise UsageError(str(error)) from None
    except KeyboardInterrupt:
        if not chosen.follow:
            raise


def _output(chosen: Export) -> Output:
    """Return the output; raise ValueError if the options do not fit together."""
    if chosen.consumer and (problem := name_problem(chosen.consumer)):
        raise ValueError(f"--consumer {chosen.consumer}: {problem}")
    if chosen.consumer and chosen.after is not None:
        raise ValueError("--consumer keeps its own cursor: leave out --after.")
    if chosen.newest is not None and chosen.newest < 1:
        raise ValueError(f"--newest {chosen.newest}: name 1 or more.")
    if chosen.search is not None and not chosen.search.strip():
        raise ValueError("--search needs a query, such as --search 'strike -football'.")
    of_articles = [name for name in ARTICLE_OPTIONS if getattr(chosen, name) not in (None, "any")]
    if of_articles and chosen.is_of_changes:
        raise ValueError(
            f"--{of_articles[0]} selects articles, --after, --consumer and --follow select changes: choose one."
        )
    output = open_output(chosen.output, changes=chosen.is_of_changes)
    if chosen.follow and (not isinstance(output, StreamOutput) or chosen.output.format != "jsonl"):
        raise ValueError("--follow streams JSON lines to standard output: leave out -o and --format.")
    return output


def _write_articles(rows: Iterator[Record], chosen: Export, output: Output) -> None:
    if newest := chosen.newest or NEWEST_OF_FEEDS.get(chosen.output.format):
        rows = iter(nlargest(newest, rows, key=_recency))
    if isinstance(output, StreamOutput):
        with standard_output():
            output.write(rows)
        return
    output.write(rows)
    print(f"{output.path}: {counted(output.count.rows, 'article')}", file=sys.stderr)


def _recency(record: Record) -> str:
    """Return the time of publication, else its day, else the time of the fetch, as text that sorts by time."""
    return record["date_published_utc"] or record["date_published"] or record["fetched_at"] or ""


def _write_changes(store: Store, chosen: Export, output: Output) -> None:
    """Write the changes after the cursor; the cursor of a consumer moves when the output is complete."""
    cursor = store.consumers.cursor(chosen.consumer) if chosen.consumer else chosen.after or 0
    if not chosen.consumer and cursor > (newest := store.changes.last()):
        raise ValueError(
            f"--after {cursor}: the last change of the store has the number {newest}. It is another store, or an older "
            "copy of it that was put back; read all its changes again with --after 0."
        )
    if isinstance(output, StreamOutput):
        with standard_output():
            _stream(store, chosen, cursor, output)
        return
    _keep_earlier_changes(chosen, output)
    last = store.changes.last()
    rows = _rows(store, cursor, last)
    if not chosen.consumer or last == cursor:
        output.write(rows)
    elif isinstance(output, FolderOutput):
        output.write(rows)  # if the export is killed here, the next one writes the same files again
        store.consumers.move(chosen.consumer, cursor, last)
    else:
        part = output.write_part(rows, chosen.consumer)
        store.consumers.claim(chosen.consumer, cursor, Claim(part, output.address, last))
        store.consumers.finish(chosen.consumer)
    changes = counted(output.count.rows, "change")
    print(f"{output.path}: {changes}, after {cursor} up to {max(cursor, last)}", file=sys.stderr)


def _keep_earlier_changes(chosen: Export, output: FileOutput | FolderOutput | RemoteOutput) -> None:
    """Raise ValueError if an export would overwrite changes that its consumer gets only once.

    A feed may be overwritten, because its readers know it by its name.
    """
    if not chosen.consumer or chosen.output.format == "atom" or isinstance(output, FolderOutput):
        return
    if output.has_content():
        raise ValueError(
            f"-o {output.path}: has changes that --consumer {chosen.consumer} gets once: name a new file for each "
            "export, or delete this one after you have read it."
        )


def _stream(store: Store, chosen: Export, cursor: int, output: StreamOutput) -> None:
    stop = stop_by_signal() if chosen.follow else Stop()
    while not stop.is_set():
        last = store.changes.last()
        if last > cursor:
            output.write(_rows(store, cursor, last))
            if chosen.consumer:
                store.consumers.move(chosen.consumer, cursor, last)
            cursor = last
        if not chosen.follow:
            return
        stop.wait(FOLLOW_PAUSE_SECONDS)


def _rows(store: Store, cursor: int, last: int) -> Iterator[Row]:
    return (changed.as_dict() for changed in store.changes.after(cursor, last))
