"""Remove ruby text: readings above Japanese and Chinese characters, which are not part of the words below them."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

MAX_READING_CHARS = 100  # a longer reading was never closed, and includes the text after it


def remove_readings(tree: HtmlElement) -> None:
    """Remove the readings of ruby text, their brackets, and the white space between them."""
    for ruby in tree.iter("ruby"):
        _lift_bases(ruby)
        _trim(ruby)
    for reading in tree.iter("rt", "rp", "rtc"):
        if sum(map(len, reading.itertext())) > MAX_READING_CHARS:
            reading.tag = "span"
    etree.strip_elements(tree, "rt", "rp", "rtc", with_tail=False)


def _lift_bases(ruby: HtmlElement) -> None:
    """Move base texts out of a reading that has no end tag: HTML allows it, but the parser nests them."""
    for reading in list(ruby.iter("rt", "rp", "rtc")):
        for base in list(reading.iterchildren("rb")):
            reading.addnext(base)
            reading = base


def _trim(ruby: HtmlElement) -> None:
    """Remove the white space between the parts of a ruby element, except between Latin words."""
    ruby.text = (ruby.text or "").lstrip()
    for part in ruby:
        part.tail = _trimmed(part.tail)
        if part.tag == "rb":
            part.text = _trimmed(part.text)
    ruby.text = _trimmed(ruby.text)


def _trimmed(text: str | None) -> str:
    return text if text and text.isascii() and not text.isspace() else (text or "").strip()
