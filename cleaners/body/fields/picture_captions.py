"""Recognise captions by their place: a line, perhaps with a credit, that is alone in an element below a picture.

The caption of a quote, which says whose words they are, is not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from lxml import etree
from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.markup.hiding import hiding
from cleaners.metadata.images.captions import split_credit
from cleaners.text.normalize import fold_visible
from cleaners.text.sentences import COLONS, ends_sentence
from cleaners.text.words import IDEOGRAPH, tokens

MAX_WORDS = 20  # a longer text below a picture is often the lead of a story
MAX_IDEOGRAPHS = 45  # the same in Han or kana, where each character counts as a word
# The same if it ends with a photo credit. On labelled pages, such texts were captions on 22 sites and article on 2.
MAX_CREDITED_WORDS = 80
MIN_SENTENCE_WORDS = 8  # a longer sentence outside figures may be a section of text that has a picture
MAX_SIBLINGS = 100  # inline elements of a block that are compared with its text
MIN_PARAGRAPHS = 2  # paragraphs of the story beside a figure
MIN_WORDS = 3  # of a caption that repeats the alternative text, or is centred
MIN_ALTERNATIVE_SHARE = 0.6  # share of a caption's words that are in the alternative text of its picture
MAX_LEVELS = 3  # elements upwards that are searched for the picture
MIN_PICTURE_PIXELS = 100  # a smaller picture is an icon, a flag or a portrait in a list
MAX_CREDIT_CHARS = 60
# Elements of cards and profiles, whose text is not a caption.
_NOT_CAPTIONS = ("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "input", "time", "li")
_PICTURES = frozenset(["img", "picture", "amp-img"])
_NOT_SHOWN = frozenset(["script", "style", "template"])
_SHOWN = ("img", "picture", "amp-img", "video", "iframe", "svg", "table")  # in figures that have a real caption
_TYPES = ("paragraph", "caption")
# Elements that set a caption in the picture's own paragraph apart from running text.
_SMALL_PRINT = frozenset(["em", "i", "small", "span", "font", "cite", "sub", "sup"])
_OBLIQUE = frozenset(["em", "i", "small"])
_SMALL_STYLE = re.compile(
    r"font-size\s*:\s*(?:(?:x{1,2}-)?small|(?:[89]|1[0-3])(?:\.\d+)?px|0?\.[5-8]\d*r?em|[5-8]\d%|[6-9](?:\.\d+)?pt)",
    re.IGNORECASE,
)
_GREY_STYLE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:#([4-9a]{1,2})\1\1(?![\da-f])|(?:dark|dim|light|slate)?gr[ae]y)", re.IGNORECASE
)
_CONTAINERS = frozenset(["div", "p", "figure", "td", "table", "tr", "tbody", "center", "span", "aside", "a", "section"])


def is_below_picture(block: Block) -> bool:
    """Return True if a text is alone with the picture above it and is short, or ends with a photo credit."""
    element = block.element
    if block.type not in _TYPES or block.words > MAX_CREDITED_WORDS or element is None or block.link_share > 0:
        return False
    is_credited = split_credit(block.text)[1] is not None
    if _is_long(block) and not is_credited:
        return False
    around = [element, *islice(element.iterancestors(), MAX_LEVELS - 1)]
    containers = [*takewhile(lambda one: one.tag in _CONTAINERS, around)]
    level = next((level for level, one in enumerate(containers) if _shows_picture(one)), None)
    if level is None or not all(_has_only(one, block.text) for one in containers[: level + 1]):
        return False
    is_sentence = block.words >= MIN_SENTENCE_WORDS and ends_sentence(block.text) and not is_credited
    is_apart = level > 0 or _is_set_apart(element)
    if not is_apart or not is_sentence:
        return is_apart
    return containers[level].tag == "figure" or (level > 0 and _is_like_figure(containers[level], element))


def _is_long(block: Block) -> bool:
    return block.words > (MAX_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MAX_WORDS)


def _is_like_figure(container: HtmlElement, line: HtmlElement) -> bool:
    """Return True for the only element of its kind beside several paragraphs, if its line has a class unlike theirs."""
    parent = container.getparent()
    beside = [] if parent is None else [one for one in islice(parent, MAX_SIBLINGS) if one is not container]
    is_single = not any(one.tag == container.tag and one.get("class") == container.get("class") for one in beside)
    paragraphs = [one.get("class") for one in beside if one.tag == "p"]
    return is_single and len(paragraphs) >= MIN_PARAGRAPHS and line.get("class") not in (None, "", *paragraphs)


def is_caption_after_picture(block: Block) -> bool:
    """Return True for a short line, without a sentence, right after an element that holds only a picture.

    It must be in small print, share most of its words with the picture's alternative text, end with a photo credit, or
    be centred like the picture.
    """
    if block.type != "paragraph" or _is_long(block) or block.element is None or block.link_share > 0:
        return False
    if ends_sentence(block.text) or block.text.endswith(COLONS):
        return False
    if _is_right_after_picture(block, block.element):
        return True
    element, before = block.element, block.element.getprevious()
    if before is None or not _shows_picture(before) or "".join(before.itertext()).strip():
        return False
    if block.words >= MIN_WORDS and _is_centred(element) and _is_centred(before):
        return True
    if _repeats_alternative(block, before) or split_credit(block.text)[1] is not None:
        return True
    parts = (part for part in element.iter("em", "i", "small", "span", "font") if _is_small_print(part))
    return any(fold_visible("".join(part.itertext())) == block.text for part in parts)


def _is_right_after_picture(block: Block, element: HtmlElement) -> bool:
    """Return True if an inline element right after a picture holds all the text of a block."""
    inline = islice(element.iterchildren("span", "small", "em", "i"), MAX_SIBLINGS)
    parts = ((part, part.getprevious()) for part in inline)
    after = (
        part
        for part, before in parts
        if before is not None and before.tag in _PICTURES and _shows_picture(before) and not (before.tail or "").strip()
    )
    return any(fold_visible("".join(part.itertext())) == block.text for part in after)


def _is_centred(element: HtmlElement) -> bool:
    """Return True for an element whose attributes centre it, without text in bold, as a heading has."""
    names = f"{element.get('style') or ''} {element.get('class') or ''} {element.get('align') or ''}".lower()
    return "center" in names and next(element.iter("b", "strong"), None) is None


def _repeats_alternative(block: Block, picture: HtmlElement) -> bool:
    """Return True if most words of a line are in the alternative text of the picture in an element.

    Bold and very short lines do not count: they may be headings, such as the name of a product below its picture.
    """
    alternative = next((image.get("alt") or "" for image in picture.iter("img", "amp-img")), "")
    known = frozenset(tokens(alternative.casefold()))
    own = tokens(block.text.casefold())
    is_bold = block.element is not None and next(block.element.iter("b", "strong"), None) is not None
    is_heading = is_bold or len(own) < MIN_WORDS
    return not is_heading and sum(word in known for word in own) >= MIN_ALTERNATIVE_SHARE * len(own)


def _is_small_print(part: HtmlElement) -> bool:
    """Return True for text that is in italics, grey or smaller than running text."""
    return (
        part.tag in _OBLIQUE
        or part.get("size") in ("1", "2")
        or _SMALL_STYLE.search(part.get("style") or "") is not None
        or _GREY_STYLE.search(part.get("style") or "") is not None
    )


def is_in_caption(block: Block) -> bool:
    """Return True for a part of the caption of a figure with a picture, such as a list of credits."""
    caption = None if block.element is None else next(block.element.iterancestors("figcaption"), None)
    figure = None if caption is None else next(caption.iterancestors("figure"), None)
    return figure is not None and next(figure.iter(*_PICTURES), None) is not None


def is_attribution(block: Block) -> bool:
    """Return True if a block is the caption of a figure that shows a quote and nothing else."""
    element = block.element
    if block.type != "caption" or element is None or block.words > MAX_WORDS:
        return False
    figure = next(element.iterancestors("figure"), None)
    if figure is None or next(figure.iter(*_SHOWN), None) is not None:
        return False
    return any(next(quote.iterancestors("figcaption"), None) is None for quote in figure.iter("blockquote"))


def _has_only(element: HtmlElement, text: str) -> bool:
    """Return True if an element has only the text of a block, and perhaps a short credit or caption beside it."""
    chars_left, last = len(text), ""
    for piece in _shown_texts(element):
        folded = " ".join(piece.split())
        last = folded or last
        chars_left -= len(folded)
        if chars_left < -MAX_CREDIT_CHARS:
            return False
    is_credit = not ends_sentence(last) and next(element.iter(*_NOT_CAPTIONS), None) is None
    return chars_left >= 0 or is_credit


def _shown_texts(element: HtmlElement) -> Iterator[str]:
    """Yield the texts in an element, without those of scripts and those for screen readers, such as "Image"."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            yield "" if part is element else part.tail or ""
        elif _is_shown(part):
            yield part.text or ""
        else:
            walk.skip_subtree()


def _is_shown(part: HtmlElement) -> bool:
    return isinstance(part.tag, str) and part.tag not in _NOT_SHOWN and hiding(part) != "screen_reader"


def _shows_picture(element: HtmlElement) -> bool:
    """Return True if the first thing that an element shows is a picture, not an icon."""
    if (element.text or "").strip():
        return False
    walk = etree.iterwalk(element, events=("start",))
    for _, part in walk:
        if part.tag in _PICTURES:
            return not _is_icon(part)
        is_shown = _is_shown(part)
        if not is_shown:
            walk.skip_subtree()
        if ((is_shown and part.text) or "").strip() or (part.tail or "").strip():
            return False
    return False


def _is_icon(picture: HtmlElement) -> bool:
    sizes = [picture.get(name, "").removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) < MIN_PICTURE_PIXELS for size in sizes)


def _is_set_apart(element: HtmlElement) -> bool:
    """Return True if all text of the picture's own element is in small print, or below a line break."""
    picture = next(part for part in element.iterdescendants() if part.tag in _PICTURES)
    if (picture.tail or "").strip():
        return False
    texts = [part for part in element.iterchildren() if _is_shown(part) and "".join(_shown_texts(part)).strip()]
    has_break = next(element.iter("br"), None) is not None
    return has_break or all(part.tag in _SMALL_PRINT for part in texts)
