"""Make metadata safe to store: remove control characters, cut long values, and drop addresses that are not http(s).

Pages contain such things by mistake or by malice. A right-to-left override reverses the line that a reader sees,
databases refuse a NUL or half of a surrogate pair, and a keyword list can fill a megabyte.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from cleaners.metadata import Author, Image, Metadata, Syndication

T = TypeVar("T")

MAX_TITLE_CHARS = 500
MAX_DESCRIPTION_CHARS = 5_000
MAX_NAME_CHARS = 200
MAX_CAPTION_CHARS = 2_000  # also of a subtitle
MAX_URL_CHARS = 2_083  # the limit of Internet Explorer, the lowest of any browser that was in wide use
MAX_ITEMS = 100  # in each list: authors, tags, images

# C0 and C1 controls except tab and line end; embeddings, overrides and isolates of the bidirectional algorithm; halves
# of surrogate pairs; non-characters. The marks U+200E and U+200F are kept, because right-to-left text needs them.
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Zero-width joiners and non-joiners matter only in emoji and after letters of Arabic, Indic and other eastern scripts.
# They are removed at the start and after characters below U+0590 (Latin, Greek, Cyrillic, Armenian), and runs of them
# are cut to one.
_USELESS_JOINERS = re.compile("(?:(?<=[\x00-\u058f])|^)[\u200c\u200d]+|(?<=[\u200c\u200d])[\u200c\u200d]+")


def clean_text(value: str) -> str:
    """Return the value without control characters, non-characters and useless joiners."""
    if value.isprintable():  # true for nearly all values, and checked in a tenth of the time of the pattern
        return value
    if _NOT_TEXT.search(value):
        value = _NOT_TEXT.sub("", value)
    if "\u200c" in value or "\u200d" in value:
        value = _USELESS_JOINERS.sub("", value)
    return value


def text_or_none(value: str | None) -> str | None:
    """Return the cleaned value, or None if it is empty."""
    return clean_text(value or "") or None


def web_address(url: str | None) -> str | None:
    """Return the address, or None if it is not an http(s) URL of at most MAX_URL_CHARS, with a host."""
    if not url or len(url) > MAX_URL_CHARS or not url.startswith(("http://", "https://")):
        return None
    return None if _NOT_TEXT.search(url) or not host_of(url) else url


def host_of(url: str | None) -> str | None:
    """Return the host of an address; None without one, or if the address cannot be read."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def sanitize(metadata: Metadata) -> tuple[Metadata, bool]:
    """Return the metadata safe to store, and True if a value or a list had to be shortened."""
    truncator = _Truncator()
    authors = [Author(truncator.text(a.name, MAX_NAME_CHARS) or "", web_address(a.url)) for a in metadata.authors]
    images = [
        Image(
            web_address(i.url), truncator.text(i.caption, MAX_CAPTION_CHARS), truncator.text(i.credit, MAX_NAME_CHARS)
        )
        for i in metadata.images
    ]
    tags = [tag for tag in (truncator.text(tag, MAX_NAME_CHARS) for tag in metadata.tags) if tag]
    result = replace(
        metadata,
        title=truncator.text(metadata.title, MAX_TITLE_CHARS),
        subtitle=truncator.text(metadata.subtitle, MAX_CAPTION_CHARS),
        description=truncator.text(metadata.description, MAX_DESCRIPTION_CHARS),
        site_name=truncator.text(metadata.site_name, MAX_NAME_CHARS),
        section=truncator.text(metadata.section, MAX_NAME_CHARS),
        authors=truncator.items([author for author in authors if author.name]),
        images=truncator.items([image for image in images if image != Image(None)]),
        tags=truncator.items(tags),
        canonical_url=web_address(metadata.canonical_url),
        syndicated_from=_sanitize_syndication(truncator, metadata.syndicated_from),
        date_evidence=metadata.date_evidence
        and replace(metadata.date_evidence, raw=clean_text(metadata.date_evidence.raw)),
    )
    return result, truncator.has_cut


def _sanitize_syndication(truncator: _Truncator, origin: Syndication | None) -> Syndication | None:
    if origin is None:
        return None
    evidence = truncator.text(origin.evidence, MAX_CAPTION_CHARS) or ""
    return Syndication(truncator.text(origin.name, MAX_NAME_CHARS) or "", web_address(origin.url), evidence)


class _Truncator:
    """Shortens values and lists, and remembers in `has_cut` whether it had to."""

    def __init__(self) -> None:
        self.has_cut = False

    def text(self, value: str | None, max_chars: int) -> str | None:
        """Return the cleaned value, cut at `max_chars` with an ellipsis; None if it is empty."""
        value = clean_text(value or "").strip()
        if len(value) > max_chars:
            self.has_cut = True
            value = value[: max_chars - 1].rstrip() + "…"
        return value or None

    def items(self, values: list[T]) -> list[T]:
        """Return the first MAX_ITEMS values."""
        self.has_cut = self.has_cut or len(values) > MAX_ITEMS
        return values[:MAX_ITEMS]
