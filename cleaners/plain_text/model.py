"""The line model: it finds the headline and the body among the lines of a page that was saved as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.document import Block
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import ModelFile, ModelKind
from cleaners.learning.network import Network
from cleaners.learning.numbers import probability
from cleaners.plain_text.features import FEATURES_VERSION, HEADLINE_NAMES, Matrix, headline_features, line_features
from cleaners.plain_text.header_fields import without_site
from cleaners.plain_text.parts import PART_NAMES, Lines, without_stray_parts
from cleaners.plain_text.rows import FeatureRow, core
from cleaners.text.normalize import is_doubled, normalise

FILE = resources.files("cleaners.plain_text") / "lines.npz"
KIND = ModelKind(
    "lines", ("headline", "body", "parts"), FEATURES_VERSION, "python -m training.lines", networks=("body_network",)
)
MAX_HEADLINE_WORDS = 40
# The headline is among the first HEADER_LINES lines of the page, or at most LINES_INTO_CORE lines into its core.
HEADER_LINES = 25
LINES_INTO_CORE = 3
MIN_LIKENESS = 0.6  # share of the words of two lines that both have, if one is a copy of the other
MIN_HEADLINE_PROBABILITY = 0.02  # if no line reaches it, the page has no headline


@dataclass(frozen=True, slots=True)
class LineModel:
    """Forests and a network that find the headline, then the body, and then the parts of it that are not article."""

    headline: Forest
    body: Forest
    body_network: Network
    parts: Forest
    names: tuple[str, ...]  # names of the features; the forest of the headline does not read those of HEADLINE_NAMES
    version: str


def body_probabilities(forest: Forest, network: Network, matrix: Matrix) -> NDArray[np.float64]:
    """Return the probability of each line of being body, from the mean of the log-odds of a forest and a network."""
    return probability((forest.log_odds(matrix) + network.log_odds(matrix)) / 2)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The likeliest headline of a page, as the index of its line, and the probability of each line of being body."""

    headline: int | None
    headline_probability: float  # 0 to 1
    copy: int | None  # the last copy of the headline, right above the article; many pages also begin with the title
    body: list[float]  # probability of each line, 0 to 1; 0 in parts that are not article


def judge(blocks: Sequence[Block], rows: Sequence[FeatureRow], hint: str | None, model: LineModel) -> Judgement:
    """Judge the lines of a page by their features.

    `hint` is the title that a listing gave the page. Raises ModelError if the model was fitted to other features.
    """
    if not rows:
        return Judgement(None, 0.0, None, [])
    names, matrix = line_features(rows)
    KIND.check_features([*names, *HEADLINE_NAMES], model.names, model.version)
    headline, probability = _headline(blocks, rows, matrix, hint, model)
    texts = [block.text for block in blocks]
    copy = last_copy(texts, headline_candidates(rows), headline)
    full_matrix = np.hstack([matrix, headline_features(names, matrix, texts, copy)])
    lines = Lines(model.names, full_matrix, body_probabilities(model.body, model.body_network, full_matrix))
    return Judgement(headline, probability, copy, without_stray_parts(lines, model.parts).tolist())


def headline_candidates(rows: Sequence[FeatureRow]) -> list[int]:
    """Return the indexes of the lines that may be the headline, by place and length."""
    start, _ = core(rows)
    places = range(min(max(start + LINES_INTO_CORE, HEADER_LINES), len(rows)))
    return [i for i in places if 2 <= rows[i]["words"] <= MAX_HEADLINE_WORDS and not rows[i]["rule"]]


def last_copy(texts: Sequence[str], candidates: Sequence[int], headline: int | None) -> int | None:
    """Return the index of the last candidate with about the same words as the headline, which may be the headline."""
    if headline is None:
        return None
    headline_words = _words_without_site(texts[headline])
    candidate_words = [(index, _words_without_site(texts[index])) for index in candidates]
    copies = [
        index
        for index, words in candidate_words
        if len(words & headline_words) >= MIN_LIKENESS * len(words | headline_words)
    ]
    return max(copies, default=headline)


def _words_without_site(text: str) -> set[str]:
    return set(normalise(without_site(text)).split())


def _headline(
    blocks: Sequence[Block], rows: Sequence[FeatureRow], matrix: Matrix, hint: str | None, model: LineModel
) -> tuple[int | None, float]:
    """Return the likeliest headline and its probability, which is 1 for a line that is equal to the hint."""
    candidates = [index for index in headline_candidates(rows) if not is_doubled(blocks[index].text)]
    hinted_title = normalise(hint or "")
    hinted = [index for index in candidates if hinted_title and normalise(blocks[index].text) == hinted_title]
    if hinted or not candidates:
        return (hinted[0], 1.0) if hinted else (None, 0.0)
    probabilities = model.headline.probabilities(matrix[candidates])
    likeliest = int(np.argmax(probabilities))
    return candidates[likeliest], float(probabilities[likeliest])


@cache
def load() -> LineModel:
    """Return the model of the package. Raises ModelError if its file is missing or was fitted to other features."""
    return read(FILE)


def read(path: Traversable) -> LineModel:
    """Read a model from its file. Raises ModelError if it cannot be read or was fitted to other features."""
    stored = KIND.read(path)
    forests = stored.forests
    KIND.check_features(PART_NAMES, stored.settings["part_names"], stored.version)
    body_network = stored.networks["body_network"]
    return LineModel(forests["headline"], forests["body"], body_network, forests["parts"], stored.names, stored.version)


def write(model: LineModel, path: Path) -> None:
    """Write a model to a file."""
    forests = {"headline": model.headline, "body": model.body, "parts": model.parts}
    networks = {"body_network": model.body_network}
    KIND.write(ModelFile(model.version, model.names, forests, {"part_names": PART_NAMES}, networks), path)
