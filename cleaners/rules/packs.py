"""Read and check the phrase packs: the rules of each language, in TOML files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar, get_args

from cleaners.removal import PackRuleId
from cleaners.rules.patterns import starts_of
from cleaners.text.normalize import normalise

RuleKind = Literal[
    "advertisement", "read-also", "newsletter", "follow-us", "support-us", "share", "comments", "cookie-notice",
    "author-box", "copyright", "photo-credit", "syndication", "related-list", "navigation", "paywall", "placeholder",
]  # fmt: skip
RuleMatch = Literal["line", "start", "list_heading", "words", "only"]
KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
MATCHES: tuple[RuleMatch, ...] = get_args(RuleMatch)
# Words of the longest line that a rule matches, by its `match`, if the rule does not state `max_words`.
DEFAULT_MAX_WORDS: dict[RuleMatch, int] = {"line": 12, "start": 30, "list_heading": 10, "words": 40, "only": 20}
STEM_START = 3  # letters of the shortest stem; stems are indexed by them
_LIST_KEYS = ("phrases", "patterns", "words", "hits", "spares")
T = TypeVar("T", bound=str)
_ESCAPE = re.compile(r"\\.|\(\?P<")  # may contain capitals, such as \W, though patterns are in lower case


class RuleError(ValueError):
    """Raised for an invalid phrase pack. The message names the file, the rule and the key."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of clutter line in one language.

    `match` says how a line must fit:

    * "line": the whole line is one of the phrases.
    * "start": the line begins with a phrase and a colon, a dash or the like.
    * "list_heading": the whole line is a phrase, and the list below it is clutter too.
    * "words": the line has a word of each group in `words`, in any order, as appeals to readers do. A word that ends in
      "*" is a stem, which stands for all words that begin with it.
    * "only": the line has only words in `words`, and at least one of each group except the last, as rows of controls
      do. Numbers and marks do not count.

    Phrases are compared without case, accents and punctuation. Patterns are regular expressions for the whole line,
    punctuation included; their group `name` is the publisher or the photographer. Lines of more than `max_words` words
    never match. `hits` are lines that the rule must match, `spares` lines that it must not; the tests check both.
    """

    id: PackRuleId
    kind: RuleKind
    match: RuleMatch
    phrases: tuple[str, ...]
    patterns: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    max_words: int
    hits: tuple[str, ...]
    spares: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Say, for readers of a record, why a line that the rule matches is removed."""
        return f'a line of the kind "{self.kind.replace("-", " ")}", which is clutter on any page'


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules of all languages, in the order of the file names."""
    files = [file for file in resources.files("cleaners.rules").iterdir() if file.name.endswith(".toml")]
    return tuple(rule for file in sorted(files, key=lambda file: file.name) for rule in read_pack(file))


def read_pack(path: Traversable) -> tuple[Rule, ...]:
    """Read the rules of one file. Their ids begin with its name, the language. Raises RuleError."""
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not valid TOML: {error}") from error
    rules = tuple(
        _read_rule(entry, f"{path}: rule {number}", path.name.removesuffix(".toml"))
        for number, entry in enumerate(entries, 1)
    )
    if len({rule.id for rule in rules}) < len(rules):
        raise RuleError(f"{path}: two rules have the same id; give each rule its own")
    return rules


def _read_rule(entry: Mapping[str, object], location: str, language: str) -> Rule:
    """Check one entry of a pack; `location` names the file and the rule in error messages."""
    if unknown := set(entry) - {field.name for field in fields(Rule)}:
        raise RuleError(f"{location}: unknown key {sorted(unknown)[0]!r}; correct or remove it")
    kind, match = _read_choice(entry, "kind", KINDS, location), _read_choice(entry, "match", MATCHES, location)
    lists = {key: _read_strings(entry, key, location) for key in _LIST_KEYS}
    _check_lists(lists, match, location)
    groups = tuple(frozenset(_keys(group, location)) for group in lists.pop("words"))
    max_words = entry.get("max_words", DEFAULT_MAX_WORDS[match])
    if not isinstance(max_words, int) or max_words < 1:
        raise RuleError(f"{location}: max_words is {max_words!r}; it must be a whole number above 0")
    rule_id = PackRuleId(f"{language}.{entry.get('id', kind)}")
    return Rule(id=rule_id, kind=kind, match=match, words=groups, max_words=max_words, **lists)


def _check_lists(lists: Mapping[str, Sequence[str]], match: RuleMatch, location: str) -> None:
    """Raise RuleError if lists are missing or do not fit the way of matching, or if a pattern cannot be used."""
    if not lists["hits"] or not lists["spares"] or not (lists["phrases"] or lists["patterns"] or lists["words"]):
        raise RuleError(f"{location}: give phrases, patterns or words, and at least one line each in hits and spares")
    if bool(lists["words"]) != (match in ("words", "only")):
        raise RuleError(
            f'{location}: use words if and only if match is "words" or "only"; use phrases and patterns with the others'
        )
    if match == "only" and len(lists["words"]) < 2:
        raise RuleError(f'{location}: give two groups of words or more with match = "only"; the last lists other words')
    for pattern in lists["patterns"]:
        _check_pattern(pattern, location)


def _read_choice(entry: Mapping[str, object], key: str, allowed: tuple[T, ...], location: str) -> T:
    for choice in allowed:
        if choice == entry.get(key):
            return choice
    raise RuleError(f"{location}: {key} is {entry.get(key)!r}; it must be one of {', '.join(allowed)}")


def _read_strings(entry: Mapping[str, object], key: str, location: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise RuleError(f"{location}: {key} must be a list of strings that are not empty")
    return tuple(value)


def _keys(group: str, location: str) -> Iterator[str]:
    """Yield the normalised words of a group; stems keep their asterisk."""
    for word in group.split():
        keys = normalise(word).split()
        if word.endswith("*"):
            if len(keys) != 1 or len(keys[0]) < STEM_START:
                raise RuleError(f"{location}: stem {word!r} is too short; give at least {STEM_START} letters")
            keys = [f"{keys[0]}*"]
        yield from keys


def _check_pattern(pattern: str, location: str) -> None:
    try:
        starts_of(pattern)
    except re.error as error:
        raise RuleError(f"{location}: pattern {pattern!r} is not a valid regular expression: {error}") from error
    if any(letter.isupper() for letter in _ESCAPE.sub("", pattern)):
        raise RuleError(f"{location}: pattern {pattern!r} has capitals; write it in lower case, which matches both")
