"""Read the credits of an article at each place of a page, with the worth of the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import pairwise, takewhile
from typing import NamedTuple

from cleaners.metadata import meta_tags, visible
from cleaners.metadata.authors import byline_text, json_ld_credits, names, shown_bylines
from cleaners.metadata.authors.bare_names import (
    is_organisation,
    names_without_label,
    parts_before_agency,
    with_plain_label,
)
from cleaners.metadata.authors.beside_names import without_surroundings
from cleaners.metadata.authors.byline_labels import LABEL, match_label
from cleaners.metadata.authors.people import Credit
from cleaners.metadata.authors.signatures import names_with_role
from cleaners.metadata.languages import language_of_fields
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.titles.comparison import name_key

# Meta tags of library catalogues, which write "Doe, Jane".
_SURNAME_FIRST = frozenset({"citation_author", "dc.creator", "dcterms.creator", "dc.contributor.author"})

_AUTHOR_KEYS = ("author", "creator")  # of JSON-LD; "contributor" only counts without them

MAX_DEK_CHARS = 250  # of a piece above the byline; a longer one is the story
MAX_PIECES_BEFORE_AGENCY = 6  # pieces of text between the heading and an agency alone in its piece
MIN_AGENCY_LETTERS = 3  # of an agency; two letters may be a button
MAX_PIECES_BEFORE_BYLINE = 12  # pieces of text between the heading and the byline


class Worth(IntEnum):
    """The worth of a place as a witness of the authors. Places that agree add up."""

    LOOSE = 1  # a name near the text, which may belong to a card or a box
    BARE = 2  # a byline of only names, without a label
    ACCOUNT = 3  # an account in the markup, or a name there that readers do not see
    LABELLED = 4  # a byline with a word such as "By"
    MARKUP = 8


class Place(NamedTuple):
    """The credits at one place of a page."""

    credits: list[Credit]
    worth: Worth
    is_names_only: bool = False  # contains nothing but names and a label


def in_markup(raw: RawMetadata) -> Iterator[Place]:
    """Yield the credits of each place in the markup, the most trusted place first."""
    for name in _AUTHOR_KEYS if any(raw.values("author")) or any(raw.values("creator")) else ("contributor",):
        for value in raw.values(name):
            yield Place(json_ld_credits.read(raw, value), Worth.MARKUP)
    for name in meta_tags.AUTHOR:
        values = raw.tags.get(name, ())
        credits = [Credit(names.first_name_first(value) if name in _SURNAME_FIRST else value) for value in values]
        yield Place(credits, Worth.MARKUP)
    yield Place(_credits(_byline_of_card(raw)), Worth.MARKUP)
    of_items = [Credit(value) for name in ("author", "creator") for value in raw.microdata.get(name, ())]
    yield Place(of_items, Worth.MARKUP)


def _byline_of_card(raw: RawMetadata) -> list[str]:
    """Return the names in a Twitter card: the value whose label means "Written by" in any language."""
    pairs = [(raw.tag(f"twitter:label{number}"), raw.tag(f"twitter:data{number}")) for number in (1, 2)]
    return [datum for label, datum in pairs if label and datum and LABEL.fullmatch(f"{label} ")]


def near_heading(raw: RawMetadata, below: list[str]) -> Iterator[Place]:
    """Yield the bylines that a class or link marks, and the labelled line below the heading."""
    others = set(byline_text.names_of_others(below))
    yield from _marked(raw, others)
    line = takewhile(lambda text: len(text) <= MAX_DEK_CHARS, below[:MAX_PIECES_BEFORE_BYLINE])
    labelled = [name for name in byline_text.labelled_names(list(line)) if name not in others]
    yield Place(_credits(labelled), Worth.LABELLED, is_names_only=True)


def elsewhere(raw: RawMetadata, below: list[str], site_names: set[str]) -> Iterator[Place]:
    """Yield the credits at less certain places.

    These are a labelled line further down, links to authors' pages, labels such as "Written by" anywhere, and names
    beside a date, a role or an agency.
    """
    others = set(byline_text.names_of_others(below))
    yield Place(_credits(name for name in byline_text.labelled_names(below) if name not in others), Worth.LOOSE)
    links = shown_bylines.author_links(raw.visible)
    named = (name for name, url in links if names.looks_like_name(name) or shown_bylines.repeats_name(url, name))
    yield Place(_credits(named), Worth.LOOSE)
    for texts in shown_bylines.texts_of_authorship(raw.visible):
        yield Place(_credits(byline_text.labelled_names(texts)), Worth.LABELLED)
    without_site, heading = _without_site(below, site_names), next(iter(raw.visible.headings), "")
    beside = names_without_label(without_site, heading, language_of_fields(raw))
    with_role = names_with_role(without_site[:MAX_PIECES_BEFORE_BYLINE])
    for bare in (beside, byline_text.single_names(below[:MAX_PIECES_BEFORE_BYLINE])):
        names_shown = (name for name in bare if name in with_role or not _is_label(raw, name))
        yield Place(_credits(names_shown), Worth.BARE, is_names_only=True)
    yield Place(_credits(shown_agencies(below, site_names)), Worth.LOOSE)


def shown_agencies(below: list[str], site_names: set[str]) -> list[str]:
    """Return the agencies close below the heading, in a line of their own or after the site's name.

    After a label such as "Photo:", an agency does not count.
    """
    site_keys = {name_key(name) for name in site_names}
    pairs = pairwise(["", *below[:MAX_PIECES_BEFORE_AGENCY]])
    texts = [text for before, text in pairs if not before.endswith((":", "：")) or match_label(before)]
    return [name for text in texts for name in _agencies(text, site_keys)]


def texts_below(raw: RawMetadata) -> list[str]:
    """Return the pieces of text below the heading, with "by" in place of a label such as "de" (`with_plain_label`)."""
    language = language_of_fields(raw)
    return [with_plain_label(text, language) for text in visible.texts_below_heading(raw.visible)]


def _marked(raw: RawMetadata, others: set[str]) -> Iterator[Place]:
    """Yield the bylines that a class or link marks, without `others` and without editors, checkers and illustrators."""
    groups, language = shown_bylines.marked_bylines(raw.visible), language_of_fields(raw)
    not_authors = {*others, *(name for texts in groups for name in byline_text.names_of_others(texts))}
    for texts in groups:
        texts = [with_plain_label(texts[0], language), *texts[1:]]
        authors = [name for name in byline_text.visible_names(texts) if name not in not_authors]
        authors = authors or byline_text.team(texts[0])
        is_labelled, is_names_only = byline_text.is_labelled(texts), byline_text.is_names_only(texts, authors)
        if is_labelled or not any(_is_place_or_label(raw.visible, name) for name in authors):
            yield Place(_credits(authors), Worth.LABELLED if is_labelled else Worth.BARE, is_names_only)


def _without_site(texts: list[str], site_names: set[str]) -> list[str]:
    """Return the texts without the site's name, with or without an article, as a whole text or a part after a bar."""
    keys = {name_key(name) for name in site_names}
    split = ([part for part in text.split(" | ") if not _names_site(part, keys)] for text in texts)
    return [" | ".join(parts) for parts in split if parts]


def _names_site(text: str, site_keys: set[str]) -> bool:
    return name_key(text) in site_keys or name_key(text.partition(" ")[2]) in site_keys


def _agencies(text: str, site_keys: set[str]) -> list[str]:
    """Return the agency in a line of its own or after the site or a newsroom: "AFP", "The Courier with AFP"."""
    *before, agency = parts_before_agency(without_surroundings(text)) or [""]
    are_organisations = all(_names_site(part, site_keys) or is_organisation(part) for part in before)
    return [agency] if len(agency) >= MIN_AGENCY_LETTERS and are_organisations else []


def _is_place_or_label(shown: visible.Visible, name: str) -> bool:
    return shown_bylines.is_common_words(shown, name) or shown_bylines.is_place_of_story(shown, name)


def _is_label(raw: RawMetadata, name: str) -> bool:
    """Return True if an unlabelled name is the text of a link that leads to no author, or consists of common words."""
    return shown_bylines.is_other_link(raw.visible, name) or shown_bylines.is_common_words(raw.visible, name)


def _credits(names: Iterable[str]) -> list[Credit]:
    return [Credit(name) for name in names]
