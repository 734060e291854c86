"""A page into what `scrapy clean` prints of it, in whatever process."""

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
class Look:
    """How an article is printed: in one of FORMATS, or explained on a terminal of so many columns."""

    form: str
    links: bool  # kept in Markdown
    explain: bool
    columns: int
    is_terminal: bool  # which shows colours


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is printed of a page, and why it is no article, or None."""

    text: str
    problem: str | None


def render(page: Page, look: Look) -> Rendered:
    """Clean a page, and print it into a string."""
    from cleaners.clean import clean_document  # here, because every `scrapy` command loads this file

    document = clean_document(page)
    if look.explain:
        text = _explained(document, look)
    else:
        text = _printed(to_article(document), look.form, markup(document) if look.links else [])
    return Rendered(text, f"no article: {document.dropped}" if document.dropped else None)


def _printed(article: Article, form: str, markup: list[Markup]) -> str:
    if form == "text":
        return "\n\n".join(filter(None, (article.title, article.text))) + "\n\n"
    if form == "markdown":
        return to_markdown(article, markup) + "\n"
    return json.dumps(article.to_record(), ensure_ascii=False, indent=1 if form == "json" else None) + "\n"


def _explained(document: Document, look: Look) -> str:
    """The page in its order: on the left what was kept, on the right what was removed, with stage and rule."""
    out = StringIO()
    Console(file=out, width=look.columns, force_terminal=look.is_terminal).print(explanation(document))
    return out.getvalue()
