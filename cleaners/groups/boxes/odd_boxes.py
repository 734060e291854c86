"""Find odd boxes among the paragraphs of a story: teasers, polls, tickers, players and appeals, not parts of its text.

A box without a sentence may also be a list of facts, which belongs to the story. So an odd box must have a purpose of
its own: it leads to another page, plays something, has buttons, or shows figures that change by the hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.boxes.apart import Box
from cleaners.groups.boxes.controls import folds, is_button, links_of
from cleaners.groups.comment_signs import is_time_line
from cleaners.groups.lines.channels import leads_to_post
from cleaners.groups.spans import Range
from cleaners.groups.story_words import StoryWords
from cleaners.kinds.listing import leads_to_other_page
from cleaners.removal import OUTSIDE_BODY
from cleaners.text.exchange_rates import MIN_CURRENCIES, currency_of
from cleaners.text.normalize import fold_visible, is_quoted
from cleaners.text.sentences import COLONS, ends_question, ends_sentence, ends_statement

# Mean probability of being body that the blocks of a partly removed box must have to stay. Out of fold, below it the
# kept blocks were clutter on 9 sites, debatable in 11 boxes and article on 2 sites; in boxes that end with a removed
# link, they were clutter on 4 sites, debatable on 3 and article on none.
MIN_MEAN = 0.5
SURE_TEXT = 0.9  # probability from which a block belongs to the story, whatever is beside it
MIN_LINK_SHARE = 0.8  # of a line that is a link
MIN_TITLE_WORDS = 3
MAX_CARD_BLOCKS = 3  # of a card, beside its picture
MAX_END_WORDS = 8  # of a last line that ends with a link
MIN_LINES = 2  # lines with figures of the same kind
MIN_BUTTONS = 2
_INLINE = frozenset(["span", "div", "li"])  # elements that scripts turn into buttons
_PERCENT = range(97, 104)  # what the rounded shares of all answers add up to
_PLAYERS = frozenset(["video", "audio", "iframe", "progress", "meter", "amp-iframe", "amp-youtube"])
_MEDIA = frozenset(["video", "audio", "player", "podcast", "radio"])
_TEMPERATURE = re.compile(r"(?<![\d.,])[-−–]?\d{1,2} ?°(?: ?[CF])?(?![\w\d])")
_CHANGE = re.compile(r"[+−–-] ?\d{1,3}[.,]\d{1,2} ?%")
# The share of an answer, after or before it. The sign may precede the number, as in Turkish.
_SHARE = re.compile(r"(?:(?<![\d.,٫])(\d{1,3})(?:[.,٫]\d{1,2})?\s?[%٪％]|[%٪](\d{1,3}))[)）]?$|^(\d{1,3})\s?[%٪％]\s")
_ABBREVIATION = re.compile(r"(?<!\w)\w\. ?\w\.$")  # as in "until 6 p.m."
_EXCLAMATIONS = ("!", "！")
_OWN_SCHEMES = ("mailto:", "tel:", "sms:")
_ADDRESSES = ("href", "data-href", "data-url", "data-link")


def find_odd_boxes(boxes: Sequence[Box], story: StoryWords, url: str) -> Iterator[Range]:
    """Yield the ranges of the boxes that hold no text of the story."""
    for box in boxes:
        is_odd = _has_no_sentence(box.blocks) and _has_purpose(box, story, url)
        is_odd = is_odd or (_states_nothing(box.blocks) and _is_unrelated(box.blocks, story))
        is_odd = is_odd or _is_dated_card(box.blocks, url) or _is_mostly_removed(box.blocks, story, url)
        if is_odd and not _is_post(box.blocks):
            yield box.range


def _is_dated_card(blocks: Sequence[Block], url: str) -> bool:
    """Return True for a title, a date, a sentence or two and a link such as "Read more", which leads to their story."""
    if not 2 < len(blocks) <= MAX_CARD_BLOCKS + 1:
        return False
    *above, last = blocks
    has_title = not ends_sentence(blocks[0].text) and not any(block.link_share for block in above)
    is_link = last.link_share >= MIN_LINK_SHARE and last.words <= MAX_END_WORDS
    return has_title and is_link and any(map(is_time_line, above)) and _leads_to(last, url)


def _is_post(blocks: Sequence[Block]) -> bool:
    """Return True for a post that is written out: it has sentences, and a link to the post in its network."""
    sentences = (block for block in blocks if block.removal is None and not block.link_share)
    return any(ends_sentence(block.text) for block in sentences) and any(map(leads_to_post, blocks))


def _is_unrelated(blocks: Sequence[Block], story: StoryWords) -> bool:
    """Return True if a box shares hardly any words with the story.

    Tables and quotes are left alone, because they may have words of their own.
    """
    has_own_words = any(block.type in ("table_row", "quote") or is_quoted(block.text) for block in blocks)
    mean = sum(block.signals.body or 0.0 for block in blocks) / len(blocks)
    return not has_own_words and mean < SURE_TEXT and story.shares_hardly_any(blocks)


def _is_mostly_removed(blocks: Sequence[Block], story: StoryWords, url: str) -> bool:
    """Return True if the models removed some of the blocks, and the others are likely to be clutter too.

    They are if the mean probability of the blocks is low, or if the last block is a removed link and either leads to
    another page of the site or the box shares hardly any words with the story.
    """
    judged = [block for block in blocks if block.removal is None or block.removal.rule == OUTSIDE_BODY]
    is_mixed = len({block.removal is None for block in judged}) == 2
    probabilities = [block.signals.body or 0.0 for block in judged]
    if not is_mixed or max(probabilities) >= SURE_TEXT:
        return False
    last = blocks[-1]
    is_link = last.removal is not None and last.link_share >= MIN_LINK_SHARE
    leads_away = is_link and (_leads_to(last, url) or story.shares_hardly_any(blocks))
    return leads_away or sum(probabilities) < MIN_MEAN * len(judged)


def _has_no_sentence(blocks: Sequence[Block]) -> bool:
    """Return True if all sentences are questions, and no line announces a list."""
    return not any(_is_statement(block.text) or block.text.endswith(COLONS) for block in blocks)


def _states_nothing(blocks: Sequence[Block]) -> bool:
    """Return True if all sentences are questions or exclamations, as in advertisements."""
    return not any(_is_statement(block.text) and not block.text.endswith(_EXCLAMATIONS) for block in blocks)


def _is_statement(text: str) -> bool:
    return ends_statement(text) and _ABBREVIATION.search(text) is None


def _has_purpose(box: Box, story: StoryWords, url: str) -> bool:
    """Return True if a box leads away, is a card or a poll, can be operated, or has figures that change."""
    if all(block.type in ("heading", "quote") for block in box.blocks):
        return not _is_sure(box) and _is_operated(box.element)
    if not _is_sure(box) and _is_card(box):
        return True
    return (
        _leads_away(box, url)
        or _is_operated(box.element)
        or _has_changing_figures(box.blocks)
        or _is_poll(box.blocks, story)
    )


def _is_sure(box: Box) -> bool:
    return any((block.signals.body or 0.0) >= SURE_TEXT for block in box.blocks)


def _is_card(box: Box) -> bool:
    """Return True for a picture with a heading and hardly anything else, such as the card of a gallery."""
    has_heading = any(block.type == "heading" for block in box.blocks)
    has_picture = next(box.element.iter("img", "amp-img", "picture"), None) is not None
    return has_heading and has_picture and len(box.blocks) <= MAX_CARD_BLOCKS


def _leads_away(box: Box, url: str) -> bool:
    """Return True if the box is a link to another page, has one as a title, or ends with a link or button."""
    last = box.blocks[-1]
    is_list = any(block.type == "list_item" for block in box.blocks)  # its button may unfold further items
    if (is_button(last) and not is_list) or any(
        leads_to_other_page(box.element.get(name) or "", url) for name in _ADDRESSES
    ):
        return True
    links = [block for block in box.blocks if block.link_share >= MIN_LINK_SHARE]
    titles = [block for block in links if block.words >= MIN_TITLE_WORDS or block.type == "heading"]
    if any(_leads_to(block, url) for block in titles):
        return True
    return len(box.blocks) > 1 and (last in links or _ends_with_link(last)) and _leads_to(last, url)


def _ends_with_link(block: Block) -> bool:
    """Return True for a short line with a link at its end, such as "31 min Hear the episode"."""
    text = fold_visible("".join(block.links[-1].itertext())) if block.links else ""
    return bool(text) and block.words <= MAX_END_WORDS and block.text.endswith(text)


def _leads_to(block: Block, url: str) -> bool:
    """Return True if all links of a block lead to other pages of the site, to mailboxes or to phones."""
    addresses = [link.get("href") or "" for link in links_of(block)]
    return bool(addresses) and all(
        address.startswith(_OWN_SCHEMES) or leads_to_other_page(address, url) for address in addresses
    )


def _is_operated(element: HtmlElement) -> bool:
    """Return True for a box with a player, a gauge, or several buttons or fields, unless it is an entry with a time."""
    parts = [part for part in element.iter() if isinstance(part.tag, str)]
    if any(part.tag == "time" for part in parts):
        return False
    has_player = any(_is_player(part) or part.get("role") == "progressbar" for part in parts)
    buttons = sum(_is_button_element(part) and not folds(part) for part in parts)
    fields = sum(part.tag == "label" and next(part.iter("input"), None) is not None for part in parts)
    return has_player or max(buttons, fields) >= MIN_BUTTONS


def _is_button_element(element: HtmlElement) -> bool:
    return element.tag == "button" or (element.tag in _INLINE and element.get("role") == "button")


def _is_player(element: HtmlElement) -> bool:
    """Return True for a player or gauge, and for a custom element that is named for players."""
    tag = str(element.tag)
    return tag in _PLAYERS or ("-" in tag and any(part in _MEDIA for part in tag.split("-")))


def _has_changing_figures(blocks: Sequence[Block]) -> bool:
    """Return True for temperatures, price changes or exchange rates."""
    lines = [block.text for block in blocks if block.type != "table_row"]
    for pattern in (_TEMPERATURE, _CHANGE):
        if sum(pattern.search(line) is not None for line in lines) >= MIN_LINES:
            return True
    return len({currency for line in lines if (currency := currency_of(line))}) >= MIN_CURRENCIES


def _is_poll(blocks: Sequence[Block], story: StoryWords) -> bool:
    """Return True for a question with the shares of all its answers, unless the story mentions the largest share.

    A story about a survey does. On labelled pages, such questions were clutter on 5 sites, debatable on one and article
    on none.
    """
    found = [match for block in blocks if (match := _SHARE.search(block.text))]
    shares = [next(filter(None, match.groups())) for match in found]
    is_whole = len(shares) >= MIN_LINES and sum(map(int, shares)) in _PERCENT
    is_asked = is_whole and any(ends_question(block.text) for block in blocks)
    return is_asked and not story.mentions_number(max(shares, key=int), blocks)
