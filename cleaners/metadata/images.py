"""The pictures of an article, with captions and credits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.metadata import json_ld
from cleaners.metadata.captions import split_credit
from cleaners.metadata.fields import Image
from cleaners.metadata.pictures import is_picture, picture_key
from cleaners.metadata.readings import Readings
from cleaners.metadata.strings import element_text, plain
from cleaners.urls import resolve

MAX_IMAGES = 50
MAX_READ = 1_000  # of a source, sizes of one picture among them: a script may name a hundred thousand
MAX_CAPTION_CHARS = 1_000
MIN_TELLING_CHARS = 20  # a caption of so many stands for one picture

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")
_CREDIT_WORDS = ("credit", "copyright", "photographer", "fotograf", "image-source", "bildquelle")


def images(found: Readings) -> list[Image]:
    """The article's pictures, each once in whatever sizes: JSON-LD, OpenGraph, then figures with a caption."""
    merged: list[Image] = []
    places: dict[str, int] = {}  # in `merged`, by what tells that two are the same picture
    sources = (_from_json_ld(found), _from_tags(found), _from_figures(found))
    for image in chain.from_iterable(islice(source, MAX_READ) for source in sources):
        if not image.url or not is_picture(image.url):
            continue
        signs = [picture_key(image.url)]
        if image.caption and len(image.caption) >= MIN_TELLING_CHARS:
            signs.append(image.caption)
        place = next((places[sign] for sign in signs if sign in places), len(merged))
        if place == MAX_IMAGES:
            continue
        if place < len(merged):
            known = merged[place]
            merged[place] = Image(known.url, known.caption or image.caption, known.credit or image.credit)
        else:
            merged.append(image)
        places.update((sign, place) for sign in signs if sign not in places)
    return merged


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
            text = plain(node.get("caption")) or plain(node.get("description")) or ""
            caption, named = split_credit(text)
            yield Image(_absolute(found, address), caption, next(iter(credit), None) or named)


def _from_tags(found: Readings) -> Iterator[Image]:
    for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
        for value in found.tags.get(name, ()):
            yield Image(_absolute(found, value))


def _from_figures(found: Readings) -> Iterator[Image]:
    for figure in found.visible.own(found.tree.iter("figure")):
        picture = next(figure.iter("img", "amp-img"), None)
        caption = next(figure.iter("figcaption"), None)
        if picture is not None and caption is not None:
            text, credit = element_text(caption, MAX_CAPTION_CHARS), _credit(caption)
            if credit and text.endswith(credit):
                text = text.removesuffix(credit).rstrip(" |/–-·(")
            rest, named = split_credit(text)
            marked = split_credit(credit or "")[1] or credit  # without its own label
            yield Image(_absolute(found, _source(picture)), rest, marked or named)


def _credit(caption: HtmlElement) -> str | None:
    """The text of the part of a caption whose class says that it is the credit."""
    for element in caption.iter("span", "small", "cite", "p", "div", "em", "i"):
        names = (element.get("class") or "").lower()
        if any(word in names for word in _CREDIT_WORDS):
            return element_text(element, 200) or None
    return None


def _source(picture: HtmlElement) -> str | None:
    """The address of a picture, also where a script puts it in the place of a place-holder."""
    around = picture.getparent()
    sources = [] if around is None or around.tag != "picture" else around.findall("source")
    values = ((element.get(name) or "") for element in (picture, *sources) for name in _SOURCES)
    addresses = (value.strip().split(" ")[0].rstrip(",") for value in values)
    return next((a for a in addresses if a and not a.startswith("data:") and is_picture(a)), None)


def _absolute(found: Readings, address: str | None) -> str | None:
    return resolve(found.base, address) if address else None
