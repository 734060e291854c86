"""The body of a page according to trafilatura, at bounded cost.

`extract` deletes elements that never hold body text and runs trafilatura's own extractor. Only if that finds little, it
runs the whole cascade with its fallbacks. It refuses pages that are so large that trafilatura would take seconds.
"""

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

from cleaners.body import justext
from cleaners.body.xpath_cache import cached_queries
from cleaners.document import Block

# Trafilatura's time grows with the square of the number of elements: 20,000 take three seconds. Of 1,300 pages, the
# largest has 10,000 elements, and the one with most links has 850.
MAX_ELEMENTS = 20_000
MAX_LINKS = 5_000
MAX_COPIED_ELEMENTS = 200_000  # elements of the whole page, which is copied before it is pruned
MAX_ATTRIBUTES = 200_000  # attributes of all elements together
MAX_BREAKS = 2_000  # line breaks; the time of the fallbacks grows with the square of their number
MAX_DEPTH = 250  # levels; trafilatura recurses and takes seconds at 2,000, while real pages have about sixty

# The fallbacks take a third of trafilatura's time. Trafilatura prefers their text if its own extractor found next to
# nothing, or less than half of what they found. They can find only the prose of the page. So if the extractor found at
# least half of the prose, its text would be preferred, and we skip the fallbacks. On the evaluation sets, we run the
# cascade for 6 % of the pages. On a few of them even the fallbacks find next to nothing. For these we run the cascade
# once more, on the whole tree, since some articles are in a menu or a button.
MIN_SURE_SHARE = 0.5  # share of the page's prose characters that the extractor must reach
MIN_SURE_CHARS = 250  # below this, trafilatura itself considers a text too short

# Elements that trafilatura itself deletes from every page, but only after its most costly queries. They make up about
# half of a page's elements.
NEVER_BODY = (
    "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "fieldset", "footer", "iframe", "input",
    "label", "legend", "link", "map", "menu", "meta", "nav", "noscript", "object", "option", "picture", "select",
    "source", "textarea", "time", "video",
)  # fmt: skip

# A block of at least this many words, with at most this share of its characters in links, is prose.
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
    """Raised if trafilatura cannot process a page. The message says why."""


def extract(tree: HtmlElement, blocks: Sequence[Block]) -> str:
    """Return the text that trafilatura takes for the body, or "" if it finds none. The tree stays unchanged.

    `blocks` are the blocks of the tree. Raises ExtractionError if the page is too large for trafilatura or makes it
    fail.
    """
    if _COUNT_ELEMENTS(tree) > MAX_COPIED_ELEMENTS or _COUNT_ATTRIBUTES(tree) > MAX_ATTRIBUTES:
        raise ExtractionError("the page has too many elements or attributes to copy")
    pruned = _pruned_copy(tree)
    if _is_too_large(pruned):
        raise ExtractionError("the page has too many elements or links, or nests elements too deeply")
    text = _run(pruned, _extract_once)
    prose_chars = sum(len(block.text) for block in blocks if looks_like_prose(block))
    is_sure = len(text) >= max(MIN_SURE_CHARS, MIN_SURE_SHARE * prose_chars)
    if is_sure or _is_too_large(tree) or _COUNT_BREAKS(tree) > MAX_BREAKS:
        return text
    text = _run(_pruned_copy(tree), _extract_by_cascade)
    return text if len(text) >= MIN_SURE_CHARS else _run(copy(tree), _extract_by_cascade)


def _is_too_large(tree: HtmlElement) -> bool:
    return bool(_COUNT_LINKS(tree) > MAX_LINKS or _COUNT_ELEMENTS(tree) > MAX_ELEMENTS or _TOO_DEEP(tree))


def _pruned_copy(tree: HtmlElement) -> HtmlElement:
    """Return a copy of the tree without the elements of NEVER_BODY."""
    pruned = copy(tree)
    etree.strip_elements(pruned, *NEVER_BODY, with_tail=False)
    return pruned


def _run(tree: HtmlElement, extract_body: Callable[[HtmlElement, Extractor], tuple[etree._Element, str]]) -> str:
    """Run trafilatura once on a tree, which it changes, and return its text, or "" if that is too short."""
    options = _options()
    try:
        with cached_queries():  # locks: only one thread of a process runs trafilatura at a time
            body, text = extract_body(tree, options)
        return xmltotxt(body, include_formatting=False) if len(text) >= options.min_output_size else ""
    except (TypeError, ValueError):  # trafilatura raises these for a page without a body
        return ""
    except (RecursionError, etree.LxmlError, AttributeError, IndexError, KeyError) as error:
        raise ExtractionError(str(error)) from error


def _extract_once(tree: HtmlElement, options: Extractor) -> tuple[etree._Element, str]:
    """Run only the first step of trafilatura's cascade, without the copies that the other steps would need."""
    for query in (RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH):
        prune_unwanted_nodes(tree, query)
    return extract_content(convert_tags(tree_cleaning(tree, options), options), options)


def _extract_by_cascade(tree: HtmlElement, options: Extractor) -> tuple[etree._Element, str]:
    """Run all steps: the extractor, readability, jusText, and a second try with looser rules if little is found."""
    justext.speed_up()
    body, text, *_ = trafilatura_sequence(tree, options)
    return body, text


@cache
def _options() -> Extractor:
    return Extractor(output_format="python", comments=False)


def looks_like_prose(block: Block) -> bool:
    """Return True if the block looks like running text, without regard to its place on the page."""
    return block.words >= MIN_PROSE_WORDS and block.link_share <= MAX_PROSE_LINK_SHARE
