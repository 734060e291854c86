"""Read the Link headers of a response (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_HEADERS = 50  # per page
MAX_CHARS = 4_000  # characters of one header that are read
MAX_LINKS = 50  # per header
# An address, and its parameters up to the comma before the next one. Quoted parameters may have commas.
_LINK = re.compile(r"<\s{0,9}([^<>\s]{1,2083})\s{0,9}>((?:[^,\"]|\"[^\"]{0,500}\")*+)")
_PARAMETER = re.compile(
    r";\s{0,9}(?P<name>\w{1,20})\s{0,9}=\s{0,9}(?:\"(?P<quoted>[^\"]{0,500})|'?(?P<bare>[^\"';,]{1,200}))"
)


@dataclass(frozen=True, slots=True)
class HeaderLink:
    """A link in a header."""

    address: str  # as written; it may be relative
    relations: frozenset[str]  # in lower case
    media_type: str  # in lower case, "" if it names none


def read_links(headers: Iterable[str]) -> Iterator[HeaderLink]:
    """Yield the links in the values of Link headers."""
    for _, value in zip(range(MAX_HEADERS), headers, strict=False):
        for address, parameters in _LINK.findall(value[:MAX_CHARS])[:MAX_LINKS]:
            named = _parameters(parameters)
            yield HeaderLink(address, frozenset(named.get("rel", "").split()), named.get("type", ""))


def _parameters(text: str) -> dict[str, str]:
    """Return the parameters of a link in lower case. By the standard, the first one with a name counts."""
    named: dict[str, str] = {}
    for match in _PARAMETER.finditer(text):
        named.setdefault(match["name"].lower(), (match["quoted"] or match["bare"] or "").strip().lower())
    return named
