"""`newsgalley search`: finds articles of the store by their words, once or with saved searches."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError

LIMIT = 20


class Command(CheckedCommand):
    """Prints the best matches of a query, or hands over the new matches of saved searches."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "QUERY [options] | --saved FILE [options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Find articles of the store by their words, and watch for new ones"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the conditions, the output and saved searches."""
        super().add_options(parser)
        parser.add_argument("--language", metavar="TAG", help="only articles in this language; de includes de-AT")
        parser.add_argument("--source", metavar="ID", help="only articles of this source")
        parser.add_argument("--host", metavar="NAME", help="only articles of this host and its subdomains")
        parser.add_argument(
            "--since", metavar="TIME", help="only articles published since: 7d, 2026-01-31, or RFC 3339"
        )
        parser.add_argument("--newest", action="store_true", help="the newest first, instead of the best")
        parser.add_argument(
            "--limit", metavar="N", type=int, default=LIMIT, help=f"number of articles (default: {LIMIT})"
        )
        parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="output format (default: text)")
        parser.add_argument(
            "--saved", metavar="FILE", help="a TOML file with [[search]] entries: hand over each match once"
        )
        parser.add_argument(
            "--follow", action="store_true", help="with --saved: continue with new changes until interrupted"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the matches."""
        if opts.limit < 1:
            raise UsageError(f"--limit {opts.limit}: name 1 or more.")
        if opts.saved:
            self._run_saved(args, opts)
            return
        if opts.follow:
            raise UsageError("--follow goes with --saved FILE, a file of searches.")
        if not args:
            raise UsageError(
                "newsgalley search takes a query, such as newsgalley search 'strike -football' --since 7d, "
                "or --saved FILE."
            )
        require_store(self.settings)
        from crawler.actions.search.matches import Search, print_matches

        names = ("language", "source", "host", "since", "newest", "limit", "format")
        print_matches(self.settings, Search(words=" ".join(args), **{name: getattr(opts, name) for name in names}))

    def _run_saved(self, args: list[str], opts: argparse.Namespace) -> None:
        if args or opts.language or opts.source or opts.host or opts.since or opts.newest:
            raise UsageError("--saved FILE has the queries and their conditions: leave out others.")
        require_store(self.settings)
        from crawler.actions.search.watching import watch

        self.exitcode = watch(self.settings, opts.saved, follow=opts.follow)
