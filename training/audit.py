"""Audit a cleaned text by the labels of the page's blocks: find what an editor would strike out or miss.

A page is spotless if its text has no clutter block of MIN_CLUTTER_WORDS words or more and lacks at most MAX_LOST of the
article's words. Debatable blocks are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.pages import ARTICLE, CLUTTER, BlockLabels

MIN_CLUTTER_WORDS = 4  # shorter leftovers, such as "Share", are left to the tests of the phrase packs
MAX_LOST = 0.01  # share of the article's words
KEPT_SHARE = 0.8  # share of a clutter block's runs that are in the text; with so many, the block was kept
LOST_SHARE = 0.5  # share of an article block's runs that are in the text; with fewer, the block was lost
OWN_SHARE = 0.5  # share of a clutter block's runs that no other kind of block has; with fewer, it is not a fault
RUN = 3  # tokens that are compared as one

# Characters of scripts without spaces, and Hangul syllables, are tokens of their own.
_TOKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\\w+")


@dataclass(frozen=True, slots=True)
class Audit:
    """The words of a page's article, how many of them are lost, and how many words of clutter were kept."""

    article_words: int
    lost_words: int
    clutter_words: int

    @property
    def has_clutter(self) -> bool:
        """True if a clutter block was kept."""
        return self.clutter_words > 0

    @property
    def is_whole(self) -> bool:
        """True if at most MAX_LOST of the article is lost."""
        return self.lost_words <= MAX_LOST * self.article_words

    @property
    def is_spotless(self) -> bool:
        """True if an editor would strike out nothing and miss nothing."""
        return self.is_whole and not self.has_clutter


def audit(labelled: BlockLabels, text: str) -> Audit:
    """Compare a text with the labelled blocks of its page."""
    words = _tokens(text)
    have, line = set(_runs(words)), f" {' '.join(words)} "
    blocks = [(letter, _tokens(block)) for letter, block in zip(labelled.letters, labelled.blocks, strict=True)]
    allowed = {run for letter, own in blocks if letter != CLUTTER for run in _runs(own)}
    article = lost = clutter = 0
    for letter, own in blocks:
        if letter == ARTICLE and own:
            article += len(own)
            lost += len(own) * (_share(own, have, line) < LOST_SHARE)
        elif letter == CLUTTER and len(own) >= MIN_CLUTTER_WORDS:
            is_own = sum(run not in allowed for run in _runs(own)) >= OWN_SHARE * len(_runs(own))
            clutter += len(own) * (is_own and _share(own, have, line) >= KEPT_SHARE)
    return Audit(article, lost, clutter)


def table(groups: Sequence[tuple[str, Sequence[Audit]]]) -> list[str]:
    """Return a line per group: the shares of spotless pages, of those without clutter, and of whole ones."""
    lines = [
        f"{'audit':<32} {'pages':>5} {'spotless':>8} {'no clutter':>10} {'whole':>6} {'lost %':>6} {'clutter %':>9}"
    ]
    for name, found in groups:
        size, words = len(found), max(1, sum(one.article_words for one in found))
        shares = [sum(one.is_spotless for one in found), sum(not one.has_clutter for one in found)]
        spotless, clean, whole = (share / size for share in (*shares, sum(one.is_whole for one in found)))
        lost = 100 * sum(one.lost_words for one in found) / words
        clutter = 100 * sum(one.clutter_words for one in found) / words
        lines.append(f"{name:<32} {size:>5} {spotless:>8.3f} {clean:>10.3f} {whole:>6.3f} {lost:>6.2f} {clutter:>9.2f}")
    return [*lines, ""]


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return all runs of RUN words, or the whole of a shorter text."""
    if len(words) < RUN:
        return [tuple(words)] if words else []
    return list(zip(*(words[start:] for start in range(RUN)), strict=False))


def _share(own: Sequence[str], have: set[tuple[str, ...]], line: str) -> float:
    """Return the share of a block's runs that the text has. `line` is the text as one line, for shorter blocks."""
    if len(own) < RUN:
        return float(f" {' '.join(own)} " in line)
    runs = _runs(own)
    return sum(run in have for run in runs) / len(runs)
