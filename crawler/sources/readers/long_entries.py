"""Bound the tags of a feed entry by entry, so that an endless entry does not crowd out others."""

from __future__ import annotations

import re

from crawler.sources.readers import decoding

MAX_ENTRY_TAGS = 2_000  # half of them at the start of an entry and half at its end, where title and address are
_ENTRY = re.compile(r"(?=<(?:\w{1,20}:)?(?:item|entry)[\s>])", re.IGNORECASE)
_TAG = re.compile("<")
_CDATA = "<![CDATA["


def bound_tags(text: str) -> str:
    """Return a feed with at most MAX_TAGS tags; if it has more, the middle of long entries is cut out first."""
    if text.count("<") <= decoding.MAX_TAGS:
        return text
    entries = _ENTRY.split(_without_long_sections(text))
    shortened = (decoding.keep_ends(entry, _TAG, MAX_ENTRY_TAGS) for entry in entries)
    return decoding.truncate_tags("".join(shortened), decoding.MAX_TAGS)


def _without_long_sections(text: str) -> str:
    """Return a feed without CDATA sections that are longer than titles and addresses, such as whole pages."""
    outside, *sections = text.split(_CDATA)
    pieces = [outside]
    for section in sections:
        inside, end, outside = section.partition("]]>")
        is_page = end and inside.count("<") > MAX_ENTRY_TAGS and not _ENTRY.search(inside)
        pieces += (outside,) if is_page else (_CDATA, section)
    return "".join(pieces)
