"""Find captions and credits by their elements: `figcaption`, class names, and a name set apart at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassPattern
from cleaners.metadata.images.captions import is_credit, split_credit, without_label
from cleaners.metadata.strings import element_text
from cleaners.metadata.visible import Visible
from cleaners.text.words import count_words

MAX_CAPTION_CHARS = 1_000
MIN_CAPTION_WORDS = 3  # after a credit, which otherwise is a part of a longer one
MAX_CREDIT_CHARS = 200
MAX_LEVELS = 3  # elements around a caption that may hold its picture

_CAPTION_CLASS = ClassPattern(r"caption|bildunterschrift|cutline|pie-?(?:de-?)?foto|didascalia|bijschrift|billedtekst")
_CREDIT_CLASSES = ("credit", "copyright", "photographer", "photo-by", "fotograf", "image-source", "bildquelle")
_CREDIT_CLASSES_IN_CAPTION = (*_CREDIT_CLASSES, "author", "autor", "auteur")
_CREDIT_TAGS = ("span", "small", "cite", "p", "div", "em", "i")


def caption_and_credit(caption: HtmlElement, around: HtmlElement) -> tuple[str | None, str | None]:
    """Return the text of a caption, and its credit.

    The credit is an element with a class for credits, in the caption or in `around`, the element around caption and
    picture; or else an element with a name at the end of the caption; or else the end of its text.
    """
    text = _without_buttons(caption, element_text(caption, MAX_CAPTION_CHARS))
    marked = (
        _marked_credit(caption, _CREDIT_CLASSES_IN_CAPTION)
        or _last_name(caption, text)
        or _marked_credit(around, _CREDIT_CLASSES)
    )
    if marked and text.endswith(marked):
        text = text.removesuffix(marked).rstrip(" |/–—-·(")
    elif marked and text.startswith(f"{marked} "):
        rest = text.removeprefix(marked).lstrip(" |/–—-·:")
        if count_words(rest) < MIN_CAPTION_WORDS:
            return None, text
        text = rest
    caption_text, credit_in_text = split_credit(text)
    return caption_text, without_label(marked or "") or credit_in_text


def captioned_pictures(shown: Visible) -> Iterator[tuple[HtmlElement, HtmlElement, HtmlElement]]:
    """Yield picture, caption and the element around both for each caption outside figures that a class names."""
    for caption in shown.with_class(_CAPTION_CLASS):
        if next(caption.iter("img", "amp-img", "figure"), None) is not None:
            continue
        for around in islice(caption.iterancestors(), MAX_LEVELS):
            pictures = list(islice(around.iter("img", "amp-img"), 2))
            if around.tag == "figure" or len(pictures) > 1:
                break
            if pictures:
                yield pictures[0], caption, around
                break


def _without_buttons(caption: HtmlElement, text: str) -> str:
    """Return the text of a caption without that of a button at its end, such as "Show more"."""
    for part in caption.iterdescendants("button", "span", "div", "a"):
        if part.tag == "button" or part.get("role") == "button":
            text = text.removesuffix(element_text(part, MAX_CREDIT_CHARS)).rstrip()
    return text


def _marked_credit(element: HtmlElement, classes: tuple[str, ...]) -> str | None:
    """Return the text of the first inner element with one of these words in its class."""
    for part in element.iterdescendants(*_CREDIT_TAGS):
        names = (part.get("class") or "").lower()
        if names and any(word in names for word in classes):
            return element_text(part, MAX_CREDIT_CHARS) or None
    return None


def _last_name(caption: HtmlElement, text: str) -> str | None:
    """Return the last element or line of a caption if it is a name or an agency after the end of a sentence."""
    last = next(caption.iterchildren(*_CREDIT_TAGS, "br", reversed=True), None)
    if last is None or last.getnext() is not None:
        return None
    tail = " ".join((last.tail or "").split())
    if last.tag != "br" and tail:
        return None
    name = tail or element_text(last, MAX_CREDIT_CHARS)
    before = text.removesuffix(name).rstrip()
    return name if name and before.endswith((".", "!", "?", "…", '"', "”", "»", "。")) and is_credit(name) else None
