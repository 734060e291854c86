"""Find the rule of words that matches a line: appeals to readers, and lines of controls such as "Share Print Save"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from cleaners.rules.packs import STEM_START, Rule
from cleaners.text.normalize import normalise

_DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"


class WordIndex:
    """Rules that match by words. Each is listed under the words of its rarest required group.

    A line matches a rule only if it has a word of this group. Most lines have no such word for any rule, and the others
    are compared with few rules.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Index the rules that have words. Others are ignored. An earlier rule takes precedence over later ones."""
        self._rules = [rule for rule in rules if rule.words]
        self._places: dict[str, list[int]] = {}  # by word: the places in `_rules` of the rules listed under it
        for place, rule in enumerate(self._rules):
            for word in min(_required_groups(rule), key=_frequency):
                self._places.setdefault(word, []).append(place)
        self._stems = _by_start(word for rule in self._rules for group in rule.words for word in group)
        stems = _by_start(self._places)  # the stems that rules are listed under, without the star
        self._listed = {start: tuple(stem[:-1] for stem in each) for start, each in stems.items()}
        self._is_listed = lru_cache(maxsize=20_000)(self._has_place)  # lines have the same words again and again
        self._forms_of = lru_cache(maxsize=20_000)(self._word_with_stems)

    def find(self, line: str) -> Rule | None:
        """Return the first rule that matches the words of a line, or None. Digits at the ends of words do not count."""
        written = normalise(line).split()
        if not any(map(self._is_listed, written)):
            return None
        words = {word.strip(_DIGITS) for word in written}
        forms = set(chain.from_iterable(map(self._forms_of, words)))
        places = sorted({place for word in forms & self._places.keys() for place in self._places[word]})
        return next((rule for rule in map(self._rules.__getitem__, places) if self._matches(rule, words, forms)), None)

    def _has_place(self, written: str) -> bool:
        """Return True if a rule requires a word of a line, or a stem with which it begins."""
        word = written.strip(_DIGITS)
        return word in self._places or word.startswith(self._listed.get(word[:STEM_START], ()))

    def _matches(self, rule: Rule, words: set[str], forms: set[str]) -> bool:
        """Return True if a line has a word of each required group and, for "only", no word that is in no group."""
        if any(forms.isdisjoint(group) for group in _required_groups(rule)):
            return False
        if rule.match != "only":
            return True
        known = frozenset({""}).union(*rule.words)
        return all(not known.isdisjoint(self._forms_of(word)) for word in words)

    def _word_with_stems(self, word: str) -> tuple[str, ...]:
        """Return a word, and the stems with which it begins."""
        return (word, *(stem for stem in self._stems.get(word[:STEM_START], ()) if word.startswith(stem[:-1])))


def _required_groups(rule: Rule) -> tuple[frozenset[str], ...]:
    """Return the groups from which a line needs a word. The last group of an `only` rule lists further words."""
    return rule.words[:-1] if rule.match == "only" else rule.words


def _frequency(group: frozenset[str]) -> tuple[bool, int]:
    """Return a key that sorts groups by how many lines probably have one of their words; words like "a" are last."""
    return any(len(word) == 1 and word.isascii() for word in group), len(group)


def _by_start(words: Iterable[str]) -> dict[str, set[str]]:
    """Return the stems among the words of rules, by their first letters."""
    found: dict[str, set[str]] = {}
    for word in words:
        if word.endswith("*"):
            found.setdefault(word[:STEM_START], set()).add(word)
    return found
