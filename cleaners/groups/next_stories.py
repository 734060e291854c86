"""Find the next story where it follows the page's own in the same element, with a heading of any level.

Sections of a story look the same. But the heading of the next story has a date or byline below it, and its text shares
hardly any words with the page's story. A link is no sign: below a linked heading, the page's own story may continue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Block
from cleaners.groups.comment_signs import is_time_line
from cleaners.groups.other_stories import MAX_INNER_STORIES, MIN_STORY_WORDS, begins_with_address, is_signed
from cleaners.groups.spans import Range, Spans, is_kept_prose, is_prose
from cleaners.groups.story_words import StoryWords
from cleaners.text.normalize import fold_visible, normalise
from cleaners.text.sentences import ends_sentence

MIN_PARAGRAPHS = 2  # of each story
MIN_NEXT_WORDS = 10  # words of prose below a heading; below a line in bold it must be a whole story
MIN_REMOVED = 3  # paragraphs of another story that the models removed; teasers have fewer
MIN_TITLE_WORDS = 3
MAX_TITLE_WORDS = 24
MAX_LEVEL = 4  # of the next story's heading
MIN_OWN_WORDS = 25  # different content words of the page's story
MAX_SHARED = 0.3  # share of the next story's content words that the page's own has too


def find_next_stories(page: Spans, headline: Block, end: int, words: StoryWords) -> Iterator[Range]:
    """Yield the range of the stories below the page's own, whose headline and end are given."""
    blocks = page.blocks[headline.position + 1 : end]
    openings = [block for block in blocks if _may_open(block, headline) and is_signed(page, block)]
    if not 0 < len(openings) <= MAX_INNER_STORIES:  # more are the entries of a live blog or digest
        return
    if sum(_is_alike(block, openings[0]) for block in blocks) > len(openings):  # the others are sections
        return
    first = openings[0]
    own, following = page.blocks[headline.position + 1 : first.position], page.blocks[first.position : end]
    least = MIN_NEXT_WORDS if first.type == "heading" else MIN_STORY_WORDS
    has_texts = _has_text(own) and _has_text(following) and page.prose_in(first.position, end) >= least
    is_next = page.prose[first.position] >= MIN_STORY_WORDS and has_texts and _is_beside(first, following)
    text = [block for block in following if block.removal is None]
    if is_next and words.shares_at_most(text, MAX_SHARED, MIN_OWN_WORDS):
        yield first.position, end


def find_removed_stories(page: Spans, end: int) -> Iterator[Range]:
    """Yield the range of each element below the page's story that holds another one which the models removed whole."""
    for element, (start, stop) in page.of.items():
        if start >= end and not page.kept_in(start, stop) and begins_with_address(page, element):
            texts = [block for block in page.blocks[start:stop] if is_prose(block) and not block.link_share]
            if len(texts) >= MIN_REMOVED and sum(block.words for block in texts) >= MIN_STORY_WORDS:
                yield start, stop


def _is_alike(block: Block, opening: Block) -> bool:
    return block.type == opening.type == "heading" and block.level == opening.level


def _has_text(blocks: Sequence[Block]) -> bool:
    """Return True for several kept paragraphs, one of which is long enough for running text."""
    texts = [block for block in blocks if block.removal is None and ends_sentence(block.text)]
    return len(texts) >= MIN_PARAGRAPHS and any(map(is_kept_prose, texts))


def _is_beside(first: Block, following: Sequence[Block]) -> bool:
    """Return True if the element around a heading holds all of the next story, unlike a card among the paragraphs."""
    around = None if first.element is None else first.element.getparent()
    return all(block.is_in(around) for block in following if block.removal is None)


def _may_open(block: Block, headline: Block) -> bool:
    """Return True for a heading, or a line in bold, that is long enough for a headline."""
    is_heading = block.type == "heading" and (block.level or 6) <= MAX_LEVEL
    if not (is_heading or _is_bold(block)) or ends_sentence(block.text) or is_time_line(block):
        return False
    return MIN_TITLE_WORDS <= block.words <= MAX_TITLE_WORDS and normalise(block.text) != normalise(headline.text)


def _is_bold(block: Block) -> bool:
    """Return True for a paragraph that is wholly in bold."""
    element = block.element
    if element is None or block.type != "paragraph" or block.words > MAX_TITLE_WORDS:
        return False
    bold = element if element.tag in ("b", "strong") else next(element.iter("b", "strong"), None)
    return bold is not None and fold_visible("".join(bold.itertext())) == block.text
