"""Wording of counts, errors and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

SHOWN = 3  # files that a message names
MOST_OUTPUT_CHARS = 300  # the end of a failed command's output that an error quotes


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, regular plurals only: "1 article", "2 articles", "no articles"."""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s" if number else f"no {noun}s"


def first_files(paths: Sequence[str]) -> str:
    """Return the first paths and the number of the others: "a.toml, b.toml, c.toml and 4 more files"."""
    shown = [*paths[:SHOWN], *([counted(len(paths) - SHOWN, "more file")] if paths[SHOWN:] else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def with_reasons(counts: Mapping[str, int]) -> str:
    """Return the sum of counts and the count of each reason: "3 (timeout 1, empty 2)"."""
    total = sum(counts.values())
    return f"{total} ({', '.join(f'{reason} {count}' for reason, count in counts.items())})" if total else "0"


def error_message(error: object) -> str:
    """Return the message of an error; of an error of the system, without its number and file name."""
    return str(getattr(error, "strerror", None) or error)


def as_sentence(error: object) -> str:
    """Return the message of an error with its full stop or question mark."""
    message = error_message(error)
    return message if message.endswith((".", "?")) else f"{message}."


def end_of(output: bytes) -> str:
    """Return the last MOST_OUTPUT_CHARS characters of a command's output, or "no output"."""
    return output.decode("utf-8", "replace").strip()[-MOST_OUTPUT_CHARS:] or "no output"


def shown_url(url: str) -> str:
    """Return the scheme and host of an address; the user and path of a webhook's address are secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
