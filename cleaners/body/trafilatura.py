"""Trafilatura's view of where the body of a page is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from copy import copy
from functools import cache

from lxml import etree
from lxml.html import HtmlElement
from trafilatura.core import trafilatura_sequence
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from cleaners.body.xpath_cache import quick_queries
from cleaners.document import Block

# Trafilatura's time grows with the square of what it meets many times: 20,000 elements take it three seconds. Of 1,300
# pages the largest has 10,000, the most links are 850.
MAX_ELEMENTS = 20_000
MAX_LINKS = 5_000
MAX_COPIED = 200_000  # elements, before pruning
MAX_ATTRIBUTES = 200_000  # of all elements
MAX_BREAKS = 2_000  # line breaks, of which the fall-backs' time grows with the square
MAX_DEPTH = 250  # real pages nest up to about sixty elements; it recurses, and at 2,000 takes seconds

# The fall-backs take a third of trafilatura's time, and it prefers them where its own extractor found little: less than
# half of what they did, or next to nothing. What they can find is prose; where that is no more than twice the text they
# are not asked. On the evaluation sets 6 % of the pages are left to run twice, and the few on which even the fall-backs
# find next to nothing a third time, whole: some stand in a menu or a button.
MIN_SURE_SHARE = 0.5
MIN_SURE_CHARS = 250  # trafilatura's own bound of a text that is too short

# Elements that trafilatura deletes from every page itself, but after its most costly queries; about half of a page.
NEVER_BODY = (
    "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "fieldset", "footer", "iframe", "input",
    "label", "legend", "link", "map", "menu", "meta", "nav", "noscript", "object", "option", "picture", "select",
    "source", "textarea", "time", "video",
)  # fmt: skip

MIN_PROSE_WORDS = 12
MAX_PROSE_LINK_SHARE = 0.3

_COUNT_LINKS = etree.XPath("count(//a)")
_COUNT_ATTRIBUTES = etree.XPath("count(//@*)")
_COUNT_BREAKS = etree.XPath("count(//br)")
_COUNT_ELEMENTS = etree.XPath("count(//*)")
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")

# It reports every page without a body as an error of its own; that is no news to us.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


class ExtractionError(Exception):
    """Trafilatura could not work on a page."""


def extract(tree: HtmlElement, blocks: Sequence[Block]) -> str:
    """Return the text of the body as trafilatura finds it, "" where it finds none; the tree stays as it is.

    `blocks` are those of the tree. Raises ExtractionError where the page is too much for trafilatura.
    """
    if _COUNT_ELEMENTS(tree) > MAX_COPIED or _COUNT_ATTRIBUTES(tree) > MAX_ATTRIBUTES:
        raise ExtractionError("the page has too many elements or attributes to copy")
    pruned = _pruned(tree)
    if _is_too_much(pruned):
        raise ExtractionError("the page has too many elements, or too deep ones")
    text = _run(pruned, _extractor_alone)
    prose = sum(len(block.text) for block in blocks if is_prose(block))
    is_sure = len(text) >= max(MIN_SURE_CHARS, MIN_SURE_SHARE * prose)
    if is_sure or _is_too_much(tree) or _COUNT_BREAKS(tree) > MAX_BREAKS:
        return text
    text = _run(_pruned(tree), _whole_cascade)
    return text if len(text) >= MIN_SURE_CHARS else _run(copy(tree), _whole_cascade)


def _is_too_much(tree: HtmlElement) -> bool:
    return bool(_COUNT_LINKS(tree) > MAX_LINKS or _COUNT_ELEMENTS(tree) > MAX_ELEMENTS or _TOO_DEEP(tree))


def _pruned(tree: HtmlElement) -> HtmlElement:
    """A copy of the tree without the elements of NEVER_BODY."""
    pruned = copy(tree)
    etree.strip_elements(pruned, *NEVER_BODY, with_tail=False)
    return pruned


def _run(tree: HtmlElement, way: Callable[[HtmlElement, Extractor], tuple[etree._Element, str]]) -> str:
    """One run of trafilatura, which changes the tree."""
    options = _options()
    try:
        with quick_queries():
            found, text = way(tree, options)
        return xmltotxt(found, include_formatting=False) if len(text) >= options.min_output_size else ""
    except (TypeError, ValueError):  # its own way to say that a page has no body
        return ""
    except (RecursionError, etree.LxmlError, AttributeError, IndexError, KeyError) as error:
        raise ExtractionError(str(error)) from error


def _extractor_alone(tree: HtmlElement, options: Extractor) -> tuple[etree._Element, str]:
    """The first step of trafilatura's cascade, without the copies that the others would need."""
    for query in (RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH):
        prune_unwanted_nodes(tree, query)
    return extract_content(convert_tags(tree_cleaning(tree, options), options), options)


def _whole_cascade(tree: HtmlElement, options: Extractor) -> tuple[etree._Element, str]:
    """All of it: readability, jusText, and a second try with looser rules where little is found."""
    found, text, *_ = trafilatura_sequence(tree, options)
    return found, text


@cache
def _options() -> Extractor:
    return Extractor(output_format="python", comments=False)


def is_prose(block: Block) -> bool:
    """Tell by the block alone whether it looks like running text."""
    return len(block.text.split()) >= MIN_PROSE_WORDS and block.link_share <= MAX_PROSE_LINK_SHARE
