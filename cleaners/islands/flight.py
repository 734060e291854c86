"""Read the rows that React server components send: `self.__next_f.push([1,"..."])` in a page of Next.js."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

MAX_ROWS = 20_000
MAX_DEPTH = 60
MAX_VALUES = 200_000

_PUSH = re.compile(r"\b__next_f(?:\s*+\|\|\s*+\[\]\))?\.push\(\[1\s*,\s*(\"(?:[^\"\\]|\\.)*+\")\]\)", re.DOTALL)
_ROW = re.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),)?")
_REFERENCE = re.compile(r"\$[L@]?([0-9a-f]{1,8})")
_DECODER = json.JSONDecoder(strict=False)


def read(scripts: Iterator[str]) -> list[Any]:
    """Return the values of all rows, with references to other rows replaced."""
    rows = _rows("".join(_chunks(scripts)).encode("utf-8", "replace"))
    resolver = _Resolver(rows)
    return [resolver.row(name, 0) for name in rows]


def _chunks(scripts: Iterator[str]) -> Iterator[str]:
    for script in scripts:
        for match in _PUSH.finditer(script):
            try:
                yield str(json.loads(match[1], strict=False))
            except ValueError:
                continue


def _rows(data: bytes) -> dict[str, Any]:
    """Return the value of each row by its id. A row of text gives its own length; any other row ends with its line."""
    rows: dict[str, Any] = {}
    position = 0
    while position < len(data) and len(rows) < MAX_ROWS:
        head = _ROW.match(data, position)
        line_end = data.find(b"\n", position)
        line_end = len(data) if line_end < 0 else line_end
        if not head:
            position = line_end + 1
        elif head[2]:
            position = head.end() + int(head[2], 16)
            rows[head[1].decode()] = data[head.end() : position].decode("utf-8", "replace")
        else:
            if (value := _value(data[head.end() : line_end].decode("utf-8", "replace"))) is not None:
                rows[head[1].decode()] = value
            position = line_end + 1
    return rows


def _value(row: str) -> Any:
    """Return the JSON value of a row, or None."""
    if not row.startswith(("[", "{", '"')):
        return None
    try:
        return _DECODER.raw_decode(row)[0]
    except (ValueError, RecursionError):
        return None


class _Resolver:
    """The rows by id, and how many values may still be read.

    A row that several others refer to is resolved once. If it was cut off, because it refers to itself or a bound was
    reached, it is resolved again elsewhere.
    """

    def __init__(self, rows: dict[str, Any]) -> None:
        self.rows = rows
        self.left = MAX_VALUES
        self.complete: dict[str, Any] = {}
        self.open: set[str] = set()
        self.cuts = 0

    def row(self, name: str, depth: int) -> Any:
        """Return the value of a row with its references replaced."""
        if name in self.complete:
            return self.complete[name]
        if name in self.open:
            return self.cut()
        self.open.add(name)
        value, cuts = self.rows[name], self.cuts
        found = value if isinstance(value, str) else self.resolved(value, depth + 1)
        self.open.discard(name)
        if self.cuts == cuts:
            self.complete[name] = found
        return found

    def cut(self) -> None:
        self.cuts += 1

    def resolved(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if depth > MAX_DEPTH or self.left < 0:
            return self.cut()
        if isinstance(value, str):
            return self.referenced(value, depth)
        if isinstance(value, list):
            if len(value) == 4 and value[0] == "$" and isinstance(value[3], dict):
                return self.element(value[1], value[3], depth)
            return [self.resolved(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {key: self.resolved(item, depth + 1) for key, item in value.items()}
        return value

    def element(self, tag: Any, props: dict[str, Any], depth: int) -> Any:
        """Return an element as a dictionary whose type is its tag."""
        inner = props.get("dangerouslySetInnerHTML")
        if isinstance(inner, dict):
            return {"type": "html", "html": self.resolved(inner.get("__html"), depth + 1)}
        named = {"type": tag} if isinstance(tag, str) and not tag.startswith("$") else {}
        return {**{key: self.resolved(item, depth + 1) for key, item in props.items() if key != "type"}, **named}

    def referenced(self, text: str, depth: int) -> Any:
        match = _REFERENCE.fullmatch(text)
        if not match or match[1] not in self.rows:
            return text[1:] if text.startswith("$$") else text
        return self.row(match[1], depth)
