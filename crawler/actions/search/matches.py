"""Print the articles that a query finds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from rich.text import Text

from crawler.actions.opened_store import check_source, opened_store, parse_since
from crawler.actions.output import standard_output
from crawler.actions.search.conditions import host_option, language_option
from crawler.configuration.own import Settings
from crawler.exit_codes import UsageError
from crawler.messages.foreign_text import printable
from crawler.messages.printing import Printer
from crawler.stores.search.query import QueryError
from crawler.stores.search.search import Hit, Query, search, unmet_condition
from crawler.stores.search.snippets import Snippet

MARKED = "bold yellow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The options of a search, as the user gave them."""

    words: str
    language: str | None = None
    source: str | None = None
    host: str | None = None
    since: str | None = None
    newest: bool = False
    limit: int
    format: str

    def as_query(self) -> Query:
        """Return the query for the store. Raises UsageError for a condition that cannot be understood."""
        return Query(
            words=self.words,
            language=language_option(self.language),
            source=self.source,
            host=host_option(self.host),
            since=parse_since(self.since) if self.since else None,
            limit=self.limit,
            newest_first=self.newest,
        )


def print_matches(settings: Settings, chosen: Search) -> None:
    """Print the matches as text or JSON lines.

    Raises:
        UsageError: The query, an option or the store cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    try:
        query = chosen.as_query()
        with opened_store(settings) as store:
            check_source(store, settings, chosen.source)
            hits = search(store, query)
            why = None if hits else unmet_condition(store, query)
    except QueryError as error:
        raise UsageError(str(error)) from None
    with standard_output():
        (_print_lines if chosen.format == "jsonl" else _print_text)(hits)
    if not hits:
        print(f"No article matches{f': {why}' if why else ''}.", file=sys.stderr)
    elif len(hits) == chosen.limit and chosen.format == "text":
        print(f"Shown: the first {len(hits):,}; --limit N shows more.", file=sys.stderr)


def _print_lines(hits: Sequence[Hit]) -> None:
    for hit in hits:
        sys.stdout.buffer.write(orjson.dumps(hit.as_dict()) + b"\n")


def _print_text(hits: Sequence[Hit]) -> None:
    console = Printer(highlight=False, soft_wrap=True)
    for hit in hits:
        place = " · ".join(part for part in (hit.source or hit.host, hit.date, hit.language) if part)
        console.print(Text.assemble(*_styled(hit.title, "bold"), (printable("  " + place), "dim")))
        console.print(Text(printable(f"  {hit.url or hit.id}"), "dim"))
        console.print(Text.assemble("  ", *_styled(hit.snippet, "")))
        console.print()


def _styled(snippet: Snippet, style: str) -> list[tuple[str, str]]:
    return [(printable(text), MARKED if is_word else style) for text, is_word in snippet.parts()]
