"""Recognise the headline of another story in a line: its length, and where its link leads."""

from __future__ import annotations

from cleaners.document import Block
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.normalize import fold_visible
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import IDEOGRAPH

MAX_OTHER_CHARS = 4  # characters outside the link, such as ">> " and an arrow
MIN_WORDS = 6  # a shorter line may be the name of a thing
MIN_IDEOGRAPHS = 9  # words of a line in Han or kana, where each character counts as a word
MIN_CHARS, MIN_LONG_WORDS = 36, 4  # enough for a headline too: in Finnish or Georgian, words are long and few
MAX_WORDS = 30
# Words of the shortest link at the end of a text. On labelled pages, 9 sites ended with links that the models kept
# although they were clutter, and one with links of its story.
MIN_LAST_WORDS = 3
MIN_LAST_IDEOGRAPHS = 6
MAX_LABEL_WORDS = 6  # words of a label before a link, as in "READ ALSO |"
SURE_TEXT = 0.9  # probability of being body from which a pointer belongs to the story


def is_link(block: Block) -> bool:
    """Return True for a line with nothing beside its link but a few characters."""
    return block.link_share > 0 and round(len(block.text) * (1 - block.link_share)) <= MAX_OTHER_CHARS


def is_title(text: str, words: int, least: int = MIN_WORDS) -> bool:
    """Return True for a text as long as a headline that ends no sentence; `least` is the number of words it needs."""
    least = MIN_IDEOGRAPHS if IDEOGRAPH.search(text) else least
    if len(text) >= MIN_CHARS and words >= MIN_LONG_WORDS:
        least = min(least, words)
    return least <= words <= MAX_WORDS and not text.endswith((".", "。", "।"))


def leads_away(block: Block, url: str) -> bool:
    """Return True if the links of a line all have one address, that of another page of the same site."""
    links = block.links
    if len(links) > 1:  # some are in other blocks of the element, which line breaks separate
        links = [link for link in links if fold_visible("".join(link.itertext())) in block.text]
    addresses = {link.get("href", "") for link in links}
    return len(addresses) == 1 and leads_to_other_page(addresses.pop(), url)


def is_sentence(block: Block) -> bool:
    """Return True for a paragraph that ends a sentence, however few words it has: in some languages they are long."""
    return block.type == "paragraph" and ends_sentence(block.text)
