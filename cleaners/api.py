"""The Python interface: `clean` for one page in this process, `clean_many` for many in worker processes with limits.

`from cleaners import clean, clean_many, Page, Article` is the way to import it; see docs/python.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal, TypeVar

from cleaners.article import Article
from cleaners.page import Page
from cleaners.workers.attempt import Failure, Reason
from cleaners.workers.cpus import usable_cpus
from cleaners.workers.limits import Limits, read_memory_mb, read_timeout_seconds, read_workers
from cleaners.workers.ordered import outcomes
from cleaners.workers.pool import WorkerPool

DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The outcome for one page of `clean_many`: its article, or why it could not be cleaned."""

    page: Page
    article: Article | None  # None if the page could not be cleaned
    error: str | None = None  # one sentence, such as "took over 60 seconds"
    # "timeout" or "memory": the page exceeded a limit; "crash": its process died; "error": the cleaner has a bug
    error_reason: Reason | None = None


def clean(
    html: str | bytes,
    url: str | None = "",
    *,
    kind: Literal["html", "text"] = "html",
    encoding: str | None = None,
    fetched_at: str | None = None,
    without_dek: bool = False,
) -> Article:
    """Clean one page in this process, and return its article.

    Any page gives an article; `article.dropped` is the reason code of a page that is not one, and None otherwise.
    This function limits neither time nor memory. Use `clean_many`, which limits both, for pages that you do not trust.

    Args:
        html: The page. Bytes are decoded as browsers decode them, by the declared charset or by their content.
        url: The page's address. It makes relative links absolute, gives the article its id and hints at its date.
            One that is malformed does none of that.
        kind: "text" for a page that was saved as plain text, such as a record of a WET file.
        encoding: The charset that the HTTP header declared.
        fetched_at: When the page was fetched, as RFC 3339 with offset. Relative dates such as "2 hours ago" need it.
        without_dek: Leave the dek, the summary below the headline, out of the text. It is in `article.subtitle`.

    Raises:
        TypeError: An argument has the wrong type.
        ValueError: `kind` is unknown, or `fetched_at` is not a time with offset.
    """
    from cleaners.cleaning import clean_page  # here, because the parent of worker processes does not need the cleaner

    return clean_page(
        Page(body=html, url=url or "", kind=kind, encoding=encoding, fetched_at=fetched_at, without_dek=without_dek)
    )


def clean_many(
    pages: Iterable[Page],
    *,
    workers: int | None = None,
    timeout_seconds: float = DEFAULTS.timeout_seconds,
    memory_mb: int = DEFAULTS.memory_mb,
) -> Iterator[Cleaned]:
    """Clean pages in worker processes, and yield an outcome per page in the order of the pages.

    `pages` is read as the work proceeds, at most four pages per process ahead, so it may be endless. A page that
    exceeds a limit or crashes its process costs that page only: its outcome has no article, and says why. The processes
    end with the iterator.

    The processes do not import the main module of the program. A script therefore needs no `if __name__ == "__main__":`
    around its call of this function, unlike with Python's own `multiprocessing`.

    Args:
        pages: The pages.
        workers: The number of processes; by default one per CPU that this process may use.
        timeout_seconds: The time that one page may take.
        memory_mb: The memory that one process may use, in MB, on Linux; 0: no limit.

    Raises:
        TypeError: `pages` is not an iterable of pages.
        ValueError: An argument is out of range.
        WorkerStartError: The processes do not start.
    """
    if isinstance(pages, Page | str | bytes) or not isinstance(pages, Iterable):
        raise TypeError(f"{_TAKES}, in a list or another iterable, not {_kind(pages)}.")
    number = _read("workers", read_workers, usable_cpus() if workers is None else workers)
    limits = Limits(
        _read("timeout_seconds", read_timeout_seconds, timeout_seconds), _read("memory_mb", read_memory_mb, memory_mb)
    )
    return cleaned_pages(WorkerPool(_clean, number, limits), map(_checked, pages))


def cleaned_pages(pool: WorkerPool[Page, Article], pages: Iterable[Page]) -> Iterator[Cleaned]:
    """Yield the outcome of each page, and close the pool at the end."""
    found = outcomes(pool, pages)
    with closing(pool), closing(found):
        for page, outcome in found:
            if isinstance(outcome, Failure):
                yield Cleaned(page, None, outcome.detail, outcome.reason)
            else:
                yield Cleaned(page, outcome)


Number = TypeVar("Number", int, float)
_TAKES = "clean_many takes pages, such as Page(body=html, url=url)"


def _kind(value: object) -> str:
    return "None" if value is None else "a single Page" if isinstance(value, Page) else type(value).__name__


def _read(name: str, read: Callable[[str], Number], value: object) -> Number:
    """Return the value of an argument. Raises ValueError with the name of the argument if it is out of range."""
    try:
        return read(str(value))
    except ValueError as error:
        raise ValueError(f"{name}: {error}.") from None


def _checked(page: object) -> Page:
    if not isinstance(page, Page):
        raise TypeError(f"{_TAKES}, not {_kind(page)}.")
    return page


def _clean(page: Page) -> Article:
    """Clean a page; a worker process finds this function by its name."""
    from cleaners.cleaning import clean_page

    return clean_page(page)
