"""Choose the authors of an article among the places where a page credits them.

Each place has a worth as a witness (`credited.Worth`). The worths of places that agree are added, and the best sum
wins.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

from cleaners.markup.text_nodes import texts_in
from cleaners.metadata.authors import byline_text, credited, names
from cleaners.metadata.authors.byline_words import NEWS_AGENCIES
from cleaners.metadata.authors.credited import MAX_PIECES_BEFORE_BYLINE, Place, Worth
from cleaners.metadata.authors.people import people_and_organisations
from cleaners.metadata.fields import Author
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import element_text, plain
from cleaners.metadata.titles.comparison import letters, name_key

_AGENCY_WORD = re.compile(r"^(?:agen[cçz]i[ae]|agência|agence|agentur|агентство)\s(?=[A-ZА-Я]{2,}$)", re.IGNORECASE)
MAX_PAGE_CHARS = 200_000  # characters of a page that are searched for a name
MIN_ACCOUNT_LETTERS = 3  # letters of a name that is part of an account's name


class Claim(NamedTuple):
    """The people and organisations that one place credits."""

    people: list[Author]
    organisations: list[Author]
    place: Place

    @property
    def keys(self) -> set[str]:
        """The names of the people for comparison."""
        return {names.key(person.name) for person in self.people}

    @property
    def is_certain(self) -> bool:
        """True for a place that names only authors. Names elsewhere near the text may belong to cards and boxes."""
        return self.place.is_names_only or self.place.worth >= Worth.LABELLED


def choose_authors(raw: RawMetadata, site_names: set[str]) -> list[Author]:
    """Return the people of the best place that names any, or else the organisation that the page credits."""
    below = credited.texts_below(raw)
    markup = [_claim(place, site_names) for place in credited.in_markup(raw)]
    bylines = [_claim(place, site_names) for place in credited.near_heading(raw, below)]
    in_markup = next((claim.organisations for claim in markup if claim.organisations), [])
    bylines = [claim for claim in bylines if claim.is_certain or not in_markup]
    if people := _best([claim for claim in (*markup, *bylines) if claim.people], raw):
        return [Author(_as_shown(person.name, raw), person.url) for person in people]
    for place in credited.elsewhere(raw, below, site_names):
        claim = _claim(place, site_names)
        if claim.is_certain or not in_markup:
            if claim.people:
                return claim.people
            bylines.append(claim)
    in_byline = next((claim.organisations for claim in bylines if claim.organisations), [])
    return _choose_organisations(in_markup, in_byline, site_names)


def _as_shown(name: str, raw: RawMetadata) -> str:
    """Return "Ada Berg" for "ada berg" if the page shows the name with capitals."""
    if " " not in name or not name.islower():
        return name
    texts = re.findall(re.escape(name), element_text(raw.page.root, MAX_PAGE_CHARS), re.IGNORECASE)
    return next((text for text in texts if text.istitle()), name)


def credited_agencies(raw: RawMetadata, site_names: set[str]) -> list[str]:
    """Return the news agencies that the page credits, alone or beside people, except the site itself."""
    site_keys = {name_key(name) for name in site_names}
    in_markup = chain.from_iterable(place.credits for place in credited.in_markup(raw))
    _, organisations = people_and_organisations(in_markup, site_names)
    below = credited.texts_below(raw)
    in_byline = byline_text.labelled_names(below[:MAX_PIECES_BEFORE_BYLINE])
    shown = (*(author.name for author in organisations), *in_byline, *credited.shown_agencies(below, site_names))
    agencies = [name for text in shown if name_key(name := _AGENCY_WORD.sub("", text)) in NEWS_AGENCIES]
    return [name for name in agencies if not any(name_key(name) in site_key for site_key in site_keys)]


def _claim(place: Place, site_names: set[str]) -> Claim:
    return Claim(*people_and_organisations(place.credits, site_names), place)


def _best(claims: list[Claim], raw: RawMetadata) -> list[Author]:
    """Return the people of the claim with the greatest worth, with addresses from any claim. Of equals, the first wins.

    The worth of a claim is the sum over the kinds of places that name the same people, or some of them.
    """
    if not claims:
        return []
    worth = [_worth(claim, claims, raw) for claim in claims]
    within = [[_is_within(part, whole) for part in claims] for whole in claims]
    sums = [sum({kind for kind, is_within in zip(worth, row, strict=True) if is_within}) for row in within]
    best = max(range(len(claims)), key=lambda index: (sums[index], _has_full_name(claims[index])))
    addresses = {names.key(person.name): person.url for claim in claims for person in claim.people if person.url}
    return [Author(person.name, person.url or addresses.get(names.key(person.name))) for person in claims[best].people]


def _worth(claim: Claim, claims: list[Claim], raw: RawMetadata) -> int:
    """Return the worth of a claim. In the markup, it is less for accounts and for people whom the page does not show.

    If a byline names somebody else, these are the people who put the text into the system.
    """
    worth = claim.place.worth
    if worth < Worth.MARKUP:
        return worth
    labelled = [one for one in claims if one.place.worth == Worth.LABELLED and _has_full_name(one)]
    is_unseen = labelled and all(one.keys.isdisjoint(claim.keys) for one in labelled) and not _is_seen(claim.keys, raw)
    return Worth.ACCOUNT if is_unseen or _has_accounts_only(claim) else worth


def _is_within(part: Claim, whole: Claim) -> bool:
    """Return True if the `whole` claim has all names of the `part`, or a name that fits its account."""
    if part.keys == whole.keys:
        return True
    if whole.place.worth == Worth.MARKUP:
        return part.place.worth < Worth.MARKUP and part.keys < whole.keys
    is_account = _has_accounts_only(part)
    full_names = [person.name for person in whole.people if " " in person.name]
    fits = is_account and any(_is_account_of(key, name) for key in part.keys for name in full_names)
    return whole.place.is_names_only and (fits or part.keys < whole.keys)


def _has_accounts_only(claim: Claim) -> bool:
    return all(person.name.isascii() and " " not in person.name for person in claim.people)


def _has_full_name(claim: Claim) -> bool:
    return any(" " in person.name for person in claim.people)


def _is_account_of(account: str, name: str) -> bool:
    """Return True if the key of an account has the first or last name of a person: "aberg" and "Ada Berg"."""
    words = [name_key(word) for word in name.split()]
    return any(len(word) >= MIN_ACCOUNT_LETTERS and word in account for word in (words[0], words[-1]))


def _is_seen(keys: set[str], raw: RawMetadata) -> bool:
    text = letters(plain("".join(texts_in(raw.page.root, MAX_PAGE_CHARS))) or "")
    return any(key in text for key in keys)


def _choose_organisations(in_markup: list[Author], in_byline: list[Author], site_names: set[str]) -> list[Author]:
    """Return the organisations of the markup, or those of the byline if the markup names only the site itself."""
    site_keys = {name_key(name) for name in site_names}
    not_site = [author for author in in_byline if name_key(author.name) not in site_keys]
    is_site_only = all(name_key(author.name) in site_keys for author in in_markup)
    return not_site if not_site and is_site_only else in_markup or in_byline
