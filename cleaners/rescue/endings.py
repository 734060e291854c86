"""Rescue the last paragraphs of the story, which the models mistake for lines about the site that often end a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.lines.channels import is_channel
from cleaners.kinds.listing import leads_to_other_page
from cleaners.rescue.lost import is_lost
from cleaners.text.normalize import is_quoted
from cleaners.text.sentences import ends_question, may_end_sentence

MAX_PARAGRAPHS = 3  # lost paragraphs below the last kept block
MAX_BOX_BLOCKS = 12  # blocks of boxes above these paragraphs, such as a form for a newsletter
MIN_WORDS = 5
# Least probability of being body. Out of fold, lost paragraphs beside the last kept one with at least 0.15 are article
# in 9 cases and clutter in 1; between 0.1 and 0.15 they are article in none and clutter in 5, such as copyright lines.
MIN_PROBABILITY = 0.15
# The same for a paragraph in a box of its own, and for one below a link to another story.
MIN_NOTE_PROBABILITY = 0.25
MIN_POINTER_SHARE = 0.5  # link share of a line that leads to another story
# The writer's name or initials in brackets after the last sentence.
_SIGN = re.compile(r"\s?(?:\([^()]{1,16}\)|（[^（）]{1,16}）|\[[^\[\]]{1,16}\]|【[^【】]{1,16}】)$")
_BOXES = frozenset(["div", "section", "aside", "footer"])
_INLINE = frozenset(["span", "font", "center", "b", "strong", "em", "i"])  # around the whole text on older pages
MIN_PARTS = 2  # containers of one kind that hold the paragraphs above
MAX_WRAPPERS = 4  # elements around a paragraph that hold nothing else, as site builders write them
MIN_QUOTED_PROBABILITY = 0.05  # of a paragraph of speech, which is hardly ever a line about the site
# Links in a last paragraph to other sites: a petition, a box office, the source. Lines about the site lead to the site
# itself or to its accounts in networks. Out of fold, such paragraphs were article on 7 sites, debatable on 8 and
# clutter on none; with three links or more they were clutter on 3.
MAX_LINKS = 2
MIN_HEADLINE_SHARE = 0.9  # link share of a question that may be the headline of another story


def rescue_ending(blocks: Sequence[Block], url: str) -> list[Block]:
    """Return the lost paragraphs below the last kept block that stand beside the last kept paragraph.

    Each of them is a sibling with the same tag, is alone in a box beside that paragraph or in a container like those
    above, or is text directly in the element around it. There may be removed boxes between them, but no heading. `url`
    is the page's address.
    """
    last = next((block for block in reversed(blocks) if block.removal is None), None)
    if last is None:
        return []
    above = blocks[max(0, last.position - MAX_BOX_BLOCKS) : last.position + 1]
    paragraphs = (block for block in reversed(above) if block.removal is None and block.type == "paragraph")
    return list(_ending(blocks[last.position + 1 :], next(paragraphs, last), url))


def _ending(after: Sequence[Block], last: Block, url: str) -> Iterator[Block]:
    below = after[: MAX_PARAGRAPHS + MAX_BOX_BLOCKS]
    before_heading = takewhile(lambda block: block.type != "heading" or not block.is_sibling_of(last), below)
    beside = [block for block in before_heading if _is_beside(block, last)]
    if len(beside) > 1 and _is_pointer(beside[0]) and (beside[1].signals.body or 0.0) >= MIN_NOTE_PROBABILITY:
        del beside[0]
    for block in beside[:MAX_PARAGRAPHS]:
        if not (is_lost(block) and _may_end_story(block) and _leads_elsewhere(block, url)):
            return
        yield block


def _is_pointer(block: Block) -> bool:
    """Return True for a removed line that leads to another story; it may stand above the last paragraph."""
    return block.type == "paragraph" and block.removal is not None and block.link_share >= MIN_POINTER_SHARE


def _is_beside(block: Block, last: Block) -> bool:
    """Return True for a sibling of the last kept block with the same tag, and for what counts as one.

    That is text in the element around the last kept block; a paragraph in the same container, if the last kept block is
    text directly in it; and a note in a box.
    """
    if block.element is None or last.element is None:
        return False
    is_sibling = block.is_sibling_of(last) and block.element.tag == last.element.tag
    is_below_text = block.element.tag == "p" and _around(block.element) is last.element
    is_direct = is_sibling or is_below_text or block.element is last.element.getparent()
    return is_direct or _is_note(block, last) or _is_in_part(block.element, last.element)


def _is_in_part(element: HtmlElement, last: HtmlElement) -> bool:
    """Return True if an element is alone in a part of a page after like-named parts, the last with the last kept block.

    Pages divide a story like this around advertisements.
    """
    part = element.getparent()
    if part is None or part.tag not in _BOXES or len(part) > 1 or not _name(part):
        return False
    twins = [one for one in part.itersiblings(part.tag, preceding=True) if _name(one) == _name(part)]
    return len(twins) >= MIN_PARTS and any(one is twins[0] for one in last.iterancestors())


def _name(element: HtmlElement) -> str:
    return (element.get("class") or "").partition(" ")[0]


def _is_note(block: Block, last: Block) -> bool:
    """Return True for a paragraph that is alone in a box beside the last paragraph, such as a correction."""
    if block.element is None or last.element is None or (block.signals.body or 0.0) < MIN_NOTE_PROBABILITY:
        return False
    box = block.element if block.element.tag in _BOXES else block.element.getparent()
    if box is None or box.tag not in _BOXES or len(box) > 1:
        return False
    return _around(box) in (last.element, *_wrappers(last.element))


def _around(element: HtmlElement) -> HtmlElement | None:
    """Return the nearest element around another that does more than style text, or None."""
    return next((one for one in element.iterancestors() if one.tag not in _INLINE), None)


def _wrappers(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements around another, up to the first that holds something else too."""
    for around in islice(element.iterancestors(), MAX_WRAPPERS):
        yield around
        if len(around) > 1:
            return


def _may_end_story(block: Block) -> bool:
    """Return True for a sentence that the models do not rule out."""
    is_in_item = block.type == "list_item" and block.element is not None and block.element.tag == "p"
    is_paragraph = block.type == "paragraph" or is_in_item  # some pages put the whole story into a list item
    is_sentence = is_paragraph and block.words >= MIN_WORDS and may_end_sentence(_SIGN.sub("", block.text))
    least = MIN_QUOTED_PROBABILITY if is_quoted(block.text) else MIN_PROBABILITY
    return is_sentence and (block.signals.body or 0.0) >= least


def _leads_elsewhere(block: Block, url: str) -> bool:
    """Return True for a block without links, or with a few to other sites, unless it is a linked question."""
    addresses = [link.get("href") or "" for link in block.links] if block.link_share else []
    is_headline = block.link_share >= MIN_HEADLINE_SHARE and ends_question(block.text)
    return len(addresses) <= MAX_LINKS and all(_is_elsewhere(address, url) for address in addresses) and not is_headline


def _is_elsewhere(address: str, url: str) -> bool:
    return address.startswith("http") and not leads_to_other_page(address, url) and not is_channel(address)
