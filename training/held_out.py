"""Clean every page by a model that saw no page of its site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.body import quality as certainty
from cleaners.body.features.clutter_words import ClutterWords
from cleaners.body.features.matrix import Measured
from cleaners.body.model import Model, Models
from cleaners.cleaning import HTML_STAGES, Stage
from cleaners.document import Document, Flag
from cleaners.page import Page
from cleaners.stages.html.main_content import decide, main_content
from cleaners.stages.html.metadata import metadata
from cleaners.stages.quality import quality
from training.audit import Audit, audit
from training.blocks import clutter_words
from training.blocks.two_passes import fit_models
from training.evaluation.fields import NO_FIELDS, Fields
from training.examples import Example, examples
from training.pages import FOLDS, SETS, Sample, fold_of, read, require_labels
from training.stored import digest, modules, stored

# The modules of `training` on which the models and outcomes depend.
CODE = ("blocks/*", "boosting", "examples", "held_out", "labels", "pages", "trees", "evaluation/fields")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a page: its text, the signs of a right decision, and its language and kind."""

    sample: Sample
    text: str
    language: str
    kind: str
    signs: tuple[float, ...] | None  # None if the models did not decide
    flags: tuple[Flag, ...]
    fields: Fields = NO_FIELDS

    @property
    def audit(self) -> Audit | None:
        """The audit of the text; None if the page has no labels or is not one story."""
        labelled = self.sample.labelled
        return audit(labelled, self.text) if labelled and labelled.has_story else None


def words(data: Path) -> list[ClutterWords]:
    """Return the words of clutter of each fold, from other sites, and last those of all sites.

    Raises DataError if a set or the block labels are absent.
    """
    require_labels(data)
    rows = clutter_words.rows(SETS, data)
    name = f"clutter-{digest(modules('blocks/clutter_words', 'labels', 'pages'), len(rows))}"
    return stored(name, "fitting the words of clutter", partial(clutter_words.fit_by_fold, rows))


def measured(data: Path, by_fold: Sequence[ClutterWords] | None = None) -> tuple[list[Example], ClutterWords]:
    """Return the examples of all sets, measured with words of clutter from other sites, and the words of all sites.

    `by_fold` is what `words` returns. Raises DataError if a set or the block labels are absent.
    """
    known = by_fold or words(data)
    return examples(SETS, data, known), known[-1]


def models(found: Sequence[Example], words: ClutterWords) -> list[Models]:
    """Return the models of each fold, fitted to the pages of all other folds."""
    return fit_models(found, words, range(FOLDS))


def all_outcomes(data: Path, by_fold: Sequence[ClutterWords], without: Sequence[str] = ()) -> list[Outcome]:
    """Clean the pages of all sets by models that saw no page of their sites.

    The models do not learn from the sets `without`. The pages in the outcomes have no HTML. All steps are stored.
    """
    made_of = digest(modules(*CODE), sorted(without), [words.constant for words in by_fold])
    steps = _Steps(data, by_fold, without, made_of)
    stored_sets = [stored(f"outcomes-{name}-{made_of}", f"cleaning {name}", partial(steps.of, name)) for name in SETS]
    return [one for outcomes in stored_sets for one in outcomes]


@dataclass(slots=True)
class _Steps:
    """The steps before the outcomes of a set, each of them done when it is first needed."""

    data: Path
    words: Sequence[ClutterWords]
    without: Sequence[str]
    made_of: str
    found: list[Example] | None = None
    models: list[Models] | None = None

    def of(self, name: str) -> list[Outcome]:
        """Return the outcomes of a set."""
        if self.found is None:
            self.found, _ = measured(self.data, self.words)
        if self.models is None:
            learned = [one for one in self.found if one.dataset not in self.without]
            make = partial(models, learned, self.words[-1])
            self.models = stored(f"models-{self.made_of}", "fitting the models of each fold (20 minutes)", make)
        cleaned = outcomes(read(name, self.data), self.found, self.models)
        return [replace(one, sample=replace(one.sample, html="")) for one in cleaned]


def outcomes(samples: Iterator[Sample], found: Sequence[Example], by_fold: Sequence[Models]) -> Iterator[Outcome]:
    """Clean each page with the models of its site's fold. Pages in `found` are not measured again."""
    known = {(one.dataset, one.file): one for one in found}
    for sample in samples:
        document = Document(Page(body=sample.html, url=sample.page_url, without_dek=sample.without_dek))
        example = known.get((sample.dataset, sample.file))
        for stage in _stages(by_fold[fold_of(sample.site)], example):
            stage(document)
        yield _outcome(sample, document)


def _stages(models: Models, example: Example | None) -> list[Stage]:
    """Return the cleaner's stages with other models and without the score, which is not fitted yet.

    If there is an example, stages that would measure the same again are replaced.
    """
    replaced: dict[Stage, Stage] = {main_content: partial(main_content, models=models)}
    if example is not None:
        replaced = {metadata: partial(_recall, example), main_content: partial(_decide, example, models)}
    return [replaced.get(stage, stage) for stage in HTML_STAGES if stage is not quality]


def _recall(example: Example, document: Document) -> None:
    document.metadata = deepcopy(example.metadata)  # later stages add to it
    document.flags = list(example.flags)


def _decide(example: Example, models: Models, document: Document) -> None:
    measured = _MeasuredModels(_Measured(example.page_only, models.page_only), _Measured(example.full, models.body))
    decide(document, measured, partial(_remeasure, example))


def _remeasure(example: Example, document: Document) -> tuple[str, float]:
    kept = example.full.column("kept")
    for block, share in zip(document.blocks, kept.tolist(), strict=True):
        block.signals.trafilatura = round(share, 3)
    return example.text, example.share


@dataclass(frozen=True, slots=True)
class _Measured:
    """A model of one page whose features are known."""

    page: Measured
    model: Model

    @property
    def threshold(self) -> float:
        return self.model.threshold

    def probabilities(self, document: Document) -> NDArray[np.float64]:
        return self.model.probabilities_of(self.page)


@dataclass(frozen=True, slots=True)
class _MeasuredModels:
    page_only: _Measured
    body: _Measured


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
        Fields.of(document.metadata),
    )
