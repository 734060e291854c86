"""Clean one page and render it for `newsgalley clean`, in the command's process or in a worker process."""

from __future__ import annotations

import json
from io import StringIO

from rich.console import Console

from cleaners.article import Article, to_article
from cleaners.body.links import Markup, markup
from cleaners.cleaning import clean_document
from cleaners.document import Document
from cleaners.output.html import to_html
from cleaners.output.markdown import to_markdown
from cleaners.page import Page
from crawler.inspection.print_options import PrintOptions, Rendered
from crawler.inspection.terminal import explanation

RECORD_FORMATS = ("json", "jsonl")  # formats in which a page that is not an article is marked as such


def render(page: Page, options: PrintOptions) -> Rendered:
    """Clean a page and return the text to print."""
    document = clean_document(page)
    if options.explain:
        text = _explained(document, options)
    elif document.dropped and options.several and options.format not in RECORD_FORMATS:
        text = ""  # a reader of several texts could not tell it from an article
    else:
        text = _format(to_article(document), options.format, markup(document) if options.links else [])
    return Rendered(text, f"not an article: {document.dropped}" if document.dropped else None)


def _format(article: Article, format_name: str, markup: list[Markup]) -> str:
    """Return an article in a format."""
    if format_name == "text":
        return "\n\n".join(filter(None, (article.title, article.text))) + "\n\n"
    if format_name == "markdown":
        return to_markdown(article.title, article.blocks, markup) + "\n"
    if format_name == "html":
        return to_html(article.to_record()) + "\n"
    record = {**article.to_record(), **({"dropped": article.dropped} if article.dropped else {})}
    return json.dumps(record, ensure_ascii=False, indent=1 if format_name == "json" else None) + "\n"


def _explained(document: Document, options: PrintOptions) -> str:
    """Return the table of kept and removed blocks, in colour for a terminal."""
    out = StringIO()
    Console(file=out, width=options.columns, force_terminal=options.is_terminal).print(explanation(document))
    return out.getvalue()
