"""Shorten what pgqueuer logs."""

from __future__ import annotations

import logging

import psycopg

_LOST_CONNECTION_MESSAGES = ("flush failed", "Flush failed", "connection is lost", "connection is closed")


def shorten_queue_log() -> None:
    """Log each error of pgqueuer as one sentence, and none for a lost connection."""
    logging.getLogger("pgqueuer").addFilter(_in_one_sentence)


def _in_one_sentence(record: logging.LogRecord) -> bool:
    """Shorten a log record of pgqueuer to its error; return False for one about a lost connection.

    The worker itself reports a lost connection once; pgqueuer would log dozens of failed statements.
    """
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or "57").startswith(("08", "57")):
        return False
    if any(phrase in record.getMessage() for phrase in _LOST_CONNECTION_MESSAGES):
        return False
    if error is not None:
        record.msg, record.args, record.exc_info = "the queue of jobs: %s", (str(error).strip(),), None
    return True
