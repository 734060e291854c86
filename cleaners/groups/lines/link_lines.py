"""Find lines in a story that consist of a link to another story of the site, or of a label and such a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Spans, is_kept_prose, is_prose
from cleaners.kinds.listing import leads_to_other_page
from cleaners.rules import find_rule
from cleaners.text.normalize import fold_visible
from cleaners.text.sentences import COLONS, ends_sentence
from cleaners.text.words import IDEOGRAPH, count_words

MAX_OTHER_CHARS = 4  # characters outside the link, such as ">> " and an arrow
MIN_WORDS = 6  # a shorter line may be the name of a thing
MIN_IDEOGRAPHS = 9  # words of a line in Han or kana, where each character counts as a word
MIN_LABELLED_CHARS = 24  # of a link after a label in bold
MIN_CHARS, MIN_LONG_WORDS = 36, 4  # enough for a headline too: in Finnish or Georgian, words are long and few
MAX_WORDS = 30
# Words of the shortest link at the end of a text. On labelled pages, 9 sites ended with links that the models kept
# although they were clutter, and one with links of its story.
MIN_LAST_WORDS = 3
MIN_LAST_IDEOGRAPHS = 6
MIN_WORDS_WITH_ARROW = 3
MIN_WORDS_AFTER_BAR = 4  # of a link after a label such as "READ ALSO |"
MIN_LIST_SHARE = 0.6  # share of a headline in a list that is in its link
MIN_LIST = 3  # links in a row below a label
MAX_LINKED = 0.5  # link share of a paragraph
MAX_LABEL_WORDS = 6  # words of a label before a link, as in "READ ALSO |"
MAX_COLON_WORDS = 3  # words of a label with a colon; a longer one may be a clause, as in "In March we wrote:"
MAX_COLON_IDEOGRAPHS = 6  # the same in Han or kana
MAX_POINTER_WORDS = 14  # words of a label that begins with a pointer such as "More" or "Read"
MAX_LEVELS_OF_CARD = 2  # elements around the title of a card
_POINTER_KINDS = ("read-also", "related-list")
# A label with links, as in "Learn more: Ferry fares": words of the label, and the share of the rest of the line that is
# in links. On labelled pages, such lines were clutter on 9 sites and text on none.
MAX_LINKS_LABEL_WORDS = 8
MIN_LABELLED_SHARE = 0.75
_BRACKETS = "()[] "
_LINKS_LABEL = re.compile(r"([^:：៖፦|]{2,60})[:：៖፦|]\s*(.+)")
# A line with links that begins with a pointer and no mark after it: its words, and its link share. On labelled pages,
# such lines below the probability SURE_TEXT were clutter on 3 sites, debatable on 4 and article on none.
MAX_POINTER_LINE_WORDS = 45
MIN_POINTER_LINE_SHARE = 0.25
SURE_TEXT = 0.9  # probability of being body from which a pointer belongs to the story
_LABEL_ENDS = (*COLONS, "|", "–", "—", ">", "»", "→", "►", "▶")
_ARROW = re.compile(r"^(?:>>|»|►|▶|→|➡|👉)\s?\S|\S\s?(?:>>|→|►|▶)$")
# Words that begin a pointer to another story, in many languages.
_POINTER = re.compile(
    r"\W{0,3}(?:more|read|see|mehr|weitere|lesen|plus|lire|más|lea|lee|mais|leia|più|leggi|meer|lees|mer|mere|läs|læs|les|lisää|"
    r"lue|więcej|czytaj|zobacz|více|viac|čtěte|подробнее|больше|читайте|більше|детальніше|още|više|περισσότερα|διαβάστε|"
    r"daha|mai|citește|bővebben|további|selengkapnya|baca|xem|المزيد|اقرأ|بیشتر|עוד|קראו|और)\b|更多|相关|相關|延伸|もっと|関連|관련",
    re.IGNORECASE,
)

# Words that begin a pointer only where a label with links follows.
_LINKS_POINTER = re.compile(
    r"\W{0,3}(?:learn|check|also|watch|related|you (?:may|might)|auch|passend|siehe|ook|også|også|även|également|aussi|"
    r"à lire|también|te puede|leia|veja|também|anche|także|polecamy|takže|также|смотрите|також)\b",
    re.IGNORECASE,
)


def find_link_lines(page: Spans, url: str) -> Iterator[Block]:
    """Yield the kept lines that are a link to another story, or a label and such a link.

    A line without a label counts if it has an arrow, ends the text, or stands alone between two paragraphs: the items
    of a list may belong to the story.
    """
    kept = [block for block in page.blocks if block.removal is None]
    yield from _last_lines(kept, url)
    for before, block, after in zip(kept, kept[1:], kept[2:], strict=False):
        is_line = _is_link(block) and block.type in ("paragraph", "list_item")
        is_card = block.type == "quote" and _is_link(block)  # no real quotation is only a link to another page
        is_marked = is_card or (is_line and (_has_arrow(block) or _is_alone(before, block, after)))
        if (is_marked and _leads_away(block, url)) or _is_under_link(before, block, after, url):
            yield block
    yield from (block for before, block in pairwise(kept) if _is_labelled(before, block) and _leads_away(block, url))
    yield from _lists_under_label(kept, url)
    for block in kept[1:]:
        if (_starts_with_pointer(block) and _links_away(block, url)) or _is_label_with_links(block, url):
            yield block


def _last_lines(kept: list[Block], url: str) -> Iterator[Block]:
    """Yield the links that end the text, unless they are the end of a list or the paragraph above announces them."""
    lines = [*takewhile(lambda block: _may_be_last(block, url), reversed(kept))]
    text = kept[: len(kept) - len(lines)]
    is_list = bool(text) and (text[-1].type == "list_item" or text[-1].text.endswith(COLONS))
    if lines and not is_list and any(map(is_prose, text)):
        yield from lines


def _lists_under_label(kept: Sequence[Block], url: str) -> Iterator[Block]:
    """Yield the runs of links to other stories below prose that have a short label without a colon, and this label."""
    above: list[Block] = []
    for is_links, group in groupby(kept, key=lambda block: _may_be_listed(block, url)):
        run = [*group]
        if is_links and len(run) >= MIN_LIST and any(map(is_prose, above)) and _is_list_label(above[-1]):
            yield from (above[-1], *run)
        above += run


def _may_be_listed(block: Block, url: str) -> bool:
    """Return True for a linked headline, which may have a date beside it."""
    if block.link_share < MIN_LIST_SHARE or block.type not in ("paragraph", "list_item", "heading"):
        return False
    least = MIN_LAST_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MIN_LAST_WORDS
    return block.words >= least and not ends_sentence(block.text) and _leads_away(block, url)


def _is_list_label(block: Block) -> bool:
    is_short = block.words <= (MIN_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MAX_LABEL_WORDS)
    is_label = block.type in ("paragraph", "heading") and not block.text.endswith(COLONS)
    is_unsure = (block.signals.body or 0.0) < SURE_TEXT
    return is_short and is_label and is_unsure and not ends_sentence(block.text)


def _may_be_last(block: Block, url: str) -> bool:
    least = MIN_LAST_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MIN_LAST_WORDS
    if _is_link(block):
        return block.words >= least and _leads_away(block, url)
    return (block.signals.body or SURE_TEXT) < SURE_TEXT and bool(_labelled_links(block, url))


def _is_alone(before: Block, block: Block, after: Block) -> bool:
    """Return True for a headline between two paragraphs, the first of which does not announce it."""
    follows = (is_kept_prose(after) or _is_sentence(after)) and after.link_share < MAX_LINKED
    is_before_section = _is_in_brackets(block) and after.type == "heading"
    if (
        not (block.type == "paragraph" or _is_only_item(block))
        or not is_kept_prose(before)
        or not (follows or is_before_section)
        or before.text.endswith(COLONS)
    ):
        return False
    return before.link_share < MAX_LINKED and _is_headline(block)


def _is_sentence(block: Block) -> bool:
    """Return True for a paragraph that ends a sentence, however few words it has: in some languages they are long."""
    return block.type == "paragraph" and ends_sentence(block.text)


def _is_in_brackets(block: Block) -> bool:
    return block.text.startswith("(") and block.text.endswith((")", ")."))


def _is_only_item(block: Block) -> bool:
    """Return True for the item of a list that has no other one."""
    parent = None if block.element is None else block.element.getparent()
    return parent is not None and parent.tag in ("ul", "ol") and len(parent) == 1


def _is_under_link(before: Block, block: Block, after: Block, url: str) -> bool:
    """Return True for the title of a card between two paragraphs, if an empty link over the card leads to a story."""
    if block.link_share or block.type not in ("paragraph", "heading") or ends_sentence(block.text):
        return False
    if not (is_kept_prose(before) and is_kept_prose(after)) or before.text.endswith(COLONS):
        return False
    link = _link_over(block)
    around = () if link is None or before.element is None else before.element.iterancestors()
    if link is None or link.getparent() in around:
        return False
    return leads_to_other_page(link.get("href", ""), url) and _is_title(block.text, block.words, MIN_LAST_WORDS)


def _link_over(block: Block) -> HtmlElement | None:
    """Return the empty link in the element of a block, or in the two around it; None if there are other links."""
    element = block.element
    around = () if element is None else islice(element.iterancestors(), MAX_LEVELS_OF_CARD)
    for card in () if element is None else (element, *around):
        if links := [*islice(card.iter("a"), 2)]:
            is_empty = len(links) == 1 and len(links[0]) == 0 and not (links[0].text or "").strip()
            return links[0] if is_empty else None
    return None


def _is_labelled(before: Block, block: Block) -> bool:
    """Return True for a line below a paragraph that is a label, a separator and a linked headline."""
    element = block.element
    if element is None or block.type != "paragraph" or not 0 < block.link_share < 1:
        return False
    if not (is_prose(before) or _is_sentence(before)):
        return False
    link = next(element.iter("a"), None)
    headline = "" if link is None else fold_visible("".join(link.itertext()))
    text = block.text if block.text.endswith(headline) else block.text.rstrip(".。")
    label = text.removesuffix(headline).rstrip()
    if not headline or len(label) == len(text):
        return False
    if not label.endswith(_LABEL_ENDS):
        return _is_pointer(label) and _is_title(headline, count_words(headline), MIN_WORDS_AFTER_BAR)
    has_colon = label.endswith(COLONS)
    most, least = (MAX_COLON_WORDS, MIN_WORDS) if has_colon else (MAX_LABEL_WORDS, MIN_WORDS_AFTER_BAR)
    if has_colon and IDEOGRAPH.search(label):
        most = MAX_COLON_IDEOGRAPHS
    is_bold = _is_beside_label(link, label) and len(headline) >= MIN_LABELLED_CHARS
    if has_colon and (is_bold or (block.signals.body or SURE_TEXT) < SURE_TEXT):
        least = MIN_LAST_WORDS
    if _POINTER.match(label):
        most = MAX_POINTER_WORDS
    return count_words(label) <= most and _is_title(headline, count_words(headline), least)


def _is_beside_label(link: HtmlElement | None, label: str) -> bool:
    """Return True if the label is all of a bold element right before the link."""
    before = None if link is None else link.getprevious()
    return before is not None and before.tag in ("b", "strong") and fold_visible("".join(before.itertext())) == label


def _starts_with_pointer(block: Block) -> bool:
    """Return True for a line with links that begins with a pointer such as "Read also", without a mark after it."""
    is_line = block.type in ("paragraph", "list_item") and block.words <= MAX_POINTER_LINE_WORDS
    if not is_line or block.link_share < MIN_POINTER_LINE_SHARE or (block.signals.body or 0.0) >= SURE_TEXT:
        return False
    words = block.text.split(maxsplit=MAX_LABEL_WORDS)
    labels = (" ".join(words[:size]) for size in range(2, min(len(words), MAX_LABEL_WORDS)))
    return any(_may_precede_headline(label.rstrip(",;:")) for label in labels)


def _is_label_with_links(block: Block, url: str) -> bool:
    """Return True for a line that is a pointer, a separator and little else than links to other pages.

    It may be an item or a quote. In a quote every label is a pointer, because nobody speaks in labels and links.
    """
    if sum(map(count_words, _labelled_links(block, url))) < MIN_LAST_WORDS:
        return False
    text = block.text.strip(_BRACKETS)
    return block.type == "quote" or bool(_POINTER.match(text) or _LINKS_POINTER.match(text))


def _labelled_links(block: Block, url: str) -> list[str]:
    """Return the texts of a line's links to other pages if they are nearly all that follows its label, else []."""
    if block.type == "table_row" or not 0 < block.link_share < 1 or block.words > MAX_POINTER_LINE_WORDS:
        return []
    match = _LINKS_LABEL.fullmatch(block.text.strip(_BRACKETS))
    if match is None or count_words(match[1]) > MAX_LINKS_LABEL_WORDS:
        return []
    links = [link for link in block.links if leads_to_other_page(link.get("href", ""), url)]
    texts = (fold_visible("".join(link.itertext())).strip(_BRACKETS) for link in links)
    names = [name for name in texts if name in match[2]]
    is_all = not ends_sentence(match[2]) and sum(map(len, names)) >= MIN_LABELLED_SHARE * len(match[2])
    return names if is_all else []


def _may_precede_headline(label: str) -> bool:
    """Return True for a pointer after which a headline may stand in the same line, unlike "Learn more"."""
    match = find_rule(label)
    return match is not None and match.rule.kind in _POINTER_KINDS and match.rule.match != "line"


def _links_away(block: Block, url: str) -> bool:
    return any(leads_to_other_page(link.get("href", ""), url) for link in block.links)


def _is_pointer(label: str) -> bool:
    """Return True for a label such as "Read also"."""
    match = find_rule(label) if label else None
    return match is not None and match.rule.kind in _POINTER_KINDS


def _has_arrow(block: Block) -> bool:
    return block.words >= MIN_WORDS_WITH_ARROW and _ARROW.search(block.text) is not None


def _is_link(block: Block) -> bool:
    return block.link_share > 0 and round(len(block.text) * (1 - block.link_share)) <= MAX_OTHER_CHARS


def _is_headline(block: Block) -> bool:
    return _is_title(block.text, block.words)


def _is_title(text: str, words: int, least: int = MIN_WORDS) -> bool:
    least = MIN_IDEOGRAPHS if IDEOGRAPH.search(text) else least
    if len(text) >= MIN_CHARS and words >= MIN_LONG_WORDS:
        least = min(least, words)
    return least <= words <= MAX_WORDS and not text.endswith((".", "。", "।"))


def _leads_away(block: Block, url: str) -> bool:
    """Return True if the links of a line all have one address, that of another page of the same site."""
    links = block.links
    if len(links) > 1:  # some are in other blocks of the element, which line breaks separate
        links = [link for link in links if fold_visible("".join(link.itertext())) in block.text]
    addresses = {link.get("href", "") for link in links}
    return len(addresses) == 1 and leads_to_other_page(addresses.pop(), url)
