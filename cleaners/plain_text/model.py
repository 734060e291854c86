"""The learned decision over the lines of a plain-text page: which one is the headline, and which are body."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np

from cleaners.document import Block
from cleaners.learning.forest import Forest
from cleaners.plain_text.evidence import Evidence, core
from cleaners.plain_text.features import FEATURES_VERSION, HEADLINE_NAMES, Matrix, headline_features, line_features
from cleaners.text.normalize import is_doubled, normalise, without_site

FILE = Path(__file__).parent / "lines.npz"
MAX_HEADLINE_WORDS = 40
HEADER_LINES = 25  # a headline stands in the first lines, or before the core of the page
LINES_INTO_CORE = 3
LIKE_SHARE = 0.6  # of the words of two headlines that they share where one is a variant of the other
MIN_HEADLINE_CHANCE = 0.02  # below, no line is called the headline


class LineModelError(Exception):
    """The model's file cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class LineModel:
    """Two forests: for the headline, and for the body once the headline is known; and what their columns are called."""

    headline: Forest
    body: Forest
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Index of the likeliest headline, its chance, its last copy, and each line's chance of being body, 0 to 1."""

    headline: int | None
    headline_chance: float
    copy: int | None  # right above the article: a dump often begins with the page's title, too
    body: list[float]


def judge(blocks: Sequence[Block], rows: Sequence[Evidence], hint: str | None, model: LineModel) -> Judgement:
    """Judge the lines of a page by their evidence; `hint` is what a listing called the page."""
    if not rows:
        return Judgement(None, 0.0, None, [])
    names, matrix = line_features(rows)
    if (*names, *HEADLINE_NAMES) != model.names:
        raise LineModelError(f"{FILE.name} was fitted to other features: run `python -m training.lines`")
    headline, chance = _headline(blocks, rows, matrix, hint, model)
    texts = [block.text for block in blocks]
    copy = last_copy(texts, headline_candidates(rows), headline)
    whole = np.hstack([matrix, headline_features(names, matrix, texts, copy)])
    return Judgement(headline, chance, copy, model.body.probabilities(whole).tolist())


def headline_candidates(rows: Sequence[Evidence]) -> list[int]:
    """Indexes of the lines that can be the headline, by place and length."""
    start, _ = core(rows)
    places = range(min(max(start + LINES_INTO_CORE, HEADER_LINES), len(rows)))
    return [i for i in places if 2 <= rows[i]["words"] <= MAX_HEADLINE_WORDS and not rows[i]["rule"]]


def last_copy(texts: Sequence[str], candidates: Sequence[int], headline: int | None) -> int | None:
    """Index of the last candidate that has about the headline's words."""
    if headline is None:
        return None
    wanted = set(normalise(without_site(texts[headline])).split())
    found = [(index, set(normalise(without_site(texts[index])).split())) for index in candidates]
    return max([i for i, words in found if len(words & wanted) >= LIKE_SHARE * len(words | wanted)], default=headline)


def _headline(
    blocks: Sequence[Block], rows: Sequence[Evidence], matrix: Matrix, hint: str | None, model: LineModel
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
    """The model that the package brings. Raises LineModelError where its file is absent or of another version."""
    return read(FILE)


def read(path: Path) -> LineModel:
    """Read a model's file. Raises LineModelError."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            about = json.loads(str(stored["about"]))
            headline, body = (_forest(stored, name, about["depth"][name]) for name in ("headline", "body"))
    except (OSError, ValueError, KeyError) as error:
        raise LineModelError(f"{path}: no model of lines ({error}): run `python -m training.lines`") from error
    if about["features_version"] != FEATURES_VERSION:
        raise LineModelError(
            f"{path}: fitted to version {about['features_version']} of the features, "
            f"these are version {FEATURES_VERSION}: run `python -m training.lines`"
        )
    return LineModel(headline, body, tuple(about["names"]))


def _forest(stored: np.lib.npyio.NpzFile, name: str, depth: int) -> Forest:
    parts = {part.name: stored[f"{name}.{part.name}"] for part in fields(Forest) if part.name != "depth"}
    return Forest(**parts, depth=depth)


def write(model: LineModel, path: Path) -> None:
    """Write a model's file."""
    forests = {"headline": asdict(model.headline), "body": asdict(model.body)}
    depth = {name: arrays.pop("depth") for name, arrays in forests.items()}
    about = {"features_version": FEATURES_VERSION, "names": model.names, "depth": depth}
    parts = {f"{name}.{part}": array for name, arrays in forests.items() for part, array in arrays.items()}
    np.savez_compressed(path, about=np.array(json.dumps(about)), **parts)
