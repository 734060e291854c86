"""The body of a page as trafilatura finds it."""

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

# Trafilatura's time grows with the square of the number of elements: 20,000 take it three seconds. The largest of 1,300
# pages has 10,000 elements, and the most links on one of them are 850.
MAX_ELEMENTS = 20_000
MAX_LINKS = 5_000
MAX_COPIED = 200_000  # elements, before pruning
MAX_ATTRIBUTES = 200_000  # of all elements
MAX_BREAKS = 2_000  # line breaks; the time of the fall-backs grows with the square of their number
MAX_DEPTH = 250  # real pages nest up to about sixty elements; it recurses, and at 2,000 takes seconds

# The fall-backs take a third of trafilatura's time. It prefers them where its own extractor found next to nothing, or
# less than half of what they found. They can find only prose, so they are skipped where the page has at most twice as
# much prose as the extractor found. On the evaluation sets 6 % of the pages run a second time. The few on which even
# the fall-backs find next to nothing run a third time on the whole tree, since some articles are in a menu or a button.
MIN_SURE_SHARE = 0.5
MIN_SURE_CHARS = 250  # trafilatura's own bound of a text that is too short

# Elements that trafilatura itself deletes from every page, but only after its most costly queries. They make up about
# half of a page.
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

# Trafilatura logs an error for every page without a body, which is an ordinary result here.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


class ExtractionError(Exception):
    """Trafilatura could not work on a page."""


def extract(tree: HtmlElement, blocks: Sequence[Block]) -> str:
    """Return the text of the body as trafilatura finds it, "" where it finds none; the tree does not change.

    `blocks` are those of the tree. Raises ExtractionError where the page is too large for trafilatura or makes it fail.
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
    """Return a copy of the tree without the elements of NEVER_BODY."""
    pruned = copy(tree)
    etree.strip_elements(pruned, *NEVER_BODY, with_tail=False)
    return pruned


def _run(tree: HtmlElement, way: Callable[[HtmlElement, Extractor], tuple[etree._Element, str]]) -> str:
    """Run trafilatura once; it changes the tree."""
    options = _options()
    try:
        with quick_queries():  # locks: only one thread of a process runs trafilatura at a time
            found, text = way(tree, options)
        return xmltotxt(found, include_formatting=False) if len(text) >= options.min_output_size else ""
    except (TypeError, ValueError):  # trafilatura raises these for a page without a body
        return ""
    except (RecursionError, etree.LxmlError, AttributeError, IndexError, KeyError) as error:
        raise ExtractionError(str(error)) from error


def _extractor_alone(tree: HtmlElement, options: Extractor) -> tuple[etree._Element, str]:
    """Run the first step of trafilatura's cascade, without the copies that the other steps would need."""
    for query in (RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH):
        prune_unwanted_nodes(tree, query)
    return extract_content(convert_tags(tree_cleaning(tree, options), options), options)


def _whole_cascade(tree: HtmlElement, options: Extractor) -> tuple[etree._Element, str]:
    """Run all steps: readability, jusText, and a second try with looser rules where little is found."""
    found, text, *_ = trafilatura_sequence(tree, options)
    return found, text


@cache
def _options() -> Extractor:
    return Extractor(output_format="python", comments=False)


def is_prose(block: Block) -> bool:
    """Return True if the block by itself looks like running text."""
    return block.words >= MIN_PROSE_WORDS and block.link_share <= MAX_PROSE_LINK_SHARE
