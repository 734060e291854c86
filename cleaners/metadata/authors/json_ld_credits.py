"""The credits in a JSON-LD value, in the many forms in which sites write an author."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cleaners.metadata import json_ld
from cleaners.metadata.authors.people import Credit
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import plain
from cleaners.urls import resolve

MAX_ITEMS = 200  # per value, with all that is nested in it
# What is around the author: a role in a publication, and lists with positions.
_WRAPPERS = ("author", "creator", "itemListElement", "item")
_BARE_WORD = re.compile(r"[^/:.?#]*")  # an id in the place of an address


def read(raw: RawMetadata, value: object) -> list[Credit]:
    """Return the credits of an author's value: a string, a node, a reference, or lists and wrappers of these."""
    return [credit for item in _items(raw, value) for credit in _credits(raw, item)]


def _items(raw: RawMetadata, value: object) -> Iterator[object]:
    """Yield strings and nodes of people and organisations, from lists, wrappers, and strings with JSON in them."""
    stack = [value]
    for _ in range(MAX_ITEMS):
        if not stack:
            return
        item = raw.json_ld.resolve(stack.pop())
        inner = _inside(item)
        if inner is None:
            yield item
        else:
            stack.extend(reversed(inner))


def _inside(item: object) -> list[object] | None:
    """Return what a list or a wrapper contains; None for anything else."""
    if isinstance(item, str) and item.lstrip().startswith(("[{", "{")):
        try:
            return [json.loads(item)]
        except (ValueError, RecursionError):
            return None
    if isinstance(item, dict) and not item.get("name"):
        if wrapped := next((item[key] for key in _WRAPPERS if item.get(key)), None):
            return [wrapped]
        is_numbered = bool(item) and all(str(key).isdigit() for key in item)
        return list(item.values()) if is_numbered else None
    return item if isinstance(item, list) else None


def _credits(raw: RawMetadata, item: object) -> list[Credit]:
    if not isinstance(item, dict):
        return [Credit(plain(item) or "")]
    is_organisation = any(t.endswith("Organization") for t in json_ld.types(item))
    address = item.get("url") or item.get("sameAs")
    is_address = isinstance(address, str) and not _BARE_WORD.fullmatch(address)
    url = resolve(raw.base, str(address)) if is_address else None
    names = json_ld.texts(raw.json_ld, item.get("name")) or [_full_name(item)]
    return [Credit(name, url, is_organisation) for name in names]


def _full_name(item: json_ld.Node) -> str:
    """Return the name of a node that gives it in parts or as a value."""
    parts = [plain(item.get(key)) for key in ("givenName", "familyName")]
    return (
        " ".join(part for part in parts if part) or plain(item.get("@value")) or plain(item.get("alternateName")) or ""
    )
