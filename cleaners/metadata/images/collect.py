"""Collect the pictures of an article with captions and credits, each picture once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.metadata import json_ld, meta_tags
from cleaners.metadata.fields import Image
from cleaners.metadata.images.addresses import is_picture, is_picture_file, picture_key
from cleaners.metadata.images.captions import split_credit
from cleaners.metadata.images.marked_captions import (
    MAX_CAPTION_CHARS,
    MIN_CAPTION_WORDS,
    caption_and_credit,
    captioned_pictures,
)
from cleaners.metadata.images.sizes import largest_address, shown_address, width_in_address
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import element_text, plain
from cleaners.text.words import count_words
from cleaners.urls import resolve

MAX_IMAGES = 50
MAX_ADDRESSES = 1_000  # per place; each size of a picture counts. A script may name a hundred thousand
MAX_WRAPPERS = 4  # elements around a picture among paragraphs
MIN_PARAGRAPH_CHARS = 60
MIN_PIXELS = 100  # width and height of a picture among paragraphs; icons and counters are smaller
MAX_ANCESTORS = 60  # visited per figure
MIN_CARDS = 3  # linked pictures that look like teasers; fewer may belong to the article
MIN_UNIQUE_CAPTION_CHARS = 20  # two pictures with the same caption of at least this length are one picture

_AUTHOR_CLASS = re.compile(r"(?<![a-z])(?:auth?or|auteur|byline|bio)s?(?![a-z])", re.IGNORECASE)


def collect_images(raw: RawMetadata) -> list[Image]:
    """Return the article's pictures from JSON-LD, OpenGraph, and figures that have a caption or are beside the text.

    If there are none, pictures among paragraphs count.

    Several sizes of a picture are merged. Its first address is kept, unless the page shows a larger size. The caption
    that the page shows takes precedence; other places fill in a missing caption or credit.
    """
    images: list[Image] = []
    index_by_key: dict[str, int] = {}  # index in `images`
    shown: set[int] = set()  # indexes of pictures whose captions the page shows
    figures = (_from_figures(raw), _captioned(raw, index_by_key), _from_paragraphs(raw, images))
    places = chain(
        ((image, False) for place in (_from_json_ld(raw), _from_tags(raw)) for image in islice(place, MAX_ADDRESSES)),
        ((image, True) for place in figures for image in islice(place, MAX_ADDRESSES)),
    )
    for image, is_shown in places:
        if not image.url or not is_picture(image.url):
            continue
        keys = _keys(image.url, image.caption)
        index = next((index_by_key[key] for key in keys if key in index_by_key), len(images))
        if index == MAX_IMAGES:
            continue
        if index < len(images):
            images[index] = _merged(images[index], image, is_shown=is_shown and index not in shown)
        else:
            images.append(image)
        if is_shown and image.caption:
            shown.add(index)
        index_by_key.update((key, index) for key in keys if key not in index_by_key)
    return _in_largest_size(images, raw)


def _merged(known: Image, other: Image, *, is_shown: bool) -> Image:
    """Return a known picture with what another entry of it adds; the caption that a page shows replaces its own."""
    if is_shown and other.caption and count_words(other.caption) >= MIN_CAPTION_WORDS:
        return Image(known.url, other.caption, other.credit or known.credit)
    return Image(known.url, known.caption or other.caption, known.credit or other.credit)


def _in_largest_size(images: list[Image], raw: RawMetadata) -> list[Image]:
    """Replace the addresses of pictures that the page also shows in a size known to be larger."""
    widths = {image.url: width_in_address(image.url) for image in images if image.url}
    least = min(filter(None, widths.values()), default=None)
    if least is None:
        return images
    shown: dict[str, tuple[float, str]] = {}  # width and address by key
    for picture in raw.page.tagged("img", "amp-img")[:MAX_ADDRESSES]:
        address, width = shown_address(raw.page, picture)
        if width > least and (url := _absolute(raw, address)):
            key = picture_key(url)
            shown[key] = max(shown.get(key, (0, "")), (width, url))
    return [replace(image, url=_larger(image.url, widths, shown)) if image.url else image for image in images]


def _larger(url: str, widths: dict[str, float], shown: dict[str, tuple[float, str]]) -> str:
    width, address = shown.get(picture_key(url), (0, url))
    return address if 0 < widths[url] < width else url


def _keys(url: str, caption: str | None) -> list[str]:
    """Return the strings that two entries of the same picture may share."""
    return [picture_key(url), *([caption] if caption and len(caption) >= MIN_UNIQUE_CAPTION_CHARS else [])]


def _from_json_ld(raw: RawMetadata) -> Iterator[Image]:
    for value in raw.values("image"):
        for item in map(raw.json_ld.resolve, _listed(value)):
            node = item if isinstance(item, dict) else {"url": item}
            addresses = (address for key in ("url", "contentUrl", "@id") for address in _listed(node.get(key)))
            address = next((address for address in addresses if isinstance(address, str)), None)
            names = [
                name
                for key in ("creditText", "creator", "author")
                for name in json_ld.texts(raw.json_ld, node.get(key))
            ]
            caption, credit = split_credit(plain(node.get("caption")) or plain(node.get("description")) or "")
            yield Image(_absolute(raw, address), caption, next(iter(names), None) or credit)


def _listed(value: object) -> list[object]:
    """Return the items of a JSON-LD list, which may be inside `@list` or another list, or a single value as a list."""
    value = value["@list"] if isinstance(value, dict) and "@list" in value else value
    items = value if isinstance(value, list) else [value]
    return [inner for item in items for inner in (item if isinstance(item, list) else [item])]


def _from_tags(raw: RawMetadata) -> Iterator[Image]:
    for name in meta_tags.IMAGE if raw.tag(*meta_tags.IMAGE) else meta_tags.OTHER_IMAGE:
        for value in raw.tags.get(name, ()):
            yield Image(_absolute(raw, value))


def _from_figures(raw: RawMetadata) -> Iterator[Image]:
    figures = raw.visible.outside_asides(raw.page.tagged("figure"))
    linked = [link for figure in figures if (link := _link_of_teaser(figure, raw)) is not None]
    has_cards = len({link.get("href") for link in linked}) >= MIN_CARDS
    for figure in figures:
        picture = next(figure.iter("img", "amp-img"), None)
        caption = next(figure.iter("figcaption"), None)
        if picture is None or _is_of_others(figure, raw) or (has_cards and _link_of_teaser(figure, raw) in linked):
            continue
        if caption is not None or _is_beside_text(figure, raw):
            texts = (None, None) if caption is None else caption_and_credit(caption, figure)
            yield Image(_absolute(raw, largest_address(figure, picture)), *texts)


def _captioned(raw: RawMetadata, known: Mapping[str, int]) -> Iterator[Image]:
    """Yield the pictures outside figures that have a caption and are among paragraphs or known by their keys."""
    checked: dict[HtmlElement, bool | None] = {}
    for picture, caption, around in captioned_pictures(raw.visible):
        url = _absolute(raw, largest_address(around, picture))
        is_shown = not (_is_icon(picture) or _is_link_elsewhere(picture)) and _is_among_paragraphs(caption, checked)
        if url and (is_shown or picture_key(url) in known):
            yield Image(url, *caption_and_credit(caption, around))


def _is_link_elsewhere(picture: HtmlElement) -> bool:
    """Return True for a picture that links to anything but a larger size of it."""
    link = next(picture.iterancestors("a"), None)
    return link is not None and _leads_away(link)


def _leads_away(link: HtmlElement) -> bool:
    """Return True for a link to another page: not to a picture, a place on this page or a script."""
    address = link.get("href", "#").strip()
    return not (address.startswith(("#", "javascript:")) or is_picture_file(address))


def _link_of_teaser(figure: HtmlElement, raw: RawMetadata) -> HtmlElement | None:
    """Return the link to another page around a picture if its words are all of a small element, as in a teaser."""
    link = next(figure.iterancestors("a"), None)
    return link if link is not None and _leads_away(link) and raw.visible.is_teaser(figure) else None


def _has_linked_heading(element: HtmlElement) -> bool:
    """Return True for a list item or article with a heading that links to another page: a card."""
    headings = element.iter("h2", "h3", "h4", "h5") if element.tag in ("li", "article") else ()
    return any(_leads_away(link) for heading in headings for link in heading.iter("a"))


def _is_of_others(figure: HtmlElement, raw: RawMetadata) -> bool:
    """Return True for a picture of the author, and for one in a card or list item with a link to another article."""
    link = None
    for ancestor in islice(figure.iterancestors(), MAX_ANCESTORS):
        if ancestor in raw.visible.around_heading:
            return False
        if ancestor.tag == "a" and _leads_away(ancestor):
            link = ancestor
        if (
            _has_linked_heading(ancestor)
            or (link is not None and ancestor.tag == "li")
            or _AUTHOR_CLASS.search(ancestor.get("class") or "")
        ):
            return True
    return False


def _from_paragraphs(raw: RawMetadata, known: list[Image]) -> Iterator[Image]:
    """Yield the pictures among paragraphs, in any element, if `known` is empty: no other place gave a picture."""
    if known:
        return
    # Pictures share the elements around them, and reading the texts in these takes long.
    checked: dict[HtmlElement, bool | None] = {}
    for picture in raw.visible.outside_asides(raw.page.tagged("img", "amp-img")):
        if not _is_icon(picture) and _is_among_paragraphs(picture, checked):
            around = picture.getparent()
            yield Image(_absolute(raw, largest_address(picture if around is None else around, picture)))


def _is_icon(picture: HtmlElement) -> bool:
    sizes = [(picture.get(name) or "").removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) < MIN_PIXELS for size in sizes)


def _is_among_paragraphs(picture: HtmlElement, checked: dict[HtmlElement, bool | None]) -> bool:
    """Return True if the picture, or an element that holds nothing else, is beside two long paragraphs."""
    element = picture
    for around in islice(picture.iterancestors(), MAX_WRAPPERS):
        if element.tag in ("a", "li", "td", "body"):
            return False
        if around not in checked:
            checked[around] = _has_paragraphs(around)
        if (answer := checked[around]) is not None:
            return answer
        element = around
    return False


def _has_paragraphs(around: HtmlElement) -> bool | None:
    """Return True if an element has two long paragraphs, False if it has another long text, and None otherwise."""
    paragraphs = (child for child in around.iterchildren("p") if len(element_text(child)) >= MIN_PARAGRAPH_CHARS)
    if len(list(islice(paragraphs, 2))) == 2:
        return True
    return False if len(element_text(around)) > MAX_CAPTION_CHARS else None


def _is_beside_text(figure: HtmlElement, raw: RawMetadata) -> bool:
    """Return True for a figure in the article of the first heading that is not the picture of a link elsewhere."""
    around = {element for element in raw.visible.around_heading if element.tag in ("article", "main")}
    for ancestor in islice(figure.iterancestors(), MAX_ANCESTORS):
        if ancestor in around:
            return not any(_leads_away(link) for link in figure.iter("a"))
        if ancestor.tag in ("article", "li") or (ancestor.tag == "a" and _leads_away(ancestor)):
            return False
    return False


def _absolute(raw: RawMetadata, address: str | None) -> str | None:
    return resolve(raw.base, address) if address else None
