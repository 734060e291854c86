"""`scrapy sources site-lines`: lists the lines that a site repeats, and forgets those learned by mistake."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands.export import existing_store
from crawler.sources.arguments import chosen_sources
from crawler.sources.loader import SourceError
from crawler.stores import StoreError
from crawler.stores.site_lines import SiteLine, SiteLines, host_of
from crawler.stores.store import Store

ALL = "all"  # the argument of --forget for all lines of a host


def show_site_lines(settings: BaseSettings, sources: str, args: list[str], opts: argparse.Namespace) -> None:
    """Print the site lines of a source or host, after forgetting those that --forget names.

    Raises:
        UsageError: An argument or the store cannot be used.
    """
    if len(args) != 1:
        raise UsageError("Name one source or host: scrapy sources site-lines ID.", print_help=False)
    host = _host(sources, args[0])
    try:
        existing_store(settings["STORE_URI"])
        store = Store(settings["STORE_URI"])
    except (ValueError, StoreError) as error:
        raise UsageError(str(error), print_help=False) from None
    try:
        if opts.forget:
            _forget(store.site_lines, host, opts.forget)
        lines = store.site_lines.lines(host)
        if opts.format == "json":
            print(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))
        else:
            _print(host, lines, store.site_lines.pages_seen(host))
    finally:
        store.close()


def _host(path: str, name: str) -> str:
    """Return the host of the source with this id; a name that is not an id is a host or address itself."""
    try:
        (source,) = chosen_sources(path, name, None)
    except SourceError:
        return host_of(name if "://" in name else f"http://{name}/")
    return host_of(source.home)


def _forget(site_lines: SiteLines, host: str, name: str) -> None:
    """Forget one line by its fingerprint, or all; raise UsageError if there is none."""
    lines = [line for line in site_lines.lines(host) if name in (ALL, line.fingerprint)]
    if not lines:
        raise UsageError(f"--forget {name}: {host} has no such line; --forget all forgets all lines.", print_help=False)
    site_lines.forget(lines)
    print(
        f"{len(lines)} lines forgotten; the next run cleans again the articles from which they were removed",
        file=sys.stderr,
    )


def _print(host: str, lines: list[SiteLine], seen: dict[str, int]) -> None:
    """Print the lines as a table, and the number of pages seen per language."""
    table = Table("hash", "pages", "language", "last seen", "", "line", box=None)
    for line in lines:
        state = "forgotten" if line.forgotten else "" if line.confirmed else "given up"
        count = f"{line.pages} of {line.seen}"
        table.add_row(line.fingerprint, count, line.language, line.last_seen[:10], state, escape(line.sample))
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    if lines:
        console.print(table)
    pages_seen = ", ".join(f"{pages} {language or 'of unknown language'}" for language, pages in seen.items())
    console.print(f"{host}: {len(lines) or 'no'} site lines; pages seen: {pages_seen or 'none'}")
