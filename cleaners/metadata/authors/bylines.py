"""Choose the authors of an article among the places where a page credits them.

The order of the places: JSON-LD, meta tags, microdata, then the bylines that readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile
from typing import NamedTuple
from urllib.parse import unquote

from cleaners.metadata import meta_tags, visible
from cleaners.metadata.authors import byline_text, json_ld_credits, names, shown_bylines
from cleaners.metadata.authors.bare_names import (
    names_before_role,
    names_behind_label,
    names_beside_agency,
    names_beside_date,
    without_label,
)
from cleaners.metadata.authors.byline_labels import LABEL
from cleaners.metadata.authors.byline_words import NEWS_AGENCIES
from cleaners.metadata.authors.people import Credit, people_and_organisations
from cleaners.metadata.fields import Author
from cleaners.metadata.languages import language_of_fields
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import element_text
from cleaners.metadata.titles.comparison import name_key
from cleaners.urls import parts_of

# Meta tags of library catalogues, which write "Doe, Jane".
_SURNAME_FIRST = frozenset({"citation_author", "dc.creator", "dcterms.creator", "dc.contributor.author"})

_AUTHOR_KEYS = ("author", "creator")  # of JSON-LD; "contributor" counts without them
_PLACE = re.compile(r"\s+(?:in|à|en|a|i)\s+[A-ZÀ-Þ].{1,40}$")  # "Associated Press in Oslo"
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,200}")

MAX_PAGE_CHARS = 200_000  # that are searched for a name
MAX_DEK_CHARS = 250  # of a piece above the byline; a longer one is the story
MAX_PIECES_BEFORE_AGENCY = 6  # the same for an agency alone in its piece
MIN_AGENCY_LETTERS = 3  # with two, it may be a button
MAX_PIECES_BEFORE_BYLINE = 12  # pieces of text between the heading and the byline
MAX_PIECES_BEFORE_NAME = 20  # the same for a name without a label


class Byline(NamedTuple):
    """A byline that readers see."""

    credits: list[Credit]
    is_labelled: bool = False  # begins with a word such as "By"
    is_names_only: bool = False  # contains nothing but names and a label


def choose_authors(raw: RawMetadata, site_names: set[str]) -> list[Author]:
    """Return the people of the first place that names any, or else the organisation that the page credits.

    If the markup credits an organisation, only labelled bylines and bylines of names count against it: other names near
    the text belong to cards and boxes.
    """
    authors, organisations = _first_credited(_credits_in_markup(raw), site_names)
    if authors:
        return _complete_from_bylines(authors, raw, site_names)
    bylines = _visible_bylines(raw, site_names)
    certain = (byline for byline in bylines if not organisations or byline.is_labelled or byline.is_names_only)
    visible_authors, visible_organisations = _first_credited((byline.credits for byline in certain), site_names)
    return visible_authors or _choose_organisations(organisations, visible_organisations, site_names)


def credited_agencies(raw: RawMetadata, site_names: set[str]) -> list[str]:
    """Return the news agencies that the page credits, alone or beside people, except the site itself."""
    site_keys = {name_key(name) for name in site_names}
    _, organisations = people_and_organisations(chain.from_iterable(_credits_in_markup(raw)), site_names)
    in_byline = byline_text.labelled_names(visible.texts_below_heading(raw.visible)[:MAX_PIECES_BEFORE_BYLINE])
    credited = [_PLACE.sub("", name) for name in (*(author.name for author in organisations), *in_byline)]
    agencies = [name for name in credited if name_key(name) in NEWS_AGENCIES]
    return [name for name in agencies if not any(name_key(name) in site_key for site_key in site_keys)]


def _first_credited(places: Iterable[list[Credit]], site_names: set[str]) -> tuple[list[Author], list[Author]]:
    """Return the people of the first place that names any, and the organisations of the first place with one."""
    first_organisations: list[Author] = []
    for credits in places:
        authors, organisations = people_and_organisations(credits, site_names)
        if authors:
            return authors, first_organisations
        first_organisations = first_organisations or organisations
    return [], first_organisations


def _complete_from_bylines(authors: list[Author], raw: RawMetadata, site_names: set[str]) -> list[Author]:
    """Replace the authors of the markup by those of a better byline.

    A byline of names only is better if it has all the authors and more. If the markup has only account names (one
    word), a labelled byline with a full name is better too, and a byline of names only if a name fits the account. So
    is a label below the heading if the page shows no author of the markup: that is the person who put the text into the
    system.
    """
    if others := _people_labelled_below(authors, raw, site_names):
        return others
    author_keys = {names.key(author.name) for author in authors}
    are_accounts = all(author.name.isascii() and " " not in author.name for author in authors)
    for byline in _visible_bylines(raw, site_names) if are_accounts else _marked_bylines(raw):
        people, _ = people_and_organisations(byline.credits, site_names)
        has_more = byline.is_names_only and author_keys < {names.key(person.name) for person in people}
        full_names = [person.name for person in people if are_accounts and " " in person.name]
        fits = byline.is_names_only and any(_fits(key, name) for key in author_keys for name in full_names)
        if has_more or fits or (byline.is_labelled and full_names):
            addresses = {names.key(author.name): author.url for author in authors}
            return [Author(person.name, addresses.get(names.key(person.name), person.url)) for person in people]
    return authors


def _fits(account: str, name: str) -> bool:
    """Return True if the key of an account has the first or last name of a person: "aberg" and "Ada Berg"."""
    words = [name_key(word) for word in name.split()]
    return any(len(word) >= MIN_AGENCY_LETTERS and word in account for word in (words[0], words[-1]))


def _people_labelled_below(authors: list[Author], raw: RawMetadata, site_names: set[str]) -> list[Author]:
    """Return the people that a label below the heading names, if the page shows none of these authors."""
    pieces = visible.texts_below_heading(raw.visible)[:MAX_PIECES_BEFORE_BYLINE]
    below = list(takewhile(lambda text: len(text) <= MAX_DEK_CHARS, pieces))
    keys = {names.key(author.name) for author in authors}
    if _has_any(keys, " ".join(below)):
        return []
    people, _ = people_and_organisations(_credits(byline_text.names_behind_by(below)), site_names)
    if not any(" " in person.name for person in people):
        return []
    return [] if _has_any(keys, element_text(raw.page.root, MAX_PAGE_CHARS)) else people


def _has_any(keys: set[str], text: str) -> bool:
    folded = name_key(text)
    return any(key in folded for key in keys)


def _choose_organisations(in_markup: list[Author], in_byline: list[Author], site_names: set[str]) -> list[Author]:
    """Return the organisations of the markup, or those of the byline if the markup names only the site itself."""
    site_keys = {name_key(name) for name in site_names}
    not_site = [author for author in in_byline if name_key(author.name) not in site_keys]
    is_site_only = all(name_key(author.name) in site_keys for author in in_markup)
    return not_site if not_site and is_site_only else in_markup or in_byline


def _credits_in_markup(raw: RawMetadata) -> Iterator[list[Credit]]:
    """Yield the credits of each place in the markup, the most trusted place first."""
    for name in _AUTHOR_KEYS if any(raw.values("author")) or any(raw.values("creator")) else ("contributor",):
        for value in raw.values(name):
            yield json_ld_credits.read(raw, value)
    for name in meta_tags.AUTHOR:
        values = raw.tags.get(name, ())
        yield [Credit(names.first_name_first(value) if name in _SURNAME_FIRST else value) for value in values]
    yield _credits(_byline_of_card(raw))
    yield [Credit(value) for name in ("author", "creator") for value in raw.microdata.get(name, ())]


def _byline_of_card(raw: RawMetadata) -> list[str]:
    """Return the names in a Twitter card: the datum whose label is "Written by", in any language."""
    pairs = [(raw.tag(f"twitter:label{number}"), raw.tag(f"twitter:data{number}")) for number in (1, 2)]
    return [datum for label, datum in pairs if label and datum and LABEL.fullmatch(f"{label} ")]


def _visible_bylines(raw: RawMetadata, site_names: set[str]) -> Iterator[Byline]:
    """Yield the bylines that readers see, the most trusted first.

    They are marked bylines, a labelled line below the heading, the name of a mail address, links to authors' pages, and
    labels such as "Written by" anywhere. The last resort is a name beside the date.
    """
    below = visible.texts_below_heading(raw.visible)
    others = set(byline_text.names_of_others(below))
    for byline in _marked_bylines(raw, others):
        is_of_words = not byline.is_labelled and any(
            shown_bylines.is_common_words(raw.visible, c.name) for c in byline.credits
        )
        if not is_of_words:
            yield byline
    labelled = [name for name in byline_text.labelled_names(below) if name not in others]
    yield Byline(_credits(labelled), byline_text.labelled_names(below[:MAX_PIECES_BEFORE_BYLINE]) == labelled)
    yield Byline(_credits(_names_of_mail_address(raw, below)))
    yield Byline(_credits(text for text, address in shown_bylines.author_links(raw.visible) if _is_name(text, address)))
    for texts in shown_bylines.texts_of_authorship(raw.visible):
        yield Byline(_credits(byline_text.labelled_names(texts)), is_labelled=True)
    yield Byline(_credits(names_beside_agency(below)), is_names_only=True)
    language = language_of_fields(raw)
    yield Byline(_credits(names_behind_label(below, language)), is_labelled=True, is_names_only=True)
    without_site, heading = _without_site(below, site_names), next(iter(raw.visible.headings), "")
    beside_date = names_beside_date(without_site, heading, language)
    single = byline_text.single_names(below[:MAX_PIECES_BEFORE_BYLINE])
    for bare in (beside_date, names_before_role(below), single):
        yield Byline(_credits(name for name in bare if not _is_label(raw, name)), is_names_only=True)
    yield Byline(_credits(filter(_is_agency, below[:MAX_PIECES_BEFORE_AGENCY])))


def _without_site(texts: list[str], site_names: set[str]) -> list[str]:
    """Return the texts without those, or the parts behind a bar, that name the site, perhaps with an article."""
    keys = {name_key(name) for name in site_names}
    split = ([part for part in text.split(" | ") if not _names_site(part, keys)] for text in texts)
    return [" | ".join(parts) for parts in split if parts]


def _names_site(text: str, site_keys: set[str]) -> bool:
    return name_key(text) in site_keys or name_key(text.partition(" ")[2]) in site_keys


def _is_agency(text: str) -> bool:
    return len(text) >= MIN_AGENCY_LETTERS and name_key(text) in NEWS_AGENCIES


def _is_label(raw: RawMetadata, name: str) -> bool:
    """Return True if a name without a label is the text of a link to something else, or consists of common words."""
    return shown_bylines.is_other_link(raw.visible, name) or shown_bylines.is_common_words(raw.visible, name)


def _is_name(text: str, address: str) -> bool:
    """Return True for the text of a link to an author's page if it is a full name, or the address repeats it."""
    slug = parts_of(address).path.rstrip("/").rpartition("/")[2]
    return names.looks_like_name(text) or (len(name_key(text)) > 2 and name_key(text) == name_key(unquote(slug)))


def _marked_bylines(raw: RawMetadata, others: Iterable[str] = ()) -> Iterator[Byline]:
    """Yield the bylines marked by class or link, without `others` and without editors, checkers and illustrators."""
    groups, language = shown_bylines.marked_bylines(raw.visible), language_of_fields(raw)
    not_authors = {*others, *(name for texts in groups for name in byline_text.names_of_others(texts))}
    for texts in groups:
        texts = [without_label(texts[0], language), *texts[1:]]
        authors = [name for name in byline_text.visible_names(texts) if name not in not_authors]
        yield Byline(_credits(authors), byline_text.is_labelled(texts), byline_text.is_names_only(texts, authors))


def _credits(names: Iterable[str]) -> list[Credit]:
    return [Credit(name) for name in names]


def _names_of_mail_address(raw: RawMetadata, below: list[str]) -> list[str]:
    """Return the names below the heading that fit a mail address in the markup: "Ada Berg" fits "a.berg@"."""
    values = (value for name in meta_tags.AUTHOR for value in raw.tags.get(name, ()))
    accounts = [name_key(value.partition("@")[0]) for value in values if _EMAIL.fullmatch(value)]
    pieces = below[:MAX_PIECES_BEFORE_NAME] if accounts else ()
    candidates = (text for text in pieces if names.looks_like_name(text))
    return [name for name in candidates if any(account.endswith(name_key(name.split()[-1])) for account in accounts)]
