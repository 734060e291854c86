"""The work piece that the stages hand on: a page, cut once into blocks, and what is known of it so far.

A stage never deletes: it marks. The text of the article is the blocks without a mark, the explanation is the
blocks with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.record import BlockType
from cleaners.text.words import count_words


@dataclass(frozen=True, slots=True)
class Removal:
    """Why a block is not part of the article's text."""

    stage: str  # the stage that marked it
    rule: str  # id of the rule within the stage
    reason: str  # one short sentence for a reader


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph, heading, list item or the like, in page order."""

    text: str  # white space folded
    type: BlockType = "paragraph"
    level: int | None = None  # of a heading, 1 to 6
    position: int = 0  # index in Document.blocks
    element: HtmlElement | None = None  # the nearest element that holds all of it; None in plain text
    link_share: float = 0.0  # share of the characters that stand in links, 0 to 1
    evidence: dict[str, Any] = field(default_factory=dict)  # what stages know of it, by name
    removal: Removal | None = None
    counted_words: int | None = field(default=None, repr=False)

    @property
    def words(self) -> int:
        """How many words the text has, counted once."""
        if self.counted_words is None:
            self.counted_words = count_words(self.text)
        return self.counted_words

    @words.setter
    def words(self, number: int) -> None:
        self.counted_words = number

    def remove(self, stage: str, rule: str, reason: str) -> None:
        """Mark the block as no part of the article; the first mark stays."""
        if self.removal is None:
            self.removal = Removal(stage, rule, reason)


@dataclass(slots=True, eq=False)
class Document:
    """A page on its way through the stages."""

    page: Page
    html: str = ""  # the decoded markup or text
    tree: HtmlElement | None = None  # parsed once; None in plain text and for an empty page
    blocks: list[Block] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    dropped: str | None = None  # reason code: the page is no article
    score: float = 0.0  # quality, 0 to 1
    flags: list[str] = field(default_factory=list)  # what a reader should know about the quality

    def kept(self) -> Iterator[Block]:
        """Blocks that no stage has marked, in page order."""
        return (block for block in self.blocks if block.removal is None)
