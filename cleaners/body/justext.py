"""Keep jusText, one of trafilatura's fallbacks, from work whose results trafilatura never reads.

On pages that need the fallbacks, jusText takes much of the time. `speed_up` replaces parts of it for the whole process;
its answers stay the same.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib import resources

import numpy as np
from justext import core, utils
from justext.paragraph import Paragraph
from trafilatura import external

# jusText replaces each run of white space by a space or a line feed. A single space needs no replacement.
_UNUSUAL_SPACE = re.compile(r"\s{2,}|[^\S ]")


class _Path:
    """The names of the elements around a paragraph, without their numbers among their siblings."""

    xpath = ""

    def __init__(self) -> None:
        self.dom = ""
        self._outer: list[str] = []

    def append(self, name: str) -> None:
        self._outer.append(self.dom)
        self.dom += f".{name}"

    def pop(self) -> None:
        self.dom = self._outer.pop()


class _Paragraph(Paragraph):  # type: ignore[misc]
    """A paragraph whose text is joined and split once. jusText asks for it only after it is complete, seven times."""

    def __bool__(self) -> bool:
        return bool(self.text_nodes) and bool(self.text)

    @cached_property
    def text(self) -> str:
        return str(Paragraph.text.fget(self))

    def stopwords_density(self, stopwords: StopWords | frozenset[str]) -> float:
        words = self.text.lower().split()
        is_stop_word = stopwords.has if isinstance(stopwords, StopWords) else stopwords.__contains__
        return sum(map(is_stop_word, words)) / len(words) if words else 0


class StopWords:
    """Stop words in lower case, as sorted hashes. 154,000 words of all languages take 1.2 MB; a set would take 17.

    Two 64-bit hashes are equal by chance once in a hundred million million words.
    """

    def __init__(self, lists: Iterable[str]) -> None:
        hashes = (np.fromiter(map(hash, each.lower().split()), np.int64) for each in lists)
        self._hashes = array("q", np.unique(np.concatenate(list(hashes))).tobytes())
        self.has = lru_cache(maxsize=8_192)(self._find)  # most words of a text are frequent ones

    def _find(self, word: str) -> bool:
        own = hash(word)
        place = bisect_left(self._hashes, own)
        return place < len(self._hashes) and self._hashes[place] == own


_in_lower_case = core.define_stoplist


def speed_up() -> None:
    """Replace the slow parts of jusText, unless that is done already.

    All pages share its 154,000 stop words, which jusText would put into lower case again for every page.
    """
    if not isinstance(external.JT_STOPLIST, StopWords):
        lists = (resources.files("justext") / "stoplists").iterdir()
        external.JT_STOPLIST = StopWords(each.read_text("utf-8") for each in lists)  # type: ignore[assignment]
        core.define_stoplist = _define_stoplist
        core.PathInfo, core.Paragraph = _Path, _Paragraph
        utils.MULTIPLE_WHITESPACE_PATTERN = _UNUSUAL_SPACE


def _define_stoplist(words: Iterable[str]) -> object:
    return words if isinstance(words, StopWords) else _in_lower_case(words)
