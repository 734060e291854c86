"""Turn pages into rows to learn from: the features and the label of every block. They are kept on disk between runs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.clutter_words import ClutterWords
from cleaners.body.features.matrix import Measured, features
from cleaners.body.features.prior import note_prior
from cleaners.cleaning import HTML_STAGES, Stage
from cleaners.document import Document, Flag
from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.stages.html import main_content
from training.labels import UNKNOWN, labels, with_captions
from training.pages import FOLDS, Sample, fold_of, read
from training.stored import digest, modules, stored

PROCESSES = 2
CHUNK = 20  # pages that a process gets at once
# Half of all blocks are far from the presumed body, and nearly all of these are plainly clutter. So one in FAR_STEP of
# those that are more than FAR_BLOCKS away stands for the others.
FAR_STEP = 10
FAR_BLOCKS = 12
ALONE = -1.0  # the value of a group's or neighbour's column where there is no group or neighbour
MIN_FOUND = 0.6  # share of the gold that the page's blocks have; with less, page and gold do not belong together


@dataclass(frozen=True, slots=True)
class Example:
    """One page: a row of the matrices and a value of the labels for each block."""

    dataset: str
    file: str
    site: str
    page_only: Measured  # before trafilatura is asked
    full: Measured
    values: NDArray[np.int64]
    trust: NDArray[np.float64]  # weights of the values, 0 to 1
    found: float  # of the gold in the blocks, 0 to 1
    metadata: Metadata  # as it was before the decision
    flags: tuple[Flag, ...]
    text: str  # trafilatura's
    share: float  # of that text in the blocks, 0 to 1

    def weights(self) -> NDArray[np.float64]:
        """Return the square root of each block's words; 0 if its label is unknown or page and gold do not match."""
        words = np.expm1(self._column("log_words"))
        known = (self.values != UNKNOWN) & (self.found >= MIN_FOUND)
        return np.where(known, self.trust * np.sqrt(np.maximum(1.0, words)), 0.0)

    def page_weights(self, *, debatable: bool) -> NDArray[np.float64]:
        """Return the weights of blocks beyond dispute, or of all, divided by the square root of their sum.

        A page counts as spotless or not, whatever its length, so long pages must not decide alone.
        """
        trusted = self.trust > 0.0 if debatable else self.trust == 1.0
        weights = np.where(trusted, self.weights() / np.maximum(self.trust, 1e-9), 0.0)
        on_page: NDArray[np.float64] = weights / np.sqrt(max(1.0, float(weights.sum())))
        return on_page

    def thinned_weights(self) -> NDArray[np.float64]:
        """Return the weights. In clutter far from the presumed body, one block in FAR_STEP stands for the others."""
        outside = np.minimum(self._column("from_first"), self._column("to_last")) < -np.log1p(FAR_BLOCKS)
        far = outside & (self._column("kept") < 0.05) & (self.values == 0)
        stands_for_others = np.where(np.arange(len(far)) % FAR_STEP == 0, float(FAR_STEP), 0.0)
        return self.weights() * np.where(far, stands_for_others, 1.0)

    def _column(self, name: str) -> NDArray[np.float64]:
        return self.full.column(name)


def without_words(matrix: NDArray[np.float32], names: Sequence[str], words: ClutterWords) -> NDArray[np.float32]:
    """Return the features that blocks would have if none of their page's words had a weight."""
    columns = [index for index, name in enumerate(names) if "clutter" in name]
    blind = matrix.copy()
    nobody = matrix[:, columns] == ALONE
    blind[:, columns] = np.where(nobody, np.float32(ALONE), np.float32(words.constant))
    blind[:, names.index("clutter_known")] = 0.0
    return blind


def examples(datasets: Sequence[str], data: Path, words: Sequence[ClutterWords]) -> list[Example]:
    """Return the examples of the sets. They are read from disk if neither cleaner nor labels have changed since.

    `words` has the words of clutter for each fold of sites.
    """
    learned = [(sorted(one.weights.items()), one.unit, one.constant) for one in words[:FOLDS]]
    made_of = digest(modules("examples", "labels", "pages"), learned)
    return [
        one
        for name in datasets
        for one in stored(f"{name}-{made_of}", f"measuring the pages of {name}", partial(_make_all, name, data, words))
    ]


def _make_all(dataset: str, data: Path, words: Sequence[ClutterWords]) -> list[Example]:
    with ProcessPoolExecutor(PROCESSES) as pool:
        by_page = pool.map(partial(make, words=words), read(dataset, data), chunksize=CHUNK)
        return [one for one in by_page if one is not None]


def make(sample: Sample, words: Sequence[ClutterWords]) -> Example | None:
    """Measure a page with the words of clutter of its site's fold; return None if it has no block."""
    document = Document(Page(body=sample.html, url=sample.page_url))
    for stage in _stages_before_the_decision():
        stage(document)
    if document.tree is None or not document.blocks:
        return None
    known_words = words[fold_of(sample.site)]
    note_prior(document)
    page_only = features(document, known_words)
    text, share = main_content.measure(document)
    measured = features(document, known_words)
    captions = measured.column("caption") > 0
    label = with_captions(labels(document.blocks, sample), captions.tolist())
    return Example(
        sample.dataset,
        sample.file,
        sample.site,
        page_only,
        measured,
        values=np.array(label.values, np.int64),
        trust=np.array(label.weights),
        found=label.found,
        metadata=document.metadata,
        flags=tuple(document.flags),
        text=text,
        share=share,
    )


def _stages_before_the_decision() -> tuple[Stage, ...]:
    return HTML_STAGES[: HTML_STAGES.index(main_content.main_content)]
