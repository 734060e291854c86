"""`newsgalley sources`: lists and checks sources, finds the listings of a site, shows its site lines."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError
from crawler.messages.suggestions import did_you_mean

# The actions, and the options that each takes.
ACTIONS = {
    "list": ("--sources", "--format"),
    "check": ("--sources", "--all", "--format"),
    "find": (),
    "site-lines": ("--sources", "--forget", "--format"),
}


class Command(CheckedCommand):
    """Lists, checks and finds sources, and shows site lines."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "list | check [ID ...] | find URL | site-lines ID_OR_HOST [--forget HASH|all]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "List the sources, check that they give articles, or find the listings of a site"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --sources, and the options of check and site-lines."""
        super().add_options(parser)
        parser.add_argument("--sources", metavar="PATH", help="source file or folder (default: SOURCES_PATH)")
        parser.add_argument("--all", action="store_true", help="for check: check all sources, however many there are")
        parser.add_argument("--forget", metavar="HASH", help="for site-lines: forget the line with this hash, or all")
        parser.add_argument("--format", choices=("text", "json"), help="output format, except of find (default: text)")

    def runs_spider(self, args: list[str], opts: argparse.Namespace) -> bool:
        """Return True if the action fetches pages."""
        return args[:1] in (["check"], ["find"])

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options. The result is a table, so log only errors unless -L says otherwise."""
        self.settings.set("LOG_LEVEL", "ERROR", priority="project")
        super().check(args, opts)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the action that the first argument names."""
        if not args or args[0] not in ACTIONS:
            hint = did_you_mean(args[0], ACTIONS) if args else ""
            raise UsageError(
                f"Name an action: newsgalley sources list, check [ID ...], find URL or site-lines ID.{hint}"
            )
        refuse_misfits(args, opts)
        path = opts.sources or self.settings["SOURCES_PATH"]
        if args[0] == "list":
            from crawler.actions.sources.listing import show_sources

            show_sources(path, as_json=opts.format == "json")
        elif args[0] == "site-lines":
            require_store(self.settings)
            from crawler.actions.sources.site_lines import show_site_lines

            show_site_lines(self.settings, path, args[1], opts)
        else:
            from crawler.actions.sources.trials import check, find

            settings, names = self.settings, args[1:]
            as_json = opts.format == "json"
            self.exitcode = (
                find(settings, names[0])
                if args[0] == "find"
                else check(settings, path, names, everything=opts.all, as_json=as_json)
            )


def refuse_misfits(args: list[str], opts: argparse.Namespace) -> None:
    """Raise UsageError if an option or the number of names does not fit the action."""
    action, names = args[0], args[1:]
    given = {"--sources": opts.sources, "--all": opts.all, "--forget": opts.forget, "--format": opts.format}
    problem = None
    for option, value in given.items():
        if value and option not in ACTIONS[action]:
            problem = f"{option} does not fit newsgalley sources {action}: leave it out."
    if action == "list" and names:
        problem = f"newsgalley sources list takes no names, not {names[0]!r}."
    elif action == "find" and len(names) != 1:
        problem = (
            "Name one site: newsgalley sources find https://www.example.org/ (for a file of addresses: "
            "xargs -n 1 newsgalley sources find < FILE)"
        )
    elif action == "site-lines" and len(names) != 1:
        problem = "Name one source or host: newsgalley sources site-lines ID."
    elif action == "check" and opts.all and names:
        problem = "--all checks all sources: leave out the names, or --all."
    if problem:
        raise UsageError(problem)
