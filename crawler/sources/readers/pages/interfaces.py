"""Find the lists of articles that a site's software offers to programs, if the site declares its interface."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from cleaners.urls import is_same_site, resolve

WORDPRESS = "https://api.w.org/"  # the relation of a link to WordPress's interface, in markup and headers
MAX_ADDRESS_CHARACTERS = 2_000


def is_interface(link: HtmlElement) -> bool:
    """Return True for a link element that leads to WordPress's interface."""
    return WORDPRESS in link.get("rel", "").lower().split()


def interface_feeds(base: str, references: Iterable[str]) -> list[str]:
    """Return the addresses of lists of the newest articles, given references to the site's interface.

    A reference is a folder (`/wp-json/`) or a parameter (`/?rest_route=/`).
    """
    short = (reference for reference in references if 0 < len(reference) <= MAX_ADDRESS_CHARACTERS)
    found = (resolve(base, f"{reference.strip().removesuffix('/')}/wp/v2/posts") for reference in short)
    return list(dict.fromkeys(address for address in found if address and is_same_site(address, base)))
