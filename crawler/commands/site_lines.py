"""`scrapy sources site-lines`: what is taken for a site's own lines, and how that is undone."""

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

from crawler.commands.export import existing
from crawler.sources.arguments import chosen_sources
from crawler.sources.loader import SourceError
from crawler.stores import Store, StoreError
from crawler.stores.site_lines import SiteLine, SiteLines, host_of

ALL = "all"


def show_site_lines(settings: BaseSettings, sources: str, args: list[str], opts: argparse.Namespace) -> None:
    """Print the lines of a source or host, or forget some; UsageError for what cannot be used."""
    if len(args) != 1:
        raise UsageError("Name one source or host: scrapy sources site-lines ID.", print_help=False)
    host = _host(sources, args[0])
    try:
        existing(settings["STORE_URI"])
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
    """The host of a source by its id; any other name is a host or address itself."""
    try:
        (source,) = chosen_sources(path, name, None)
    except SourceError:
        return host_of(name if "://" in name else f"http://{name}/")
    return host_of(source.home)


def _forget(site_lines: SiteLines, host: str, name: str) -> None:
    lines = [line for line in site_lines.lines(host) if name in (ALL, line.fingerprint)]
    if not lines:
        raise UsageError(f"--forget {name}: {host} has no such line; --forget all forgets every one.", print_help=False)
    site_lines.forget(lines)
    print(
        f"{len(lines)} lines forgotten; the next run cleans the articles again that they were taken out of",
        file=sys.stderr,
    )


def _print(host: str, lines: list[SiteLine], seen: dict[str, int]) -> None:
    table = Table("hash", "pages", "language", "last seen", "", "line", box=None)
    for line in lines:
        state = "forgotten" if line.forgotten else "" if line.confirmed else "given up"
        count = f"{line.pages} of {line.seen}"
        table.add_row(line.fingerprint, count, line.language, line.last_seen[:10], state, escape(line.sample))
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    if lines:
        console.print(table)
    counted = ", ".join(f"{pages} {language or 'of unknown language'}" for language, pages in seen.items())
    console.print(f"{host}: {len(lines) or 'nothing repeats, no'} lines; pages seen: {counted or 'none'}")
