"""Who wrote an article: the places where a page credits its authors, most trusted first."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.metadata import authors, json_ld, meta_tags, page
from cleaners.metadata.authors import Credit
from cleaners.metadata.readings import Readings
from cleaners.metadata.record import Author
from cleaners.metadata.text import plain
from cleaners.urls import resolve

_SURNAME_FIRST = frozenset({"citation_author", "dc.creator", "dcterms.creator", "dc.contributor.author"})


def written_by(found: Readings, site_names: set[str]) -> list[Author]:
    """The people of the first place that names any; where none does, the organisation that is credited."""
    credited: list[Author] = []
    for credits in _places(found):
        people, organisations = authors.sorted_out(credits, site_names)
        if people:
            return people
        credited = credited or organisations
    return credited


def _places(found: Readings) -> Iterator[list[Credit]]:
    for key in ("author", "creator"):
        for value in found.values(key):
            yield _from_json_ld(found, value)
    for name in meta_tags.AUTHOR:
        values = found.tags.get(name, ())
        yield [Credit(authors.first_name_first(value) if name in _SURNAME_FIRST else value) for value in values]
    yield [Credit(value) for key in ("author", "creator") for value in found.microdata.get(key, ())]
    for texts in page.bylines(found.visible):
        yield [Credit(name) for name in authors.visible_names(texts)]
    yield [Credit(name) for name in authors.labelled_names(page.after_heading(found.visible))]


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
