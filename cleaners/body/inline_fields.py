"""Inline fields: title, byline, date line, captions and dek where they are among the blocks of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice

from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY, RemovingStage
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words, tokens

# The figures below were chosen on two sets of news and blog pages; none is sensitive (25 words may be 12 or 35).
MIN_OPENING_WORDS = 25  # the first kept block of this length opens the article; title and byline are above it
MIN_SENTENCE_WORDS = 10  # used where no block is so long, as in languages with few, long words
MIN_TITLE_OVERLAP = 0.6  # headlines on the page and in its metadata differ a bit
MIN_LINKS_SHARE = 0.9  # of a block above the title that contains only links
MAX_LABEL_WORDS = 6  # above the title: a kicker, section or format
MAX_BYLINE_WORDS = 8  # beside the names
MAX_BARE_BYLINE_WORDS = 2  # beside the names, "By" and "and": a byline even if the model takes it for body
MAX_DATE_LINE_WORDS = 12
MIN_DEK_WORDS = 6
MAX_DEK_WORDS = 100
MIN_DEK_OVERLAP = 0.6
MAX_DEK_LINK_SHARE = 0.3
MAX_CAPTION_WORDS = 80
CAPTION_LEVELS = 3  # elements, counted upwards from the block's own, whose class may name a caption
# The model's probability of a block: at SURE or above it is body, whatever it looks like; below MIN_DEK it is no dek.
SURE = 0.8
MIN_DEK = 0.2

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # not \b: a word character follows it in Japanese
_ONLY_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[.,]?(?:\s?[|–-]?\s?\d{1,2}[:.]\d{2}(?::\d{2})?)?")
_CAPTION_CLASS = re.compile(r"caption|(?:image|img|photo)-?(?:desc|credit)|bildunter")  # in lower case
_NEWS_TYPE = re.compile(r"NewsArticle|LiveBlogPosting", re.IGNORECASE)


def mark_fields(document: Document, stage: RemovingStage) -> None:
    """Mark title, byline, date line and captions as fields, and put the dek above the body back into the text."""
    mark_captions(document, stage)
    opening = _opening(document)
    title = mark_title(document, stage, opening)
    mark_bylines(document, stage, opening)
    if _is_news(document):  # elsewhere the summary under the title is a teaser for search engines
        keep_dek(document, title, opening)
    type_dek(document, title)


def _opening(document: Document) -> int:
    """Return the position of the first long kept block, below the title if that is a main heading; 0 for none."""
    title = tokens(document.metadata.title or "")
    heading = next((b.position for b in document.blocks if b.level == 1 and b.tokens == title), -1)
    kept = list(document.kept())
    long = (block.position for block in kept if block.words >= MIN_OPENING_WORDS)
    sentences = (b.position for b in kept if b.words >= MIN_SENTENCE_WORDS and ends_sentence(b.text))
    return next((found for some in (long, sentences) if (found := _first_below(heading, some)) is not None), 0)


def _first_below(heading: int, positions: Iterator[int]) -> int | None:
    """Return the first position below the heading, else the first of all, or None without any."""
    first = next(positions, None)
    return None if first is None else next((found for found in chain([first], positions) if found > heading), first)


def mark_captions(document: Document, stage: RemovingStage) -> None:
    """Type blocks that describe a picture as captions, and take them out of the body."""
    for block in document.blocks:
        if _is_sure(block):
            continue
        if block.type == "caption" or (block.removal is None and _is_named_caption(block)):
            block.type = "caption"
            block.remove(stage, "caption", "it describes a picture")
            _caption_image(document, block)


def mark_title(document: Document, stage: RemovingStage, opening: int) -> int | None:
    """Mark the title where the page repeats it, and the labels above; return the position of the last title found."""
    title = document.metadata.title or ""
    title_tokens, above = tokens(title), document.blocks[:opening]
    found = [b for b in above if b.level == 1 or overlap(b, title) >= MIN_TITLE_OVERLAP]
    repeated = [b for b in document.blocks if b.type == "heading" and title and b.tokens == title_tokens]
    found = [block for block in found if not _is_sure(block) or block.tokens == title_tokens]
    for block in (*found, *repeated):
        block.remove(stage, "title", "it is the article's title")
    if not found:
        return None
    for block in document.blocks[: found[-1].position]:
        if block.words <= MAX_LABEL_WORDS and not _is_sure(block):
            block.remove(stage, "kicker", "it is a label above the title")
        elif block.link_share >= MIN_LINKS_SHARE:
            block.remove(stage, "links_above_title", "it links to other pages, above the title")
    return found[-1].position


def mark_bylines(document: Document, stage: RemovingStage, opening: int) -> None:
    """Mark lines without a sentence that name the authors, and lines above the opening that date the article."""
    names = _author_names(document)
    for block in document.kept():
        if block.position < opening and _ONLY_DATE.fullmatch(block.text):
            block.remove(stage, "date_line", "it dates the article")
        is_bare = block.position < opening and _names_author(block, names, MAX_BARE_BYLINE_WORDS)
        if ends_sentence(block.text) or (_is_sure(block) and not is_bare):
            continue
        if is_bare or _names_author(block, names, MAX_BYLINE_WORDS):
            block.remove(stage, "byline", "it names the author")
        elif block.position < opening and _dates(block):
            block.remove(stage, "date_line", "it dates the article")


def keep_dek(document: Document, title: int | None, opening: int) -> None:
    """Put the dek back into the text: a block above the body that the metadata has as subtitle or description."""
    metadata = document.metadata
    summaries = [text for text in (metadata.subtitle, metadata.description) if text]
    first = next((block.position for block in document.kept()), opening)
    for block in document.blocks[0 if title is None else title + 1 : first]:
        if (
            block.removal is not None
            and block.removal.rule == OUTSIDE_BODY
            and _may_be_dek(block)
            and any(overlap(block, summary) >= MIN_DEK_OVERLAP for summary in summaries)
        ):
            block.removal = None
            block.type, block.level = "dek", None
            return


def type_dek(document: Document, title: int | None) -> None:
    """Type the first kept block under the title as dek if the page's subtitle is like it or the byline follows it."""
    kept = list(islice((block for block in document.kept() if title is None or block.position > title), 2))
    if len(kept) < 2 or not _may_be_dek(kept[0]):
        return
    dek, body = kept
    summary, names = document.metadata.subtitle, _author_names(document)
    is_marked = summary is not None and overlap(dek, summary) >= MIN_DEK_OVERLAP
    between = document.blocks[dek.position + 1 : body.position]
    follows = any(_names_author(block, names, MAX_BYLINE_WORDS) or _dates(block) for block in between)
    if is_marked or (title is not None and follows):
        dek.type, dek.level = "dek", None


def overlap(block: Block, text: str) -> float:
    """Return Dice's coefficient of the sets of tokens of a block and a text, without case, 0 to 1."""
    a, b = set(_folded(block.tokens)), _folded_set(text)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@lru_cache(maxsize=8)  # one title or summary is compared with many blocks
def _folded_set(text: str) -> frozenset[str]:
    return frozenset(_folded(tokens(text)))


def _folded(split: list[str]) -> list[str]:
    return [token.casefold() for token in split]


def _is_sure(block: Block) -> bool:
    return (block.signals.body or 0.0) >= SURE


def _is_news(document: Document) -> bool:
    return any(_NEWS_TYPE.search(name) for name in document.metadata.page_types)


def _may_be_dek(block: Block) -> bool:
    return (
        (block.signals.body is None or block.signals.body >= MIN_DEK)
        and block.type in ("paragraph", "heading")
        and block.link_share <= MAX_DEK_LINK_SHARE
        and MIN_DEK_WORDS <= block.words <= MAX_DEK_WORDS
    )


def _is_named_caption(block: Block) -> bool:
    """Return True if a class on the block or near around it names a caption, and the block is short enough."""
    named = any(map(names_caption, _class_names(block, CAPTION_LEVELS)))
    return named and block.words <= MAX_CAPTION_WORDS


@lru_cache(maxsize=4096)  # a site uses the same names on every page
def names_caption(name: str) -> bool:
    """Return True if a class attribute names a caption."""
    return _CAPTION_CLASS.search(name.lower()) is not None


def _class_names(block: Block, levels: int) -> Iterator[str]:
    """Yield the class attributes of the block's element and of the nearest elements around it."""
    element = block.element
    for _ in range(levels):
        if element is None:
            return
        if name := element.get("class"):
            yield name
        element = element.getparent()


def _caption_image(document: Document, block: Block) -> None:
    """Give a figure's caption to the image with the same file name if that has none yet."""
    figure = next(block.element.iterancestors("figure"), None) if block.element is not None else None
    if figure is None:
        return
    files = {_file_name(image.get("src") or "") for image in figure.iter("img")} - {""}
    for index, image in enumerate(document.metadata.images):
        if image.url and not image.caption and _file_name(image.url) in files:
            document.metadata.images[index] = replace(image, caption=block.text)


def _file_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _author_names(document: Document) -> list[list[str]]:
    return [name for author in document.metadata.authors if (name := _folded(tokens(author.name)))]


def _names_author(block: Block, names: list[list[str]], most_words: int) -> bool:
    """Return True if the block names authors, with at most `most_words` other words."""
    line = _folded(block.tokens)
    named = {token for name in names if _contains(line, name) for token in name}
    return bool(named) and count_words(" ".join(token for token in line if token not in named)) <= most_words


def _dates(block: Block) -> bool:
    return block.words <= MAX_DATE_LINE_WORDS and _YEAR.search(block.text) is not None


def _contains(line: list[str], name: list[str]) -> bool:
    return any(line[start : start + len(name)] == name for start in range(len(line) - len(name) + 1))
