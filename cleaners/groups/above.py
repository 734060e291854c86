"""Find blocks above the story that the models kept, such as teasers in a column on the left."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Spans


def find_above(page: Spans, headline: Block, story: HtmlElement) -> Iterator[Block]:
    """Yield the kept blocks above the headline and outside its story.

    A page whose text is mostly above its headline keeps it, because there the headline may be another story's.
    """
    start, end = page.of[story]
    above = min(start, headline.position)
    if page.prose_in(0, above) <= page.prose_in(headline.position, end):
        yield from (block for block in page.blocks[:above] if block.removal is None and block.type != "dek")
