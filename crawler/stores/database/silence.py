"""End a session whose server has gone silent, because the network drops its answers without a reset.

TCP does not notice this if a proxy or load balancer in between still acknowledges what it receives. A statement would
then wait for ever, and the run would neither work nor end.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

from crawler.stores.database.engine import CONNECT_TIMEOUT_SECONDS, driver_arguments, worker_name

TICK_SECONDS = 1.0
# Ticks without an answer until the server is queried over another connection. Ticks are counted instead of seconds,
# because the answer may have arrived already when a stopped process continues.
SILENT_TICKS = 20
ASK_SECONDS = CONNECT_TIMEOUT_SECONDS + 5
RECEIVED = slice(128, 136)  # the field tcpi_bytes_received of Linux's struct tcp_info
# By the name of the session, because behind a connection pooler the driver does not know the server's process.
_WORKS = "SELECT bool_or(state = 'active') FROM pg_stat_activity WHERE application_name = %s"


class _Session:
    """The commands and answers of a session."""

    def __init__(self) -> None:
        self.sent = 0  # number of commands
        self.seen = (0, 0)  # commands sent and bytes received at the last tick
        self.ticks = 0  # consecutive ticks at which the session waited and had received nothing


class SilenceWatch:
    """Watches the sessions of an engine in a thread, and ends a session whose statement the server does not answer.

    A statement and its answer may take long. So the server is queried over another connection, and the session
    continues while bytes arrive or the server works on its statement.
    """

    def __init__(self, engine: Engine, uri: str, give_up: Callable[[str], object]) -> None:
        """Start the thread. `give_up` is called with the reason before a session ends."""
        self._arguments = driver_arguments(uri)
        self._give_up = give_up
        self._sessions: WeakKeyDictionary[Any, _Session] = WeakKeyDictionary()  # by the driver's connection
        self._lock = threading.Lock()  # guards the sessions
        self._is_over = threading.Event()
        self._listeners: tuple[tuple[str, Callable[..., Any]], ...] = (
            ("do_connect", self._connect),
            ("before_cursor_execute", self._note_statement),
            ("commit", self._note_command),
            ("rollback", self._note_command),
            ("engine_disposed", self._stop),
        )
        self._engine = engine
        for each in self._listeners:
            event.listen(engine, *each)
        threading.Thread(target=self._run, name="silence", daemon=True).start()

    def end(self) -> None:
        """End the watch; call this before the engine is disposed."""
        self._stop()
        for each in self._listeners:
            event.remove(self._engine, *each)

    def _stop(self, *_: object) -> None:
        self._is_over.set()

    def _connect(self, dialect: Any, _: object, arguments: Any, named: Any) -> Any:
        """Return a new connection, and watch it at once, because listeners are not told of SQLAlchemy's first query."""
        connection = dialect.connect(*arguments, **named)
        with self._lock:
            self._sessions.setdefault(connection, _Session())
        return connection

    def _note_statement(self, _connection: object, cursor: Any, *_: object) -> None:
        with self._lock:
            self._sessions.setdefault(cursor.connection, _Session()).sent += 1

    def _note_command(self, connection: Connection) -> None:
        session = None if connection.invalidated else connection.connection.driver_connection
        with self._lock:
            if session in self._sessions:
                self._sessions[session].sent += 1

    def _run(self) -> None:
        while not self._is_over.wait(TICK_SECONDS):
            with self._lock:
                sessions = list(self._sessions.items())
            for connection, session in sessions:
                self._check_session(connection, session)

    def _check_session(self, connection: Any, session: _Session) -> None:
        seen = session.sent, received_bytes(connection)
        session.ticks = session.ticks + 1 if seen == session.seen and is_waiting(connection) else 0
        session.seen = seen
        if session.ticks >= SILENT_TICKS:
            session.ticks = 0
            if not self._server_works() and not self._has_answered(connection, session):
                self._give_up("the database server does not answer any more")
                cut(connection)

    def _has_answered(self, connection: Any, session: _Session) -> bool:
        """Return True if bytes of an answer have arrived since the server was queried, or arrive within a tick."""
        self._is_over.wait(TICK_SECONDS)
        return session.seen != (session.sent, received_bytes(connection)) or not is_waiting(connection)

    def _server_works(self) -> bool:
        """Return True if the server reports, over another connection, that it works on the session's statement."""
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


def received_bytes(session: Any) -> int:
    """Return how many bytes a psycopg session has received; 0 if the system does not tell."""
    import psycopg

    try:
        with socket.socket(fileno=os.dup(session.fileno())) as connection:
            answer = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, RECEIVED.stop)
    except (OSError, AttributeError, psycopg.Error):  # only Linux has the option
        return 0
    return int.from_bytes(answer[RECEIVED], sys.byteorder)


def is_waiting(session: Any) -> bool:
    """Return True while a command of a psycopg session has no answer; False if `session` is None."""
    return session is not None and session.info.transaction_status.name == "ACTIVE"


def cut(session: Any) -> None:
    """Close the connection of a psycopg session without telling the server; a waiting thread gets an error."""
    import psycopg

    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(session.fileno())) as connection:
        connection.shutdown(socket.SHUT_RDWR)
