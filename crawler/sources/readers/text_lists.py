"""Read lists of addresses in plain text: one per line, several per line, or in a column of a table (CSV, TSV)."""

from __future__ import annotations

import csv
import re
from itertools import islice

MAX_LINES = 50_000
MAX_LINE_CHARACTERS = 4_000  # longer lines are left out
_SEPARATORS = ",;\t|"
_ADDRESS = re.compile(r"https?://[^\s\"'<>|]+", re.IGNORECASE)
_PATH = re.compile(r"/[^\s\"'<>|,;]*")
# A value after an address in a row without quotation marks: a date, a share, or a frequency of changes.
_NEXT_VALUE = re.compile(
    r"[,;](?:\"|(?:19|20)\d\d-\d\d-\d\d|\d\.\d|always|hourly|daily|weekly|monthly|yearly|never).*+",
    re.IGNORECASE | re.DOTALL,
)
# The separators between addresses on a line, and at its end.
_BETWEEN = re.compile(r"[,;](?=[,;\s]|https?://|\Z)|</|\\(?=[a-z])", re.IGNORECASE)
_HOST_AND_PATH = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}/[^\s\"'<>|,;]*")


def listed_addresses(text: str) -> list[str]:
    """Return the addresses in a text, in order.

    Paths, and hosts with paths, count as addresses only if every line other than comments is one.
    """
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()[:MAX_LINES]]
    lines = [line for line in lines if line and line[0] != "#" and len(line) <= MAX_LINE_CHARACTERS]
    if lines and (separator := _table_separator(lines)):
        return _column(lines, separator)
    if lines and all(map(_PATH.fullmatch, lines)):
        return lines
    if lines and all(map(_HOST_AND_PATH.fullmatch, lines)):
        return [f"//{line}" for line in lines]
    parts = (part for line in lines for part in _BETWEEN.sub(" ", line).split())
    found = (_NEXT_VALUE.sub("", address) for part in parts for address in _ADDRESS.findall(part))
    return [address if "(" in address else address.rstrip(")]") for address in found]  # links of Markdown


def _table_separator(lines: list[str]) -> str | None:
    """Return the character between the columns of a table with a header; None if the text is not a table."""
    header, first = lines[0], next(iter(lines[1:]), "")
    if _ADDRESS.search(header):
        return None
    return next((mark for mark in _SEPARATORS if mark in header and mark in first), None)


def _column(lines: list[str], separator: str) -> list[str]:
    """Return the first address of each row of a table."""
    rows = csv.reader(lines, delimiter=separator)
    addresses: list[str] = []
    try:
        for row in islice(rows, MAX_LINES):
            cells = (cell.strip() for cell in row)
            addresses += islice((cell for cell in cells if _ADDRESS.fullmatch(cell) or _PATH.fullmatch(cell)), 1)
    except csv.Error:  # an unclosed quotation mark; the rows before it are read
        pass
    return addresses
