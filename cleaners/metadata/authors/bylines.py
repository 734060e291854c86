"""Who wrote an article: the places where a page credits its authors, most trusted first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from cleaners.metadata import json_ld, meta_tags, visible
from cleaners.metadata.authors import people
from cleaners.metadata.authors.byline_words import WIRES
from cleaners.metadata.authors.people import Credit
from cleaners.metadata.fields import Author
from cleaners.metadata.readings import Readings
from cleaners.metadata.strings import plain
from cleaners.metadata.titles import key
from cleaners.urls import resolve

_SURNAME_FIRST = frozenset({"citation_author", "dc.creator", "dcterms.creator", "dc.contributor.author"})

_PLACE = re.compile(r"\s+(?:in|à|en|a|i)\s+[A-ZÀ-Þ].{1,40}$")  # "Associated Press in Oslo"
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,200}")

MAX_PIECES_BEFORE_BYLINE = 12  # of text below the heading


class Byline(NamedTuple):
    """The credits of one byline."""

    credits: list[Credit]
    is_labelled: bool = False  # it begins with a word such as "By"
    is_names_only: bool = False


def written_by(found: Readings, site_names: set[str]) -> list[Author]:
    """The people of the first place that names any; where none does, the organisation that is credited."""
    authors, credited = _first(_marked(found), site_names)
    if authors:
        return _completed(authors, found, site_names)
    shown = _visible(found)
    sure = [byline for byline in shown if not credited or byline.is_labelled or byline.is_names_only]
    seen, organisations = _first((byline.credits for byline in sure), site_names)
    return seen or _without_the_site(credited, organisations, site_names)


def wires(found: Readings, site_names: set[str]) -> list[str]:
    """The news agencies that are credited, alone or beside people, without the site itself."""
    own = {key(name) for name in site_names}
    _, organisations = people.sorted_out(chain.from_iterable(_marked(found)), site_names)
    below = people.labelled_names(visible.after_heading(found.visible)[:MAX_PIECES_BEFORE_BYLINE])
    named = [_PLACE.sub("", name) for name in (*(author.name for author in organisations), *below)]
    return [name for name in named if key(name) in WIRES and not any(key(name) in site for site in own)]


def _first(places: Iterable[list[Credit]], site_names: set[str]) -> tuple[list[Author], list[Author]]:
    """The people of the first place that names any, and the organisations of the first that names one."""
    credited: list[Author] = []
    for credits in places:
        authors, organisations = people.sorted_out(credits, site_names)
        if authors:
            return authors, credited
        credited = credited or organisations
    return [], credited


def _completed(authors: list[Author], found: Readings, site_names: set[str]) -> list[Author]:
    """The people and who else a byline of names only has beside all of them; account names give way to full names."""
    names = {key(author.name) for author in authors}
    is_account = all(author.name.isascii() and " " not in author.name for author in authors)
    for byline in _visible(found) if is_account else _marked_bylines(found):
        others, _ = people.sorted_out(byline.credits, site_names)
        is_longer = byline.is_names_only and names < {key(author.name) for author in others}
        if is_longer or (is_account and byline.is_labelled and any(" " in other.name for other in others)):
            addresses = {key(author.name): author.url for author in authors}
            return [Author(author.name, addresses.get(key(author.name), author.url)) for author in others]
    return authors


def _without_the_site(credited: list[Author], shown: list[Author], site_names: set[str]) -> list[Author]:
    """The organisations of the markup, or those of the byline where the markup names only the site itself."""
    names = {key(name) for name in site_names}
    other = [author for author in shown if key(author.name) not in names]
    return other if other and all(key(author.name) in names for author in credited) else credited or shown


def _marked(found: Readings) -> Iterator[list[Credit]]:
    for name in ("author", "creator"):
        for value in found.values(name):
            yield _from_json_ld(found, value)
    for name in meta_tags.AUTHOR:
        values = found.tags.get(name, ())
        yield [Credit(people.first_name_first(value) if name in _SURNAME_FIRST else value) for value in values]
    yield [Credit(value) for name in ("author", "creator") for value in found.microdata.get(name, ())]


def _visible(found: Readings) -> Iterator[Byline]:
    """The bylines that readers see: marked ones, a labelled line below the heading, links to authors' pages."""
    below = visible.after_heading(found.visible)
    others = set(people.names_of_others(below))
    yield from _marked_bylines(found, others)
    labelled = [name for name in people.labelled_names(below) if name not in others]
    yield Byline(_credits(labelled), people.labelled_names(below[:MAX_PIECES_BEFORE_BYLINE]) == labelled)
    yield Byline(_credits(_of_address(found, below)))
    yield Byline(_credits(filter(people.looks_like_name, visible.author_links(found.visible))))


def _marked_bylines(found: Readings, others: Iterable[str] = ()) -> Iterator[Byline]:
    groups = visible.bylines(found.visible)
    passed = {*others, *(name for texts in groups for name in people.names_of_others(texts))}
    for texts in groups:
        names = [name for name in people.visible_names(texts) if name not in passed]
        yield Byline(_credits(names), people.is_labelled(texts), people.is_names_only(texts, names))


def _credits(names: Iterable[str]) -> list[Credit]:
    return [Credit(name) for name in names]


def _of_address(found: Readings, below: list[str]) -> list[str]:
    """The name below the heading that an e-mail address in the markup belongs to, as "a.berg@" to "Ada Berg"."""
    given = (value for name in meta_tags.AUTHOR for value in found.tags.get(name, ()))
    accounts = [key(value.partition("@")[0]) for value in given if _EMAIL.fullmatch(value)]
    names = (text for text in below[:20] if people.looks_like_name(text))
    return [name for name in names if any(account.endswith(key(name.split()[-1])) for account in accounts)]


def _from_json_ld(found: Readings, value: object) -> list[Credit]:
    listed = value if isinstance(value, list) else [value]
    credits: list[Credit] = []
    for item in map(found.json_ld.resolve, listed):
        if not isinstance(item, dict):
            credits.append(Credit(plain(item) or ""))
            continue
        is_organisation = any(t.endswith("Organization") for t in json_ld.types(item))
        address = item.get("url") or item.get("sameAs")
        url = resolve(found.base, address) if isinstance(address, str) else None
        credits.extend(Credit(name, url, is_organisation) for name in json_ld.texts(found.json_ld, item.get("name")))
    return credits
