"""Keep the cursors of consumers, which say how far each has read the change feed.

A consumer's output is a file, and its cursor is a row of the store. A process may be killed after it has changed one
and not the other. So before it gives the complete file its final name, it claims the changes in the file: the row notes
the file, its final path and the last number. The next process finishes the claim before it reads on.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select, update

from crawler.messages.wording import error_message
from crawler.moments import now
from crawler.network.storages import RemoteError, is_remote, part_of, rename
from crawler.stores.database.engine import StoreError
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.schema import consumers

FOLLOW_PAUSE_SECONDS = 1.0  # between two queries for new changes
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Claim:
    """A complete output, with or without its final name; `sequence` is the number of its last change."""

    part: str  # an absolute path, or an address of a remote storage
    path: str
    sequence: int


class CursorMovedError(StoreError):
    """Another process has moved the consumer's cursor in the meantime."""


class Consumers:
    """The table of consumers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cursor(self, name: str) -> int:
        """Finish the consumer's claim, and return the number of the last change that it has; 0 for a new one."""
        self.finish(name)
        with self._engine.begin() as connection:
            new = insert_into(consumers, connection.dialect.name).values(name=name, sequence=0, moved_at=now())
            connection.execute(new.on_conflict_do_nothing())
            here = consumers.c.name == name
            sequence: int = connection.execute(select(consumers.c.sequence).where(here)).scalar_one()
        return sequence

    def claim(self, name: str, cursor: int, claim: Claim) -> None:
        """Claim the changes from the consumer's cursor to the last one in a complete output.

        Raises:
            CursorMovedError: Another process has moved the cursor in the meantime.
        """
        row = {"claimed": claim.sequence, "part": claim.part, "path": claim.path}
        with self._engine.begin() as connection:
            self._change(connection, name, cursor, row)

    def move(self, name: str, cursor: int, sequence: int) -> None:
        """Move a cursor after writing an output that needs no final name, such as a pipe.

        Raises:
            CursorMovedError: Another process has moved the cursor in the meantime.
        """
        with self._engine.begin() as connection:
            self._change(connection, name, cursor, {"sequence": sequence, "moved_at": now()})

    def finish(self, name: str) -> None:
        """Give a claimed output its final name and move the cursor; without a claim, do nothing.

        Raises:
            StoreError: The output cannot get its name.
        """
        here = consumers.c.name == name
        with self._engine.connect() as connection:
            row = connection.execute(select(consumers).where(here, consumers.c.claimed.is_not(None))).one_or_none()
        if row is None:
            return
        _rename(name, row.part, row.path)
        moved = {"sequence": row.claimed, "claimed": None, "part": None, "path": None, "moved_at": now()}
        with self._engine.begin() as connection:
            connection.execute(update(consumers).where(here, consumers.c.claimed == row.claimed).values(**moved))

    def _change(self, connection: Connection, name: str, cursor: int, row: dict[str, object]) -> None:
        here = (consumers.c.name == name, consumers.c.sequence == cursor, consumers.c.claimed.is_(None))
        if not connection.execute(update(consumers).where(*here).values(**row)).rowcount:
            raise CursorMovedError(
                f"consumer {name}: another process took the same changes in the meantime; discard this output, and "
                "run one export or delivery at a time for each consumer"
            )


def name_problem(name: str) -> str | None:
    """Return what is wrong with the name of a consumer; None if nothing is."""
    return None if _NAME.fullmatch(name) else "use letters, digits, - and _, 64 at most."


def _rename(consumer: str, part: str, path: str) -> None:
    """Give an output its final name, which it may have already.

    In a store that somebody else made, a claim could otherwise move any file of this machine.
    """
    if part != part_of(path, consumer):
        raise StoreError(
            f"--consumer {consumer}: the store wants {part} to be renamed to {path}, and no export names files so; use "
            "a store that you trust"
        )
    try:
        if is_remote(part):
            rename(part, path)
        else:
            _rename_file(Path(part), Path(path))
    except (OSError, RemoteError) as error:
        reason = f"the complete output {part} cannot be renamed to {path}: {error_message(error)}"
        raise StoreError(f"--consumer {consumer}: {reason}; make that possible, and run the export again") from None


def _rename_file(part: Path, path: Path) -> None:
    """Rename a local output, and sync the name to the disk before the cursor moves."""
    if part.exists():
        part.replace(path)
    if path.parent.is_dir():  # a finished output may have been moved away, with its folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
