"""The words of a page's presumed body, for features that compare blocks or lines with it.

Its most frequent words serve as the function words of its language, since the models read pages in any language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from itertools import chain


class Vocabulary:
    """Words of the presumed body: function words, and rarer words with the number of parts that use them."""

    def __init__(self, parts: Iterable[Set[str]], function_words: int) -> None:
        """Count the words of `parts`, which are sets of distinct words.

        The most used ones are function words, `function_words` of them.
        """
        uses = Counter(chain.from_iterable(parts))
        self._function_words = most_used(uses, function_words)
        self._rarer = uses.keys() - self._function_words
        self._rarer_used_twice = {word for word in self._rarer if uses[word] > 1}

    def familiarity(self, words: Set[str], *, is_inside: bool) -> float:
        """Return the share of a block's rarer words that other parts of the body use, 0 to 1.

        `is_inside` says that the block is itself a part of the body. Its own use of a word does not count.
        """
        common = len(words & (self._rarer_used_twice if is_inside else self._rarer))
        return common / max(1, len(words) - len(words & self._function_words))

    def function_share(self, words: Set[str]) -> float:
        """Return the share of the words that are function words, 0 to 1."""
        return len(words & self._function_words) / max(1, len(words))


def most_used(uses: Counter[str], number: int) -> set[str]:
    """Return the `number` most used words; among words used equally often, those that come first by code point."""
    fewest_uses = min(sorted(uses.values(), reverse=True)[:number], default=0)
    above = {word for word, count in uses.items() if count > fewest_uses}
    tied = sorted(word for word, count in uses.items() if count == fewest_uses)
    return above.union(tied[: number - len(above)])
