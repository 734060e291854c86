"""`newsgalley clean`: cleans saved pages and prints the articles, without a crawl."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.command_line import CheckedCommand
from crawler.exit_codes import UsageError

FORMATS = ("text", "markdown", "html", "json", "jsonl")
FORMAT_BY_SUFFIX = {
    "": "text", ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl",
}  # fmt: skip


class Command(CheckedCommand):
    """Cleans files, folders and standard input, and prints the articles or writes them to a file."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] PATH [PATH ...]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Clean saved pages: HTML, text, WARC or WET files, folders of them, or - for standard input"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the output, --without-dek and --url."""
        super().add_options(parser)
        parser.add_argument(
            "--format", choices=FORMATS, help="output format (default: by the suffix of the output file, else text)"
        )
        parser.add_argument("--links", action="store_true", help="with --format markdown: keep the links of the text")
        parser.add_argument("--explain", action="store_true", help="show what was kept and removed, and why")
        parser.add_argument(
            "--without-dek", action="store_true", help="leave the dek out of the text, as with CLEAN_WITHOUT_DEK"
        )
        parser.add_argument("--url", default="", help="the address of the page, if you clean one page")
        parser.add_argument("-o", "--output", default="-", metavar="FILE", help="output file; default: standard output")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Clean the pages, and set the exit code."""
        refuse_misfits(args, opts)
        if not opts.explain:
            opts.format = opts.format or format_of(opts.output)
        from crawler.actions.clean import clean

        self.exitcode = clean(args, self.settings, opts)


def format_of(output: str) -> str:
    """Return the format that an output file's suffix names; raise UsageError for an unknown suffix."""
    suffix = Path(output).suffix.lower()
    if suffix not in FORMAT_BY_SUFFIX:
        raise UsageError(
            f"-o {output}: no format of this command has the suffix {suffix}; name a file with "
            f"{', '.join(filter(None, FORMAT_BY_SUFFIX))}, or add --format. For other formats store the articles with "
            "newsgalley crawl archive -a path=PATH, and write them with newsgalley export."
        )
    return FORMAT_BY_SUFFIX[suffix]


def refuse_misfits(args: list[str], opts: argparse.Namespace) -> None:
    """Raise UsageError if nothing is named, or options do not go together."""
    problem = None
    address = next((each for each in args if each.startswith(("http://", "https://"))), None)
    if address:
        problem = (
            f"{address} is an address, and this command cleans saved pages. Show what is kept of the page: newsgalley "
            f"inspect {address} -o page.html. Store its article: newsgalley crawl article -a urls={address}"
        )
    elif not args:
        problem = "Name what to clean: files, folders, or - for standard input."
    elif opts.links and (opts.format or format_of(opts.output)) != "markdown":
        problem = "--links keeps the links of Markdown only: add --format markdown."
    elif opts.explain and opts.format:
        problem = f"--explain prints a table, not an article: leave out --format {opts.format}."
    elif opts.url and (len(args) > 1 or not opts.url.startswith(("http://", "https://"))):
        problem = f"--url {opts.url}: must be the http or https address of one page, and one page must be named."
    if problem:
        raise UsageError(problem)
