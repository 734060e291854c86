"""List the site lines of a source or host, and forget lines that were learned by mistake."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from crawler.actions.opened_store import opened_store
from crawler.configuration.own import Settings
from crawler.exit_codes import UsageError
from crawler.messages.foreign_text import printable
from crawler.messages.printing import Printer
from crawler.messages.wording import counted
from crawler.sources.loader import SourceError, load_sources
from crawler.stores.sites.line_counts import counted_host
from crawler.stores.sites.site_lines import SiteLine, SiteLines

ALL = "all"  # the value of --forget that names all lines of the host


def show_site_lines(settings: Settings, sources: str, name: str, opts: argparse.Namespace) -> None:
    """Forget the site lines that --forget names, then print the site lines of a source or host.

    Raises:
        UsageError: An argument or STORE_URI cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    host = _host(sources, name)
    with opened_store(settings) as store:
        host = store.site_lines.counted_host(host)
        if opts.forget:
            _forget(store.site_lines, host, opts.forget)
        lines, pages = store.site_lines.lines(host), store.site_lines.pages_seen(host)
        if not lines and not pages and "." not in host:
            raise UsageError(f"{name}: the store has no article of a source or host of this name.")
        if opts.format == "json":
            print(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))
        else:
            _print(host, lines, pages)


def _host(path: str, name: str) -> str:
    """Return the host of a source id, a host name or a URL; raise UsageError if the source files cannot be read."""
    try:
        sources = load_sources(Path(path) if path else None)
    except SourceError as error:
        raise UsageError(str(error)) from None
    home = next((source.home for source in sources if source.id == name), None)
    return counted_host(home or (name if "://" in name else f"http://{name}/"))


def _forget(site_lines: SiteLines, host: str, name: str) -> None:
    """Forget the line with this fingerprint, or all lines; raise UsageError if the host has none."""
    lines = [line for line in site_lines.lines(host) if name in (ALL, line.fingerprint)]
    if not lines:
        raise UsageError(f"--forget {name}: {host} has no such line. Name a listed hash, or all.")
    site_lines.forget(lines)
    print(
        f"{counted(len(lines), 'line')} forgotten. The next run puts back what was removed from articles.",
        file=sys.stderr,
    )


def _print(host: str, lines: list[SiteLine], pages_by_language: dict[str, int]) -> None:
    """Print the lines as a table, and the number of pages that were seen in each language."""
    table = Table("hash", "pages", "language", "last seen", "", "line", box=None)
    for line in lines:
        # "given up": the line no longer repeats often enough, and the next run puts it back into articles.
        state = "forgotten" if line.forgotten else "" if line.confirmed else "given up"
        count = f"{line.pages} of {line.seen}"
        cells = (line.fingerprint, count, line.language, line.last_seen[:10], state, line.sample)
        table.add_row(*(escape(printable(cell)) for cell in cells))
    console = Printer(width=None if sys.stdout.isatty() else 200, highlight=False)
    if lines:
        console.print(table)
    counts = (f"{pages} {language or 'of unknown language'}" for language, pages in pages_by_language.items())
    console.print(f"{host}: {counted(len(lines), 'site line')}; pages seen: {', '.join(counts) or 'none'}")
