"""The words of a page's presumed body, for features that compare blocks or lines with it.

Its most frequent words stand in for the function words of its language: the models read pages in any language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from itertools import chain


class Vocabulary:
    """Words of the presumed body, by how many of its parts use them."""

    def __init__(self, parts: Iterable[Set[str]], frequent: int) -> None:
        """Count the words of `parts`, the distinct words of each; the `frequent` most used are function words."""
        uses = Counter(chain.from_iterable(parts))
        self._function_words = most_used(uses, frequent)
        self._rarer = uses.keys() - self._function_words
        self._rarer_used_twice = {word for word in self._rarer if uses[word] > 1}

    def familiarity(self, words: Set[str], *, is_inside: bool) -> float:
        """Return the share of the rarer words that other parts of the body use, 0 to 1.

        `is_inside` says that the words themselves are a part of the body, which does not count for itself.
        """
        common = len(words & (self._rarer_used_twice if is_inside else self._rarer))
        return common / max(1, len(words) - len(words & self._function_words))

    def function_share(self, words: Set[str]) -> float:
        """Return the share of the words that are function words, 0 to 1."""
        return len(words & self._function_words) / max(1, len(words))


def most_used(uses: Counter[str], number: int) -> set[str]:
    """Return the most used words; among words used equally often, those that come first by code point."""
    least = min(sorted(uses.values(), reverse=True)[:number], default=0)
    above = {word for word, count in uses.items() if count > least}
    level = sorted(word for word, count in uses.items() if count == least)
    return above.union(level[: number - len(above)])
