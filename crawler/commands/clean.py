"""`scrapy clean`: cleans saved pages and prints the articles, without a crawl."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from cleaners.page import Page
from cleaners.workers.limits import Limits
from cleaners.workers.ordered import outcomes
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import Failure, WorkerStartError, attempt
from crawler.archive.reader import archived_pages
from crawler.archive.saved import files_of, is_archive
from crawler.inspection.clean_output import FORMATS, PrintOptions, Rendered, render
from crawler.pipelines.limits import read_limits
from crawler.reports.summary import EXIT_ERROR, EXIT_NOTHING_STORED, EXIT_OK, EXIT_SOURCES_FAILED
from crawler.sources.content_type import saved_kind

PROGRESS_EVERY = 100  # pages between two progress lines
PLAIN_COLUMNS = 160  # width of the --explain table if the output is not a terminal

Saved = tuple[str, Page | str]  # the name of a page, and the page or the reason why it cannot be read


class Command(ScrapyCommand):
    """Cleans files, folders and standard input, and prints the articles."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] PATH [PATH ...]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Clean saved pages: HTML, text, WARC or WET files, folders of them, or - for standard input"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --format, --links, --explain, --without-dek and --url."""
        super().add_options(parser)
        parser.add_argument("--format", choices=FORMATS, default="text", help="output format (default: text)")
        parser.add_argument("--links", action="store_true", help="with --format markdown: keep the links of the text")
        parser.add_argument("--explain", action="store_true", help="show what was kept and removed, and why")
        parser.add_argument(
            "--without-dek", action="store_true", help="leave the dek out of the text, as with CLEAN_WITHOUT_DEK"
        )
        parser.add_argument("--url", default="", help="the address of the page, if you clean one page")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print each page's article; report on standard error which pages cannot be read or are not articles."""
        if not args:
            raise UsageError("Name what to clean: files, folders, or - for standard input.", print_help=False)
        assert self.settings is not None
        try:
            workers, limits = read_limits(self.settings)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        saved = saved_pages(args, opts.url)
        if opts.without_dek or self.settings.getbool("CLEAN_WITHOUT_DEK"):
            saved = without_dek(saved)
        pages = rendered_pages(saved, print_options(opts), workers, limits)
        try:
            self.exitcode = _print_and_count(pages)
        except WorkerStartError as error:
            print(f"scrapy clean: {error}", file=sys.stderr)
            self.exitcode = EXIT_ERROR


def _print_and_count(pages: Iterable[tuple[str, Rendered]]) -> int:
    """Print the pages and the progress; return the exit code."""
    cleaned = failed = 0
    try:
        for problem in print_all(pages):
            failed += bool(problem)
            cleaned += 1
            if not cleaned % PROGRESS_EVERY:
                print(f"{cleaned} pages cleaned, {failed} of them failed or not articles", file=sys.stderr)
    except BrokenPipeError:
        # The reader, such as head, has closed the pipe; Python must not fail at its last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_OK if not failed else EXIT_SOURCES_FAILED if cleaned > failed else EXIT_NOTHING_STORED


def print_all(pages: Iterable[tuple[str, Rendered]]) -> Iterator[str | None]:
    """Print each page's article, and yield its problem or None; print the problem to standard error."""
    for name, page in pages:
        sys.stdout.write(page.text)
        sys.stdout.flush()
        if page.problem:
            print(f"{name}: {page.problem}", file=sys.stderr)
        yield page.problem


def print_options(opts: argparse.Namespace) -> PrintOptions:
    """Return how the command's options and the terminal want articles to be printed."""
    is_terminal = sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if is_terminal else PLAIN_COLUMNS
    return PrintOptions(opts.format, opts.links, opts.explain, columns, is_terminal)


def rendered_pages(
    saved: Iterable[Saved], options: PrintOptions, workers: int, limits: Limits
) -> Iterator[tuple[str, Rendered]]:
    """Yield the name of each page and the text to print, in order; clean in this process if there are no workers."""
    work = partial(rendered, options=options)
    if not workers:
        for page in saved:
            yield page[0], _printable(attempt(work, page))
        return
    with closing(WorkerPool(work, workers, limits)) as pool:
        for page, outcome in outcomes(pool, saved):
            yield page[0], _printable(outcome)


def rendered(saved: Saved, options: PrintOptions) -> Rendered:
    """Return the text to print of a page, or the reason why it cannot be read."""
    _, page = saved
    return Rendered("", page) if isinstance(page, str) else render(page, options)


def _printable(outcome: Rendered | Failure) -> Rendered:
    """Return an outcome to print; write the traceback of a failure, if any, to standard error."""
    if isinstance(outcome, Failure):
        sys.stderr.write(outcome.traceback)
        return Rendered("", f"cleaning failed: {outcome.detail}")
    return outcome


def saved_pages(paths: list[str], url: str) -> Iterator[Saved]:
    """Yield the name of each page, and the page or the reason why it cannot be read; an archive gives many pages."""
    for path in files_of(paths):
        name = "standard input" if path is None else str(path)
        try:
            with open(path or 0, "rb", closefd=path is not None) as stream:  # 0 is standard input
                if is_archive(path, stream):
                    yield from archived_pages(stream, name)
                else:
                    yield name, to_page(path, stream.read(), url)
        except OSError as error:
            yield name, f"cannot be read: {error.strerror}"
        except ValueError as error:
            yield name, str(error)


def without_dek(saved: Iterable[Saved]) -> Iterator[Saved]:
    """Yield the pages with the wish that their deks stay out of the texts."""
    for name, page in saved:
        yield name, page if isinstance(page, str) else replace(page, without_dek=True)


def read_page(path: Path | None, url: str) -> Page:
    """Return a saved page; `path` None is standard input.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is neither HTML nor text; the message says so.
    """
    return to_page(path, sys.stdin.buffer.read() if path is None else path.read_bytes(), url)


def to_page(path: Path | None, body: bytes, url: str) -> Page:
    """Return a saved body as a page; raise ValueError if it is neither HTML nor text."""
    kind = saved_kind(path.name if path else "", body)
    if kind is None:
        raise ValueError("is neither HTML nor text; save the page as a browser shows it")
    return Page(body=body, url=url, kind=kind)
