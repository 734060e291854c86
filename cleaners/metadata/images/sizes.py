"""Choose the largest address that a page offers for a picture: `srcset`, `picture`, lazy loading and `noscript`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from lxml.etree import ParserError
from lxml.html import HtmlElement, fragments_fromstring

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata.images.addresses import is_picture

MAX_CANDIDATES = 200  # addresses per picture
MAX_NOSCRIPT_CHARS = 5_000
MAX_URL_CHARS = 2_000

# An address may contain commas. One at its end separates it from the next entry, and is cut off by `_of_element`.
_SRCSET_ENTRY = re.compile(
    r"(?P<url>[^\s,]\S*+)(?:(?<=,)|(?:\s++(?P<number>\d{1,7}+(?:\.\d{1,7}+)?)(?P<unit>[wxh]))?[^,]*+)"
)
# What follows the first address in a `src` into which a page wrote a srcset.
_DESCRIPTOR = re.compile(r"(?<!\s)\s++\d[\d.]{0,9}[wxh]?(?:,.*)?\Z|,\s.*\Z", re.DOTALL)
_SPACE = re.compile(r"\s")
_WIDTH = re.compile(r"(?<!\d)(\d{2,4})x\d{2,4}(?!\d)|[?&/](?:w|width|imwidth)[=_/](\d{2,4})(?!\d)|/(\d{2,4})w?/")
_MIN_WIDTH = re.compile(r"min-width:\s*(\d+)")
_ADDRESS = re.compile(r"(?:https?:)?/{1,2}[^\s{}]+$|[^\s{}:]+\.(?:jpe?g|png|webp|gif|avif)(?:\?\S*)?$", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#/:]|$)|/image|image/|[?&]w(?:idth)?=", re.IGNORECASE)


class _Candidate(NamedTuple):
    """An address with its known width in pixels or else its density; larger tuples are better."""

    width: float
    density: float
    is_lazy: bool  # the real address of a picture whose `src` may be a small preview
    url: str


_RANK = itemgetter(0, 1, 2)  # all but the address


def largest_address(figure: HtmlElement, picture: HtmlElement) -> str | None:
    """Return the largest address of a picture in a figure, leaving out placeholders; None without any."""
    return sized_address(figure, picture)[0]


def sized_address(figure: HtmlElement, picture: HtmlElement) -> tuple[str | None, float]:
    """Return the largest address of a picture in a figure and its width in pixels, 0 if that is unknown."""
    candidates = list(islice(_candidates(figure, picture), MAX_CANDIDATES))
    if len(candidates) > 1:
        candidates.sort(key=_RANK, reverse=True)  # of equals the first stays the first
    best = next((candidate for candidate in candidates if _is_usable(candidate.url)), None)
    return (best.url, best.width or width_in_address(best.url)) if best else (None, 0)


def shown_address(page: ElementIndex, picture: HtmlElement) -> tuple[str | None, float]:
    """Return the largest address of a lone picture and its width. Several stages need them: find them once per page."""
    found = page.picture_addresses.get(picture)
    if found is None:
        found = page.picture_addresses[picture] = sized_address(picture, picture)
    return found


def width_in_address(url: str) -> float:
    """Return the width in pixels that an address states, such as 300 in `sea-300x200.jpg`; 0 if it states none."""
    match = _WIDTH.search(url[:MAX_URL_CHARS])
    return float(match[match.lastindex or 0]) if match else 0


def _candidates(figure: HtmlElement, picture: HtmlElement) -> Iterator[_Candidate]:
    yield from _of_element(picture)
    for around in picture.iterancestors("picture"):  # the parser nests `img` in `source`, which it does not know
        for source in around.iter("source"):
            yield from _of_element(source)
    for noscript in figure.iter("noscript"):
        for element in (*noscript.iter("img", "source"), *_escaped_pictures(noscript.text or "")):
            yield from _of_element(element)


def _of_element(element: HtmlElement) -> Iterator[_Candidate]:
    """Yield the addresses in `src`, in `srcset` and in the data attributes that lazy-loading scripts read."""
    for name, value in element.items():
        if name == "src":
            yield _Candidate(0, 1, is_lazy=False, url=_without_descriptor(value))
        elif name.endswith("srcset"):
            minimum = _MIN_WIDTH.search(element.get("media") or "")
            least_width = float(minimum[1]) if minimum else 0
            for address, number, unit in _SRCSET_ENTRY.findall(value.strip()):
                width = float(number) if unit == "w" else least_width
                density = float(number) if unit == "x" else 1
                yield _Candidate(width, density, is_lazy=name != "srcset", url=address.rstrip(","))
        elif name.startswith("data-") and ("/" in value or "." in value):
            address = value.strip()
            if _ADDRESS.match(address) and (_PICTURE_FILE.search(address) or name == "data-src"):
                yield _Candidate(0, 1, is_lazy=True, url=address)


def _without_descriptor(source: str) -> str:
    """Return the address in a `src`. Nearly all have neither white space nor anything after it."""
    parts = source.split()
    return parts[0] if len(parts) == 1 else _SPACE.sub("%20", _DESCRIPTOR.sub("", source.strip()))


def _escaped_pictures(markup: str) -> list[HtmlElement]:
    """Parse the pictures in the text of a `noscript` element that the page escapes."""
    if "<img" not in markup:
        return []
    try:
        fragments = fragments_fromstring(markup[:MAX_NOSCRIPT_CHARS])
    except (ParserError, ValueError):
        return []
    elements = [fragment for fragment in fragments if not isinstance(fragment, str)]
    return [picture for element in elements for picture in element.iter("img", "source")]


def _is_usable(url: str) -> bool:
    return bool(url) and not url.startswith(("data:", "about:", "blob:", "#")) and is_picture(url)
