"""Clean saved pages, without a crawl, and print the articles or write them to a file."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from cleaners.page import Page
from cleaners.workers.attempt import Failure, attempt
from cleaners.workers.limits import Limits
from cleaners.workers.ordered import outcomes
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import WorkerStartError
from crawler.actions.output import text_output
from crawler.archive.forms import ForeignFormError, archives_in
from crawler.archive.reader import archived_pages
from crawler.archive.record_page import MAX_BODY_BYTES
from crawler.archive.saved import ARCHIVE_NAMES, PLAIN_SUFFIXES, WHY_NOT, files_of, page_of
from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_ERROR, EXIT_NOTHING_STORED, EXIT_OK, EXIT_SOURCES_FAILED, UsageError
from crawler.inspection.print_options import PrintOptions, Rendered
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted, error_message
from crawler.pipelines.limits import read_limits

PROGRESS_EVERY = 100  # pages between two progress lines
PLAIN_COLUMNS = 160  # width of the --explain table if the output is not a terminal

Saved = tuple[str, Page | str]  # the name of a page, and the page or the reason why it cannot be read


def clean(paths: list[str], settings: Settings, opts: argparse.Namespace) -> int:
    """Write each page's article, and report on standard error which pages cannot be read or are not articles.

    Return the exit code. Raises UsageError for a setting that cannot be used.
    """
    try:
        workers, limits = read_limits(settings)
    except ValueError as error:
        raise UsageError(str(error)) from None
    saved = saved_pages(paths, opts.url)
    if opts.without_dek or settings.getbool("CLEAN_WITHOUT_DEK"):
        saved = without_dek(saved)
    first_two = list(islice(saved, 2))
    options = print_options(opts, several=len(first_two) > 1)
    pages = rendered_pages(chain(first_two, saved), options, workers, limits)
    try:
        return _write_and_count(pages, opts.output, is_array=options.format == "json" and options.several)
    except WorkerStartError as error:
        print(f"newsgalley clean: {error}", file=sys.stderr)
        return EXIT_ERROR


def _write_and_count(pages: Iterable[tuple[str, Rendered]], output: str, *, is_array: bool) -> int:
    """Write the articles to a file or, for `-`, to standard output, and print the progress; return the exit code."""
    cleaned = failed = others = 0
    with text_output(output) as out, as_json_array(out) if is_array else nullcontext(out) as write:
        for page in write_all(pages, write):
            failed += bool(page.problem)
            others += bool(page.problem and page.text)
            cleaned += 1
            if not cleaned % PROGRESS_EVERY:
                print(f"{cleaned} pages cleaned, {failed} of them failed or not articles", file=sys.stderr)
    if output != "-":
        more = f" and {counted(others, 'other page')}" if others else ""
        print(f"{output}: {counted(cleaned - failed, 'article')}{more}", file=sys.stderr)
    return EXIT_OK if not failed else EXIT_SOURCES_FAILED if cleaned > failed else EXIT_NOTHING_STORED


def write_all(pages: Iterable[tuple[str, Rendered]], write: Callable[[str], object]) -> Iterator[Rendered]:
    """Write the text of each page, print its problem to standard error, and yield the page."""
    for name, page in pages:
        if page.text:
            write(page.text)
        if page.problem:
            print(printable(f"{name}: {page.problem}"), file=sys.stderr)
        yield page


@contextmanager
def as_json_array(write: Callable[[str], object]) -> Iterator[Callable[[str], object]]:
    """Yield a function that writes JSON objects as the elements of one array."""
    before = "["

    def write_element(text: str) -> None:
        nonlocal before
        write(f"{before}\n{text.rstrip()}")
        before = ","

    yield write_element
    write("[]\n" if before == "[" else "\n]\n")


def print_options(opts: argparse.Namespace, *, several: bool) -> PrintOptions:
    """Return how to print articles, by the command's options, the terminal and the number of pages."""
    is_terminal = opts.output == "-" and sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if is_terminal else PLAIN_COLUMNS
    return PrintOptions(opts.format or "text", opts.links, opts.explain, columns, is_terminal, several)


def rendered_pages(
    saved: Iterable[Saved], options: PrintOptions, workers: int, limits: Limits
) -> Iterator[tuple[str, Rendered]]:
    """Yield the name of each page and the text to print, in order; clean in this process if `workers` is 0."""
    work = partial(rendered, options=options)
    pages = iter(saved)
    # Worker processes start only when a page can be read.
    for page in pages:
        if not isinstance(page[1], str):
            pages = chain([page], pages)
            break
        yield page[0], rendered(page, options)
    else:
        return
    if not workers:
        for page in pages:
            yield page[0], _printable(attempt(work, page))
        return
    with closing(WorkerPool(work, workers, limits)) as pool:
        for page, outcome in outcomes(pool, pages):
            yield page[0], _printable(outcome)


def rendered(saved: Saved, options: PrintOptions) -> Rendered:
    """Return the text to print for a page, or the reason why the page cannot be read."""
    _, page = saved
    if isinstance(page, str):
        return Rendered("", page)
    from crawler.inspection.clean_output import render  # here, because only a worker process needs the cleaner

    return render(page, options)


def _printable(outcome: Rendered | Failure) -> Rendered:
    """Return what to print for an outcome; write the traceback of a failure to standard error."""
    if isinstance(outcome, Failure):
        sys.stderr.write(outcome.traceback)
        return Rendered("", f"cleaning failed: {outcome.detail}")
    return outcome


def saved_pages(paths: list[str], url: str) -> Iterator[Saved]:
    """Yield each page with its name, or the reason why it cannot be read; an archive gives many pages."""
    for path in files_of(paths):
        name = "standard input" if path is None else str(path)
        try:
            with open(path or 0, "rb", closefd=path is not None) as stream:  # 0 is standard input
                archives = archives_in(path, stream)
                for archive, has_positions in archives or ():
                    yield from archived_pages(archive, name, str(path.absolute()) if path and has_positions else None)
                if archives is None:
                    yield name, to_page(path, stream.read(MAX_BODY_BYTES + 1), url)
        except IsADirectoryError:
            yield (
                name,
                f"the folder holds no page; the names of pages end in {', '.join(PLAIN_SUFFIXES + ARCHIVE_NAMES)}",
            )
        except OSError as error:
            yield name, f"cannot be read: {error_message(error)}"
        except ValueError as error:
            yield name, WHY_NOT.get(str(error), str(error))


def without_dek(saved: Iterable[Saved]) -> Iterator[Saved]:
    """Yield the pages, marked so that the cleaner leaves their deks out of the texts."""
    for name, page in saved:
        yield name, page if isinstance(page, str) else replace(page, without_dek=True)


def read_page(path: Path | None, url: str) -> Page:
    """Read a saved page; `path` None is standard input.

    Raises:
        OSError: The file cannot be read.
        ValueError: The file is not a page; the message says why.
    """
    with open(path or 0, "rb", closefd=path is not None) as stream:  # 0 is standard input
        try:
            is_archive = archives_in(path, stream) is not None
        except ForeignFormError as error:
            raise ValueError(WHY_NOT[str(error)]) from None
        if is_archive:
            raise ValueError("is an archive, not one page; newsgalley clean --explain shows the pages in it")
        return to_page(path, stream.read(MAX_BODY_BYTES + 1), url)


def to_page(path: Path | None, body: bytes, url: str) -> Page:
    """Return the content of a file as a page; raise ValueError with a sentence if it is not one."""
    place = path.absolute().as_uri() if path else None
    if not body:
        return Page(body=body, url=url, raw_ref=place)
    try:
        page = page_of(body, path.name if path else "")
        return replace(page, url=url or page.url, discovered_by=None, raw_ref=place)
    except ValueError as error:
        raise ValueError(WHY_NOT[str(error)]) from None
