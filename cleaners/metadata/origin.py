"""The address that a page calls its own, and the publisher that it names as the origin of its article."""

from __future__ import annotations

from urllib.parse import urlsplit

from cleaners.metadata import json_ld
from cleaners.metadata.fields import Syndication
from cleaners.metadata.readings import Readings
from cleaners.urls import is_same_site, registered_domain, resolve

_ORIGINALS = ("syndication-source", "original-source", "article:original", "article:original_url")


def canonical_url(found: Readings) -> str | None:
    """The canonical address, absolute; a page that names its site's front page is mistaken and not believed."""
    for value in (found.tag("link:canonical"), found.tag("og:url"), found.text("url")):
        address = resolve(found.base, value) if value else None
        if address and (urlsplit(address).path not in ("", "/") or urlsplit(found.url).path in ("", "/")):
            return address
    return None


def syndicated_from(found: Readings, wires: list[str]) -> Syndication | None:
    """The other publisher that a canonical address, `isBasedOn`, a tag or the byline (its agencies: `wires`) names."""
    claims = [(found.tag(name), f"meta:{name}") for name in _ORIGINALS]
    claims += [(_address(found, value), "json-ld:isBasedOn") for value in found.values("isBasedOn")]
    claims.append((found.tag("link:canonical"), "link:canonical"))
    for value, place in claims if found.url else ():
        address = resolve(found.base, value) if value else None
        if address and not _same_publisher(address, found.url):
            return Syndication(registered_domain(address) or urlsplit(address).hostname or address, address, place)
    return Syndication(wires[0], None, "byline") if wires else None


def _same_publisher(one: str, other: str) -> bool:
    """Whether two addresses are of one site, or of its editions under several endings (`.com`, `.co.uk`)."""
    names = {(registered_domain(url) or url).partition(".")[0] for url in (one, other)}
    return is_same_site(one, other) or len(names) == 1 or "ampproject" in names


def _address(found: Readings, value: object) -> str | None:
    item = found.json_ld.resolve(value[0] if isinstance(value, list) else value)
    if isinstance(item, dict):
        item = item.get("url") or item.get("@id")
    return next(iter(json_ld.texts(found.json_ld, item)), None)
