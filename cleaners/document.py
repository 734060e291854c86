"""The document that each stage passes to the next one: a page, its blocks, and what the stages know about them.

A stage never deletes a block. It marks the block as removed. The unmarked blocks are the text of the article; the
marked ones explain what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.record import BlockType, RightsStatementRecord
from cleaners.removal import Removal, RemovingStage, Rule
from cleaners.signals import Signals
from cleaners.text.words import count_words, tokens

if TYPE_CHECKING:
    from cleaners.markup.outline import Outline  # imports numpy, which commands without cleaning do not need

# Codes for doubts about the quality of a record. Each is explained in the docstring of the stage that sets it.
Flag = Literal[
    "short", "no_title", "no_date", "no_author", "paywalled", "trafilatura_failed", "unusual_page", "text_not_in_page",
    "text_from_data", "language_conflict", "date_ahead", "foreign_canonical", "text_cut", "truncated",
    "too_many_blocks", "field_cut", "several_stories", "further_pages",
]  # fmt: skip

# Kinds of pages that are not articles.
OtherKind = Literal[
    "front_page", "section", "tag_page", "author_page", "search", "login", "consent", "error_page", "static_page",
    "product", "media",
]  # fmt: skip
# Reasons why the cleaner drops a page: it is not an article, it has too little text or none, it breaks off, or it is
# neither HTML nor text.
DropReason = OtherKind | Literal["empty", "too_short", "truncated", "not_html"]


@dataclass(frozen=True, slots=True)
class Layout:
    """The place of a block in a plain-text page."""

    line: int  # number of its first line, counted from 1
    last_line: int  # number of its last line
    indent: int  # characters before the text of the first line
    columns: int  # number of gaps of two spaces or more inside the first line, which may separate columns


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph, heading, list item or the like, in page order."""

    text: str  # with each run of white space as one space
    type: BlockType = "paragraph"
    level: int | None = None  # level of a heading, 1 to 6
    position: int = 0  # index in Document.blocks
    element: HtmlElement | None = None  # the innermost element around the whole block; None in plain text
    link_share: float = 0.0  # share of its characters that are in links, 0 to 1
    layout: Layout | None = None  # set in plain text; None in HTML
    signals: Signals = field(default_factory=Signals)
    removal: Removal | None = None  # set if the block is not part of the text
    cached_words: int | None = field(default=None, repr=False)
    cached_tokens: list[str] | None = field(default=None, repr=False)

    @property
    def words(self) -> int:
        """The number of words in the text. It is counted once, or set by code that counts many blocks at once."""
        if self.cached_words is None:
            self.cached_words = count_words(self.text)
        return self.cached_words

    @words.setter
    def words(self, number: int) -> None:
        self.cached_words = number

    @property
    def tokens(self) -> list[str]:
        """The tokens of the text, split once. Do not change the list."""
        if self.cached_tokens is None:
            self.cached_tokens = tokens(self.text)
        return self.cached_tokens

    @property
    def links(self) -> list[HtmlElement]:
        """The links in the block's element."""
        return [] if self.element is None else [*self.element.iter("a")]

    def around(self) -> Iterator[HtmlElement]:
        """Yield the block's element and the elements around it, the innermost first."""
        if self.element is not None:
            yield self.element
            yield from self.element.iterancestors()

    def is_in(self, element: HtmlElement | None) -> bool:
        """Return True if the block's element is inside an element."""
        return self.element is not None and any(around is element for around in self.element.iterancestors())

    def is_sibling_of(self, other: Block) -> bool:
        """Return True if the elements of both blocks have the same parent."""
        if self.element is None or other.element is None:
            return False
        return self.element.getparent() is other.element.getparent()

    def remove(self, stage: RemovingStage, rule: Rule, reason: str) -> None:
        """Mark the block as not part of the text, unless it is marked already."""
        if self.removal is None:
            self.removal = Removal(stage, rule, reason)


@dataclass(slots=True, eq=False)
class Document:
    """A page on its way through the stages."""

    page: Page
    html: str = ""  # the decoded markup or text
    tree: HtmlElement | None = None  # the parsed markup; None for plain text and for an empty page
    blocks: list[Block] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    rights: list[RightsStatementRecord] = field(default_factory=list)  # statements about the use of the text
    dropped: DropReason | None = None  # set if the page is not an article
    score: float = 0.0  # the quality score, 0 to 1
    later: list[Document] = field(default_factory=list)  # the cleaned later pages of a story that is split over several
    flags: list[Flag] = field(default_factory=list)
    cached_elements: ElementIndex | None = field(default=None, repr=False)
    cached_outline: Outline | None = field(default=None, repr=False)  # `cleaners.body.features.elements` makes it

    @property
    def elements(self) -> ElementIndex:
        """The elements of the tree by tag and attribute, indexed on first use. The stage `parse` finishes the tree."""
        if self.cached_elements is None:
            self.cached_elements = ElementIndex(self.tree)
        return self.cached_elements

    @elements.setter
    def elements(self, index: ElementIndex) -> None:
        self.cached_elements = index

    @property
    def parts(self) -> list[Document]:
        """The document and those of the story's later pages, in order."""
        return [self, *self.later]

    def all_blocks(self) -> list[Block]:
        """Return the blocks of all pages of the story, in order."""
        return [block for part in self.parts for block in part.blocks]

    def kept(self) -> Iterator[Block]:
        """Yield the blocks that no stage has marked, in page order."""
        return (block for block in self.blocks if block.removal is None)
