"""Scores of titles, dates and authors by the gold of the evaluation sets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from cleaners.metadata import Metadata
from cleaners.metadata.titles.comparison import fold
from training.pages import Sample

Key = tuple[str, str]  # the set and the file of a page


@dataclass(frozen=True, slots=True)
class Fields:
    """The title, the day of publication and the authors of a page."""

    title: str = ""
    day: str = ""  # as in 2026-11-27
    authors: tuple[str, ...] = ()

    @classmethod
    def of(cls, metadata: Metadata) -> Fields:
        """Return the fields that the cleaner found."""
        authors = tuple(author.name for author in metadata.authors)
        return cls(metadata.title or "", (metadata.date_published or "")[:10], authors)


NO_FIELDS = Fields()


def gold(datasets: Sequence[str], data: Path) -> dict[Key, Fields]:
    """Return the gold of each page; a field is empty where the set does not have it."""
    found: dict[Key, Fields] = {}
    for name in datasets:
        with (data / name / "gold.jsonl").open(encoding="utf-8") as lines:
            found |= {(name, row["file"]): _gold(row) for row in map(json.loads, lines)}
    return found


def _gold(row: dict[str, Any]) -> Fields:
    return Fields(row.get("title") or "", (row.get("date") or "")[:10], tuple(row.get("authors") or ()))


def by_trafilatura(sample: Sample) -> Fields:
    """Return the fields that trafilatura finds; none if it fails."""
    from trafilatura.metadata import extract_metadata  # here: importing it takes a second

    try:
        found = extract_metadata(sample.html, default_url=sample.url or None)
    except Exception:  # noqa: BLE001  # it raises what it likes; a page that fails has no fields
        return NO_FIELDS
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Fields(found.title or "", (found.date or "")[:10], authors)


def table(sought: Mapping[Key, Fields], systems: Mapping[str, Mapping[Key, Fields]]) -> list[str]:
    """Return a line per set and extractor: the shares of correct titles and days, and the mean F1 of authors."""
    lines = [f"{'fields':<32} {'pages':>5} {'title':>7} {'day':>7} {'authors':>8}"]
    for dataset in dict.fromkeys(name for name, _ in sought):
        keys = [key for key in sought if key[0] == dataset and sought[key] != NO_FIELDS]
        for name, found in systems.items() if keys else ():
            pairs = [(sought[key], found.get(key, NO_FIELDS)) for key in keys]
            cells = (_mean(pairs, *how) for how in ((_title, "title"), (_day, "day"), (_authors, "authors")))
            lines.append(f"{f'{dataset} {name}':<32} {len(keys):>5} {' '.join(cells)}")
    return [*lines, ""]


def _mean(pairs: Sequence[tuple[Fields, Fields]], score: Callable[[Fields, Fields], float], name: str) -> str:
    """Return the mean score of the pages whose gold has a field."""
    scores = [score(sought, found) for sought, found in pairs if getattr(sought, name)]
    return f"{fmean(scores):>7.3f}" if scores else f"{'-':>7}"


def _title(sought: Fields, found: Fields) -> float:
    return float(fold(sought.title) == fold(found.title))


def _day(sought: Fields, found: Fields) -> float:
    return float(sought.day == found.day)


def _authors(sought: Fields, found: Fields) -> float:
    """Return the F1 of the names, folded, as sets."""
    names, answers = ({fold(name) for name in one.authors} - {""} for one in (sought, found))
    return 2 * len(names & answers) / (len(names) + len(answers)) if names or answers else 1.0
