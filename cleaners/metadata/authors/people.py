"""Separate the people in credits from organisations, roles, labels and the site itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cleaners.metadata.authors.beside_names import CONTACT, OTHER_WORK_IN_BRACKETS, without_surroundings
from cleaners.metadata.authors.byline_labels import LABEL
from cleaners.metadata.authors.byline_words import (
    AGENCIES_AND_BROADCASTERS,
    NEWS_AGENCIES,
    NOT_PEOPLE,
    ORGANISATION_ENDINGS,
    ORGANISATION_WORDS,
    ROLE_ENDINGS,
    ROLE_NOUNS,
    ROLE_WORDS,
)
from cleaners.metadata.authors.names import MAX_NAME_CHARS, first_name_first, looks_like_name, split_names
from cleaners.metadata.fields import Author
from cleaners.metadata.strings import plain
from cleaners.metadata.titles.comparison import name_key

MAX_AUTHORS = 50
MAX_CREDIT_CHARS = 1_000

_NAME_OF_MAIL = re.compile(r"^\S{1,100}@\S{1,100} \(([^()]+)\)$")  # "a@example.org (Ada Berg)", the form of RSS
# "Berg, Ada"
_SURNAME_FIRST = re.compile(r"[^\W\d_a-z][a-zà-ÿ’'-]{2,20}, [^\W\d_a-z][a-zà-ÿ-]{2,20}(?: [^\W\d_a-z]\.?)?")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Credit:
    """One entry of a byline, unchanged; it may name several people."""

    name: str
    url: str | None = None
    is_organisation: bool = False


def people_and_organisations(credits: Iterable[Credit], site_names: Iterable[str]) -> tuple[list[Author], list[Author]]:
    """Return the people and the organisations among the credits, in page order, each once."""
    site_keys = frozenset(name_key(name) for name in site_names) - {""}
    authors: dict[str, dict[str, Author]] = {"person": {}, "organisation": {}}  # by kind and key of the name
    for credit in list(credits)[:MAX_AUTHORS]:
        for name, kind in _names_with_kind(credit, site_keys):
            known = authors[kind].get(name_key(name))
            if known is None or (known.url is None and credit.url):
                authors[kind][name_key(name)] = Author(known.name if known else name, credit.url)
    return list(authors["person"].values())[:MAX_AUTHORS], list(authors["organisation"].values())[:MAX_AUTHORS]


@lru_cache(maxsize=512)  # a page names its authors in several places, which are read for authors and for agencies
def _names_with_kind(credit: Credit, site_keys: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the names of one credit, each with its kind, "person" or "organisation".

    Beside a full name or an organisation, a single word is a place, and a phrase in small letters is a role. Both are
    dropped.
    """
    text = _NAME_OF_MAIL.sub(r"\1", plain(credit.name) or "")
    if name_key(text) in NOT_PEOPLE:
        return ()
    text = first_name_first(text) if _SURNAME_FIRST.fullmatch(text) else text
    stripped = " ".join(
        LABEL.sub("", CONTACT.sub(" ", OTHER_WORK_IN_BRACKETS.sub("", text[:MAX_CREDIT_CHARS]))).split()
    )
    if name_key(stripped) in site_keys or credit.is_organisation:
        return ((stripped, "organisation"),) if _is_usable(stripped) else ()
    pairs = [(name, _kind(name, site_keys)) for name in _usable_names(stripped)]
    has_full_name = len(pairs) > 1 and any(" " in name or kind == "organisation" for name, kind in pairs)
    return tuple(
        (name, kind)
        for name, kind in pairs
        if not (
            has_full_name
            and kind == "person"
            and (name.isascii() or not name[0].isascii())
            and not looks_like_name(name)
        )
    )


@lru_cache(maxsize=512)  # a page names its authors in several places, which are read for authors and for agencies
def _usable_names(credit: str) -> tuple[str, ...]:
    names = map(_without_role, split_names(without_surroundings(credit)))
    return tuple(name for name in names if _is_usable(name))


def _is_usable(name: str) -> bool:
    key = name_key(name)
    return len(key) > 1 and len(name) <= MAX_NAME_CHARS and key not in NOT_PEOPLE and not key.isdigit()


def _kind(name: str, site_keys: frozenset[str]) -> str:
    key = name_key(name)
    words = [word.lower().rstrip(".") for word in _WORD.findall(name)]
    is_known = key in site_keys or key in AGENCIES_AND_BROADCASTERS or name.endswith(ORGANISATION_ENDINGS)
    is_organisation = is_known or _DOMAIN.fullmatch(name) or any(word in ORGANISATION_WORDS for word in _parts(words))
    return "organisation" if is_organisation else "person"


def _parts(words: list[str]) -> list[str]:
    """Return the words and the parts of those with a hyphen, such as "ARD-Studio"."""
    return [*words, *(part for word in words if "-" in word for part in word.split("-"))]


def _without_role(name: str) -> str:
    """Cut a role off the end of a name; return "" if fewer than two words are left, or they begin with a role."""
    words = name.split()
    lowered = [word.lower().strip(".,") for word in words]
    start = len(words)
    while start > 0 and (lowered[start - 1] in ROLE_WORDS or lowered[start - 1].endswith(ROLE_ENDINGS)):
        start -= 1
    if not any(word in ROLE_NOUNS or word.endswith(ROLE_ENDINGS) for word in lowered[start:]):
        return name
    # The role may begin with an agency, such as "AP Sports".
    start = next((at for at in range(2, start) if name_key(words[at].strip(",")) in NEWS_AGENCIES), start)
    is_role_only = start > 0 and lowered[0] in ROLE_WORDS  # as in "Local Politics Desk Reporter"
    return " ".join(words[:start]) if start >= 2 and not is_role_only else ""
