"""Fit the line model of plain-text pages, print its scores on sites that it never saw, and write its file.

    python -m training.lines [--data ../shared/data] [--out FILE] [--dry-run]

Learns from the pages of the sets with a gold body, made text by html_text and inscriptis, in folds by site; the scores
are those of the whole cleaner on the pages of dumps-dev. The same data, code and seed give the same model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from cleaners.article import Article, to_article
from cleaners.clean import TEXT_STAGES
from cleaners.document import Document
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import version_of
from cleaners.page import Page
from cleaners.plain_text.features import HEADLINE_NAMES, Matrix, headline_features
from cleaners.plain_text.model import FILE, LineModel, last_copy, write
from cleaners.stages.text_content import text_content
from cleaners.text.normalize import normalise
from training.fitting import PARAMETERS
from training.line_pages import DUMPS, LinePage, line_pages
from training.pages import DATA, FOLDS, DataError, fold_of, read
from training.scores import mean_f1, page_score
from training.trees import to_forest

BODY = PARAMETERS | {
    "num_leaves": 24,
    "max_depth": 7,
    "learning_rate": 0.1,
    "feature_fraction": 0.3,
    "max_bin": 63,
    "num_threads": 1,
}
BODY_ROUNDS = 200
HEADLINE = BODY | {"learning_rate": 0.08, "num_leaves": 8, "min_data_in_leaf": 20, "lambda_l2": 2.0}
HEADLINE_ROUNDS = 90


def main(arguments: Sequence[str] | None = None) -> int:
    """Train; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.lines", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--out", type=Path, default=FILE, help="the model's file")
    parser.add_argument("--dry-run", action="store_true", help="print the scores, write nothing")
    options = parser.parse_args(arguments)
    try:
        pages = list(line_pages(options.data))
        headlines = held_out_headlines(pages)
        print("\n".join(report(pages, headlines, options.data)))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    if not options.dry_run:
        write(fit_model(pages, headlines), options.out)
        print(f"{options.out}: {options.out.stat().st_size / 1000:.0f} kB, from {len(pages)} pages")
    return 0


def held_out_headlines(pages: Sequence[LinePage]) -> list[int | None]:
    """Return the last copy of each page's headline, found by a forest that saw no page of its site."""
    forests = [fit_headline([one for one in pages if fold_of(one.sample.site) != fold]) for fold in range(FOLDS)]
    found: list[int | None] = []
    for one in pages:
        chances = forests[fold_of(one.sample.site)].probabilities(one.matrix[one.candidates])
        best = one.candidates[int(np.argmax(chances))] if one.candidates else None
        found.append(last_copy(one.lines, one.candidates, best))
    return found


def fit_model(pages: Sequence[LinePage], headlines: Sequence[int | None]) -> LineModel:
    """Fit both forests. The body's forest learns from the headlines that were found, not from the true ones."""
    names = [*pages[0].names, *HEADLINE_NAMES]
    wholes = [
        np.hstack([one.matrix, headline_features(one.names, one.matrix, one.lines, headline)])
        for one, headline in zip(pages, headlines, strict=True)
    ]
    body = _fit(BODY, BODY_ROUNDS, wholes, [one.values for one in pages], [one.weights() for one in pages])
    headline_forest = fit_headline(pages)
    return LineModel(headline_forest, body, tuple(names), version_of(headline_forest, body))


def fit_headline(pages: Sequence[LinePage]) -> Forest:
    """Fit the headline's forest to the pages whose headline is among their candidates."""
    known = [one for one in pages if one.headlines.any()]
    matrices = [one.matrix[one.candidates] for one in known]
    weights = [np.ones(len(one.candidates)) for one in known]
    return _fit(HEADLINE, HEADLINE_ROUNDS, matrices, [one.headlines for one in known], weights)


def _fit(
    parameters: dict[str, Any],
    rounds: int,
    matrices: Sequence[Matrix],
    values: Sequence[NDArray[np.int64]],
    weights: Sequence[NDArray[np.float64]],
) -> Forest:
    weight = np.concatenate(weights)
    known = weight > 0
    scaled = weight[known] / weight[known].mean()
    data = lightgbm.Dataset(np.concatenate(matrices)[known], np.concatenate(values)[known], weight=scaled)
    return to_forest(lightgbm.train(parameters, data, rounds).dump_model())


def report(pages: Sequence[LinePage], headlines: Sequence[int | None], data: Path) -> list[str]:
    """Return the scores of the whole cleaner on the dumps, each page by a model that saw no page of its site."""
    scores, titles, dates = [], [], []
    for fold in range(FOLDS):
        kept = [index for index, one in enumerate(pages) if fold_of(one.sample.site) != fold]
        model = fit_model([pages[index] for index in kept], [headlines[index] for index in kept])
        for text, gold in _dumps(data, fold):
            article = clean_text(text, model)
            scores.append(page_score(gold["body"], article.text))
            if gold.get("title"):
                titles.append(normalise(gold["title"]) == normalise(article.title or ""))
            if gold.get("date"):
                dates.append(gold["date"] == (article.date_published or "")[:10])
    exact = sum(score.exact for score in scores) / max(1, len(scores))
    title, date = (sum(hits) / max(1, len(hits)) for hits in (titles, dates))
    return [
        f"{DUMPS}, {len(scores)} pages, sites held out:",
        f"F1 {mean_f1(scores):.4f}  exact {exact:.3f}  title {title:.3f}  date {date:.3f}",
    ]


def _dumps(data: Path, fold: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield text and gold of the dumps whose site is in a fold."""
    golds = map(json.loads, (data / DUMPS / "gold.jsonl").open(encoding="utf-8"))
    for sample, gold in zip(read(DUMPS, data), golds, strict=True):
        if fold_of(sample.site) == fold:
            yield sample.html, gold


def clean_text(text: str, model: LineModel) -> Article:
    """Clean a plain-text page with another model than the package's."""
    document = Document(Page(body=text, kind="text"))
    for stage in TEXT_STAGES:
        decide = partial(text_content, model=model) if stage is text_content else stage
        decide(document)
    return to_article(document)


if __name__ == "__main__":
    sys.exit(main())
