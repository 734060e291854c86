"""Find the rule that matches a line, among the rules of all phrase packs.

All packs together have thousands of phrases and patterns, and every line of every page is checked. The matcher
therefore indexes the rules and caches its answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cleaners.rules.packs import Rule, load_rules
from cleaners.rules.patterns import PatternIndex
from cleaners.rules.word_rules import WordIndex
from cleaners.text.normalize import first_word, is_quoted, normalise, straighten
from cleaners.text.words import count_words

MAX_LINE_CHARS = 300  # longer lines are running text and match no rule
_SEPARATOR = re.compile(r"[:：៖፦|>»›→▶►⇒⟶➡➤👉•]| [-–—] |\?|!")
# Marks before a line: arrows, and bullets and bars before a space. A quotation mark has no space after it.
_MARKS = re.compile(r"(?:[▶►→⇒⟶➡➤👉] ?|[»›>|•●■]+ )+")
_LAST_MARKS = " ▶►→⇒⟶➡➤↗"  # arrows after a line
_LABEL = re.compile(r"[【〔［\[（(]([^】〕］\]）)]{2,40})[】〕］\]）)] ?\S")  # a label in brackets before the text
_BULLET = re.compile(r" [»›▶▸•|] ")


@dataclass(frozen=True, slots=True)
class Match:
    """The rule that matches a line, and the publisher or photographer that the line names."""

    rule: Rule
    name: str | None = None
    list_follows: bool = False  # True if the line is the heading of a list in the next blocks, which is clutter too


class RuleMatcher:
    """An index of rules.

    Phrases are keys of dictionaries, and patterns are selected by the first character of the line. Rules of words are
    tried only on lines that have a word that one of them requires.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Index the rules. If two rules have the same phrase, the first one gets it."""
        self._rule_by_line: dict[str, Rule] = {}
        self._rule_by_start: dict[str, Rule] = {}
        for rule in rules:
            index = self._rule_by_start if rule.match == "start" else self._rule_by_line
            for phrase in rule.phrases:
                index.setdefault(normalise(phrase), rule)
        self._first_words = {phrase.partition(" ")[0] for phrase in (*self._rule_by_line, *self._rule_by_start)} | {""}
        self._first_words_of_starts = {phrase.partition(" ")[0] for phrase in self._rule_by_start}
        self._words = WordIndex(rules)
        patterns = [(rule, pattern) for rule in rules for pattern in rule.patterns]
        self._pattern_rules = [rule for rule, _ in patterns]
        self._patterns = PatternIndex([pattern for _, pattern in patterns])

    def find(self, text: str) -> Match | None:
        """Return the rule that matches the whole line, or None. Quotations and long lines match no rule."""
        line = _unmarked(text)
        if len(line) > MAX_LINE_CHARS or is_quoted(line):
            return None
        if match := self._by_inline_list(line):
            return match
        return _if_short_enough(self._by_phrase(line) or self._by_pattern(line) or self._by_words(line), line)

    def find_phrase(self, text: str) -> Match | None:
        """Return the rule that has the line among its phrases, or None. Without patterns, it is faster than `find`."""
        if text[:1].isalnum() and first_word(text) not in self._first_words:
            return None  # no mark or label precedes the first word of the line, and no phrase begins with it
        line = _unmarked(text)
        if len(line) > MAX_LINE_CHARS or is_quoted(line):
            return None
        return _if_short_enough(self._by_phrase(line), line)

    def _by_phrase(self, line: str) -> Match | None:
        """Match a line that is a phrase, or that begins with the phrase of a "start" rule and a separator.

        A pointer such as "Read also" may also stand alone above its links.
        """
        rule = self._rule_of_phrase(line) if first_word(line) in self._first_words else None
        if not rule and (label := _LABEL.match(line)):
            rule = self._rule_by_start.get(normalise(label[1]))
        return Match(rule, list_follows=rule.match == "list_heading") if rule else None

    def _rule_of_phrase(self, line: str) -> Rule | None:
        text = normalise(line)
        rule = self._rule_by_line.get(text)
        may_start = (not rule or rule.kind == "read-also") and text.partition(" ")[0] in self._first_words_of_starts
        if may_start and (alone := self._rule_by_start.get(text)) and _may_be_alone(alone, text):
            return alone
        if may_start and not rule and (separator := _SEPARATOR.search(line)):
            return self._rule_by_start.get(normalise(line[: separator.start()]))
        return rule

    def _by_inline_list(self, line: str) -> Match | None:
        """Match a list heading with its list in one line, such as "Most read » Ferry fares rise » Bridge closed".

        The line may have more words than the rule allows, since the list is part of it.
        """
        bullet = _BULLET.search(line) if "|" in line or not line.isascii() else None
        rule = self._rule_by_line.get(normalise(line[: bullet.start()])) if bullet else None
        return Match(rule) if rule and rule.match == "list_heading" else None

    def _by_words(self, line: str) -> Match | None:
        """Match a line by the words that it has and by those that it lacks."""
        rule = self._words.find(line)
        return Match(rule) if rule else None

    def _by_pattern(self, line: str) -> Match | None:
        """Match a line by the patterns, which may name the publisher or the photographer."""
        found = self._patterns.find(line)
        if found is None:
            return None
        rule, name = self._pattern_rules[found[0]], found[1].groupdict().get("name")
        return Match(rule, name.strip(" .:|") if name else None, rule.match == "list_heading")


def _may_be_alone(rule: Rule, text: str) -> bool:
    """Return True if a phrase is clutter even if it is the whole line. "Watch" alone may be a section's heading."""
    return rule.kind == "paywall" or (rule.kind == "read-also" and (" " in text or not text.isascii()))


def _unmarked(text: str) -> str:
    """Return a straightened line without marks before and arrows after it. Lines over MAX_LINE_CHARS stay unchanged."""
    if len(text) > MAX_LINE_CHARS:
        return text
    line = straighten(text)
    marks = _MARKS.match(line)
    return (line[marks.end() :] if marks else line).rstrip(_LAST_MARKS)


def _if_short_enough(match: Match | None, line: str) -> Match | None:
    """Return the match, or None if the line has more words than its rule allows."""
    return match if match and count_words(line) <= match.rule.max_words else None


@cache
def _matcher() -> RuleMatcher:
    return RuleMatcher(load_rules())


@lru_cache(maxsize=8192)  # pages of a site repeat their lines, and several stages check the same line
def find_rule(text: str) -> Match | None:
    """Return the rule of any language that matches this line, or None."""
    return _matcher().find(text)


@lru_cache(maxsize=8192)
def find_phrase(text: str) -> Match | None:
    """Return the rule of any language that has this line among its phrases, or None."""
    return _matcher().find_phrase(text)
