"""Every page cleaned by a model that saw no page of its site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from cleaners.clean import HTML_STAGES, Stage
from cleaners.decision import certainty
from cleaners.decision.model import Model
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.main_content import main_content
from training.examples import Example
from training.fitting import FOLDS, fit, fold_of
from training.pages import Sample

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a page: its text, the signs of a right decision, and what it is known as."""

    sample: Sample
    text: str
    language: str
    kind: str
    signs: tuple[float, ...] | None  # None where the model did not decide
    flags: tuple[str, ...]


def models(found: Sequence[Example]) -> list[Model]:
    """One model a fold, fitted to the pages of all other folds."""
    return [fit_model([one for one in found if fold_of(one.site) != fold]) for fold in range(FOLDS)]


def fit_model(found: Sequence[Example], quality: tuple[float, ...] = ()) -> Model:
    """Fit a model to pages; its version is a digest of its trees."""
    names = found[0].names
    forest = fit(
        np.concatenate([one.matrix for one in found]),
        np.concatenate([one.values for one in found]),
        np.concatenate([one.weights() for one in found]),
        names,
    )
    version = hashlib.sha256(forest.threshold.tobytes() + forest.value.tobytes()).hexdigest()[:8]
    return Model(forest, names, THRESHOLD, version, quality)


def outcomes(samples: Iterator[Sample], by_fold: Sequence[Model]) -> Iterator[Outcome]:
    """Clean each page with the model of its site's fold."""
    for sample in samples:
        document = Document(Page(body=sample.html, url=sample.url))
        for stage in _stages(by_fold[fold_of(sample.site)]):
            stage(document)
        yield _outcome(sample, document)


def _stages(model: Model) -> list[Stage]:
    return [partial(main_content, model=model) if stage is main_content else stage for stage in HTML_STAGES]


def _outcome(sample: Sample, document: Document) -> Outcome:
    types = {name.casefold() for name in document.metadata.page_types}
    kinds = {"live blog": "liveblogposting" in types, "news": any(name.endswith("newsarticle") for name in types)}
    return Outcome(
        sample,
        "\n\n".join(block.text for block in document.kept()),
        (document.metadata.language or "unknown").partition("-")[0],
        next((kind for kind, holds in kinds.items() if holds), "other"),
        tuple(certainty.signs(document)) if certainty.is_decided(document) else None,
        tuple(document.flags),
    )
