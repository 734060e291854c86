"""The receivers of saved searches' matches: standard output, a file, a feed, a command, or a webhook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from crawler.atomic_file import AtomicFile
from crawler.delivery.courier import Courier, DeliveryError
from crawler.delivery.webhook import Webhook
from crawler.formats.atom import write_atom
from crawler.formats.json_feed import write_json_feed
from crawler.formats.options import FeedHead
from crawler.messages.wording import counted, end_of, error_message
from crawler.stopping import Stop
from crawler.stores.search.saved import FEEDS, SavedSearch
from crawler.stores.search.search import Query
from crawler.stores.search.search import search as searched
from crawler.stores.store import Store

COMMAND_TIMEOUT_SECONDS = 60
TRIES = 3  # per batch for a webhook, in about three seconds; the next reading tries again
FEED_ARTICLES = 100
_OURS = b'{"'  # how a line of matches begins
_TAIL_BYTES = 1_000_000  # read from the end of a file; no line is that long


class AlertError(Exception):
    """Matches could not be handed over. The message is a sentence that names the receiver and the reason."""


@dataclass(frozen=True, slots=True)
class Resources:
    """The store and settings that receivers need besides the matches."""

    store: Store
    timeout_seconds: float  # for a webhook
    secret: bytes | None  # signs the requests to a webhook


def hand_over(search: SavedSearch, matches: Sequence[dict[str, Any]], resources: Resources) -> None:
    """Give matches to the receiver of a search.

    Raises:
        AlertError: The receiver did not take them.
        OSError: Standard output cannot be written, for example because its reader has left.
    """
    if search.command:
        _run(search, matches)
    elif search.webhook:
        _post(search, search.webhook, matches, resources)
    elif search.feed:
        _write_feed(search, Path(search.feed), resources.store)
    elif search.output:
        _append(Path(search.output), matches)
    else:
        sys.stdout.buffer.write(_lines(matches))
        sys.stdout.buffer.flush()


def last_sequence(search: SavedSearch) -> int:
    """Return the number of the last change in a search's file, and cut off an incomplete last line.

    A killed process leaves such a line, or a file that is ahead of the cursor because the cursor had not moved yet.
    """
    path = Path(search.output or "")
    if not search.output or not path.exists():
        return 0
    try:
        with path.open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
            start = file.seek(max(0, size - _TAIL_BYTES))
            whole = file.read()
            end = whole.rfind(b"\n") + 1
            last = whole[:end].splitlines()[-1:]
            sequence = int(json.loads(last[0])["sequence"]) if last else 0
            if not last and not _OURS.startswith(whole[: len(_OURS)]):
                raise ValueError
            file.truncate(start + end)  # only now, when it is clear that the file is ours
        return sequence
    except OSError as error:
        raise AlertError(f"{search.name}: {path} cannot be read: {error_message(error)}.") from None
    except (ValueError, KeyError, TypeError):
        reason = f"the last line of {path} was not written by this command; name another output."
        raise AlertError(f"{search.name}: {reason}") from None


def _append(path: Path, matches: Sequence[dict[str, Any]]) -> None:
    try:
        with path.open("ab") as file:
            file.write(_lines(matches))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise AlertError(f"{path} cannot be written: {error_message(error)}.") from None


def _lines(matches: Sequence[dict[str, Any]]) -> bytes:
    return b"".join(orjson.dumps(match) + b"\n" for match in matches)


def _post(search: SavedSearch, url: str, matches: Sequence[dict[str, Any]], resources: Resources) -> None:
    """Post the matches in signed batches; repeat a failed request a few times."""
    webhook = Webhook(url, resources.secret, resources.timeout_seconds)
    courier = Courier(webhook, search.consumer, len(matches), TRIES, Stop(), lambda _: None)
    try:
        for _ in courier.deliver(matches):
            pass
    except DeliveryError as error:
        raise AlertError(f"{search.name}: {error}.") from None


def _write_feed(search: SavedSearch, path: Path, store: Store) -> None:
    """Replace a feed by one with the newest articles that match."""
    query = Query(
        words=search.query, language=search.language, source=search.source, host=search.host, limit=FEED_ARTICLES,
        newest_first=True,
    )  # fmt: skip
    hits = [hit for hit in searched(store, query) if search.duplicates or not hit.duplicate_of]
    records = [record for hit in hits if (record := store.articles.get(hit.id))]
    write = write_atom if FEEDS[path.suffix] == "atom" else write_json_feed
    file = AtomicFile(str(path))
    try:
        out = file.open()
        try:
            write(records, out, FeedHead(title=search.name))
            file.finish(out)
        except BaseException:
            file.discard(out)
            raise
    except OSError as error:
        raise AlertError(f"{search.name}: {path} cannot be written: {error_message(error)}.") from None


def _run(search: SavedSearch, matches: Sequence[dict[str, Any]]) -> None:
    """Run the command with the matches as text on its standard input."""
    try:
        ended = subprocess.run(  # noqa: S603, the user names it
            search.command,
            input=_as_text(search, matches).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=COMMAND_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AlertError(f"{search.name}: {search.command[0]} took over {COMMAND_TIMEOUT_SECONDS} s.") from None
    except OSError as error:
        raise AlertError(f"{search.name}: {search.command[0]} cannot be started: {error_message(error)}.") from None
    if ended.returncode:
        quoted = end_of(ended.stdout)
        raise AlertError(f"{search.name}: {search.command[0]} ended with exit code {ended.returncode}: {quoted}")


def _as_text(search: SavedSearch, matches: Sequence[dict[str, Any]]) -> str:
    head = f"{search.name}: {counted(len(matches), 'article')} for {search.query}"
    stories = ["\n".join(filter(None, [match["title"], match["url"], match["snippet"]])) for match in matches]
    return "\n\n".join([head, *stories]) + "\n"
