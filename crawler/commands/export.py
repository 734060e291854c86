"""`newsgalley export`: writes the records of the store, or its changes, in the format of the next program."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError

PACKED = (".bz2", ".gz", ".xz", ".zip", ".zst")
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".atom": "atom"}
FORMATS = ("jsonl", "csv", "parquet", "atom", "jsonfeed", "markdown", "chunks", "tei", "trafilatura")
# Formats that are also JSON lines, so the suffix .jsonl does not contradict them.
JSON_LINES_FORMATS = ("chunks", "trafilatura")
RIGHTS = ("open", "not-reserved", "any")


class Command(CheckedCommand):
    """Writes the store's records, or its changes."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write the articles of the store, or their changes, as JSON lines, Parquet, a feed, Markdown and more"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options that select articles or changes, fields and the output."""
        super().add_options(parser)
        parser.add_argument(
            "--format", choices=FORMATS, help="output format (default: by the suffix of the file, else jsonl)"
        )
        parser.add_argument(
            "--since", metavar="TIME", help="export only articles stored or changed since: 7d, 2026-01-31, or RFC 3339"
        )
        parser.add_argument("--before", metavar="TIME", help="export only articles stored or changed before")
        parser.add_argument("--source", metavar="ID", help="export only articles of this source")
        parser.add_argument("--host", metavar="NAME", help="export only articles of this host and its subdomains")
        parser.add_argument(
            "--language", metavar="TAG", help="export only articles in this language; de includes de-AT"
        )
        parser.add_argument(
            "--search", metavar="QUERY", help="export only articles that `newsgalley search QUERY` would find"
        )
        parser.add_argument("--after", metavar="CURSOR", type=int, help="export the changes above this number; 0: all")
        parser.add_argument("--consumer", metavar="NAME", help="export the changes that NAME has not had yet")
        parser.add_argument("--follow", action="store_true", help="continue with new changes until interrupted")
        parser.add_argument("--fields", metavar="A,B", help="export only these fields")
        parser.add_argument("--removed", action="store_true", help="export the removed blocks too")
        parser.add_argument(
            "--partition",
            choices=("day", "language"),
            help="with --format parquet: a folder with files per day or language",
        )
        parser.add_argument(
            "--rights",
            choices=RIGHTS,
            default="any",
            help="export only articles whose rights.status is open, or is not reserved (default: any)",
        )
        parser.add_argument(
            "--newest", metavar="N", type=int, help="export the N articles published last, newest first"
        )
        parser.add_argument(
            "--max-words", metavar="N", type=int, help="words per chunk, for --format chunks (default: 200)"
        )
        parser.add_argument("--title", metavar="TEXT", help="title of a feed (default: newsgalley)")
        parser.add_argument("--url", metavar="URL", help="address at which a feed will be, which is also its id")
        parser.add_argument("--home-page", metavar="URL", help="address of the page that a feed belongs to")
        parser.add_argument(
            "-o",
            "--output",
            metavar="PATH",
            default="-",
            help="output file, or an address such as s3://bucket/file; default: standard output",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the records."""
        if args:
            raise UsageError(f"newsgalley export takes options only, not {args[0]!r}: newsgalley export -o {args[0]}.")
        format_name = format_of(opts.output, opts.format or ("parquet" if opts.partition else None))
        require_store(self.settings)
        from crawler.actions.export import Export, export
        from crawler.actions.exporting.choice import Choice

        writing = ("fields", "removed", "partition", "max_words", "title", "url", "home_page")
        selecting = (
            *("since", "before", "source", "host", "language", "search", "newest", "rights"),
            *("after", "consumer", "follow"),
        )
        output = Choice(format=format_name, path=opts.output, **{name: getattr(opts, name) for name in writing})
        export(self.settings, Export(output=output, **{name: getattr(opts, name) for name in selecting}))


def format_of(path: str, chosen: str | None) -> str:
    """Return the format of a file: the chosen one, or the one of its suffix.

    Raises:
        UsageError: The suffix names another format, or one that cannot be written.
    """
    suffix = Path(path).suffix.lower()
    if suffix in PACKED:
        raise UsageError(f"-o {path}: exports are not packed; write to a pipe: newsgalley export | gzip > {path}")
    of_suffix = SUFFIXES.get(suffix)
    is_json_lines = of_suffix == "jsonl" and chosen in JSON_LINES_FORMATS
    if chosen and of_suffix and chosen != of_suffix and not is_json_lines:
        raise UsageError(f"-o {path}: the suffix says {of_suffix}, but --format says {chosen}.")
    if not chosen and not of_suffix and suffix:
        raise UsageError(
            f"-o {path}: no format has the suffix {suffix}; name a file with {', '.join(SUFFIXES)}, or add --format."
        )
    return chosen or of_suffix or "jsonl"
