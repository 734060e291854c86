"""Give each change that matches a saved search to the receiver of the search, once.

All searches read the change feed together, a portion at a time. The store keeps a cursor for each search and moves it
when the matches of a portion are handed over. If a receiver fails, its search stays behind, and the next reading
repeats the portion for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from crawler.actions.opened_store import opened_store
from crawler.actions.output import standard_output
from crawler.actions.search.receivers import AlertError, Resources, hand_over, last_sequence
from crawler.configuration.own import Settings
from crawler.delivery.feed import SECRET
from crawler.delivery.webhook import read_secret
from crawler.exit_codes import EXIT_ERROR, EXIT_OK, UsageError
from crawler.moments import as_text
from crawler.stopping import Stop, stop_by_signal
from crawler.stores.articles import columns_of
from crawler.stores.changes.consumers import FOLLOW_PAUSE_SECONDS
from crawler.stores.changes.log import Changed
from crawler.stores.search.matching import Indexed, indexed, matches
from crawler.stores.search.query import Node, Term, terms
from crawler.stores.search.saved import SavedSearch, load_saved
from crawler.stores.search.search import Query, hit_of, satisfies
from crawler.stores.store import Store

CHANGES_AT_ONCE = 200  # changes in a portion, after which the cursors move
Prepared = tuple[Changed, dict[str, Any], Indexed]


@dataclass(slots=True)
class Watch:
    """A saved search that is being watched."""

    search: SavedSearch
    tree: Node
    terms: list[Term]
    conditions: Query
    cursor: int = 0
    error: str | None = None  # from the last reading

    def finds(self, changed: Changed, columns: dict[str, Any], article: Indexed) -> bool:
        """Return True if a change matches."""
        search, fields = self.search, changed.fields
        return (
            fields["sequence"] > self.cursor
            and fields["change"] in search.changes
            and (search.duplicates or not columns["duplicate_of"])
            and (search.since is None or fields["stored_at"] >= as_text(datetime.now(UTC) - search.since))
            and satisfies(columns, self.conditions)
            and matches(self.tree, article)
        )


def watch(settings: Settings, path: str, *, follow: bool) -> int:
    """Hand over the new matches of the searches in a file, with `follow` until a signal; return the exit code.

    Raises:
        UsageError: The file or the store cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    try:
        watches = [_watch(search) for search in load_saved(Path(path))]
        secret = read_secret(os.environ.get(SECRET, ""))
        with opened_store(settings) as store, standard_output():
            resources = Resources(store, settings.getfloat("DELIVER_TIMEOUT_SECONDS"), secret)
            _read_until_stopped(resources, watches, follow=follow)
    except ValueError as error:
        raise UsageError(str(error)) from None
    except KeyboardInterrupt:
        if not follow:
            raise
    return EXIT_ERROR if any(each.error for each in watches) else EXIT_OK


def _watch(search: SavedSearch) -> Watch:
    conditions = Query(
        words=search.query,
        language=search.language,
        source=search.source,
        host=search.host,
    )
    return Watch(search, search.tree, list(terms(search.tree)), conditions)


def _read_until_stopped(resources: Resources, watches: Sequence[Watch], *, follow: bool) -> None:
    stop = stop_by_signal() if follow else Stop()
    while not stop.is_set():
        read(resources, watches)
        if not follow:
            return
        stop.wait(FOLLOW_PAUSE_SECONDS)


def read(resources: Resources, watches: Sequence[Watch]) -> None:
    """Read the change feed to its end once, and hand the matches over."""
    ready = [each for each in watches if _start(resources.store, each)]
    if not ready:
        return
    changes = resources.store.changes.after(min(each.cursor for each in ready))
    while ready and (portion := list(islice(changes, CHANGES_AT_ONCE))):
        prepared = _prepared(portion)
        found = [_matches(each, prepared) for each in ready]
        last = portion[-1].fields["sequence"]
        ready = [each for each, rows in zip(ready, found, strict=True) if _hand_over(resources, each, rows, last)]


def _start(store: Store, watch: Watch) -> bool:
    """Set the cursor of a search; return False if its receiver cannot be used."""
    consumer = watch.search.consumer
    stored = store.consumers.cursor(consumer)
    try:
        watch.cursor = max(stored, last_sequence(watch.search))
    except AlertError as error:
        return _note_failure(watch, error)
    if watch.cursor > stored:
        store.consumers.move(consumer, stored, watch.cursor)
    return True


def _prepared(portion: Sequence[Changed]) -> list[Prepared]:
    """Return the changes that have a record, each with the record's columns and tokens, which all searches share."""
    return [
        (changed, {**columns_of(changed.record), "text": changed.record["text"]}, indexed(changed.record))
        for changed in portion
        if changed.record
    ]


def _matches(watch: Watch, prepared: Sequence[Prepared]) -> list[dict[str, Any]]:
    return [
        {"search": watch.search.name, **hit_of(columns, watch.terms).as_dict(), **changed.fields}
        for changed, columns, article in prepared
        if watch.finds(changed, columns, article)
    ]


def _hand_over(resources: Resources, watch: Watch, rows: Sequence[dict[str, Any]], last: int) -> bool:
    """Hand over the matches of a portion and move the cursor; return False if the receiver fails."""
    if last <= watch.cursor:
        return True
    try:
        if rows:
            hand_over(watch.search, rows, resources)
    except AlertError as error:
        return _note_failure(watch, error)
    resources.store.consumers.move(watch.search.consumer, watch.cursor, last)
    watch.cursor, watch.error = last, None
    return True


def _note_failure(watch: Watch, error: AlertError) -> bool:
    """Note an error, and print it unless it was printed before; return False."""
    if watch.error != str(error):
        print(error, file=sys.stderr)
    watch.error = str(error)
    return False
