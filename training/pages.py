"""The evaluation sets as pages to learn from: one folder per set, with `gold.jsonl` and `pages/`.

`labels-dev/labels.jsonl.gz` beside them has a letter for each block of most pages: a (article), d (debatable) or c
(clutter).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleaners.urls import registered_domain

DATA = Path("../shared/data")
SETS = (
    "fundus-dev", "wcxb-dev", "trafilatura-eval", "daniel-dev", "magic-dev", "newspaper-dev", "zhds-dev",
    "fundus-history-dev", "leogao-dev", "newspaper4k-dev",
)  # fmt: skip
# Sets whose gold text leaves the dek out; their pages are cleaned without it.
WITHOUT_DEK = frozenset({"magic-dev", "newspaper-dev"})
LABELS = Path("labels-dev") / "labels.jsonl.gz"
ARTICLE, DEBATABLE, CLUTTER = "adc"
NO_STORY = frozenset({"listing", "notarticle", "forum"})  # kinds of page without one story

FOLDS = 5  # of cross-validation; the pages of a site are in one fold
SEED = 7


class DataError(Exception):
    """The evaluation sets are not in their folder. The message says what to do."""


@dataclass(frozen=True, slots=True)
class BlockLabels:
    """The letters that a person gave to the blocks of a page, and the kind of page."""

    kind: str
    blocks: tuple[str, ...]  # their texts, in page order
    letters: str  # one for each block

    @property
    def has_story(self) -> bool:
        """True if the page is one story, so that a cleaned text can be judged."""
        return self.kind not in NO_STORY and ARTICLE in self.letters


@dataclass(frozen=True, slots=True)
class Sample:
    """A page, and what a person said about its body: the whole text, or lines that must and must not be in it."""

    dataset: str
    file: str  # names it within the set; ids come twice in some
    url: str
    html: str
    body: str | None
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    labelled: BlockLabels | None = None

    @property
    def page_url(self) -> str:
        """The address to clean the page with: empty if only the host is known, since that would be a front page."""
        parts = urlsplit(self.url)
        return "" if parts.path in ("", "/") and not parts.query else self.url

    @property
    def without_dek(self) -> bool:
        """True if the gold text leaves the dek out."""
        return self.dataset in WITHOUT_DEK

    @property
    def site(self) -> str:
        """The registered domain, which keeps its pages together in a fold."""
        return registered_domain(self.url) or urlsplit(self.url).netloc or self.file


def read(dataset: str, data: Path = DATA) -> Iterator[Sample]:
    """Read the samples of a set, in its own order. Raises DataError where the set is absent."""
    gold = data / dataset / "gold.jsonl"
    if not gold.exists():
        raise DataError(_absent(gold))
    known = _block_labels(data / LABELS) if (data / LABELS).exists() else {}
    with gold.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield _sample(dataset, row, gold.parent / "pages", known.get((dataset, row["file"])))


def require_sets(data: Path) -> None:
    """Raise DataError if a set or the block labels are absent, before any work is done."""
    for name in SETS:
        if not (data / name / "gold.jsonl").exists():
            raise DataError(_absent(data / name / "gold.jsonl"))
    require_labels(data)


def _absent(gold: Path) -> str:
    return f"{gold} does not exist: name the folder of the evaluation sets with --data, or DATA= in make"


def require_labels(data: Path) -> None:
    """Raise DataError if the block labels are absent."""
    if not (data / LABELS).exists():
        raise DataError(f"{data / LABELS} does not exist: the models are fitted to these labels, see --data")


@cache
def _block_labels(path: Path) -> dict[tuple[str, str], BlockLabels]:
    """Return the labels of all pages, by set and file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return {
            (row["set"], row["file"]): BlockLabels(row["kind"], tuple(row["blocks"]), row["labels"]) for row in rows
        }


def _sample(dataset: str, row: dict[str, Any], folder: Path, labelled: BlockLabels | None) -> Sample:
    html = gzip.decompress((folder / row["file"]).read_bytes()).decode()
    inside, outside = tuple(row.get("with", ())), tuple(row.get("without", ()))
    return Sample(dataset, row["file"], row["url"], html, row.get("body"), inside, outside, labelled)


def fold_of(site: str) -> int:
    """Return the fold of a site, 0 to FOLDS - 1. It depends on the name alone, so added pages do not change it."""
    return int(hashlib.sha256(f"{SEED}:{site}".encode()).hexdigest(), 16) % FOLDS
