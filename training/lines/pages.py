"""Training lines: pages of the evaluation sets as plain text, made in the two ways in which dumps are made."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import html_text
import inscriptis
import numpy as np
from lxml.etree import ParserError
from numpy.typing import NDArray

from cleaners.clean import clean
from cleaners.document import Block, Document, Layout
from cleaners.page import Page
from cleaners.plain_text.features import Matrix, line_features
from cleaners.plain_text.header_fields import without_site
from cleaners.plain_text.model import headline_candidates
from cleaners.plain_text.rows import feature_rows
from cleaners.record import BlockType
from cleaners.rules.packs import load_rules
from cleaners.stages.split_text import split_text
from cleaners.text.normalize import normalise
from training.labels import gold_labels
from training.pages import Sample, read

GOLD = {"fundus-dev": 2, "wcxb-dev": 1}  # sets with a gold body, and the number of tools that turn each page into text
SILVER = "trafilatura-eval"  # a set without: the result of the HTML cleaner is used if it is sure
SILVER_STEP = 3  # of these pages, one in this many is used
MIN_SILVER_SCORE = 0.9
DUMPS = "dumps-dev"
TOOLS = {"html_text": html_text.extract_text, "inscriptis": inscriptis.get_text}
MIN_FOUND = 0.6  # of the gold in the page's lines; with less, page and gold do not belong together
EXCERPTS = 1  # of each page
NEAR = 20  # lines from the body
FEW = 4
WORKERS = 2


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page as text: its lines with features and labels. `headlines` is 1 for candidates that are the headline."""

    sample: Sample
    lines: list[str]
    names: list[str]
    matrix: Matrix
    values: NDArray[np.int64]
    candidates: list[int]
    headlines: NDArray[np.int64]

    def weights(self) -> NDArray[np.float64]:
        """Return the square root of each line's words. Far from the body one line stands for FEW, the others have 0."""
        words = self.matrix[:, self.names.index("words")].astype(float)
        here = np.arange(len(words))
        body = np.flatnonzero(self.values)
        away = np.abs(here[:, None] - body).min(axis=1, initial=len(here)) if len(body) else here
        share = np.where(away <= NEAR, 1.0, np.where(here % FEW == 0, FEW, 0.0))
        return np.asarray(np.sqrt(np.maximum(1.0, words)) * share)


def line_pages(data: Path) -> Iterator[LinePage]:
    """Yield the pages of the sets as text, and excerpts of them. Raises DataError if a set is absent."""
    with ProcessPoolExecutor(WORKERS) as pool:
        for found in pool.map(_pages_of, *zip(*_sources(data), strict=True), chunksize=8):
            yield from found


def _sources(data: Path) -> Iterator[tuple[Sample, str | None, tuple[str, ...]]]:
    """Yield each page to learn from, its true title, and the tools that turn it into text."""
    names = tuple(TOOLS)
    for name, tools in GOLD.items():
        gold = map(json.loads, (data / name / "gold.jsonl").open(encoding="utf-8"))
        for index, (sample, about) in enumerate(zip(read(name, data), gold, strict=True)):
            yield sample, about.get("title"), (names * 2)[index % 2 : index % 2 + tools]
    for index, sample in enumerate(islice(read(SILVER, data), 0, None, SILVER_STEP)):
        yield sample, None, (names[index % 2],)


def _pages_of(sample: Sample, title: str | None, tools: Sequence[str]) -> list[LinePage]:
    if sample.body is None:
        article = clean(Page(body=sample.html, url=sample.url)).article
        sample, title = replace(sample, body=article.text), article.title
        if article.quality["score"] < MIN_SILVER_SCORE:
            return []
    found: list[LinePage] = []
    for tool in tools:
        with contextlib.suppress(ParserError, ValueError, RecursionError):  # the tool cannot read the page
            found += _whole_and_excerpts(sample, TOOLS[tool](sample.html), title, tool)
    return found


def _whole_and_excerpts(sample: Sample, text: str, title: str | None, tool: str) -> Iterator[LinePage]:
    document = Document(Page(body=text, kind="text"), html=text)
    split_text(document)
    if not document.blocks:
        return
    label = gold_labels(document.blocks, sample)
    if label.found < MIN_FOUND:
        return
    yield measure(sample, document.blocks, label.values, title)
    excerpter = Excerpter(f"{sample.file} {tool}")
    for _ in range(EXCERPTS):
        if excerpt := excerpter.excerpt(document.blocks, label.values, title):
            yield measure(sample, *excerpt, title)


def measure(sample: Sample, blocks: list[Block], values: Sequence[int], title: str | None) -> LinePage:
    """Return the lines of a page with their features and labels."""
    rows = feature_rows(blocks)
    names, matrix = line_features(rows)
    candidates = headline_candidates(rows)
    headlines = [_is_title(blocks[index].text, title) for index in candidates]
    return LinePage(
        sample=sample,
        lines=[block.text for block in blocks],
        names=names,
        matrix=matrix,
        values=np.array(values, np.int64),
        candidates=candidates,
        headlines=np.array(headlines, np.int64),
    )


def _is_title(text: str, title: str | None) -> bool:
    return bool(title) and normalise(title or "") in (normalise(text), normalise(without_site(text)))


class Excerpter:
    """Cuts pages down to what a copy from a browser has: the body, or its start, and a few lines around it."""

    def __init__(self, seed: str) -> None:
        """Prepare a source of random choices: the same seed makes the same excerpts."""
        self._choice = random.Random(seed)  # noqa: S311  no secret
        self._clutter = [hit for rule in load_rules() if rule.match != "list_heading" for hit in rule.hits]

    def excerpt(
        self, blocks: list[Block], values: Sequence[int], title: str | None
    ) -> tuple[list[Block], list[int]] | None:
        """Return lines and labels of an excerpt, with some lines of clutter added; None for a page without a body."""
        body = [index for index, value in enumerate(values) if value]
        if not body:
            return None
        last = body[min(len(body), self._choice.choice((3, 6, 10, 10_000))) - 1]
        first, pick = body[0], self._choice.random
        before = [i for i in range(first) if _is_title(blocks[i].text, title) or (first - i <= 6 and pick() < 0.5)]
        inside = [i for i in range(first, last + 1) if values[i] or pick() < 0.5]
        after = range(last + 1, min(len(blocks), last + 1 + self._choice.randint(0, 8)))
        rest = [i for i in after if not values[i] or last == body[-1]]
        lines = [(blocks[i].text, blocks[i].type, values[i]) for i in (*before, *inside, *rest)]
        for _ in range(self._choice.randint(0, 6)):
            lines.insert(self._choice.randint(0, len(lines)), (self._choice.choice(self._clutter), "paragraph", 0))
        return _as_blocks(lines), [value for _, _, value in lines]


def _as_blocks(lines: Sequence[tuple[str, BlockType, int]]) -> list[Block]:
    """Return the lines as blocks, with a blank line between any two that are not items of one list."""
    blocks: list[Block] = []
    number = 1
    for text, kind, _ in lines:
        layout = Layout(line=number, last_line=number, indent=2 if kind == "list_item" else 0, columns=0)
        blocks.append(Block(text, kind, position=len(blocks), layout=layout))
        number += 1 if kind == "list_item" else 2
    return blocks
