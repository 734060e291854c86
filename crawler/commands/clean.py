"""`scrapy clean`: saved pages into articles, without a crawl."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from io import BufferedReader
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
from crawler.archive.reader import ARCHIVE_SUFFIXES, archived_pages
from crawler.extensions.summary import EXIT_NOTHING_STORED, EXIT_OK, EXIT_SOURCES_FAILED
from crawler.inspection.terminal import explanation

FORMATS = ("text", "markdown", "json", "jsonl")
SUFFIXES = (".html", ".htm", ".xhtml", ".txt", *ARCHIVE_SUFFIXES)  # what is read of a folder
WARC_START = b"WARC/"
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
        return "Clean saved pages: HTML, text, WARC or WET files, folders of them, - for standard input"

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
        try:
            for problem in clean_all(args, opts):
                failed += bool(problem)
                done += 1
                if not done % PROGRESS_EVERY:
                    print(f"{done} pages cleaned, {failed} of them failed or no article", file=sys.stderr)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader, such as head, has what it wanted; Python must not complain at its last flush.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        self.exitcode = EXIT_OK if not failed else EXIT_SOURCES_FAILED if done > failed else EXIT_NOTHING_STORED


def clean_all(paths: list[str], opts: argparse.Namespace) -> Iterator[str | None]:
    """Print each page's article, and yield what is wrong with it, or None; that is told on standard error as well."""
    for name, page in saved_pages(paths, opts.url):
        problem = page if isinstance(page, str) else clean_one(page, opts)
        if problem:
            print(f"{name}: {problem}", file=sys.stderr)
        yield problem


def clean_one(page: Page, opts: argparse.Namespace) -> str | None:
    """Clean a page and print it as the options say; return why it is no article, or None."""
    document = clean_document(page)
    if opts.explain:
        explain(document)
    else:
        show(to_article(document), opts.format, markup(document) if opts.links else [])
    return f"no article: {document.dropped}" if document.dropped else None


def saved_pages(paths: list[str], url: str) -> Iterator[tuple[str, Page | str]]:
    """Yield the name of each page, and the page or why it cannot be read; of an archive all its pages in turn."""
    for name, path in inputs(paths):
        try:
            with open(path or 0, "rb", closefd=path is not None) as stream:  # 0 is standard input
                if is_archive(name, stream):
                    yield from archived_pages(stream, name)
                else:
                    yield name, to_page(name, stream.read(), url)
        except OSError as error:
            yield name, f"cannot be read: {error.strerror}"


def inputs(paths: list[str]) -> Iterator[tuple[str, Path | None]]:
    """Yield the name and path of each file; None stands for standard input."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield "standard input", None
        elif path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.name.lower().endswith(SUFFIXES) and file.is_file())
            yield from ((str(file), file) for file in found)
        else:
            yield given, path


def is_archive(name: str, stream: BufferedReader) -> bool:
    """Whether a file is a WARC or WET archive, by its name; standard input by how it begins."""
    return name.lower().endswith(ARCHIVE_SUFFIXES) or stream.peek(len(WARC_START)).startswith(WARC_START)


def read_page(name: str, path: Path | None, url: str) -> Page:
    """Return a page as it was saved; OSError where it cannot be read."""
    return to_page(name, sys.stdin.buffer.read() if path is None else path.read_bytes(), url)


def to_page(name: str, body: bytes, url: str) -> Page:
    """Return a page as it was saved: markup, or text where the name or the body says so."""
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
