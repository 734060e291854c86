"""Find the data in the scripts of a page: JSON islands, assigned objects, and JSON in strings."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

from cleaners.islands import flight, indexed, literals, tagged

MAX_CHARS = 10_000_000  # of all scripts of a page together
MIN_CHARS = 300  # a shorter script has no article; Chinese and Japanese stories are short
MAX_ASSIGNMENTS = 30  # per script
MAX_PARSED_CHARS = 5_000_000  # of a page's programs, where one text may be tried from several places
ATTEMPT_CHARS = 50  # characters that one attempt costs at least

_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>(.*?)</script", re.IGNORECASE | re.DOTALL)
_JSON_TYPE = re.compile(r"type\s*=\s*[\"']?[\w./+-]*json|__next_data__", re.IGNORECASE)
_DATA_ATTRIBUTE = re.compile(r"\s[\w:-]{1,60}=(?:\"((?:\{|\[|&#123;)[^\"]{400,})\"|'((?:\{|\[|&#123;)[^']{400,})')")
# The beginning of a value in a program: `name = {`, `name = JSON.parse("`, `(function(a){return {` or `name = "{`.
_ASSIGNMENT = re.compile(
    r"[=(,]\s*+(?:(?P<data>[{\[])|(?P<call>\(?\s*+(?:function\s*+\([\w$,\s]{0,200000}\)\s*+\{\s*+return\s*+\{|\([\w$,\s]{0,200000}\)\s*+=>))"
    r"|(?:JSON\.parse\(\s*+)?(?:(?P<encoded>decodeURIComponent\(\s*+))?(?P<string>\"(?:[^\"\\]|\\.){400,}?\"|'(?:[^'\\]|\\.){400,}?'))",
    re.DOTALL,
)
_DECODER = json.JSONDecoder(strict=False)


@dataclass
class _Budget:
    """The characters of a page's scripts that may still be parsed."""

    chars: int = MAX_PARSED_CHARS


def values(html: str, words: Collection[str]) -> Iterator[Any]:
    """Yield the data of a page's scripts and data attributes: dictionaries and lists.

    Parse only scripts that contain one of the words; without words, parse all scripts.
    """
    scripts, budget = [pair for pair in _scripts(html) if _has_word(pair[1], words)], _Budget()
    for attributes, script in scripts:
        if _JSON_TYPE.search(attributes):
            yield from filter(None, [_json(script.strip())])
    for attributes, script in scripts:
        if not _JSON_TYPE.search(attributes):
            yield from _assigned(script, budget)
    yield from flight.read(script for _, script in scripts if "__next_f" in script)
    for match in _DATA_ATTRIBUTE.finditer(html[:MAX_CHARS]):
        if _has_word(match[0], words):
            yield from filter(None, [_json(unescape(match[1] or match[2]))])


def _has_word(script: str, words: Collection[str]) -> bool:
    return not words or "__next_f" in script or any(word in script for word in words)


def _scripts(html: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and content of each script, up to MAX_CHARS in all."""
    left = MAX_CHARS
    for match in _SCRIPT.finditer(html):
        left -= len(match[2])
        if left < 0:
            return
        if len(match[2]) >= MIN_CHARS or "__next_f" in match[2]:
            yield match[1], match[2]


def _json(text: str) -> Any:
    """Return the object or list of a JSON text, which may be in a comment or escaped for HTML; None if it is broken."""
    text = text.removeprefix("<!--").removesuffix("-->").strip()
    if text.startswith(("{&quot;", "[{&quot;", "&#", "[&quot;")):
        text = unescape(text)
    if not text.startswith(("{", "[")):
        return None
    try:
        value = _DECODER.raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None
    if indexed.is_indexed(value):
        return indexed.resolve(value)
    return tagged.resolve(value) if tagged.is_tagged(value) else value


def _assigned(script: str, budget: _Budget) -> Iterator[Any]:
    """Yield the objects and lists that a program assigns to a name or passes to a function."""
    position = found = 0
    while budget.chars > 0 and found < MAX_ASSIGNMENTS:
        match = _ASSIGNMENT.search(script, position)
        if not match:
            return
        value, position = _value(script, match, budget)
        budget.chars -= ATTEMPT_CHARS
        if isinstance(value, dict | list) and value:
            found += 1
            yield value


def _value(script: str, match: re.Match[str], budget: _Budget) -> tuple[Any, int]:
    """Return the value at a match, None if there is none, and the position after it."""
    if match["string"]:
        text = literals.unquote(match["string"])
        return _json((unquote(text) if match["encoded"] else text).strip()), match.end()
    if match["call"]:
        return _literal(script, match.start("call"), match.end(), budget, is_call=True)
    try:
        return _DECODER.raw_decode(script, match.start("data"))
    except RecursionError:
        return None, match.end()
    except json.JSONDecodeError as error:
        budget.chars -= error.pos - match.start()
        return _literal(script, match.start("data"), match.end(), budget)


def _literal(script: str, start: int, next_start: int, budget: _Budget, *, is_call: bool = False) -> tuple[Any, int]:
    """Return the value of a JavaScript literal or call, None if it is neither, and the position to search on."""
    try:
        return literals.parse_call(script, start) if is_call else literals.parse(script, start)
    except literals.LiteralError as error:
        budget.chars -= error.position - start
    except RecursionError:
        budget.chars = 0
    return None, next_start
