"""One rule of a phrase pack, and reading the packs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from cleaners.text.normalize import normalise

KINDS = (
    "advertisement", "read-also", "newsletter", "follow-us", "support-us", "share", "comments", "cookie-notice",
    "author-box", "copyright", "photo-credit", "syndication", "related-list", "navigation", "paywall",
)  # fmt: skip
MATCHES = ("line", "start", "list_heading", "words")
DEFAULT_MAX_WORDS = {"line": 12, "start": 30, "list_heading": 10, "words": 40}
_LISTS = ("phrases", "patterns", "words", "hits", "spares")
_ESCAPE = re.compile(r"\\.|\(\?P<")


class RuleError(ValueError):
    """A phrase pack that cannot be used; the message names file, rule and key."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of line that is clutter, in one language.

    `match` is "line" (the whole line is one of the phrases), "start" (a phrase, then a colon, a dash or the like, then
    anything), "list_heading" (a whole line that takes the list under it) or "words" (a line that holds one word of each
    of the groups, in any order, such as an appeal to the reader). Phrases are compared without case,
    accents and punctuation; patterns are regular expressions for the whole line that see the punctuation, and their
    group `name` is the publisher, or whose picture it is. Longer lines than `max_words` are left alone. `hits` and
    `spares` are lines that it must match and must not.
    """

    id: str
    kind: str
    match: str
    phrases: tuple[str, ...]
    patterns: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    max_words: int
    hits: tuple[str, ...]
    spares: tuple[str, ...]


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule of every language's pack, in the order of the files' names."""
    folder = Path(__file__).parent
    return tuple(rule for path in sorted(folder.glob("*.toml")) for rule in read_pack(path))


def read_pack(path: Path) -> tuple[Rule, ...]:
    """The rules of one file; their ids are prefixed with its name. Raises RuleError."""
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not TOML: {error}") from error
    rules = tuple(_read_rule(entry, f"{path}: rule {number}", path.stem) for number, entry in enumerate(entries, 1))
    if len({rule.id for rule in rules}) < len(rules):
        raise RuleError(f"{path}: two rules have the same id; give each its own")
    return rules


def _read_rule(entry: dict[str, Any], where: str, language: str) -> Rule:
    if unknown := set(entry) - {field.name for field in fields(Rule)}:
        raise RuleError(f"{where}: unknown key {sorted(unknown)[0]!r}")
    for key, allowed in (("kind", KINDS), ("match", MATCHES)):
        if entry.get(key) not in allowed:
            raise RuleError(f"{where}: {key} is {entry.get(key)!r}, must be one of {', '.join(allowed)}")
    lists = {key: _read_strings(entry, key, where) for key in _LISTS}
    if not lists["hits"] or not lists["spares"] or not (lists["phrases"] or lists["patterns"] or lists["words"]):
        raise RuleError(f"{where}: needs phrases, patterns or words, and at least one line each in hits and spares")
    if bool(lists["words"]) != (entry["match"] == "words"):
        raise RuleError(f'{where}: words go with match = "words", phrases and patterns with the others')
    groups = tuple(frozenset(normalise(group).split()) for group in lists.pop("words"))
    for pattern in lists["patterns"]:
        _check_pattern(pattern, where)
    max_words = entry.get("max_words", DEFAULT_MAX_WORDS[entry["match"]])
    if not isinstance(max_words, int) or max_words < 1:
        raise RuleError(f"{where}: max_words is {max_words!r}, must be a whole number above 0")
    name = entry.get("id", entry["kind"])
    rule_id = f"{language}.{name}"
    return Rule(id=rule_id, kind=entry["kind"], match=entry["match"], words=groups, max_words=max_words, **lists)


def _read_strings(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise RuleError(f"{where}: {key} must be a list of texts")
    return tuple(value)


def _check_pattern(pattern: str, where: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise RuleError(f"{where}: pattern {pattern!r}: {error}") from error
    if any(letter.isupper() for letter in _ESCAPE.sub("", pattern)):
        raise RuleError(f"{where}: pattern {pattern!r}: write it in small letters, capitals match as well")
