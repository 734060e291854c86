"""`scrapy clean`: saved pages into articles, without a crawl."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from io import BufferedReader
from itertools import chain, islice
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from cleaners.page import Page
from cleaners.workers.ordered import Lost, Workers
from crawler.archive.reader import ARCHIVE_SUFFIXES, archived_pages
from crawler.inspection.clean_output import FORMATS, Look, Rendered, render
from crawler.reports.summary import EXIT_NOTHING_STORED, EXIT_OK, EXIT_SOURCES_FAILED

SUFFIXES = (".html", ".htm", ".xhtml", ".txt", *ARCHIVE_SUFFIXES)  # what is read of a folder
WARC_START = b"WARC/"
PROGRESS_EVERY = 100  # pages
PLAIN_COLUMNS = 160  # of an explanation that no terminal shows
FEW = 20  # pages; fewer are done before other processes have started

Saved = tuple[str, Page | str]  # the name of a page, and the page or why it cannot be read


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
        assert self.settings is not None
        workers = self.settings.getint("CLEAN_WORKERS")
        done = failed = 0
        try:
            for problem in print_all(rendered_pages(saved_pages(args, opts.url), look_of(opts), workers)):
                failed += bool(problem)
                done += 1
                if not done % PROGRESS_EVERY:
                    print(f"{done} pages cleaned, {failed} of them failed or no article", file=sys.stderr)
        except BrokenPipeError:
            # The reader, such as head, has what it wanted; Python must not complain at its last flush.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        self.exitcode = EXIT_OK if not failed else EXIT_SOURCES_FAILED if done > failed else EXIT_NOTHING_STORED


def print_all(pages: Iterable[tuple[str, Rendered]]) -> Iterator[str | None]:
    """Print each page's article, and yield what is wrong with it, or None; that is told on standard error as well."""
    for name, page in pages:
        sys.stdout.write(page.text)
        sys.stdout.flush()
        if page.problem:
            print(f"{name}: {page.problem}", file=sys.stderr)
        yield page.problem


def look_of(opts: argparse.Namespace) -> Look:
    """How the options want the articles to be printed."""
    is_terminal = sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if is_terminal else PLAIN_COLUMNS
    return Look(opts.format, opts.links, opts.explain, columns, is_terminal)


def rendered_pages(saved: Iterable[Saved], look: Look, workers: int) -> Iterator[tuple[str, Rendered]]:
    """Yield the name of each page and what is printed of it, in order; of more than FEW pages in several processes."""
    work = partial(rendered, look=look)
    pages = iter(saved)
    first = list(islice(pages, FEW + 1))
    if workers < 2 or len(first) <= FEW:
        yield from map(work, chain(first, pages))
        return
    for result in Workers(work, workers).over(chain(first, pages)):
        yield (result.piece[0], Rendered("", f"lost: {result.reason}")) if isinstance(result, Lost) else result


def rendered(saved: Saved, look: Look) -> tuple[str, Rendered]:
    """Return the name of a page and what is printed of it, or why it cannot be read."""
    name, page = saved
    return name, Rendered("", page) if isinstance(page, str) else render(page, look)


def saved_pages(paths: list[str], url: str) -> Iterator[Saved]:
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
