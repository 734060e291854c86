"""Find paragraphs among those of the story in which a newspaper offers something of its own, with their headings.

Such a paragraph shares hardly any words with the story, and has several signs: it names a product such as a newsletter,
speaks of the newspaper or to its readers, has a product in its heading, or gives the terms of the offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Block
from cleaners.groups.boxes.house_words import APPEALS, OURS, PRODUCTS, READERS, STAFF, TERMS, YOU
from cleaners.groups.spans import Range, Spans
from cleaners.groups.story_words import StoryWords
from cleaners.removal import OUTSIDE_BODY
from cleaners.text.normalize import is_quoted, normalise
from cleaners.text.sentences import COLONS, ends_sentence
from cleaners.text.words import IDEOGRAPH

MIN_PROSE_BEFORE = 30  # words of kept prose above the paragraph
MIN_WORDS, MAX_WORDS = 6, 60
MAX_IDEOGRAPHS = 140  # words of a paragraph in Han or kana
MAX_LABEL_WORDS = 9
MAX_LABEL_IDEOGRAPHS = 18
# Largest share of the paragraph's content words that the story has too.
MAX_SHARED = 0.25
MIN_SIGNS = 3
MIN_STORY_WORDS = 25  # different content words of the story
MIN_NAME_CHARS = 4  # of a word of the site's name
_SIGNS = (PRODUCTS, READERS, OURS, STAFF, YOU, APPEALS, TERMS)


def find_house_sections(page: Spans, story: StoryWords, site_name: str | None) -> Iterator[Range]:
    """Yield the range of each paragraph that offers something of the newspaper's own, with its heading."""
    names = _names(site_name)
    for block in page.blocks:
        if not _may_offer(block) or page.prose[block.position] < MIN_PROSE_BEFORE:
            continue
        label = _label_above(page.blocks, block)
        if _offers(page.blocks, block, label, names) and story.shares_at_most([block], MAX_SHARED, MIN_STORY_WORDS):
            yield block.position - (label is not None), block.position + 1


def _may_offer(block: Block) -> bool:
    most = MAX_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MAX_WORDS
    is_paragraph = block.type == "paragraph" and block.removal is None and MIN_WORDS <= block.words <= most
    return is_paragraph and not is_quoted(block.text)


def _label_above(blocks: Sequence[Block], block: Block) -> Block | None:
    """Return the heading or short line right above a paragraph, or None."""
    above = blocks[block.position - 1]
    most = MAX_LABEL_IDEOGRAPHS if IDEOGRAPH.search(above.text) else MAX_LABEL_WORDS
    is_open = above.removal is None or above.removal.rule == OUTSIDE_BODY
    is_label = above.type == "heading" or not (ends_sentence(above.text) or above.text.endswith(COLONS))
    return above if is_label and is_open and above.level != 1 and above.words <= most else None


def _offers(blocks: Sequence[Block], block: Block, label: Block | None, names: Sequence[str]) -> bool:
    """Return True if a paragraph with its label has a product, the newspaper or its readers, and enough signs."""
    title = "" if label is None else normalise(label.text)
    text = f"{title} {normalise(block.text)}"
    product, readers, ours, staff, you, appeals, terms = (words.are_in(text) for words in _SIGNS)
    if not product:
        return False
    rest = [one for one in blocks if one.removal is None and one is not block and one is not label]
    is_named = any(_has_name(text, name) and not _is_in(rest, name) for name in names)
    is_titled = PRODUCTS.are_in(title)
    if not (readers or staff or you or is_named or (ours and (is_titled or appeals))):
        return False
    return product + readers + (ours or staff) + you + is_named + appeals + terms + is_titled >= MIN_SIGNS


def _is_in(blocks: Sequence[Block], name: str) -> bool:
    return any(_has_name(normalise(block.text), name) for block in blocks)


def _names(site_name: str | None) -> list[str]:
    """Return the words of a site's name without their endings, which differ in the cases of many languages."""
    words = [word for word in normalise(site_name or "").split() if len(word) >= MIN_NAME_CHARS]
    return [word[: max(MIN_NAME_CHARS, len(word) - 1)] for word in words]


def _has_name(text: str, name: str) -> bool:
    return name in text if IDEOGRAPH.search(name) else any(word.startswith(name) for word in text.split())
