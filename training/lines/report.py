"""Score the whole cleaner on plain text. Each page is cleaned by a model that saw no page of its site."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cleaners.body.features.clutter_words import ClutterWords
from cleaners.cleaning import TEXT_STAGES
from cleaners.document import Document
from cleaners.page import Page
from cleaners.plain_text.model import LineModel
from cleaners.stages.plain_text.text_content import text_content
from cleaners.text.normalize import normalise
from training import audit
from training.lines.labels import GOLD_SETS, line_letters
from training.lines.pages import LinePage, split
from training.lines.renderings import MAIN
from training.pages import ARTICLE, CLUTTER, BlockLabels, fold_of, read
from training.scores import PageScore, mean_f1, page_score

DUMPS = "dumps-dev"
MIN_GROUP = 5  # pages; smaller groups are counted as others
STEP = 3  # one in this many pages of the other sets is cleaned


@dataclass(frozen=True, slots=True)
class Cleaners:
    """The model and the words of clutter of each fold of sites."""

    models: Sequence[LineModel]
    words: Sequence[ClutterWords]

    def clean(self, text: str, site: str) -> Document:
        """Clean a plain-text page of a site.

        The result is a document, since an article names the model of the package, which may not fit the features.
        """
        fold = fold_of(site)
        decide = partial(text_content, model=self.models[fold], words=self.words[fold])
        document = Document(Page(body=text, kind="text"))
        for stage in TEXT_STAGES:
            (decide if stage is text_content else stage)(document)
        return document


def _text(document: Document) -> str:
    return "\n\n".join(block.text for block in document.kept())


def report(pages: Iterable[LinePage], cleaners: Cleaners, data: Path) -> list[str]:
    """Return the scores on the dumps of DUMPS, in total and by language, and on those of the other sets."""
    others = [page for page in pages if page.text and page.rendering in MAIN and page.sample.dataset not in GOLD_SETS]
    return [*dumps(cleaners, data), *_others(others[::STEP], cleaners)]


def dumps(cleaners: Cleaners, data: Path) -> list[str]:
    """Return the scores on the dumps of DUMPS: of their whole text, of the cleaner, and by language."""
    whole: list[PageScore] = []
    scores: defaultdict[str, list[PageScore]] = defaultdict(list)
    titles, dates = [], []
    golds: Iterable[dict[str, Any]] = map(json.loads, (data / DUMPS / "gold.jsonl").open(encoding="utf-8"))
    for sample, gold in zip(read(DUMPS, data), golds, strict=True):
        document = cleaners.clean(sample.html, sample.site)
        found = document.metadata
        whole.append(page_score(gold["body"], sample.html))
        scores[(found.language or "unknown").partition("-")[0]].append(page_score(gold["body"], _text(document)))
        if gold.get("title"):
            titles.append(normalise(gold["title"]) == normalise(found.title or ""))
        if gold.get("date"):
            dates.append(gold["date"] == (found.date_published or "")[:10])
    title, date = (sum(hits) / max(1, len(hits)) for hits in (titles, dates))
    total = [score for group in scores.values() for score in group]
    for language in [language for language, group in scores.items() if len(group) < MIN_GROUP]:
        scores["others"] += scores.pop(language)
    groups = sorted(scores.items(), key=lambda item: -len(item[1]))
    return [
        f"{DUMPS}, sites held out: title {title:.3f}, date {date:.3f}",
        *(_line(name, group) for name, group in [("whole text", whole), ("all", total), *groups]),
    ]


def _line(name: str, scores: Sequence[PageScore]) -> str:
    exact = sum(score.exact for score in scores) / max(1, len(scores))
    return f"{name:<20} {len(scores):>5} pages  F1 {mean_f1(scores):.4f}  exact {exact:.3f}"


def _others(pages: Sequence[LinePage], cleaners: Cleaners) -> list[str]:
    """Return the scores on the other sets: by the gold, by the labels without debatable lines, and by the audit."""
    by_gold, by_labels, audits = defaultdict(list), defaultdict(list), defaultdict(list)
    for page in pages:
        sample, labelled = page.sample, page.sample.labelled
        text = _text(cleaners.clean(page.text, sample.site))
        if sample.body is not None:
            by_gold[sample.dataset].append(page_score(sample.body, text))
        if labelled and labelled.has_story:
            by_labels[sample.dataset].append(_undebated(page, text, labelled))
            audits[sample.dataset].append(audit.audit(labelled, text))
    return [
        "other sets, by the gold text",
        *(_line(name, scores) for name, scores in by_gold.items()),
        "other sets, by the block labels, without debatable lines",
        *(_line(name, scores) for name, scores in by_labels.items()),
        *audit.table(list(audits.items())),
    ]


def _undebated(page: LinePage, text: str, labelled: BlockLabels) -> PageScore:
    """Compare the lines of a text that are surely article or clutter with the article's lines on the page."""
    lines = split(text)
    letters = line_letters(lines, labelled)
    kept = [line.text for line, letter in zip(lines, letters, strict=True) if letter in (ARTICLE, CLUTTER)]
    sought = [line for line, letter in zip(page.lines, page.labels.letters, strict=True) if letter == ARTICLE]
    return page_score("\n\n".join(sought), "\n\n".join(kept))
