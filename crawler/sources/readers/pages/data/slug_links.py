"""Find articles that a page's data name by slugs only, if links on the page show how their addresses are composed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, islice

from crawler.sources.link_score import Place, score_link
from crawler.sources.readers.json_links import json_slugs
from crawler.sources.readers.pages.data.data_links import DataPage, script_values
from crawler.sources.source import ArticleLink, FoundBy

MIN_EXAMPLES = 2  # links that must show the same form of address
MAX_SLUGS = 1_000  # read per page
_SLOT = "\0"  # stands for the slug in the form of an address


def slug_links(page: DataPage, linked: Iterable[str], found_by: FoundBy) -> list[ArticleLink]:
    """Return links to the entries of data that have a slug but no address; `linked` are the addresses on the page.

    A page may link its first articles, and name those that a click shows in its data. The form of the address is that
    of at least MIN_EXAMPLES links whose last segment is the slug of an entry.
    """
    values = script_values(page.tree, any_type=True)
    entries = {slug: (title, date) for slug, title, date in islice(_slugs(values), MAX_SLUGS)}
    if len(entries) <= MIN_EXAMPLES:
        return []
    found = [(slug, form) for url in linked for slug, form in _forms(url) if slug in entries]
    forms = Counter(form for _, form in set(found))
    form, examples = max(forms.items(), key=lambda counted: counted[1], default=("", 0))
    known = {slug for slug, _ in found}
    if examples < MIN_EXAMPLES:
        return []
    return [
        _link(form.replace(_SLOT, slug), title, date, found_by)
        for slug, (title, date) in entries.items()
        if slug not in known
    ]


def _slugs(values: Iterable[object]) -> Iterable[tuple[str, str, str | None]]:
    return chain.from_iterable(map(json_slugs, values))


def _forms(url: str) -> Iterable[tuple[str, str]]:
    """Yield the last segment of an address, with and without its ending, and the form of the address around it."""
    path, mark, query = url.partition("?")
    folder, _, last = path.rstrip("/").rpartition("/")
    rest = path[len(folder) + 1 + len(last) :] + mark + query
    name, dot, ending = last.rpartition(".")
    yield last, f"{folder}/{_SLOT}{rest}"
    if name:
        yield name, f"{folder}/{_SLOT}{dot}{ending}{rest}"


def _link(url: str, title: str, date: str | None, found_by: FoundBy) -> ArticleLink:
    score, reasons = score_link(url, title, Place(heading=True, article=bool(date)))
    return ArticleLink(url=url, found_by=found_by, title=title, date=date, score=score, reasons=reasons)
