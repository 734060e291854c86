"""Write the first files of a crawl's folder: its settings and its sources."""

from __future__ import annotations

import json
import os
import shutil
import sys
from importlib import resources
from itertools import count
from pathlib import Path
from string import Template

from crawler.atomic_file import AtomicFile
from crawler.configuration.file import FILE
from crawler.exit_codes import UsageError
from crawler.messages.wording import error_message, first_files
from crawler.sources.loader import starter_files
from crawler.stores.database.engine import StoreAddressError, checked_address

SOURCES = "sources"  # the folder of sources, which the settings file names
OWN_SOURCES = f"{SOURCES}/own.toml"


def init(contact: str, store: str, *, starter_set: bool, force: bool) -> None:
    """Write the settings file and the sources to the working directory, and print what to do next.

    Raises:
        UsageError: A file exists and `force` is False, or the store's address cannot be used.
    """
    try:
        checked_address(store)
    except StoreAddressError as error:
        raise UsageError(str(error)) from None
    texts = starter_set_files() if starter_set else {OWN_SOURCES: _template("own.toml").template}
    quoted = {"contact": json.dumps(contact, ensure_ascii=False), "store": json.dumps(store, ensure_ascii=False)}
    settings = _template(FILE).substitute(quoted)
    write_files({FILE: settings, **texts}, force=force)
    print(next_steps(contact, sources=len(texts) if starter_set else 0))


def write_files(texts: dict[str, str], *, force: bool) -> None:
    """Write texts to files by their paths; copy a file that is replaced to another name beside it.

    Raises:
        UsageError: A file exists and `force` is False; nothing was written.
        SystemExit: A file cannot be written; the exit code is 1.
    """
    existing = [path for path in texts if Path(path).exists()]
    if existing and not force:
        verb, them = ("exist", "them") if existing[1:] else ("exists", "it")
        raise UsageError(f"{first_files(existing)} {verb} already; --force replaces {them} and keeps a copy.")
    copies = []
    for path, text in texts.items():
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            if path in existing and Path(path).read_bytes() != text.encode():
                copies.append(_copy(path))
            AtomicFile(path).write(text.encode())
        except OSError as error:
            sys.exit(f"{path}: cannot be written: {error_message(error)}.")
    if copies:
        print(f"Kept the earlier content as {first_files(copies)}.")


def _copy(path: str) -> str:
    """Copy a file to a free name with an ending that is not read as a source file; return the name."""
    names = (f"{path}.bak{number or ''}" for number in count())
    copy = next(name for name in names if not os.path.lexists(name))
    shutil.copy2(path, copy)
    return copy


def starter_set_files() -> dict[str, str]:
    """Return the texts of the starter set by their paths: a folder per country, a file per newspaper."""
    files = {"/".join(str(file).split("/")[-2:]): file for file in starter_files()}
    return {f"{SOURCES}/{name}": file.read_text(encoding="utf-8") for name, file in files.items()}


def next_steps(contact: str, *, sources: int) -> str:
    """Return the lines that say what was written and what to do next."""
    written = f"{SOURCES}/ with {sources} newspapers" if sources else OWN_SOURCES
    steps = [
        "" if contact else f"Set CONTACT in {FILE}, so that site owners can reach you.",
        "Crawl a site:        newsgalley crawl -a site=https://www.example.org/",
        "" if sources else f"Note it as a source: newsgalley sources find https://www.example.org/ >> {OWN_SOURCES}",
        "Crawl all sources:   newsgalley crawl",
        "Export the articles: newsgalley export -o articles.jsonl",
    ]
    return "\n".join([f"Wrote {FILE} and {written}.", *filter(None, steps)])


def _template(name: str) -> Template:
    return Template(resources.files("crawler").joinpath("templates", name).read_text(encoding="utf-8"))
