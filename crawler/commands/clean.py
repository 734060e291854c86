"""`scrapy clean`: saved pages into articles, without a crawl."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from cleaners.article import Article, to_article
from cleaners.clean import clean_document
from cleaners.document import Document
from cleaners.links import Markup, markup
from cleaners.markdown import to_markdown
from cleaners.page import Page
from crawler.extensions.summary import EXIT_NOTHING_STORED, EXIT_OK, EXIT_SOURCES_FAILED
from crawler.inspection.terminal import explanation

FORMATS = ("text", "markdown", "json", "jsonl")
SUFFIXES = {".html", ".htm", ".xhtml", ".txt"}  # what is read of a folder
PROGRESS_EVERY = 100  # pages


class Command(ScrapyCommand):
    """Cleans files, folders and standard input, and prints the articles."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] PATH [PATH ...]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Clean saved pages: HTML or text files, folders of them, - for standard input"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --format, --links, --explain and --url."""
        super().add_options(parser)
        parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
        parser.add_argument("--links", action="store_true", help="keep the links of the text (--format markdown)")
        parser.add_argument("--explain", action="store_true", help="show beside the article what was removed, and why")
        parser.add_argument("--url", default="", help="the address of the page, where there is one page")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print each page's article; what cannot be read or is no article is told on standard error."""
        if not args:
            raise UsageError("Name what to clean: files, folders, or - for standard input.", print_help=False)
        done = failed = 0
        for name, path in inputs(args):
            try:
                page = read_page(name, path, opts.url)
            except OSError as error:
                print(f"{name}: cannot be read: {error.strerror}", file=sys.stderr)
                failed += 1
                continue
            document = clean_document(page)
            if opts.explain:
                explain(document)
            else:
                show(to_article(document), opts.format, markup(document) if opts.links else [])
            if document.dropped:
                print(f"{name}: no article: {document.dropped}", file=sys.stderr)
            failed += bool(document.dropped)
            done += 1
            if not done % PROGRESS_EVERY:
                print(f"{done} pages cleaned, {failed} failed or no article", file=sys.stderr)
        self.exitcode = EXIT_OK if not failed else EXIT_SOURCES_FAILED if done > failed else EXIT_NOTHING_STORED


def inputs(paths: list[str]) -> Iterator[tuple[str, Path | None]]:
    """Yield the name and path of each page; None stands for standard input."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield "standard input", None
        elif path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            yield from ((str(file), file) for file in found)
        else:
            yield given, path


def read_page(name: str, path: Path | None, url: str) -> Page:
    """Return a page as it was saved; OSError where it cannot be read."""
    body = sys.stdin.buffer.read() if path is None else path.read_bytes()
    is_markup = not name.lower().endswith(".txt") and b"<" in body[:1000] and b"</" in body
    return Page(body=body, url=url, kind="html" if is_markup else "text")


def show(article: Article, form: str, markup: list[Markup]) -> None:
    """Print an article in one of FORMATS; `markup` is that of its blocks, for Markdown with links."""
    if form == "text":
        print("\n\n".join(filter(None, (article.title, article.text))), end="\n\n")
    elif form == "markdown":
        print(to_markdown(article, markup))
    else:
        print(json.dumps(article.to_record(), ensure_ascii=False, indent=1 if form == "json" else None), flush=True)


def explain(document: Document) -> None:
    """Print the page in its order: on the left what was kept, on the right what was removed, with stage and rule."""
    Console(width=None if sys.stdout.isatty() else 160).print(explanation(document))
