"""Keep jusText, one of trafilatura's fallbacks, from work whose results trafilatura never reads.

On pages that need the fallbacks, jusText takes much of the time. `speed_up` replaces parts of it for the whole process;
its answers stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from importlib import resources
from itertools import chain

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

    def stopwords_density(self, stopwords: frozenset[str]) -> float:
        words = self.text.lower().split()
        return sum(map(stopwords.__contains__, words)) / len(words) if words else 0


class _StopWords(frozenset[str]):
    """Stop words in lower case."""


_in_lower_case = core.define_stoplist


def speed_up() -> None:
    """Replace the slow parts of jusText, unless that is done already.

    All pages share one set of its 154,000 stop words, which jusText would put into lower case again for every page.
    Reading its lists word by word would take three times as long.
    """
    if not isinstance(external.JT_STOPLIST, _StopWords):
        lists = (resources.files("justext") / "stoplists").iterdir()
        words = (each.read_text("utf-8").lower().split() for each in lists)
        external.JT_STOPLIST = _StopWords(chain.from_iterable(words))  # type: ignore[assignment]
        core.define_stoplist = _define_stoplist
        core.PathInfo, core.Paragraph = _Path, _Paragraph
        utils.MULTIPLE_WHITESPACE_PATTERN = _UNUSUAL_SPACE


def _define_stoplist(words: Iterable[str]) -> object:
    return words if isinstance(words, _StopWords) else _in_lower_case(words)
