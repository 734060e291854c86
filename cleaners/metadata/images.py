"""The pictures of an article, with captions and credits."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from cleaners.metadata import json_ld
from cleaners.metadata.readings import Readings
from cleaners.metadata.record import Image
from cleaners.metadata.text import element_text, plain
from cleaners.urls import resolve

MAX_IMAGES = 50
MAX_CAPTION_CHARS = 1_000

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")
_CREDIT_WORDS = ("credit", "copyright", "photographer", "fotograf", "image-source", "bildquelle")


def images(found: Readings) -> list[Image]:
    """The article's pictures, each once: JSON-LD, OpenGraph, then figures with a caption."""
    by_url: dict[str, Image] = {}
    for image in (*_from_json_ld(found), *_from_tags(found), *_from_figures(found)):
        known = by_url.get(image.url or "")
        if image.url and known:
            image = Image(image.url, known.caption or image.caption, known.credit or image.credit)
        if image.url and (known or len(by_url) < MAX_IMAGES):
            by_url[image.url] = image
    return list(by_url.values())


def _from_json_ld(found: Readings) -> Iterator[Image]:
    for value in found.values("image"):
        for item in map(found.json_ld.resolve, value if isinstance(value, list) else [value]):
            node = item if isinstance(item, dict) else {"url": item}
            address = next(
                (a for a in (node.get("url"), node.get("contentUrl"), node.get("@id")) if isinstance(a, str)), None
            )
            credit = [
                text
                for key in ("creditText", "creator", "author")
                for text in json_ld.texts(found.json_ld, node.get(key))
            ]
            yield Image(
                _absolute(found, address),
                plain(node.get("caption")) or plain(node.get("description")),
                next(iter(credit), None),
            )


def _from_tags(found: Readings) -> Iterator[Image]:
    for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
        for value in found.tags.get(name, ()):
            yield Image(_absolute(found, value))


def _from_figures(found: Readings) -> Iterator[Image]:
    for count, figure in enumerate(found.tree.iter("figure")):
        if count >= MAX_IMAGES:
            break
        picture = next(figure.iter("img", "amp-img"), None)
        caption = next(figure.iter("figcaption"), None)
        if picture is not None and caption is not None:
            credit = _credit(caption)
            text = element_text(caption, MAX_CAPTION_CHARS)
            if credit and text.endswith(credit):
                text = text.removesuffix(credit).rstrip(" |/–-·(")
            yield Image(_absolute(found, _source(picture)), text or None, credit)


def _credit(caption: HtmlElement) -> str | None:
    """The text of the part of a caption whose class says that it is the credit."""
    for element in caption.iter("span", "small", "cite", "p", "div", "em", "i"):
        names = (element.get("class") or "").lower()
        if any(word in names for word in _CREDIT_WORDS):
            return element_text(element, 200) or None
    return None


def _source(picture: HtmlElement) -> str | None:
    addresses = ((picture.get(name) or "").strip().split(" ")[0].rstrip(",") for name in _SOURCES)
    return next((address for address in addresses if address and not address.startswith("data:")), None)


def _absolute(found: Readings, address: str | None) -> str | None:
    return resolve(found.base, address) if address else None
