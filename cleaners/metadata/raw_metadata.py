"""All metadata of a page before any choice: read once, for the modules that choose a field from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata import json_ld, meta_tags, microdata, visible
from cleaners.metadata.json_ld import JsonLd, Node
from cleaners.metadata.meta_tags import MetaTags
from cleaners.metadata.microdata import Microdata
from cleaners.metadata.visible import Visible
from cleaners.urls import resolve


@dataclass(slots=True)
class RawMetadata:
    """The metadata of one page by place; `nodes` are the JSON-LD nodes that describe its article, best first."""

    url: str
    base: str  # the address against which relative addresses on the page are resolved
    page: ElementIndex
    json_ld: JsonLd
    nodes: list[Node]
    tags: MetaTags
    microdata: Microdata
    visible: Visible
    now: datetime | None = None  # the time of the fetch, with a time zone
    listed: datetime | None = None  # the time at which the listing dates the article, with a time zone
    served: datetime | None = None  # the time of the server's Last-Modified header, with a time zone
    announced: tuple[str, str] | None = None  # the date in a feed or news sitemap, and the name of the place

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


def read(
    page: ElementIndex,
    url: str,
    now: datetime | None = None,
    listed: datetime | None = None,
    served: datetime | None = None,
    announced: tuple[str, str] | None = None,
) -> RawMetadata:
    """Read the metadata of a parsed page; `url` is its final address, or "" if it is unknown."""
    tags, data = meta_tags.read(page), json_ld.read(page)
    shown = visible.read(page, meta_tags.first(tags, *meta_tags.TITLE))
    headings = [*shown.headings[:5], *(text for text in (meta_tags.first(tags, "og:title"), shown.title) if text)]
    address = url or meta_tags.first(tags, "link:canonical", "og:url") or ""
    nodes = json_ld.article_nodes(data, address, headings)
    base = resolve(url, meta_tags.first(tags, "link:base") or "") or url
    return RawMetadata(url, base, page, data, nodes, tags, microdata.read(page), shown, now, listed, served, announced)
