"""What no field of a record may hold: characters that are no text, values without measure, addresses of no web page.

Pages say such things by mistake or in malice: a right-to-left override turns a reader's line around, a NUL or half of a
surrogate pair is refused by databases, a keyword list fills a megabyte.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from cleaners.metadata import Author, Image, Metadata, Syndication

T = TypeVar("T")

MAX_TITLE_CHARS = 500
MAX_DESCRIPTION_CHARS = 5_000
MAX_NAME_CHARS = 200
MAX_CAPTION_CHARS = 2_000
MAX_URL_CHARS = 2_083  # the shortest bound of a browser that was in wide use
MAX_ITEMS = 100  # of authors, tags or images

# C0 and C1 controls but tab and line end; embeddings, overrides and isolates of the bidirectional algorithm; halves of
# surrogate pairs; non-characters. The marks U+200E and U+200F stay: right-to-left text needs them.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Joiners do their work after letters of Arabic, Indic and other eastern scripts, and in emoji; one is enough.
_IDLE_JOINERS = re.compile("(?:(?<=[\x00-\u058f])|^)[\u200c\u200d]+|(?<=[\u200c\u200d])[\u200c\u200d]+")


def text(value: str) -> str:
    """Return the value without characters that no text has."""
    if value.isprintable():  # nearly always, and told in a tenth of a pattern's time
        return value
    if _NO_TEXT.search(value):
        value = _NO_TEXT.sub("", value)
    if "\u200c" in value or "\u200d" in value:
        value = _IDLE_JOINERS.sub("", value)
    return value


def web_address(url: str | None) -> str | None:
    """Return the address, or None where it is no http(s) URL of bounded length."""
    if not url or len(url) > MAX_URL_CHARS or not url.startswith(("http://", "https://")):
        return None
    return None if _NO_TEXT.search(url) else url


def bounded(metadata: Metadata) -> tuple[Metadata, bool]:
    """Return the metadata fit for a record, and whether a value was too long or a list had too many."""
    cutter = _Cutter()
    authors = [Author(cutter.text(a.name, MAX_NAME_CHARS) or "", web_address(a.url)) for a in metadata.authors]
    images = [
        Image(web_address(i.url), cutter.text(i.caption, MAX_CAPTION_CHARS), cutter.text(i.credit, MAX_NAME_CHARS))
        for i in metadata.images
    ]
    tags = [tag for tag in (cutter.text(tag, MAX_NAME_CHARS) for tag in metadata.tags) if tag]
    result = replace(
        metadata,
        title=cutter.text(metadata.title, MAX_TITLE_CHARS),
        subtitle=cutter.text(metadata.subtitle, MAX_CAPTION_CHARS),
        description=cutter.text(metadata.description, MAX_DESCRIPTION_CHARS),
        site_name=cutter.text(metadata.site_name, MAX_NAME_CHARS),
        section=cutter.text(metadata.section, MAX_NAME_CHARS),
        authors=cutter.items([author for author in authors if author.name]),
        images=cutter.items([image for image in images if image != Image(None)]),
        tags=cutter.items(tags),
        canonical_url=web_address(metadata.canonical_url),
        syndicated_from=_syndication(cutter, metadata.syndicated_from),
        date_evidence=metadata.date_evidence and replace(metadata.date_evidence, raw=text(metadata.date_evidence.raw)),
    )
    return result, cutter.has_cut


def _syndication(cutter: _Cutter, found: Syndication | None) -> Syndication | None:
    if found is None:
        return None
    evidence = cutter.text(found.evidence, MAX_CAPTION_CHARS) or ""
    return Syndication(cutter.text(found.name, MAX_NAME_CHARS) or "", web_address(found.url), evidence)


class _Cutter:
    """Cuts values, and remembers whether it had to."""

    def __init__(self) -> None:
        self.has_cut = False

    def text(self, value: str | None, size: int) -> str | None:
        value = text(value or "").strip()
        if len(value) > size:
            self.has_cut = True
            value = value[: size - 1].rstrip() + "…"
        return value or None

    def items(self, values: list[T]) -> list[T]:
        self.has_cut = self.has_cut or len(values) > MAX_ITEMS
        return values[:MAX_ITEMS]
