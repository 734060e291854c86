"""Declare and check the arguments of the spiders that users run: `-a NAME=VALUE` of `newsgalley crawl`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crawler.messages.suggestions import did_you_mean

SERVICE_ARGUMENTS = ("_job",)  # arguments that a service adds: scrapyd passes the id of the job
_YES, _NO = ("1", "true", "yes"), ("0", "false", "no")


def is_yes(value: str | None) -> bool:
    """Return True if a switch is on; raise ValueError if the value is neither on nor off."""
    text = (value or "no").lower()
    if text not in _YES + _NO:
        raise ValueError("must be 1 or 0")
    return text in _YES


def _count(value: str) -> None:
    if not (value.isascii() and value.isdigit() and int(value[:9]) > 0):
        raise ValueError("must be a whole number of 1 or more")


def _again(value: str) -> None:
    if value != "again":
        raise ValueError("must be `again`")


def _text(value: str) -> None:
    """Accept any text."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a spider."""

    name: str
    form: str  # its value, as the help shows it
    meaning: str
    check: Callable[[str], object] = _text  # raises ValueError for a value that cannot be used


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one spider, and the pairs of them that exclude each other."""

    summary: str
    known: tuple[Argument, ...]
    exclusive: tuple[tuple[str, str], ...] = field(default=())


ARGUMENTS = {
    "news": Arguments(
        "Crawl every source that is due: its new articles, unfinished pages and rechecks.",
        (
            Argument(
                "sources",
                "PATH",
                "a file of sources (TOML, OPML) or a folder of them; default: the setting SOURCES_PATH",
            ),
            Argument("only", "ID,ID", "only these sources, even if they are not enabled"),
            Argument("site", "URL,URL", "these sites instead of sources; their listings are discovered"),
            Argument("force", "1", "also sources that are not due", is_yes),
            Argument("most", "N", "at most N articles per source instead of MAX_ARTICLES_PER_SOURCE", _count),
            Argument("all", "1", "the whole starter set, although no CONTACT is set", is_yes),
        ),
        (("site", "sources"), ("site", "only"), ("only", "all"), ("site", "all")),
    ),
    "article": Arguments(
        "Fetch these pages only, including pages that the store has.",
        (
            Argument("urls", "URL,URL", "the pages"),
            Argument("file", "PATH", "a file with one URL per line, - for standard input"),
        ),
        (("urls", "file"),),
    ),
    "archive": Arguments(
        "Read pages from WARC and WET files, saved pages and folders of them instead of the network.",
        (
            Argument("path", "PATH,PATH", "files and folders, - for standard input"),
            Argument("list", "PATH", "a file with one path per line, - for standard input"),
            Argument("source", "ID", "the source of pages that name none; default: archive"),
            Argument("dropped", "again", "also read pages that an earlier run dropped as non-articles", _again),
        ),
        (("path", "list"),),
    ),
}


def check_arguments(spider: str, given: Mapping[str, str]) -> None:
    """Check the names, values and combinations of a spider's arguments.

    Raises:
        ValueError: An argument cannot be used. The message names it.
    """
    if spider not in ARGUMENTS:
        return
    known = {argument.name: argument for argument in ARGUMENTS[spider].known}
    for name, value in given.items():
        if name in SERVICE_ARGUMENTS:
            continue
        if name not in known:
            hint = did_you_mean(name, known) or f" It has {', '.join(known)}."
            raise ValueError(f"-a {name}: the spider {spider} has no argument of this name.{hint}")
        if not value.strip():
            raise ValueError(f"-a {name}=: the value is missing; write -a {name}={known[name].form}.")
        try:
            known[name].check(value)
        except ValueError as error:
            raise ValueError(f"-a {name}={value}: {error}; write -a {name}={known[name].form}.") from None
    for first, second in ARGUMENTS[spider].exclusive:
        if first in given and second in given:
            raise ValueError(f"-a {first} and -a {second} exclude each other: give one of them.")


def help_text(spider: str) -> str:
    """Return the help of a spider: what it does, and a line per argument."""
    arguments = ARGUMENTS[spider]
    forms = [f"-a {argument.name}={argument.form}" for argument in arguments.known]
    width = max(map(len, forms))
    lines = [f"  {form:<{width}}  {argument.meaning}" for form, argument in zip(forms, arguments.known, strict=True)]
    return "\n".join(
        [
            f"usage: newsgalley crawl {spider} [-a NAME=VALUE ...] [options]",
            "",
            arguments.summary,
            "",
            "arguments:",
            *lines,
            "",
            "`newsgalley crawl --help` prints the options, docs/commands.md explains all.",
        ]
    )
