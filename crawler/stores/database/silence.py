"""The end of a session whose server has gone silent: the network drops its answers, and no connection is reset.

TCP does not notice this where a proxy or a load balancer between the two still acknowledges what it receives. A
statement would then wait for ever, and the run would neither work nor end.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, event

from crawler.stores.database.engine import CONNECT_TIMEOUT_SECONDS, driver_arguments, worker_name

TICK_SECONDS = 1.0
# Ticks without an answer until the server is asked over another connection. Ticks are counted, and not seconds: the
# answer may be there already when a process goes on that was stopped.
SILENT_TICKS = 20
ASK_SECONDS = CONNECT_TIMEOUT_SECONDS + 5
# By the name of the session: behind a connection pooler, the driver does not know the server's process.
_WORKS = "SELECT bool_or(state = 'active') FROM pg_stat_activity WHERE application_name = %s"


class SilenceWatch:
    """Watches the one session of a run, in a thread, and ends it if the server does not answer a statement any more.

    A statement may take long. So the server is asked over another connection, and the session goes on while the server
    works on its statement.
    """

    def __init__(self, engine: Engine, uri: str, give_up: Callable[[str], object]) -> None:
        """Start the thread, which ends with the engine. `give_up` is called with the reason before the session ends."""
        self._arguments = driver_arguments(uri)
        self._give_up = give_up
        self._session: Any = None  # the driver's connection
        self._sent = 0  # commands
        self._is_over = threading.Event()
        event.listen(engine, "before_cursor_execute", self._note_statement)
        for ending in ("commit", "rollback"):
            event.listen(engine, ending, self._note_command)
        event.listen(engine, "engine_disposed", lambda _: self._is_over.set())
        threading.Thread(target=self._run, name="silence", daemon=True).start()

    def _note_statement(self, _connection: object, cursor: Any, *_: object) -> None:
        self._session = cursor.connection
        self._sent += 1

    def _note_command(self, _connection: object) -> None:
        self._sent += 1

    def _run(self) -> None:
        ticks = sent = 0
        while not self._is_over.wait(TICK_SECONDS):
            ticks = ticks + 1 if sent == self._sent and is_waiting(self._session) else 0
            sent = self._sent
            if ticks >= SILENT_TICKS:
                ticks = 0
                if not self._server_works():
                    self._give_up("the database server does not answer any more")
                    cut(self._session)

    def _server_works(self) -> bool:
        """Return True if the server says, over another connection, that it works on the statement of the session."""
        answers: list[bool] = []
        asking = threading.Thread(target=self._ask, args=(answers,), name="silence-question", daemon=True)
        asking.start()
        asking.join(ASK_SECONDS)
        return True in answers

    def _ask(self, answers: list[bool]) -> None:
        import psycopg

        with suppress(psycopg.Error), psycopg.connect(**self._arguments) as connection:
            row = connection.execute(_WORKS, [worker_name()]).fetchone()
            answers.append(bool(row and row[0]))


def is_waiting(session: Any) -> bool:
    """Return True while a command of a psycopg session has no answer; False for None."""
    return session is not None and session.info.transaction_status.name == "ACTIVE"


def cut(session: Any) -> None:
    """End the connection of a psycopg session without a word to the server; whoever waits for an answer gets an error.

    Another thread may wait for it.
    """
    import psycopg

    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(session.fileno())) as connection:
        connection.shutdown(socket.SHUT_RDWR)
