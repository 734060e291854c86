"""Make training lines: pages of the evaluation sets as plain text, with the features and labels of their lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.clutter_words import ClutterWords
from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.plain_text.features import Matrix, line_features
from cleaners.plain_text.header_fields import without_site
from cleaners.plain_text.model import headline_candidates
from cleaners.plain_text.rows import feature_rows
from cleaners.stages.plain_text.split_text import split_text
from cleaners.text.normalize import normalise
from training.lines.excerpts import Excerpter
from training.lines.labels import LineLabels, line_labels
from training.lines.renderings import MAIN, OTHERS, render
from training.pages import NO_STORY, SETS, Sample, fold_of, read

BOTH_RENDERINGS = "fundus-dev"  # the set with the most languages; its pages are used in both main renderings
HALF = "daniel-dev"  # the largest set, all of one kind; only every second page is used
OTHER_STEP = 3  # one page in this many is also used in another rendering
EXCERPT_STEP = 2  # one text in this many is also used as an excerpt
# Weights of the lines of a set. Cross-validation over sites chose them.
SET_WEIGHTS = {"fundus-dev": 1.5, "daniel-dev": 0.5}
OTHER_WEIGHT = 0.5  # weight of lines in renderings other than the main ones
MAX_LINES = 3_000  # of a page; a longer one would outweigh a hundred others
NEAR = 12  # lines from the body within which every line has a weight
FEW = 8  # farther away, one line in this many stands for the others
PROCESSES = 2
CHUNK = 6  # pages that a process gets at once


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page as text: its lines with features and labels. `headlines` is 1 for candidates that are the headline."""

    sample: Sample  # without its HTML
    rendering: str  # the rendering that made the page plain text
    text: str
    lines: list[str]
    names: list[str]
    matrix: Matrix
    labels: LineLabels
    candidates: list[int]
    headlines: NDArray[np.int64]

    @property
    def fold(self) -> int:
        """The fold of the page's site."""
        return fold_of(self.sample.site)

    def column(self, name: str) -> Matrix:
        """Return the values of one feature."""
        return self.matrix[:, self.names.index(name)]

    def weights(self) -> NDArray[np.float64]:
        """Return the weight of each line: the square root of its words, times the weights of its set and its rendering.

        Far from the body, one line in FEW stands for the others, which have no weight.
        """
        values = self.labels.values
        here = np.arange(len(values))
        body = np.flatnonzero(values > 0)
        away = np.abs(here[:, None] - body).min(axis=1, initial=len(here)) if len(body) else here + NEAR + 1
        share = np.where(away <= NEAR, 1.0, np.where(here % FEW == 0, FEW, 0.0))
        words = np.sqrt(np.maximum(1.0, self.column("words").astype(float)))
        weight = SET_WEIGHTS.get(self.sample.dataset, 1.0) * (1.0 if self.rendering in MAIN else OTHER_WEIGHT)
        return np.asarray(words * share * self.labels.weights * weight)


def line_pages(data: Path, words: Sequence[ClutterWords]) -> Iterator[LinePage]:
    """Yield the pages of all sets as text, and excerpts of some. Raises DataError if a set is absent.

    `words` has the words of clutter for each fold of sites.
    """
    sources = chain.from_iterable(_sources(name, data) for name in SETS)
    with ProcessPoolExecutor(PROCESSES) as pool:
        for found in pool.map(partial(_pages_of, words=words), sources, chunksize=CHUNK):
            yield from found


@dataclass(frozen=True, slots=True)
class _Source:
    """A page to learn from, its true title, the renderings to use, and its index in the set."""

    sample: Sample
    title: str | None
    renderings: tuple[str, ...]
    index: int


def _sources(name: str, data: Path) -> Iterator[_Source]:
    golds = map(json.loads, (data / name / "gold.jsonl").open(encoding="utf-8"))
    for index, (sample, gold) in enumerate(zip(read(name, data), golds, strict=True)):
        has_story = sample.labelled is None or sample.labelled.kind not in NO_STORY
        if has_story and not (name == HALF and index % 2):
            yield _Source(sample, gold.get("title"), _renderings(name, index), index)


def _renderings(name: str, index: int) -> tuple[str, ...]:
    main, others = tuple(MAIN), tuple(OTHERS)
    renderings = main if name == BOTH_RENDERINGS else (main[index % 2],)
    return (*renderings, others[index // OTHER_STEP % len(others)]) if index % OTHER_STEP == 0 else renderings


def _pages_of(source: _Source, words: Sequence[ClutterWords]) -> list[LinePage]:
    texts = ((rendering, render(source.sample.html, rendering)) for rendering in source.renderings)
    return [page for rendering, text in texts if text for page in _whole_and_excerpt(source, rendering, text, words)]


def _whole_and_excerpt(source: _Source, rendering: str, text: str, words: Sequence[ClutterWords]) -> Iterator[LinePage]:
    blocks = split(text)
    if not 0 < len(blocks) <= MAX_LINES:
        return
    labels = line_labels(blocks, source.sample)
    make = partial(_measure, replace(source.sample, html=""), rendering, source.title, words)
    yield make(text, blocks, labels)
    if source.index % EXCERPT_STEP == 0:
        excerpter = Excerpter(f"{source.sample.dataset} {source.sample.file} {rendering}")
        if excerpt := excerpter.excerpt(blocks, labels.values.tolist(), partial(_is_title, source.title)):
            lines, origins = excerpt
            yield make("", lines, labels.of(origins))


def split(text: str) -> list[Block]:
    """Return the lines of a text as blocks."""
    document = Document(Page(body=text, kind="text"), html=text)
    split_text(document)
    return document.blocks


def _measure(
    sample: Sample,
    rendering: str,
    title: str | None,
    words: Sequence[ClutterWords],
    text: str,
    blocks: list[Block],
    labels: LineLabels,
) -> LinePage:
    rows = feature_rows(blocks, words[fold_of(sample.site)])
    names, matrix = line_features(rows)
    candidates = headline_candidates(rows)
    headlines = np.array([_is_title(title, blocks[index].text) for index in candidates], np.int64)
    lines = [block.text for block in blocks]
    return LinePage(sample, rendering, text, lines, names, matrix, labels, candidates, headlines)


def _is_title(title: str | None, text: str) -> bool:
    return bool(title) and normalise(title or "") in (normalise(text), normalise(without_site(text)))
