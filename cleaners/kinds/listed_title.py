"""Recognise a page without the story whose title is in its listing, such as a paywall or an error, in any language.

Sites answer with a notice and status 200 if a page is blocked in a country, if they are under repair, or if the article
is gone. The title in the feed tells which article should be there.
"""

from __future__ import annotations

from itertools import pairwise

from cleaners.page import NEWS_LISTINGS, Page
from cleaners.text.words import UNSPACED_RUN, tokens

LACKING_WEIGHT = 3.0  # in the unit of stages/page_kind.py
MAX_TITLE_CHARS = 300
MIN_TERMS = 4  # of a title; a shorter one says too little
MIN_SHARE = 0.2  # share of a title's terms that its article must have; nearly all articles have most of them
MIN_WORD_CHARS = 4  # of a word that counts; shorter ones are in all texts
STEM_CHARS = 5  # first characters of a word that are compared, because endings differ


def lacks_listed_title(page: Page, text: str) -> bool:
    """Return True if the page's text has hardly any word of the title in the page's listing."""
    if page.discovered_by not in NEWS_LISTINGS or not page.title_hint:
        return False
    listed = _terms(page.title_hint[:MAX_TITLE_CHARS])
    return len(listed) >= MIN_TERMS and len(listed & _terms(text)) < MIN_SHARE * len(listed)


def _terms(text: str) -> set[str]:
    """Return the stems of the longer words, and the pairs of characters in scripts without spaces."""
    lower = text.casefold()
    stems = {token[:STEM_CHARS] for token in tokens(lower) if len(token) >= MIN_WORD_CHARS and not token.isdigit()}
    return stems | {first + second for run in UNSPACED_RUN.findall(lower) for first, second in pairwise(run)}
