"""Everything that was read of a page, once, for the modules that choose from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from cleaners.metadata import json_ld, languages, meta_tags, microdata, titles, visible
from cleaners.metadata.json_ld import JsonLd, Node
from cleaners.metadata.meta_tags import MetaTags
from cleaners.metadata.microdata import Microdata
from cleaners.metadata.strings import plain
from cleaners.metadata.visible import Visible
from cleaners.urls import resolve

_PUBLISHERS = ("publisher", "sourceOrganization", "copyrightHolder", "provider")
MAX_SECTION_CHARS = 20  # a heading of so few may be the section's name
_SITE_TYPES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})


@dataclass(slots=True)
class Readings:
    """The places of one page where metadata stand. `nodes` are those JSON-LD nodes that describe this article."""

    url: str
    tree: HtmlElement
    json_ld: JsonLd
    nodes: list[Node]
    tags: MetaTags
    microdata: Microdata
    visible: Visible
    now: datetime | None = None  # when the page was fetched, aware

    @property
    def base(self) -> str:
        """The address that relative ones on the page are relative to."""
        return resolve(self.url, meta_tags.first(self.tags, "link:base") or "") or self.url

    def tag(self, *names: str) -> str | None:
        """The first value of the first of these meta tags."""
        return meta_tags.first(self.tags, *names)

    def values(self, key: str) -> Iterator[object]:
        """The values of a JSON-LD property, of the node that fits best first."""
        return (node[key] for node in self.nodes if node.get(key) not in (None, "", [], {}))

    def name_of(self, value: object) -> str | None:
        """The name of a JSON-LD node, by its reference too."""
        return next(iter(json_ld.texts(self.json_ld, value)), None) if isinstance(value, dict) else None

    def text(self, key: str) -> str | None:
        """The first plain string of a JSON-LD property."""
        return next((text for value in self.values(key) for text in json_ld.texts(self.json_ld, value)), None)


def read(tree: HtmlElement, url: str, now: datetime | None = None) -> Readings:
    """Read all places of a parsed page; `url` is its final address, "" where it is not known."""
    tags, page, found = meta_tags.read(tree), visible.read(tree), json_ld.read(tree)
    headings = [*page.headings[:5], *(text for text in (meta_tags.first(tags, "og:title"), page.title) if text)]
    own = url or meta_tags.first(tags, "link:canonical", "og:url") or ""
    nodes = json_ld.article_nodes(found, own, headings)
    return Readings(url, tree, found, nodes, tags, microdata.read(tree), page, now)


def language(found: Readings) -> str | None:
    """The language that the page declares, BCP 47."""
    declared = (
        found.visible.language,
        found.text("inLanguage"),
        found.tag("og:locale", "content-language", "language", "dc.language", "dcterms.language"),
    )
    tags = [tag for tag in map(languages.normalise, declared) if tag]
    # of two that agree the one that names the region too: day and month of a date hang on it
    return next((tag for tag in tags if tag.startswith(tags[0] + "-")), tags[0]) if tags else None


def site_name(found: Readings) -> str | None:
    """The name of the newspaper or site."""
    named = found.tag("og:site_name") or next(iter(_publishers(found)), None)
    return named or found.tag(*meta_tags.SITE_NAME)


def site_names(found: Readings) -> set[str]:
    """All names and addresses under which the site speaks of itself."""
    names = {name for key in meta_tags.SITE_NAME for name in found.tags.get(key, ())}
    names.update(_publishers(found), titles.host_names(found.url))
    names.update(
        name
        for node in found.json_ld.nodes
        if _SITE_TYPES.intersection(json_ld.types(node))
        and "Person" not in json_ld.types(node)
        and (name := plain(node.get("name")))
    )
    handle = (found.tag("twitter:site") or "").lstrip("@")
    return names | ({handle} if handle else set())


def _publishers(found: Readings) -> list[str]:
    values = [value for key in _PUBLISHERS for value in found.values(key) if not _is_person(found, value)]
    return [name for value in values for name in json_ld.texts(found.json_ld, value)]


def _is_person(found: Readings, value: object) -> bool:
    """Whether somebody publishes under their own name, which is then an author's too."""
    node = found.json_ld.resolve(value)
    return isinstance(node, dict) and "Person" in json_ld.types(node)


def breadcrumb(found: Readings) -> list[str]:
    """The names on the way from the front page to the article, without both of them."""
    trail = next((node for node in found.json_ld.nodes if "BreadcrumbList" in json_ld.types(node)), {})
    listed = trail.get("itemListElement")
    steps = [step for step in (listed if isinstance(listed, list) else []) if isinstance(step, dict)]
    names = [plain(step.get("name")) or found.name_of(step.get("item")) for step in steps]
    return [name for name in names[1:] if name and not any(titles.similarity(name, h) > 0.8 for h in _headings(found))]


def _headings(found: Readings) -> list[str]:
    own = (*found.visible.headings[:3], found.tag("og:title"), found.text("headline"))
    return [text for text in own if text and len(text) > MAX_SECTION_CHARS]
