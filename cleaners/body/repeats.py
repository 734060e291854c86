"""Mark repeats: second copies of the body or the dek, and pull quotes, which repeat a sentence of the text.

Pages have a second copy of the body for print, for phones, or under a sticky header.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice, pairwise

from lxml.html import HtmlElement

from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY, RemovingStage
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import IDEOGRAPH

# A run of repeated blocks is a second copy if it has at least this many blocks and words. Repetitions that authors
# intend are shorter: a quote of one block, or the same conditions under several offers.
MIN_BLOCKS = 3
MIN_WORDS = 100
MIN_WORDS_OF_ONE = 12  # words of a single block that is a copy if it is hidden, or right after the block it repeats
MAX_OPENING = 5  # kept blocks at the top, among which a dek may be printed twice
MIN_OPENING_WORDS = 6  # words of a block that repeats one of them; a shorter one is a label
# Words of a pull quote; a shorter one may be in another paragraph by chance. Han and kana need twice as many, since
# each character counts as a word.
MIN_QUOTE_WORDS = 8
MIN_BOXED_WORDS = 5  # words of a pull quote in an element for quotes
MIN_HEADING_WORDS = 10  # words of a pull quote that is set as a heading; sub-headings are shorter
_QUOTE_TYPES = frozenset(["paragraph", "quote", "heading"])
MAX_QUOTE_WORDS = 80
MAX_QUOTES = 60  # blocks of a page that are compared with its text
MIN_PROBABILITY = 0.05  # of being body; below it, no stage rescues a removed block
MAX_ATTRIBUTION = 10  # words of an attribution
MIN_QUOTED_SHARE = 0.6  # share of the quoted words in a pull quote with its attribution
FORM_LEVELS = 3  # elements upwards whose classes tell paragraphs from other parts
MAX_QUOTE_LEVELS = FORM_LEVELS  # elements upwards from a pull quote
_QUOTE_TAGS = frozenset(["blockquote", "aside", "figure"])  # boxes of pull quotes; the text's paragraphs are not in one
_QUOTE_NAMES = ("quote", "zitat", "citation", "citat", "citaat", "cita", "citazione", "citacao")  # ends of class names
MAX_NAME_CHARS = 300  # characters of a class attribute that are searched

Form = tuple[object, ...]


def mark_repeats(document: Document, stage: RemovingStage) -> None:
    """Mark second copies of the body, and single blocks that repeat another one.

    A single block is a copy if it is hidden and the page shows its text elsewhere, or if it repeats the block before it
    in another container, such as a teaser above the full text.
    """
    _mark_hidden_copies(document, stage)
    for before, block in pairwise(list(document.kept())):
        if before.text == block.text and block.words >= MIN_WORDS_OF_ONE and not before.is_sibling_of(block):
            block.remove(stage, "second_copy", "it repeats the block before it")
    mark_second_copies(document, stage)


def mark_second_copies(document: Document, stage: RemovingStage) -> None:
    """Mark each long run of blocks in which every block has the words of an earlier kept block."""
    for run in _repeated_runs(document):
        if len(run) >= MIN_BLOCKS and sum(block.words for block in run) >= MIN_WORDS:
            for block in run:
                block.remove(stage, "second_copy", "the article has it before")


def _mark_hidden_copies(document: Document, stage: RemovingStage) -> None:
    shown = {block.text for block in document.kept() if not block.signals.hidden}
    for block in document.kept():
        if block.signals.hidden and block.words >= MIN_WORDS_OF_ONE and block.text in shown:
            block.remove(stage, "second_copy", "the page shows it elsewhere")


def _repeated_runs(document: Document) -> Iterator[list[Block]]:
    """Yield the runs of consecutive kept blocks and known copies that have the words of an earlier kept block.

    The signs around the words may differ: one copy may begin its quotes with dashes that the other lacks.
    """
    seen: set[str] = set()
    checked = []  # for each block: True if an earlier one has its words, and the block
    for block in document.blocks:
        is_copy = block.removal is not None and block.removal.rule == "second_copy"
        if block.removal is None or is_copy:
            words = _words_of(block.tokens) if block.tokens else block.text
            checked.append((is_copy or words in seen, block))
            if not is_copy:  # the known copy of a block may stand above it
                seen.add(words)
    return ([block for _, block in run] for is_repeated, run in groupby(checked, lambda pair: pair[0]) if is_repeated)


def mark_copies_in_text(document: Document, stage: RemovingStage) -> None:
    """Mark the second copy of a dek, and pull quotes, which repeat a sentence of the text in different markup."""
    kept = list(document.kept())
    first = {tuple(block.tokens): block for block in reversed(kept[:MAX_OPENING]) if block.words >= MIN_OPENING_WORDS}
    for block in kept[:MAX_OPENING]:
        above = first.get(tuple(block.tokens), block)
        if above is not block and not _are_alike(above, block):
            block.remove(stage, "second_copy", "it repeats a block above it")
    if kept:
        _mark_pull_quotes(document.blocks[kept[0].position : kept[-1].position + 1], stage)


def _mark_pull_quotes(blocks: Sequence[Block], stage: RemovingStage) -> None:
    """Mark pull quotes, also those that a model removed, so that no stage rescues them."""
    story = [block for block in blocks if block.type in _QUOTE_TYPES and _may_be_text(block)]
    forms = {block: _form(block) for block in story}
    paragraphs = [block for block in story if block.removal is None and block.type != "heading"]
    if quotes := _possible_quotes(story, paragraphs, forms):
        for quote in _repeating(quotes, story, paragraphs, forms):
            _mark_pull_quote(quote, story, stage)


def _possible_quotes(story: Sequence[Block], paragraphs: Sequence[Block], forms: dict[Block, Form]) -> list[Block]:
    """Return the blocks that may be pull quotes: those in a box for quotes, and those unlike most paragraphs."""
    counts = Counter(forms[block] for block in paragraphs)
    usual = max(counts, key=counts.__getitem__, default=None)
    return [block for block in story if (forms[block] != usual or forms[block][1]) and _may_be_pull_quote(block)]


def _repeating(
    quotes: Sequence[Block], story: Sequence[Block], paragraphs: Sequence[Block], forms: dict[Block, Form]
) -> Iterator[Block]:
    """Yield the possible quotes whose words a paragraph of another form has, too."""
    texts = {block: _words_of(block.tokens) for block in paragraphs}
    all_text = "|".join(texts.values())
    of_sections = {forms[block] for block in story if _is_of_section(block, all_text)}
    others = [quote for quote in quotes if forms[quote] not in of_sections]
    for quote in others[:MAX_QUOTES]:
        if any(_is_repeated(words, quote, texts, all_text, forms) for words in _quoted_words(quote)):
            yield quote


def _is_of_section(block: Block, all_text: str) -> bool:
    """Return True for a kept heading that no paragraph repeats, so that it is surely a section's.

    Then headings of the same form are not pull quotes either, even if the text below repeats their words.
    """
    is_heading = block.type == "heading" and block.removal is None
    return is_heading and not (_may_be_pull_quote(block) and _words_of(block.tokens) in all_text)


def _quoted_words(quote: Block) -> Iterator[str]:
    """Yield what may be the quoted words of a quote: all of it and, in a box, all but a speaker's name at its end."""
    tokens = quote.tokens
    least = max(MIN_QUOTE_WORDS, len(tokens) - MAX_ATTRIBUTION, math.ceil(MIN_QUOTED_SHARE * len(tokens)))
    yield _words_of(tokens)
    if _box(quote) is not None:
        yield from (_words_of(tokens[:size]) for size in range(len(tokens) - 1, least - 1, -1))


def _is_repeated(words: str, quote: Block, texts: dict[Block, str], all_text: str, forms: dict[Block, Form]) -> bool:
    """Return True if a longer text of another form has the words of a quote. `all_text` may have the quote itself."""
    if all_text.count(words) <= (quote in texts):  # as for most blocks
        return False
    others = (text for block, text in texts.items() if block is not quote and forms[block] != forms[quote])
    return any(words in text for text in others if len(text) > len(words))


def _mark_pull_quote(quote: Block, story: Sequence[Block], stage: RemovingStage) -> None:
    """Mark a pull quote and its attribution, unless other text stands beside it."""
    beside = _beside(quote, story)
    if all(map(_is_attribution, beside)):
        for block in (quote, *beside):
            block.removal = None
            block.remove(stage, "second_copy", "it repeats a sentence of the text")


def _may_be_text(block: Block) -> bool:
    """Return True for a block that is kept or that a later stage may rescue."""
    if block.removal is None:
        return True
    return block.removal.rule == OUTSIDE_BODY and (block.signals.body or 0.0) >= MIN_PROBABILITY


def _beside(quote: Block, story: Sequence[Block]) -> list[Block]:
    """Return the other blocks in the box of a quote or, without them, the only block beside it if it is short.

    Beside a box, an attribution must be below the quote: a short line above it may introduce it.
    """
    box = _box(quote)
    if box is not None and (inside := [block for block in story if block is not quote and _is_in(block, box)]):
        return inside
    quoted = quote.element if box is None else box
    parent = None if quoted is None else quoted.getparent()
    beside = [block for block in story if block is not quote and _is_in(block, parent)]
    if len(beside) != 1 or not _is_attribution(beside[0]):
        return []
    is_below = beside[0].position > quote.position and beside[0].type != "heading"
    return beside if box is None or is_below else []


def _are_alike(first: Block, second: Block) -> bool:
    """Return True for paragraphs of one container and form, which an author repeats on purpose."""
    if not first.is_sibling_of(second) or _form(first) != _form(second):
        return False
    return _tag_around_words(first) == _tag_around_words(second)


def _tag_around_words(block: Block) -> object:
    element = block.element
    if element is None or len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return None
    return element[0].tag


def _form(block: Block) -> Form:
    """Return what the paragraphs of a text have in common: tag, classes, and whether they are in a box for quotes."""
    around = [*islice(block.around(), FORM_LEVELS)]
    is_boxed = any(element.tag in _QUOTE_TAGS for element in around)
    return around[0].tag if around else "", is_boxed, *(element.get("class") for element in around)


def _box(block: Block) -> HtmlElement | None:
    """Return the nearest element for quotes around a block, or None."""
    return next(filter(_is_box, islice(block.around(), MAX_QUOTE_LEVELS)), None)


def _is_box(element: HtmlElement) -> bool:
    """Return True for an element for quotes, by its tag or a class whose name ends with a word for one."""
    names = element.get("class") if element.tag == "div" else None
    return element.tag in _QUOTE_TAGS or (names is not None and _names_quote(names[:MAX_NAME_CHARS]))


@lru_cache(maxsize=4096)  # a site uses the same names on every page
def _names_quote(names: str) -> bool:
    """Return True if one of the names in a class attribute ends with a word for a quote."""
    return any(name.endswith(_QUOTE_NAMES) for name in names.lower().split())


def _is_in(block: Block, box: HtmlElement | None) -> bool:
    return any(one is box for one in islice(block.around(), MAX_QUOTE_LEVELS + 1))


def _may_be_pull_quote(block: Block) -> bool:
    """Return True for a block of the length of a pull quote. In a box it may be shorter; a heading must be longer."""
    if not MIN_BOXED_WORDS <= block.words <= MAX_QUOTE_WORDS:
        return False  # as for most blocks, whose elements need not be searched
    least = MIN_BOXED_WORDS if _box(block) is not None else MIN_QUOTE_WORDS
    least = MIN_HEADING_WORDS if block.type == "heading" else least
    if IDEOGRAPH.search(block.text):
        least *= 2
    return least <= block.words and block.element is not None


def _is_attribution(block: Block) -> bool:
    return block.words <= MAX_ATTRIBUTION and not block.link_share and not ends_sentence(block.text)


def _words_of(tokens: Sequence[str]) -> str:
    """Return tokens as one text in which a run of whole tokens can be searched for."""
    return f" {' '.join(tokens).casefold()} "
