"""Find boxes and sections that are promotions, teasers, disclaimers or appeals by their names, buttons or headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.boxes.apart import Box
from cleaners.groups.boxes.controls import is_button, links_of, names_of
from cleaners.groups.spans import Range, Spans, is_kept_prose, is_surely_story
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.sentences import ends_question

MIN_PROSE_BEFORE = 30  # words of kept prose above a box; without them the box may be the page's text
MAX_WORDS = 100  # of a box; a longer one may be a section of the story
MAX_BLOCKS = 10
_BOXES = frozenset(["div", "section", "aside", "article", "table", "form", "a"])
# Words in class and id attributes. On labelled pages, boxes with "cta" held clutter on 6 sites and text on 1, boxes
# with the other words on 5 and 1.
_PROMOTIONS = frozenset([
    "cta", "ctas", "promo", "promos", "promobox", "upsell", "disturber", "banner", "disclaimer", "disclaimers",
])  # fmt: skip
_TEASERS = frozenset(["teaser", "teasers"])  # some boxes of the story have this name too, but no link to another page

# How scripts of advertising networks mark the elements that they fill.
_SLOT_ATTRIBUTES = frozenset(["data-ad-slot", "data-ad-client", "data-google-query-id"])
_SLOT_IDS = ("div-gpt-ad", "google_ads_iframe")
# Appeals, which are boxes with a button: their tags, and class names of links that look like buttons.
_APPEALS = frozenset(["div", "section", "aside"])
_BUTTONS = frozenset(["button", "buttons", "btn", "cta"])
MIN_TEXTS = 2  # blocks beside the button; a single sentence is enough too
MAX_BUTTON_WORDS = 8
MAX_QUESTION_BLOCKS = 2  # above several buttons, which are the answers to a question or choices
MIN_BUTTONS = 2

# Sections of newsletters and blogs whose heading says that they are paid for.
MAX_SECTION_WORDS = 300
MAX_SECTION_SHARE = 0.4  # of the page's kept prose
_PAID = (
    r"sponsored|sponsor|advertorial|paid (?:content|partnership)|anzeige|werbung|publicité|sponsorisé|patrocinado|"
    r"publicidad|publicidade|sponsorizzato|pubblicità|gesponsord|advertentie|reklama|sponsorowane|annons|annonse|annonce|"
    r"реклама|спонсор|διαφήμιση|广告|廣告|広告|광고|إعلان"
)
_PAID_HEADING = re.compile(rf".+[(\[（]\s?(?:{_PAID})\s?[)\]）]|(?:{_PAID})\s?[:：–—|].+", re.IGNORECASE)


def find_promotions(page: Spans, url: str) -> Iterator[Range]:
    """Yield the range of each small box below the first paragraphs with the name of a promotion or the like.

    An element that an advertising network fills may also be above them.
    """
    found_end = 0
    for element, start, end in page.with_kept:
        if start < found_end:
            continue
        is_promotion = (
            element.tag in _BOXES and page.prose[start] >= MIN_PROSE_BEFORE and _is_named(element, url)
        ) or _is_slot(element)
        if is_promotion and _is_small(page, start, end):
            yield start, end
            found_end = end


def _is_slot(element: HtmlElement) -> bool:
    """Return True for an element that the scripts of an advertising network fill, and for a running ticker."""
    return (
        element.tag in ("amp-ad", "marquee")
        or not _SLOT_ATTRIBUTES.isdisjoint(element.keys())
        or element.get("id", "").startswith(_SLOT_IDS)
        or "adsbygoogle" in element.get("class", "")
    )


def find_appeals(boxes: Sequence[Box]) -> Iterator[Range]:
    """Yield the range of each box among the paragraphs that asks the reader to do something.

    It has a few lines without links beside a button, or a question with several buttons below it.
    """
    for box in boxes:
        if box.element.tag in _APPEALS and (_has_button(box.blocks) or _ends_with_choice(box.blocks)):
            yield box.range


def _has_button(blocks: Sequence[Block]) -> bool:
    """Return True for an appeal whose button is the last block, or the first one if it is a real button."""
    *above, last = blocks
    first, *below = blocks
    return _is_appeal(above, last) or (is_button(first) and _is_appeal(below, first))


def _is_appeal(texts: Sequence[Block], button: Block) -> bool:
    """Return True for texts without links beside a button, or beside a link that looks like one."""
    if button.words > MAX_BUTTON_WORDS or not (len(texts) >= MIN_TEXTS or _is_one_sentence(texts)):
        return False
    is_text = all(
        block.type in ("paragraph", "heading") and not block.link_share and not is_button(block) for block in texts
    )
    is_link = button.link_share == 1 and any(map(_looks_like_button, links_of(button)))
    return is_text and (is_button(button) or is_link)


def _is_one_sentence(texts: Sequence[Block]) -> bool:
    """Return True for a single sentence that is not a question: that may belong to a quiz."""
    return len(texts) == 1 and is_kept_prose(texts[0]) and not ends_question(texts[0].text)


def _ends_with_choice(blocks: Sequence[Block]) -> bool:
    """Return True for one or two lines without links that have nothing but several buttons below them."""
    texts = [*takewhile(lambda block: not is_button(block), blocks)]
    buttons = blocks[len(texts) :]
    are_texts = 0 < len(texts) <= MAX_QUESTION_BLOCKS and not any(block.link_share for block in texts)
    return are_texts and len(buttons) >= MIN_BUTTONS and all(map(is_button, buttons))


def _looks_like_button(link: HtmlElement) -> bool:
    around = link.getparent()
    names = names_of(link.get("class") or "") | (
        names_of(around.get("class") or "") if around is not None else frozenset()
    )
    return link.get("role") == "button" or not names.isdisjoint(_BUTTONS)


def find_paid_sections(page: Spans) -> Iterator[Range]:
    """Yield the range of each section whose heading says that it is paid for, up to the next heading of its level."""
    kept = [block for block in page.blocks if block.removal is None]
    for start, heading in enumerate(kept):
        if heading.type == "heading" and _PAID_HEADING.fullmatch(heading.text) is not None:
            end = _section_end(heading, kept[start + 1 :])
            words = page.prose_in(heading.position, end)
            if words <= min(MAX_SECTION_WORDS, MAX_SECTION_SHARE * page.prose[-1]):
                yield heading.position, end


def _section_end(heading: Block, below: Sequence[Block]) -> int:
    """Return the position after the last of the blocks below a heading that are in its section."""
    level = heading.level or 6
    section = takewhile(lambda block: block.type != "heading" or (block.level or 6) > level, below)
    return max((block.position for block in section), default=heading.position) + 1


def _is_named(element: HtmlElement, url: str) -> bool:
    names = names_of(element.get("class") or "") | names_of(element.get("id") or "")
    if not names.isdisjoint(_PROMOTIONS):
        return True
    return not names.isdisjoint(_TEASERS) and _has_link_away(element, url)


def _has_link_away(element: HtmlElement, url: str) -> bool:
    return any(leads_to_other_page(link.get("href", ""), url) for link in element.iter("a"))


def _is_small(page: Spans, start: int, end: int) -> bool:
    blocks = page.blocks[start:end]
    if len(blocks) > MAX_BLOCKS or any(map(is_surely_story, blocks)):
        return False
    return sum(block.words for block in blocks) <= MAX_WORDS
