"""All metadata of a page before any choice: read once, for the modules that choose a field from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from cleaners.metadata import json_ld, meta_tags, microdata, titles, visible
from cleaners.metadata.json_ld import JsonLd, Node
from cleaners.metadata.meta_tags import MetaTags
from cleaners.metadata.microdata import Microdata
from cleaners.metadata.strings import plain
from cleaners.metadata.visible import Visible
from cleaners.urls import resolve

_PUBLISHER_KEYS = ("publisher", "sourceOrganization", "copyrightHolder", "provider")
MIN_HEADLINE_SIMILARITY = 0.8  # share of trigrams; the last step of a breadcrumb often shortens the headline
MAX_SECTION_CHARS = 20  # a heading that short may be the name of the section
_SITE_TYPES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})


@dataclass(slots=True)
class RawMetadata:
    """The metadata of one page by place; `nodes` are the JSON-LD nodes that describe its article, best first."""

    url: str
    tree: HtmlElement
    json_ld: JsonLd
    nodes: list[Node]
    tags: MetaTags
    microdata: Microdata
    visible: Visible
    now: datetime | None = None  # the time of the fetch, with a time zone

    @property
    def base(self) -> str:
        """The address against which relative addresses on the page are resolved."""
        return resolve(self.url, meta_tags.first(self.tags, "link:base") or "") or self.url

    def tag(self, *names: str) -> str | None:
        """Return the first value of the first of these meta tags that the page has, or None."""
        return meta_tags.first(self.tags, *names)

    def values(self, key: str) -> Iterator[object]:
        """Yield the non-empty values of a JSON-LD property, those of the best node first."""
        return (node[key] for node in self.nodes if node.get(key) not in (None, "", [], {}))

    def name_of(self, value: object) -> str | None:
        """Return the name of a JSON-LD node or of the node that a reference points to."""
        return next(iter(json_ld.texts(self.json_ld, value)), None) if isinstance(value, dict) else None

    def text(self, key: str) -> str | None:
        """Return the first plain string of a JSON-LD property, or None."""
        return next((text for value in self.values(key) for text in json_ld.texts(self.json_ld, value)), None)


def read(tree: HtmlElement, url: str, now: datetime | None = None) -> RawMetadata:
    """Read the metadata of a parsed page; `url` is its final address, or "" if it is unknown."""
    tags, shown, data = meta_tags.read(tree), visible.read(tree), json_ld.read(tree)
    headings = [*shown.headings[:5], *(text for text in (meta_tags.first(tags, "og:title"), shown.title) if text)]
    address = url or meta_tags.first(tags, "link:canonical", "og:url") or ""
    nodes = json_ld.article_nodes(data, address, headings)
    return RawMetadata(url, tree, data, nodes, tags, microdata.read(tree), shown, now)


def site_name(raw: RawMetadata) -> str | None:
    """Return the name of the newspaper or site, or None."""
    name = raw.tag("og:site_name") or next(iter(_publishers(raw)), None)
    return name or raw.tag(*meta_tags.SITE_NAME)


def site_names(raw: RawMetadata) -> set[str]:
    """Return every name, host name and account name that the site uses for itself."""
    names = {name for key in meta_tags.SITE_NAME for name in raw.tags.get(key, ())}
    names.update(_publishers(raw), titles.host_names(raw.url))
    names.update(
        name
        for node in raw.json_ld.nodes
        if _SITE_TYPES.intersection(json_ld.types(node))
        and "Person" not in json_ld.types(node)
        and (name := plain(node.get("name")))
    )
    handle = (raw.tag("twitter:site") or "").lstrip("@")
    return names | ({handle} if handle else set())


def _publishers(raw: RawMetadata) -> list[str]:
    values = [value for key in _PUBLISHER_KEYS for value in raw.values(key) if not _is_person(raw, value)]
    return [name for value in values for name in json_ld.texts(raw.json_ld, value)]


def _is_person(raw: RawMetadata, value: object) -> bool:
    """Return True if the publisher is a person: their name may then be that of an author as well."""
    node = raw.json_ld.resolve(value)
    return isinstance(node, dict) and "Person" in json_ld.types(node)


def breadcrumb(raw: RawMetadata) -> list[str]:
    """Return the names in the breadcrumb between the front page and the article."""
    trail = next((node for node in raw.json_ld.nodes if "BreadcrumbList" in json_ld.types(node)), {})
    items = trail.get("itemListElement")
    steps = [step for step in (items if isinstance(items, list) else []) if isinstance(step, dict)]
    names = [plain(step.get("name")) or raw.name_of(step.get("item")) for step in steps]
    headlines = _headlines(raw)
    return [
        name
        for name in names[1:]
        if name and not any(titles.similarity(name, headline) > MIN_HEADLINE_SIMILARITY for headline in headlines)
    ]


def _headlines(raw: RawMetadata) -> list[str]:
    texts = (*raw.visible.headings[:3], raw.tag("og:title"), raw.text("headline"))
    return [text for text in texts if text and len(text) > MAX_SECTION_CHARS]
