"""Tell from a member's name whether it holds texts other than the story: comments, other stories, texts of the site."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_NAME_CHARS = 60  # a longer name is the id of an object in a cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[a-z]+")
# Words in the names of members with other texts, such as `relatedPosts` and `author_bio`.
_OTHER_WORDS = frozenset([
    "comment", "comments", "discussion", "discussions", "conversation", "replies", "reviews", "reactions", "messages",
    "related", "recommended", "recommendation", "recommendations", "latest", "popular", "trending", "teasers",
    "previous", "prev", "next", "promo", "promos", "products",
    "author", "authors", "byline", "bylines", "contributor", "contributors", "creator", "creators", "credits",
    "writers", "bio", "biography",
    "captions", "subtitles", "cues", "tracks", "transcript", "transcripts", "playlist", "images", "gallery", "slides",
    "translations", "locale", "locales", "i18n", "strings", "labels",
    "navigation", "menu", "footer", "ads", "newsletter", "newsletters", "faq", "disclaimer",
    "privacy", "policy", "terms", "consent", "cookie", "cookies", "gdpr", "imprint",
])  # fmt: skip
# How the names of members with other stories begin, such as `moreFromSport` and `mostRead`.
_OTHER_STARTS = frozenset(["more", "most", "readmore", "morestories", "mostread", "relatedarticles", "relatedstories"])
_OTHER_NAMES = frozenset(["header"])  # whole names; in a longer name, the word may belong to the story


@lru_cache(4_096)
def is_of_other_texts(name: str) -> bool:
    """Return True if a member of this name holds other texts than the story's."""
    if len(name) > MAX_NAME_CHARS:
        return False
    words = [word.casefold() for word in _WORD.findall(name)]
    return bool(words) and (
        not _OTHER_WORDS.isdisjoint(words) or words[0] in _OTHER_STARTS or name.casefold() in _OTHER_NAMES
    )
