"""The evaluation sets as pages to learn from: one folder a set, with `gold.jsonl` and `pages/`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleaners.urls import registered_domain

DATA = Path("../shared/data")
SETS = ("fundus-dev", "wcxb-dev", "trafilatura-eval")


class DataError(Exception):
    """The data are not where they are looked for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what a person says of its body: the whole text, or lines that must and must not be in it."""

    dataset: str
    file: str  # names it within the set; ids come twice in some
    url: str
    html: str
    body: str | None
    inside: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def site(self) -> str:
        """The registered domain, by which pages are kept together in a fold."""
        return registered_domain(self.url) or urlsplit(self.url).netloc or self.file


def read(dataset: str, data: Path = DATA) -> Iterator[Sample]:
    """Read the samples of a set, in its own order. Raises DataError where the set is absent."""
    gold = data / dataset / "gold.jsonl"
    if not gold.exists():
        raise DataError(f"{gold} does not exist: name the folder of the evaluation sets with --data")
    with gold.open(encoding="utf-8") as lines:
        for line in lines:
            yield _sample(dataset, json.loads(line), gold.parent / "pages")


def _sample(dataset: str, row: dict[str, Any], folder: Path) -> Sample:
    html = gzip.decompress((folder / row["file"]).read_bytes()).decode()
    inside, outside = tuple(row.get("with", ())), tuple(row.get("without", ()))
    return Sample(dataset, row["file"], row["url"], html, row.get("body"), inside, outside)
