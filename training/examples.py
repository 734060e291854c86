"""Pages as rows to learn from: the features and the label of every block, kept on disk between runs."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cleaners
from cleaners.body.features.matrix import features
from cleaners.body.features.prior import note_prior
from cleaners.clean import HTML_STAGES, Stage
from cleaners.document import Document, Flag
from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.stages import main_content
from training.labels import UNKNOWN, labels
from training.pages import Sample, read

CACHE = Path("var/training")
MIN_FOUND = 0.6  # of the gold in the page's blocks; with less the page is another one than the gold's


@dataclass(frozen=True, slots=True)
class Example:
    """One page: a row of the matrices and a value of the labels for each block."""

    dataset: str
    file: str
    site: str
    names: tuple[str, ...]
    page_only: NDArray[np.float32]  # the matrix before trafilatura is asked
    matrix: NDArray[np.float32]
    values: NDArray[np.int64]
    found: float  # of the gold in the blocks, 0 to 1
    metadata: Metadata  # as they were before the decision
    flags: tuple[Flag, ...]
    text: str  # trafilatura's
    share: float  # of that text in the blocks, 0 to 1

    def weights(self) -> NDArray[np.float64]:
        """Return the square root of each block's words; 0 if its label is unknown or the gold is of another page."""
        words = np.expm1(self.matrix[:, self.names.index("log_words")].astype(float))
        known = (self.values != UNKNOWN) & (self.found >= MIN_FOUND)
        return np.where(known, np.sqrt(np.maximum(1.0, words)), 0.0)


def examples(datasets: Sequence[str], data: Path, cache: Path = CACHE) -> list[Example]:
    """Return the examples of the sets, from the cache if neither the cleaner nor the labels have changed since."""
    found: list[Example] = []
    digest = _digest()
    for dataset in datasets:
        stored = cache / f"{dataset}-{digest}.pickle"
        if stored.exists():
            made: list[Example] = pickle.loads(stored.read_bytes())  # noqa: S301  # our own file
        else:
            print(f"measuring the pages of {dataset} ...", file=sys.stderr)
            made = list(make(read(dataset, data)))
            cache.mkdir(parents=True, exist_ok=True)
            stored.write_bytes(pickle.dumps(made))
        found += made
    return found


def make(samples: Iterable[Sample]) -> Iterator[Example]:
    """Measure pages; those without a block are left out."""
    for sample in samples:
        document = Document(Page(body=sample.html, url=sample.url))
        for stage in _stages_before_the_decision():
            stage(document)
        if document.tree is None or not document.blocks:
            continue
        note_prior(document.blocks)
        page_only = features(document).matrix
        text, share = main_content.measure(document)
        measured = features(document)
        label = labels(document.blocks, sample)
        values = np.array(label.values, np.int64)
        known = (document.metadata, tuple(document.flags), text, share)
        page = (sample.dataset, sample.file, sample.site, measured.names)
        yield Example(*page, page_only, measured.matrix, values, label.found, *known)


def _stages_before_the_decision() -> tuple[Stage, ...]:
    return HTML_STAGES[: HTML_STAGES.index(main_content.main_content)]


def _digest() -> str:
    """Of everything that the examples are made by."""
    root = Path(cleaners.__file__).parent
    files = sorted([*root.rglob("*.py"), *root.rglob("*.toml"), Path(__file__), Path(__file__).with_name("labels.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
