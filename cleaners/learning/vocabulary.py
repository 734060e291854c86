"""The words of a page's presumed body, for features that compare blocks or lines with it.

Its most frequent words are taken for function words, such as "the" and "of". A list of such words would not be enough,
because pages may be in any language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from itertools import chain


class Vocabulary:
    """The words of the presumed body: function words, rarer words, and which of these more than one part uses."""

    def __init__(self, parts: Iterable[Set[str]], function_words: int) -> None:
        """Count how many parts use each word, and take the most used ones for function words.

        `parts` has the distinct words of each block or line of the presumed body. `function_words` is the number of
        function words.
        """
        uses = Counter(chain.from_iterable(parts))
        self._function_words = most_used(uses, function_words)
        self._rarer = uses.keys() - self._function_words
        self._rarer_used_twice = {word for word in self._rarer if uses[word] > 1}

    def familiarity(self, words: Set[str], *, is_inside: bool) -> float:
        """Return the share of a block's rarer words that other parts of the body use, 0 to 1.

        `words` are the distinct words of the block. If it is itself a part of the body (`is_inside`), a word counts
        only if a second part uses it.
        """
        if not words:
            return 0.0
        shared = len(words & (self._rarer_used_twice if is_inside else self._rarer))
        return shared / max(1, len(words) - len(words & self._function_words))

    def function_share(self, words: Set[str]) -> float:
        """Return the share of the words that are function words, 0 to 1."""
        return len(words & self._function_words) / max(1, len(words))


def most_used(uses: Mapping[str, int], number: int) -> set[str]:
    """Return the `number` most used words. Of words used equally often, the first in the order of code points win."""
    fewest_uses = min(sorted(uses.values(), reverse=True)[:number], default=0)
    above = {word for word, count in uses.items() if count > fewest_uses}
    tied = sorted(word for word, count in uses.items() if count == fewest_uses)
    return above.union(tied[: number - len(above)])
