"""Fit the words of clutter by logistic regression over the words of labelled blocks, clutter against article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from cleaners.body.features.clutter_words import ClutterWords, rounded
from cleaners.body.features.page_words import word_set
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html
from training.examples import CHUNK, PROCESSES
from training.labels import letters
from training.pages import ARTICLE, CLUTTER, FOLDS, Sample, fold_of, read
from training.stored import digest, modules, stored

MIN_SITES = 5  # sites that use a word; rarer words are names
MAX_WORD_CHARS = 24
MIN_WORDS = 2  # of a block
MIN_WEIGHT = 0.05  # of a word, in either direction; smaller weights would fill half of the file
INVERSE_PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One distinct block of a site."""

    site: str
    words: frozenset[str]
    is_clutter: bool


def rows(datasets: Sequence[str], data: Path) -> list[Row]:
    """Return the distinct labelled blocks of each site. They are read from disk if the code has not changed since."""
    name = f"words-{digest(modules('blocks/clutter_words', 'labels', 'pages'), tuple(datasets))}"
    return stored(name, "reading the words of all labelled pages", partial(_all_rows, datasets, data))


def _all_rows(datasets: Sequence[str], data: Path) -> list[Row]:
    samples = chain.from_iterable(read(name, data) for name in datasets)
    with ProcessPoolExecutor(PROCESSES) as pool:
        return list(dict.fromkeys(chain.from_iterable(pool.map(rows_of, samples, chunksize=CHUNK))))


def rows_of(sample: Sample) -> list[Row]:
    """Return the blocks of a page that a person called article or clutter; none if the page is not one story."""
    if sample.labelled is None or not sample.labelled.has_story:
        return []
    document = Document(Page(body=sample.html, url=sample.page_url))
    for stage in (decode, parse, split_html):
        stage(document)
    texts = [block.text for block in document.blocks]
    split = [word_set(text) for text in texts]
    return [
        Row(sample.site, words, letter == CLUTTER)
        for words, letter in zip(split, letters(texts, sample.labelled), strict=True)
        if letter in (ARTICLE, CLUTTER) and len(words) >= MIN_WORDS
    ]


def fit_by_fold(found: Sequence[Row]) -> list[ClutterWords]:
    """Return the words of each fold, fitted to the sites of all other folds, and last the words of all sites."""
    parts = [[one for one in found if fold_of(one.site) != fold] for fold in range(FOLDS)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        return list(pool.map(fit, [*parts, list(found)]))


def fit(found: Sequence[Row]) -> ClutterWords:
    """Fit the weights. Together, a site's blocks of one class have the square root of their number as weight."""
    from sklearn.linear_model import LogisticRegression  # here: it is installed for training only

    vocabulary = _vocabulary(found)
    sizes = Counter((one.site, one.is_clutter) for one in found)
    weights = np.array([1 / np.sqrt(1 + sizes[one.site, one.is_clutter]) for one in found])
    model = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", tol=0.003, max_iter=200)
    values = np.array([one.is_clutter for one in found])
    model.fit(_matrix([one.words for one in found], vocabulary), values, sample_weight=weights / weights.mean())
    learned = dict(zip(vocabulary, model.coef_[0].tolist(), strict=True))
    return rounded(learned, float(model.intercept_[0]), MIN_WEIGHT)


def _vocabulary(found: Iterable[Row]) -> dict[str, int]:
    """Return the column of each word that enough sites use."""
    uses = Counter(word for _, word in {(one.site, word) for one in found for word in one.words})
    often = sorted(word for word, sites in uses.items() if sites >= MIN_SITES and len(word) <= MAX_WORD_CHARS)
    return {word: column for column, word in enumerate(often)}


def _matrix(blocks: Sequence[frozenset[str]], vocabulary: dict[str, int]) -> Any:
    """Return a sparse matrix whose rows have length 1: all known words of a block have the same value."""
    from scipy.sparse import csr_matrix

    columns = [sorted(vocabulary[word] for word in words if word in vocabulary) for words in blocks]
    values = [1 / np.sqrt(len(known)) for known in columns for _ in known]
    ends = np.cumsum([0, *map(len, columns)])
    return csr_matrix((values, list(chain.from_iterable(columns)), ends), shape=(len(blocks), len(vocabulary)))
