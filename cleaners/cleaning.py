"""The cleaner: `clean_page` runs the stages in their order on a page and returns the article. Read this module first.

A page is split into blocks once. Every stage adds what it knows and marks blocks that are not part of the article. HTML
and plain text have their own stages up to the decision about the body, and share all later ones.
"""

from __future__ import annotations

from collections.abc import Callable

from cleaners.article import Article, to_article
from cleaners.document import Document
from cleaners.page import Page
from cleaners.split_stories.joining import join
from cleaners.stages.clutter import clutter
from cleaners.stages.decode import decode
from cleaners.stages.explain import explain
from cleaners.stages.html.groups import groups
from cleaners.stages.html.main_content import main_content
from cleaners.stages.html.metadata import metadata
from cleaners.stages.html.page_data import page_data
from cleaners.stages.html.parse import parse
from cleaners.stages.html.rescue import rescue
from cleaners.stages.html.signature import signature
from cleaners.stages.html.split_html import split_html
from cleaners.stages.language import language
from cleaners.stages.page_kind import page_kind
from cleaners.stages.plain_text.split_text import split_text
from cleaners.stages.plain_text.text_content import text_content
from cleaners.stages.quality import quality
from cleaners.stages.rights import rights
from cleaners.stages.site_lines import site_lines

Stage = Callable[[Document], None]

# The last stages, for blocks of HTML and of plain text alike.
BLOCK_STAGES: tuple[Stage, ...] = (language, clutter, site_lines, page_kind, quality, explain, rights)
HTML_STAGES: tuple[Stage, ...] = (
    decode,
    parse,
    metadata,
    split_html,
    main_content,
    rescue,
    groups,
    page_data,
    signature,
    *BLOCK_STAGES,
)
TEXT_STAGES: tuple[Stage, ...] = (decode, split_text, text_content, *BLOCK_STAGES)


def clean_page(page: Page) -> Article:
    """Clean one page. The article has the page's text even if the page is dropped."""
    return to_article(clean_document(page))


def clean_document(page: Page) -> Document:
    """Clean one page and return its document, which has all blocks, kept and removed, with their signals.

    The later pages of its story are cleaned by themselves, and joined to it.
    """
    document = Document(page)
    for stage in HTML_STAGES if page.kind == "html" else TEXT_STAGES:
        stage(document)
    join(document, [clean_document(later) for later in page.later_pages])
    return document
