"""Recognise captions, blocks that describe a picture, by their class, their element or their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from cleaners.body.fields.certainty import is_surely_body
from cleaners.body.fields.picture_captions import (
    MAX_CREDIT_CHARS,
    is_attribution,
    is_below_picture,
    is_caption_after_picture,
    is_in_caption,
)
from cleaners.document import Block, Document
from cleaners.markup.class_names import ClassPattern
from cleaners.metadata.images.captions import split_credit
from cleaners.removal import RemovingStage
from cleaners.text.normalize import fold_visible
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words

MAX_CAPTION_WORDS = 80
MAX_INLINE_CAPTION_WORDS = 40  # of a caption in an inline element; a longer one may belong to a picture story
CAPTION_LEVELS = 3  # elements, counted upwards from the block's own, whose class may name a caption
# Words of a sentence in a caption that stays if a model takes it for body: a picture story has its text below its
# pictures. Out of fold, such captions were article in 118 cases, debatable in 3 and clutter in none.
MIN_CAPTION_STORY_WORDS = 12
# If so many captions of a page, and such a share of them, are surely text of the story, then all captions that a model
# takes for body are. Out of fold, that restored 57 captions on 2 sites, all of them article.
MIN_OF_STORY = 3
MIN_SHARE_OF_STORY = 2 / 3
_CAPTION_CLASS = ClassPattern(r"caption|(?:image|img|photo)[-_]?(?:desc|credit)|bildunter")
_INLINE = frozenset(["em", "i", "small", "span", "strong", "b", "font", "cite"])


def mark_captions(document: Document, stage: RemovingStage) -> None:
    """Give blocks that describe a picture the type "caption", and take them out of the body."""
    inline, is_story = _inline_captions(document), _is_picture_story(document)
    for block in document.blocks:
        if block.removal is not None and block.type != "caption":
            continue  # the caption stays in the text
        if is_attribution(block):
            block.type = "quote"
            continue
        if block.removal is None and (reason := _reason_of_caption(block, inline)):
            block.type = "caption"
            block.remove(stage, "caption", reason)
            _caption_image(document, block)
        if is_surely_body(block) or _tells_story(block) or (is_story and block.removal is None):
            continue
        if block.type == "caption" or (block.removal is None and _is_named_caption(block)):
            block.type = "caption"
            block.remove(stage, "caption", "it describes a picture")
            _caption_image(document, block)


def _reason_of_caption(block: Block, inline: set[str]) -> str:
    """Return why a kept block is surely a caption, or "" if it may be something else."""
    if is_below_picture(block) or is_caption_after_picture(block):
        return "it is the only text below a picture"
    if block.type == "list_item" and is_in_caption(block):
        return "it is in the caption of a picture"
    return "its element is named as a caption" if block.text in inline else ""


def _inline_captions(document: Document) -> set[str]:
    """Return the texts of inline elements whose class names a caption, alone and with a credit in the element after it.

    Such a text may fill a whole block.
    """
    elements = document.elements
    named = (one for names in elements.with_class_name(_CAPTION_CLASS) for one in elements.by_class[names])
    texts = (text for one in named if one.tag in _INLINE for text in _with_credit(one))
    return {text for text in texts if text and count_words(text) <= MAX_INLINE_CAPTION_WORDS}


def _with_credit(caption: HtmlElement) -> Iterator[str]:
    """Yield the text of an inline caption and, if a short inline element right after it holds a credit, both texts."""
    yield (text := fold_visible("".join(caption.itertext())))
    credit = caption.getnext()
    if credit is None or credit.tag not in _INLINE or (caption.tail or "").strip():
        return
    name = fold_visible("".join(credit.itertext()))
    if name and len(name) <= MAX_CREDIT_CHARS and not ends_sentence(name):
        yield fold_visible(f"{text}{caption.tail or ''}{name}")


def _is_picture_story(document: Document) -> bool:
    """Return True if most captions that a model takes for body surely are body: a story told below its pictures."""
    captions = [block for block in document.kept() if block.type == "caption" and block.signals.body is not None]
    sure = sum(is_surely_body(block) or _tells_story(block) for block in captions)
    return sure >= max(MIN_OF_STORY, MIN_SHARE_OF_STORY * len(captions))


def _tells_story(block: Block) -> bool:
    """Return True for a caption that is a long sentence and that a model takes for body."""
    is_body = block.removal is None and block.signals.body is not None
    return is_body and block.words >= MIN_CAPTION_STORY_WORDS and ends_sentence(block.text)


def _is_named_caption(block: Block) -> bool:
    """Return True if the class of an element close around a block names a caption, and the block is short enough."""
    is_named = any(map(names_caption, _class_attributes(block, CAPTION_LEVELS)))
    return is_named and block.words <= MAX_CAPTION_WORDS


@lru_cache(maxsize=4096)  # a site uses the same names on every page
def names_caption(class_attribute: str) -> bool:
    """Return True if a class attribute names a caption."""
    return _CAPTION_CLASS.is_in(class_attribute)


def _class_attributes(block: Block, levels: int) -> Iterator[str]:
    """Return the class attributes of the block's element and of the nearest elements around it, `levels` in total."""
    return filter(None, (element.get("class") for element in islice(block.around(), levels)))


def _caption_image(document: Document, block: Block) -> None:
    """Copy a figure's caption to the image with the same file name in the metadata, unless that has one already."""
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
