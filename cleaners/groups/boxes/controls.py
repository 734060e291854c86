"""Recognise the links and buttons of blocks, and tell buttons that fold a text from the others."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Block

MAX_NAME_CHARS = 300  # characters of a class attribute that are searched
_PARTS = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
# Attributes and class names of buttons that fold a text.
_FOLDING = ("aria-controls", "aria-expanded", "aria-pressed", "data-toggle", "data-bs-toggle")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"])
_FOLDS = frozenset(["expand", "expander", "toggle", "toggler", "collapse", "accordion", "more", "readmore", "copy"])


def is_button(block: Block) -> bool:
    """Return True for a button that neither folds a text nor stays pressed."""
    return block.element is not None and block.element.tag == "button" and not folds(block.element)


def folds(button: HtmlElement) -> bool:
    """Return True if a button opens or closes a text, as those in headings do, or stays pressed."""
    around = button.getparent()
    if around is not None and around.tag in _HEADINGS:
        return True
    has_state = any(name in button.attrib for name in _FOLDING)
    return has_state or not names_of(button.get("class") or "").isdisjoint(_FOLDS)


def links_of(block: Block) -> list[HtmlElement]:
    """Return the links in a block or, if it has none, the link around it."""
    return block.links or ([] if block.element is None else [*islice(block.element.iterancestors("a"), 1)])


@lru_cache(maxsize=4_096)  # the same classes repeat within a page and across a site
def names_of(attribute: str) -> frozenset[str]:
    """Return the parts of a class or id attribute in lower case."""
    return frozenset(map(str.lower, _PARTS.split(attribute[:MAX_NAME_CHARS])))
