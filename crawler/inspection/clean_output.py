"""Cleans one page and renders what `scrapy clean` prints for it; runs in the command's process or a worker."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import StringIO

from rich.console import Console

from cleaners.article import Article, to_article
from cleaners.document import Document
from cleaners.output.links import Markup, markup
from cleaners.output.markdown import to_markdown
from cleaners.page import Page
from crawler.inspection.terminal import explanation

FORMATS = ("text", "markdown", "json", "jsonl")


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """The options of `scrapy clean` that decide how a page is printed."""

    format: str  # one of FORMATS
    links: bool  # keep links in Markdown
    explain: bool  # print a table of what was kept and removed instead of the article
    columns: int  # the width of that table, in characters
    is_terminal: bool  # True: use colours


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text to print for a page, and the reason if it is not an article."""

    text: str
    problem: str | None


def render(page: Page, options: PrintOptions) -> Rendered:
    """Clean a page, and return the text to print."""
    from cleaners.clean import clean_document  # here, because every `scrapy` command imports this module

    document = clean_document(page)
    if options.explain:
        text = _explained(document, options)
    else:
        text = _format(to_article(document), options.format, markup(document) if options.links else [])
    return Rendered(text, f"no article: {document.dropped}" if document.dropped else None)


def _format(article: Article, format_name: str, markup: list[Markup]) -> str:
    """Return an article in one of FORMATS."""
    if format_name == "text":
        return "\n\n".join(filter(None, (article.title, article.text))) + "\n\n"
    if format_name == "markdown":
        return to_markdown(article, markup) + "\n"
    return json.dumps(article.to_record(), ensure_ascii=False, indent=1 if format_name == "json" else None) + "\n"


def _explained(document: Document, options: PrintOptions) -> str:
    """Return the table that explains what was kept and removed, as it looks on a terminal."""
    out = StringIO()
    Console(file=out, width=options.columns, force_terminal=options.is_terminal).print(explanation(document))
    return out.getvalue()
