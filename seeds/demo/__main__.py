"""Run the demo: crawl the small newspaper as a user would, and show the results. `make demo` starts it.

python -m seeds.demo [NEW_FOLDER]
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cleaners.record import Record
from seeds.demo.newspaper import serve

PROJECT = Path(__file__).resolve().parents[2]
OWN_FOLDER = Path("var") / "demo"  # the demo empties it when it starts
FOLDER = Path(sys.argv[1]).absolute() if sys.argv[1:] else OWN_FOLDER
FEED = FOLDER / "articles.jsonl"
SITE = FOLDER / "site"
STORE_URI = f"sqlite:///{FOLDER / 'articles.db'}"

console = Console(highlight=False)


def main() -> int:
    """Run the crawl, print its summary and one article, and return the crawl's exit code."""
    if FOLDER == OWN_FOLDER:
        shutil.rmtree(PROJECT / FOLDER, ignore_errors=True)
    elif FOLDER.exists():
        print(f"{FOLDER} exists: name a new folder, since the demo empties only its own.", file=sys.stderr)
        return 2
    (PROJECT / FOLDER).mkdir(parents=True)
    with serve() as newspaper:
        console.print(f"A small newspaper is served at {newspaper.home}", style="bold")
        code = newsgalley("crawl", "news", "-a", f"site={newspaper.home}", *settings(newspaper.home), *outputs())
        newsgalley("export", "--removed", "--format", "jsonl", "-o", str(FEED), "-s", f"STORE_URI={STORE_URI}")
    newsgalley("site", "-o", str(SITE), "-s", f"STORE_URI={STORE_URI}")
    records: list[Record] = [json.loads(line) for line in (PROJECT / FEED).read_text("utf-8").splitlines()]
    if records:
        show_summary(json.loads((PROJECT / FOLDER / "summary.json").read_text("utf-8")))
        show_removed(max(records, key=lambda record: len({removal["rule"] for removal in record["removed"]})))
        show_places()
    return code


def settings(home: str) -> tuple[str, ...]:
    """Return the options that set the store and allow the newspaper's address: by default a crawl refuses loopback."""
    return ("-s", f"STORE_URI={STORE_URI}", "-s", f"ALLOWED_ADDRESSES={urlsplit(home).netloc}")


def outputs() -> tuple[str, ...]:
    """Return the options that set the file of the summary."""
    return ("-s", f"RUN_SUMMARY={FOLDER / 'summary.json'}")


def newsgalley(*arguments: str) -> int:
    """Print a command and run it in the project's folder, with its log on the terminal."""
    # Keep a long command on one line, because one that is broken into lines cannot be copied.
    console.print(f"$ newsgalley {shlex.join(arguments)}\n", style="bold", soft_wrap=True)
    return subprocess.run([sys.executable, "-m", "crawler.console", *arguments], cwd=PROJECT, check=False).returncode


def show_summary(summary: dict[str, Any]) -> None:
    """Print the numbers of the run."""
    table = Table(title="The run", title_justify="left", show_header=False)
    dropped = ", ".join(f"{reason} {count}" for reason, count in summary["pages_dropped"].items())
    failed = ", ".join(f"{reason} {count}" for reason, count in summary["pages_failed"].items())
    table.add_row("sources", str(len(summary["sources"])))
    table.add_row("pages fetched", str(summary["pages_fetched"]))
    table.add_row("articles stored", str(summary["articles_stored"]))
    table.add_row("pages dropped", dropped or "none")
    table.add_row("pages failed", failed or "none")
    console.print("\n", table)


def show_removed(record: Record) -> None:
    """Print one article's head and first paragraphs, and each removed block with its stage and rule."""
    console.print(f"\nOne article: {escape(record['title'] or '')}", style="bold")
    authors = ", ".join(author["name"] for author in record["authors"])
    facts = (authors, record["date_published"], record["language"], record["url"])
    console.print(escape(" · ".join(fact for fact in facts if fact)), "\n", style="dim")
    for paragraph in record["text"].split("\n\n")[:2]:
        console.print(escape(paragraph), "\n")
    table = Table("removed from its page", "stage", "rule", title_justify="left")
    for removal in record["removed"]:
        text = removal["text"]
        table.add_row(escape(text if len(text) <= 70 else f"{text[:69]}…"), removal["stage"], removal["rule"])
    console.print(table)


def show_places() -> None:
    """Print the files with the results, a command that searches them, and the address of the reading room."""
    console.print("\nThe records", style="bold")
    # Rich would break these lines on a narrow terminal, so they are printed without it.
    print(f"  store    {FOLDER / 'articles.db'}")
    print(f"  export   {FEED}")
    print(f"  summary  {FOLDER / 'summary.json'}")
    console.print("\nSearch them", style="bold")
    print(f"  {command()} search bridge -s STORE_URI={STORE_URI}")
    console.print("\nRead the articles in a browser", style="bold")
    print(f"  {(PROJECT / SITE / 'index.html').as_uri()}")


def command() -> str:
    """Return the path of this installation's command, which is not on PATH until its environment is activated."""
    path = Path(sys.executable).with_name("newsgalley")
    return shlex.quote(str(path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path))


if __name__ == "__main__":
    sys.exit(main())
