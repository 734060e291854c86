"""Find articles that a page's data name by slugs only, if links on the page show how their addresses are composed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from urllib.parse import unquote, urlsplit

from cleaners.urls import path_of, resolve
from crawler.sources.link_score import Place, score_link
from crawler.sources.readers.json_links import SlugEntry, json_slugs
from crawler.sources.readers.pages.data.data_links import DataPage, script_values
from crawler.sources.source import ArticleLink, FoundBy

MIN_EXAMPLES = 2  # links that must show the same form of address
MIN_OF_SECTIONS = 3  # entries whose sections must be linked, if no link shows the form
MAX_SLUGS = 1_000  # read per page
_SLUG, _SECTION = "\0", "\1"  # stand for the slug and the section in the form of an address

TextPlace = tuple[str, ...]
# The form of an address, and the place in an entry of the text that is its section; () if the form has no section.
Form = tuple[str, TextPlace]


def slug_links(page: DataPage, linked: Collection[str], found_by: FoundBy) -> list[ArticleLink]:
    """Return links to the entries of data that have a slug but no address; `linked` are the addresses on the page.

    A page may link its first articles, and name those that a click shows in its data. The form of the address is that
    of at least MIN_EXAMPLES links whose last segment, or a value in whose query, is the slug of an entry. The folder
    may be a text of the entry, such as the path of its section. Where no link shows the form, the links to the sections
    do: /city/ and the section "city" of an entry show /city/SLUG.
    """
    values = script_values(page.tree, any_type=True)
    found = islice(chain.from_iterable(map(json_slugs, values)), MAX_SLUGS)
    entries = {entry.slug: entry for entry in found}
    if len(entries) <= MIN_EXAMPLES:
        return []
    shown = {(slug, form) for url in linked for slug, form in _forms(url, entries)}
    form, examples = _most_frequent(form for _, form in shown)
    known = {slug for slug, _ in shown}
    if not known:
        form, examples = _form_of_sections(entries.values(), linked, page.base)
    if form is None or examples < MIN_EXAMPLES:
        return []
    composed = ((entry, _compose(form, entry)) for slug, entry in entries.items() if slug not in known)
    return [_link(url, entry, found_by) for entry, url in composed if url]


def _most_frequent(forms: Iterable[Form]) -> tuple[Form | None, int]:
    """Return the most frequent form, of several the one with a section, and how often it occurs."""
    counts = Counter(forms)
    best = max(counts, key=lambda form: (counts[form], bool(form[1])), default=None)
    return best, counts[best] if best else 0


def _forms(url: str, entries: dict[str, SlugEntry]) -> Iterator[tuple[str, Form]]:
    """Yield the slugs of entries that an address contains, and its possible forms."""
    path, mark, query = url.partition("?")
    folder, _, last = path.rstrip("/").rpartition("/")
    rest = path[len(folder) + 1 + len(last) :] + mark + query
    name, dot, ending = last.rpartition(".")
    for slug, after in ((last, rest), (name, f"{dot}{ending}{rest}")):
        if slug in entries:
            form = f"{folder}/{_SLUG}{after}"
            yield slug, (form, ())
            yield from ((slug, each) for each in _with_section(form, entries[slug]))
    for name, equals, value in (part.partition("=") for part in query.split("&")):
        if value in entries:
            yield value, (url.replace(f"{name}={value}", f"{name}{equals}{_SLUG}"), ())


def _with_section(form: str, entry: SlugEntry) -> Iterator[Form]:
    """Yield the form of an address with a text of the entry as its section."""
    origin = form.find("/", form.find("//") + 2)
    for place, text in entry.texts.items():
        section = _section(text)
        if section and f"/{section}/" in form[origin:]:
            yield form[:origin] + form[origin:].replace(f"/{section}/", f"/{_SECTION}/", 1), place


def _form_of_sections(entries: Collection[SlugEntry], linked: Iterable[str], base: str) -> tuple[Form | None, int]:
    """Return the form of addresses below the linked sections that most entries name, and how many name one."""
    paths = {unquote(path_of(url)).strip("/") for url in linked}
    named = [
        [place for place, text in entry.texts.items() if (section := _section(text)) in paths and section != entry.slug]
        for entry in entries
    ]
    place, count = max(Counter(chain.from_iterable(named)).items(), key=lambda counted: counted[1], default=((), 0))
    if count < max(MIN_OF_SECTIONS, len(entries) / 2):
        return None, 0
    parts = urlsplit(base)
    return (f"{parts.scheme}://{parts.netloc}/{_SECTION}/{_SLUG}", place), count


def _section(text: str) -> str:
    """Return the path of a section without slashes around it; "" for a text that is not one."""
    path = path_of(text) if "://" in text else text
    return "" if any(map(str.isspace, path)) or "?" in path else path.strip("/")


def _compose(form: Form, entry: SlugEntry) -> str | None:
    """Return the address of an entry; None if it lacks the section."""
    address, place = form
    section = _section(entry.texts.get(place, "")) if place else _SECTION
    return resolve(address.replace(_SECTION, section).replace(_SLUG, entry.slug), "") if section else None


def _link(url: str, entry: SlugEntry, found_by: FoundBy) -> ArticleLink:
    score, reasons = score_link(url, entry.title, Place(heading=True, article=bool(entry.date)))
    return ArticleLink(url=url, found_by=found_by, title=entry.title, date=entry.date, score=score, reasons=reasons)
