"""Find the headline of a teaser card whose link says only "Read more"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from cleaners.urls import resolve, url_key

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAX_LEVELS = 5  # between a link and the card around it
_MAX_PARTS = 60  # elements in a card


def repeated(texts: Iterable[str]) -> set[str]:
    """Return the texts of several links to different addresses: they name a button, not its target."""
    return {text for text, count in Counter(texts).items() if text and count > 1}


def card_headline(link: HtmlElement, base: str) -> HtmlElement | None:
    """Return the heading of the card around a link; None if there are several, or if it leads elsewhere.

    In a list of terms and descriptions, the term is the heading of its descriptions.
    """
    own = _key(link, base)
    if (term := _term(link)) is not None:
        return None if any(_key(part, base) != own for part in term.iter("a")) else term
    for card in islice(link.iterancestors(), _MAX_LEVELS):
        parts = list(islice(card.iter(), _MAX_PARTS))
        headings = [part for part in parts if part.tag in HEADINGS]
        if len(parts) == _MAX_PARTS or len(headings) > 1:
            return None
        if headings:
            linked = [part for part in headings[0].iter("a") if _key(part, base) != own]
            return None if linked else headings[0]
    return None


def _term(link: HtmlElement) -> HtmlElement | None:
    """Return the term in whose description a link stands; None without one."""
    for description in islice(link.iterancestors("dd"), 1):
        return next(description.itersiblings("dt", preceding=True), None)
    return None


def _key(link: HtmlElement, base: str) -> str | None:
    address = resolve(base, link.get("href") or "")
    return url_key(address) if address else None
