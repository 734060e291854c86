"""The list of stages, and `clean`: read this first.

A page is cut into blocks once; every stage adds what it knows and marks what is no part of the article. HTML and plain
text meet at the block list, so that what follows it is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleaners.article import Article, to_article
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.clutter import clutter
from cleaners.stages.decode import decode
from cleaners.stages.explain import explain
from cleaners.stages.language import language
from cleaners.stages.main_content import main_content
from cleaners.stages.metadata import metadata
from cleaners.stages.page_kind import page_kind
from cleaners.stages.parse import parse
from cleaners.stages.quality import quality
from cleaners.stages.site_lines import site_lines
from cleaners.stages.split_html import split_html
from cleaners.stages.split_text import split_text
from cleaners.stages.text_content import text_content

Stage = Callable[[Document], None]

# From the blocks on, HTML and plain text are one.
BLOCK_STAGES: tuple[Stage, ...] = (language, clutter, site_lines, page_kind, quality, explain)
HTML_STAGES: tuple[Stage, ...] = (decode, parse, metadata, split_html, main_content, *BLOCK_STAGES)
TEXT_STAGES: tuple[Stage, ...] = (decode, split_text, text_content, *BLOCK_STAGES)


@dataclass(frozen=True, slots=True)
class CleanResult:
    """The article, and the reason code where the page is none."""

    article: Article
    dropped: str | None


def clean(page: Page) -> CleanResult:
    """Clean one page. Whatever text it has is in the article, also when the page is dropped."""
    document = clean_document(page)
    return CleanResult(to_article(document), document.dropped)


def clean_document(page: Page) -> Document:
    """Clean one page, and return all of its blocks, kept and marked, with their evidence."""
    document = Document(page)
    for stage in HTML_STAGES if page.kind == "html" else TEXT_STAGES:
        stage(document)
    return document
