"""Recognise a page without the story that its listing promised, such as a wall or an error, in any language.

Sites answer with a notice and status 200 where a page is blocked in a country, where they are being repaired, and where
the article is gone. The title in the feed tells which article should be there.
"""

from __future__ import annotations

from itertools import pairwise

from cleaners.page import NEWS_LISTINGS, Page
from cleaners.text.words import UNSPACED_RUN, tokens

BROKEN_WEIGHT = 3.0  # in the unit of stages/page_kind.py
MAX_TITLE_CHARS = 300
MIN_TERMS = 4  # of a title; a shorter one says too little
MIN_SHARE = 0.2  # of a title's terms that an article has; nearly all articles have most of them
MIN_WORD_CHARS = 4  # shorter words are in all texts
STEM_CHARS = 5  # of words, whose endings differ


def breaks_promise(page: Page, text: str) -> bool:
    """Return True if hardly any word of the title in a page's listing is in the page's text."""
    if page.discovered_by not in NEWS_LISTINGS or not page.title_hint:
        return False
    promised = _terms(page.title_hint[:MAX_TITLE_CHARS])
    return len(promised) >= MIN_TERMS and len(promised & _terms(text)) < MIN_SHARE * len(promised)


def _terms(text: str) -> set[str]:
    """Return the stems of the longer words, and the pairs of characters in scripts without spaces."""
    lower = text.casefold()
    stems = {token[:STEM_CHARS] for token in tokens(lower) if len(token) >= MIN_WORD_CHARS and not token.isdigit()}
    return stems | {first + second for run in UNSPACED_RUN.findall(lower) for first, second in pairwise(run)}
