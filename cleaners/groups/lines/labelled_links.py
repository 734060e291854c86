"""Recognise lines that are a label such as "Read also" and a link to another story."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.lines.headlines import MAX_LABEL_WORDS, MIN_LAST_WORDS, MIN_WORDS, SURE_TEXT, is_sentence, is_title
from cleaners.groups.spans import is_prose
from cleaners.kinds.listing import leads_to_other_page
from cleaners.rules import find_rule
from cleaners.text.normalize import fold_visible
from cleaners.text.sentences import COLONS, ends_sentence
from cleaners.text.words import IDEOGRAPH, count_words

MIN_LABELLED_CHARS = 24  # of a link after a label in bold
MIN_WORDS_AFTER_BAR = 4  # of a link after a label such as "READ ALSO |"
MAX_COLON_WORDS = 3  # words of a label with a colon; a longer one may be a clause, as in "In March we wrote:"
MAX_COLON_IDEOGRAPHS = 6  # the same in Han or kana
MAX_POINTER_WORDS = 14  # words of a label that begins with a pointer such as "More" or "Read"
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
_LABEL_ENDS = (*COLONS, "|", "–", "—", ">", "»", "→", "►", "▶")
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


def is_labelled(before: Block, block: Block) -> bool:
    """Return True for a line below a paragraph that is a label, a separator and a linked headline."""
    element = block.element
    if element is None or block.type != "paragraph" or not 0 < block.link_share < 1:
        return False
    if not (is_prose(before) or is_sentence(before)):
        return False
    link = next(element.iter("a"), None)
    headline = "" if link is None else fold_visible("".join(link.itertext()))
    text = block.text if block.text.endswith(headline) else block.text.rstrip(".。")
    label = text.removesuffix(headline).rstrip()
    if not headline or len(label) == len(text):
        return False
    if not label.endswith(_LABEL_ENDS):
        return _is_pointer(label) and is_title(headline, count_words(headline), MIN_WORDS_AFTER_BAR)
    has_colon = label.endswith(COLONS)
    most, least = (MAX_COLON_WORDS, MIN_WORDS) if has_colon else (MAX_LABEL_WORDS, MIN_WORDS_AFTER_BAR)
    if has_colon and IDEOGRAPH.search(label):
        most = MAX_COLON_IDEOGRAPHS
    is_bold = _is_beside_label(link, label) and len(headline) >= MIN_LABELLED_CHARS
    if has_colon and (is_bold or (block.signals.body or SURE_TEXT) < SURE_TEXT):
        least = MIN_LAST_WORDS
    if _POINTER.match(label):
        most = MAX_POINTER_WORDS
    return count_words(label) <= most and is_title(headline, count_words(headline), least)


def _is_beside_label(link: HtmlElement | None, label: str) -> bool:
    """Return True if the label is all of a bold element right before the link."""
    before = None if link is None else link.getprevious()
    return before is not None and before.tag in ("b", "strong") and fold_visible("".join(before.itertext())) == label


def starts_with_pointer(block: Block) -> bool:
    """Return True for a line with links that begins with a pointer such as "Read also", without a mark after it."""
    is_line = block.type in ("paragraph", "list_item") and block.words <= MAX_POINTER_LINE_WORDS
    if not is_line or block.link_share < MIN_POINTER_LINE_SHARE or (block.signals.body or 0.0) >= SURE_TEXT:
        return False
    words = block.text.split(maxsplit=MAX_LABEL_WORDS)
    labels = (" ".join(words[:size]) for size in range(2, min(len(words), MAX_LABEL_WORDS)))
    return any(_may_precede_headline(label.rstrip(",;:")) for label in labels)


def is_label_with_links(block: Block, url: str) -> bool:
    """Return True for a line that is a pointer, a separator and little else than links to other pages.

    It may be an item or a quote. In a quote every label is a pointer, because nobody speaks in labels and links.
    """
    if sum(map(count_words, labelled_links(block, url))) < MIN_LAST_WORDS:
        return False
    text = block.text.strip(_BRACKETS)
    return block.type == "quote" or bool(_POINTER.match(text) or _LINKS_POINTER.match(text))


def labelled_links(block: Block, url: str) -> list[str]:
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


def _is_pointer(label: str) -> bool:
    """Return True for a label such as "Read also"."""
    match = find_rule(label) if label else None
    return match is not None and match.rule.kind in _POINTER_KINDS
