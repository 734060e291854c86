"""Inline fields: title, byline, date line and captions among the blocks of an HTML page. The dek is in `dek.py`.

`mark_fields` marks them as removed, because the record has separate fields for them. The "opening" is the first long
block of the article; title and byline are above it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from cleaners.body.picture_captions import is_attribution, is_below_picture, is_in_caption, is_small_print_after_picture
from cleaners.document import Block, Document
from cleaners.markup.class_names import ClassPattern
from cleaners.metadata.images.captions import split_credit
from cleaners.removal import RemovingStage
from cleaners.text.normalize import fold_visible
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words, tokens
from cleaners.urls import is_same_site

# The figures below were chosen on two sets of news and blog pages. None is sensitive: 12 or 35 words do as well as 25.
MIN_OPENING_WORDS = 25  # the first kept block of this length opens the article
MIN_SENTENCE_WORDS = 10  # for a full sentence, if no block has MIN_OPENING_WORDS, as in languages with few, long words
MIN_TITLE_OVERLAP = 0.6  # Dice's coefficient; headlines on the page and in its metadata differ a bit
MIN_LINKS_SHARE = 0.9  # a block above the title with this share of its characters in links consists of links
MIN_SIGNED_TITLE = 3  # tokens of a title that a date follows in the same block
MAX_SIGNATURE_WORDS = 16  # of the byline and date behind it
MAX_LABEL_WORDS = 6  # a shorter block above the title is a label: a kicker, section or format
MAX_BYLINE_WORDS = 8  # words of a byline besides the names
# Words besides the names, such as "By" and "and". A byline this bare above the text, or in its last block, is one even
# if the model takes it for body.
MAX_BARE_BYLINE_WORDS = 2
MAX_ABOVE_BYLINE = 1  # kept blocks that may precede a bare byline: the dek may be as long as a paragraph
MAX_DATE_LINE_WORDS = 12
MAX_WORDS_BEFORE_ADDRESS = 6
MAX_CAPTION_WORDS = 80
MAX_INLINE_CAPTION_WORDS = 40  # of one in an inline element; a longer one may be a paragraph of a picture story
CAPTION_LEVELS = 3  # elements, counted upwards from the block's own, whose class may name a caption
SURE_BODY = 0.8  # probability of the model; at or above it a block is body, whatever it looks like
# Words of a sentence in a caption that a model takes for body: the text of a picture story is below its pictures. Out
# of fold, such captions were article in 118 cases, debatable in 3 and clutter in none.
MIN_CAPTION_STORY_WORDS = 12

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # not \b: a word character follows it in Japanese
_ONLY_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[.,]?(?:\s?[|–-]?\s?\d{1,2}[:.]\d{2}(?::\d{2})?)?")
_CAPTION_CLASS = ClassPattern(r"caption|(?:image|img|photo)[-_]?(?:desc|credit)|bildunter")
_INLINE = frozenset(["em", "i", "small", "span", "strong", "b", "font", "cite"])


def mark_fields(document: Document, stage: RemovingStage) -> int | None:
    """Mark title, byline, date line and captions as fields; return the position of the title above the text."""
    mark_captions(document, stage)
    opening = _opening_position(document)
    title = mark_title(document, stage, opening)
    mark_bylines(document, stage, opening)
    _mark_addresses(document, stage)
    return title


def _opening_position(document: Document) -> int:
    """Return the position of the first long kept block, below the main heading if that is the title; 0 if none."""
    title = tokens(document.metadata.title or "")
    heading = next((b.position for b in document.blocks if b.level == 1 and b.tokens == title), -1)
    kept = [block for block in document.kept() if not _is_signed_title(block, title)]
    long_blocks = (block.position for block in kept if block.words >= MIN_OPENING_WORDS)
    sentences = (b.position for b in kept if b.words >= MIN_SENTENCE_WORDS and ends_sentence(b.text))
    for candidates in (long_blocks, sentences):
        if (position := _first_below(heading, candidates)) is not None:
            return position
    return 0


def _first_below(heading: int, positions: Iterator[int]) -> int | None:
    """Return the first position below the heading, else the first position, or None if there is none."""
    first = next(positions, None)
    if first is None:
        return None
    return next((position for position in chain([first], positions) if position > heading), first)


def mark_captions(document: Document, stage: RemovingStage) -> None:
    """Type blocks that describe a picture as captions, and take them out of the body."""
    inline = _inline_captions(document)
    for block in document.blocks:
        if block.removal is not None and block.type != "caption":  # nothing below changes it
            continue
        if is_attribution(block):
            block.type = "quote"
            continue
        if block.removal is None and (reason := _reason_of_caption(block, inline)):
            block.type = "caption"
            block.remove(stage, "caption", reason)
            _caption_image(document, block)
        if _is_surely_body(block) or _tells_story(block):
            continue
        if block.type == "caption" or (block.removal is None and _is_named_caption(block)):
            block.type = "caption"
            block.remove(stage, "caption", "it describes a picture")
            _caption_image(document, block)


def _reason_of_caption(block: Block, inline: set[str]) -> str:
    """Return why a kept block is surely a caption, "" if it may be none."""
    if is_below_picture(block) or is_small_print_after_picture(block):
        return "it is the only text below a picture"
    if block.type == "list_item" and is_in_caption(block):
        return "it is in the caption of a picture"
    return "its element is named as a caption" if block.text in inline else ""


def _inline_captions(document: Document) -> set[str]:
    """Return the texts of inline elements whose class names a caption, which may each be all of a block."""
    elements = document.elements
    named = (one for names in elements.with_class_name(_CAPTION_CLASS) for one in elements.by_class[names])
    texts = (fold_visible("".join(one.itertext())) for one in named if one.tag in _INLINE)
    return {text for text in texts if text and count_words(text) <= MAX_INLINE_CAPTION_WORDS}


def mark_title(document: Document, stage: RemovingStage, opening: int) -> int | None:
    """Mark the title wherever the page repeats it, and the labels above it.

    Returns the position of the last title above the opening, or None if there is none.
    """
    title = document.metadata.title or ""
    title_tokens = tokens(title)
    least = _least_chars(title)
    alike = [
        block
        for block in document.blocks[:opening]
        if block.level == 1 or (len(block.text.casefold()) >= least and overlap(block, title) >= MIN_TITLE_OVERLAP)
    ]
    repeated = [b for b in document.blocks if b.type == "heading" and title and b.tokens == title_tokens]
    signed = [block for block in document.blocks[:opening] if _is_signed_title(block, title_tokens)]
    titles = [block for block in alike if not _is_surely_body(block) or block.tokens == title_tokens] or signed[:1]
    for block in (*titles, *repeated):
        block.remove(stage, "title", "it is the article's title")
    if not titles:
        return None
    _mark_labels(document, titles[-1].position, stage)
    return titles[-1].position


def _is_signed_title(block: Block, title: list[str]) -> bool:
    """Return True for the title with the date behind it, on pages that separate them by a line break alone."""
    rest = block.tokens[len(title) :]
    is_short = len(title) >= MIN_SIGNED_TITLE and count_words(" ".join(rest)) <= MAX_SIGNATURE_WORDS
    is_dated = is_short and _YEAR.search(" ".join(rest)) is not None and not ends_sentence(block.text)
    return is_dated and _casefolded(block.tokens[: len(title)]) == _casefolded(title)


def _least_chars(title: str) -> int:
    """Return the size of the shortest tokens of a title with which a text can reach MIN_TITLE_OVERLAP."""
    sizes = sorted(map(len, _casefolded_set(title)))
    least_tokens = math.ceil(len(sizes) * MIN_TITLE_OVERLAP / (2 - MIN_TITLE_OVERLAP) - 1e-9)
    return sum(sizes[:least_tokens])


def _mark_labels(document: Document, title: int, stage: RemovingStage) -> None:
    """Mark the kickers, links and names of the site among the blocks above the title."""
    site_name = tokens(document.metadata.site_name or "")
    for block in document.blocks[:title]:
        if block.words <= MAX_LABEL_WORDS and (block.tokens == site_name or not _is_surely_body(block)):
            block.remove(stage, "kicker", "it is a label above the title")
        elif block.link_share >= MIN_LINKS_SHARE:
            block.remove(stage, "links_above_title", "it links to other pages, above the title")


def mark_bylines(document: Document, stage: RemovingStage, opening: int) -> None:
    """Mark lines without a sentence that name the authors, and lines above the opening that date the article."""
    names = _author_names(document)
    kept = list(document.kept())
    for index, block in enumerate(kept):
        if block.position < opening and (_ONLY_DATE.fullmatch(block.text) or _is_mostly_date(block)):
            block.remove(stage, "date_line", "it dates the article")
        is_at_top = block.position < opening or (index <= MAX_ABOVE_BYLINE and block.type != "heading")
        is_at_end = index == len(kept) - 1 and block.type == "paragraph"
        is_bare = (is_at_top or is_at_end) and (
            _names_author(block, names, MAX_BARE_BYLINE_WORDS) or _is_name_with_date(block, names)
        )
        if ends_sentence(block.text) or (_is_surely_body(block) and not is_bare):
            continue
        if is_bare or _names_author(block, names, MAX_BYLINE_WORDS):
            block.remove(stage, "byline", "it names the author")
        elif block.position < opening and is_date_line(block):
            block.remove(stage, "date_line", "it dates the article")


def _mark_addresses(document: Document, stage: RemovingStage) -> None:
    """Mark lines such as "Printed from https://...", which end with an address of the site."""
    for block in list(document.kept()):
        before, scheme, rest = block.text.rpartition("http")
        is_line = scheme and " " not in rest and count_words(before) <= MAX_WORDS_BEFORE_ADDRESS
        if is_line and is_same_site(scheme + rest, document.page.url):
            block.remove(stage, "site_address", "it ends with an address of the site")


def overlap(block: Block, text: str) -> float:
    """Return Dice's coefficient of the sets of tokens of a block and a text, ignoring case, 0 to 1."""
    in_block, in_text = {token.casefold() for token in block.tokens}, _casefolded_set(text)
    if not in_block or not in_text:
        return 0.0
    return 2 * len(in_block & in_text) / (len(in_block) + len(in_text))


@lru_cache(maxsize=8)  # one title or summary is compared with many blocks
def _casefolded_set(text: str) -> frozenset[str]:
    return frozenset(_casefolded(tokens(text)))


def _casefolded(text_tokens: list[str]) -> list[str]:
    return [token.casefold() for token in text_tokens]


def _is_surely_body(block: Block) -> bool:
    return (block.signals.body or 0.0) >= SURE_BODY


def _tells_story(block: Block) -> bool:
    """Return True for a caption that is a long sentence and that a model takes for body."""
    is_body = block.removal is None and block.signals.body is not None
    return is_body and block.words >= MIN_CAPTION_STORY_WORDS and ends_sentence(block.text)


def _is_named_caption(block: Block) -> bool:
    """Return True if the class of a near element names a caption, and the block is short enough to be one."""
    is_named = any(map(names_caption, _class_attributes(block, CAPTION_LEVELS)))
    return is_named and block.words <= MAX_CAPTION_WORDS


@lru_cache(maxsize=4096)  # a site uses the same names on every page
def names_caption(class_attribute: str) -> bool:
    """Return True if a class attribute names a caption."""
    return _CAPTION_CLASS.is_in(class_attribute)


def _class_attributes(block: Block, levels: int) -> Iterator[str]:
    """Yield the class attributes of the block's element and of the nearest elements around it, `levels` in total."""
    element = block.element
    for _ in range(levels):
        if element is None:
            return
        if class_attribute := element.get("class"):
            yield class_attribute
        element = element.getparent()


def _caption_image(document: Document, block: Block) -> None:
    """Copy the caption of a figure to the image of the metadata with the same file name, unless that has a caption."""
    figure = next(block.element.iterancestors("figure"), None) if block.element is not None else None
    if figure is None:
        return
    files = {_file_name(image.get("src") or "") for image in figure.iter("img")} - {""}
    for index, image in enumerate(document.metadata.images):
        if image.url and not image.caption and _file_name(image.url) in files:
            caption, credit = split_credit(block.text)
            document.metadata.images[index] = replace(image, caption=caption, credit=image.credit or credit)


def _file_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _author_names(document: Document) -> list[list[str]]:
    """Return the tokens of each author's name, casefolded."""
    return [name for author in document.metadata.authors if (name := _casefolded(tokens(author.name)))]


def _names_author(block: Block, names: list[list[str]], max_other_words: int) -> bool:
    """Return True if the block names authors and has no more than `max_other_words` other words."""
    line = _casefolded(block.tokens)
    in_names = {token for name in names if _contains_run(line, name) for token in name}
    other_words = count_words(" ".join(token for token in line if token not in in_names))
    return bool(in_names) and other_words <= max_other_words


def _is_name_with_date(block: Block, names: list[list[str]]) -> bool:
    """Return True for a line of authors' names and a date, like "1 March 2026 | Ada Lind"."""
    if not is_date_line(block) or not _names_author(block, names, MAX_BYLINE_WORDS):
        return False
    in_names = {token for name in names for token in name}
    rest = [token for token in _casefolded(block.tokens) if token not in in_names]
    return 2 * sum(any(map(str.isdigit, token)) for token in rest) >= len(rest)


def is_byline(block: Block, document: Document) -> bool:
    """Return True for a line that names an author and has few other words."""
    return _names_author(block, _author_names(document), MAX_BYLINE_WORDS)


def is_date_line(block: Block) -> bool:
    """Return True for a short line with a year."""
    return block.words <= MAX_DATE_LINE_WORDS and _YEAR.search(block.text) is not None


def _is_mostly_date(block: Block) -> bool:
    """Return True for a line with a year, like "1 March 2026, 12:00", of whose words at least half have a digit."""
    words = block.text.split()
    return is_date_line(block) and 2 * sum(any(map(str.isdigit, word)) for word in words) >= len(words)


def _contains_run(line: list[str], name: list[str]) -> bool:
    return any(line[start : start + len(name)] == name for start in range(len(line) - len(name) + 1))
