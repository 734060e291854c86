"""The learned model of the lines of a plain-text page: it finds the headline and the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from cleaners.document import Block
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import ModelFile, ModelKind
from cleaners.plain_text.features import FEATURES_VERSION, HEADLINE_NAMES, Matrix, headline_features, line_features
from cleaners.plain_text.header_fields import without_site
from cleaners.plain_text.rows import FeatureRow, core
from cleaners.text.normalize import is_doubled, normalise

FILE = Path(__file__).parent / "lines.npz"
KIND = ModelKind("lines", ("headline", "body"), FEATURES_VERSION, "python -m training.lines")
MAX_HEADLINE_WORDS = 40
HEADER_LINES = 25  # a headline is among the first lines, or before the core of the page
LINES_INTO_CORE = 3
LIKE_SHARE = 0.6  # of the words of two headlines that both have, if one is a variant of the other
MIN_HEADLINE_CHANCE = 0.02  # a page whose best line is below this has no headline


@dataclass(frozen=True, slots=True)
class LineModel:
    """A forest that finds the headline, one that finds the body once the headline is known, and their features."""

    headline: Forest
    body: Forest
    names: tuple[str, ...]  # of the features; the headline's forest does without HEADLINE_NAMES, the last ones
    version: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The likeliest headline of a page, and the probability of each line to be body. Headlines are indexes of lines."""

    headline: int | None
    headline_chance: float  # its probability, 0 to 1
    copy: int | None  # the last copy of the headline, right above the article: many dumps begin with the title, too
    body: list[float]  # by line, 0 to 1


def judge(blocks: Sequence[Block], rows: Sequence[FeatureRow], hint: str | None, model: LineModel) -> Judgement:
    """Judge the lines of a page by their features; `hint` is the title that a listing gave the page."""
    if not rows:
        return Judgement(None, 0.0, None, [])
    names, matrix = line_features(rows)
    KIND.check_features([*names, *HEADLINE_NAMES], model.names, model.version)
    headline, chance = _headline(blocks, rows, matrix, hint, model)
    texts = [block.text for block in blocks]
    copy = last_copy(texts, headline_candidates(rows), headline)
    whole = np.hstack([matrix, headline_features(names, matrix, texts, copy)])
    return Judgement(headline, chance, copy, model.body.probabilities(whole).tolist())


def headline_candidates(rows: Sequence[FeatureRow]) -> list[int]:
    """Return the indexes of the lines that can be the headline, by place and length."""
    start, _ = core(rows)
    places = range(min(max(start + LINES_INTO_CORE, HEADER_LINES), len(rows)))
    return [i for i in places if 2 <= rows[i]["words"] <= MAX_HEADLINE_WORDS and not rows[i]["rule"]]


def last_copy(texts: Sequence[str], candidates: Sequence[int], headline: int | None) -> int | None:
    """Return the index of the last candidate that has about the same words as the headline."""
    if headline is None:
        return None
    wanted = set(normalise(without_site(texts[headline])).split())
    found = [(index, set(normalise(without_site(texts[index])).split())) for index in candidates]
    return max([i for i, words in found if len(words & wanted) >= LIKE_SHARE * len(words | wanted)], default=headline)


def _headline(
    blocks: Sequence[Block], rows: Sequence[FeatureRow], matrix: Matrix, hint: str | None, model: LineModel
) -> tuple[int | None, float]:
    candidates = [index for index in headline_candidates(rows) if not is_doubled(blocks[index].text)]
    wanted = normalise(hint or "")
    hinted = [index for index in candidates if wanted and normalise(blocks[index].text) == wanted]
    if hinted or not candidates:
        return (hinted[0], 1.0) if hinted else (None, 0.0)
    chances = model.headline.probabilities(matrix[candidates])
    best = int(np.argmax(chances))
    return candidates[best], float(chances[best])


@cache
def load() -> LineModel:
    """Return the model of the package. Raises ModelError if its file is missing or was fitted to other features."""
    return read(FILE)


def read(path: Path) -> LineModel:
    """Read a model from its file. Raises ModelError."""
    found = KIND.read(path)
    return LineModel(found.forests["headline"], found.forests["body"], found.names, found.version)


def write(model: LineModel, path: Path) -> None:
    """Write a model to a file."""
    forests = {"headline": model.headline, "body": model.body}
    KIND.write(ModelFile(model.version, model.names, forests, {}), path)
