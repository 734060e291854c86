"""Measure what the clutter stage wrongly removes from articles, and what it gains.

    python -m benchmarks.quality.clutter [SET ...] [--data ../shared/data]

Prints for each set: the gold paragraphs that match a rule, one per line; for each rule, the numbers of lines and words
that it removed from real pages, inside and outside the gold text; and recall and precision of the text (four-word
shingles) without and with the stage. The sets are not part of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from cleaners.cleaning import HTML_STAGES
from cleaners.document import Document
from cleaners.page import Page
from cleaners.rules import find_rule
from cleaners.stages.clutter import clutter
from cleaners.text.normalize import fold_space
from cleaners.text.words import count_words
from training.labels import gold_labels
from training.pages import DATA, DataError, Sample, read
from training.scores import PageScore, page_score

SETS = ("fundus-dev", "wcxb-dev")
SHOWN = 160  # characters of each line that are printed

Removed = dict[str, Counter[str]]


def main(arguments: list[str] | None = None) -> int:
    """Print the report of each set; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.clutter", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    options = parser.parse_args(arguments)
    try:
        for name in options.sets:
            print("\n".join(report(name, options.data)))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def report(name: str, data: Path) -> Iterator[str]:
    """Yield the lines of a set's report."""
    removed: Removed = defaultdict(Counter)
    scores: list[tuple[PageScore, PageScore]] = []
    yield f"\n# {name}: gold paragraphs that match a rule"
    for sample in read(name, data):
        yield from (f"{rule}\t{sample.file}\t{line[:SHOWN]}" for rule, line in _fired(sample.body or ""))
        scores.append(_measure(sample, removed))
    yield f"\n# {name}: removed from the pages, by rule"
    yield f"{'rule':<28} {'gold lines':>10} {'gold words':>10} {'other lines':>11} {'other words':>11}"
    for rule, counts in sorted(removed.items(), key=lambda entry: (-entry[1]["gold words"], entry[0])):
        yield f"{rule:<28} {counts['gold lines']:>10} {counts['gold words']:>10} " + (
            f"{counts['other lines']:>11} {counts['other words']:>11}"
        )
    for title, side in (("without", 0), ("with", 1)):
        yield f"{name}, {len(scores)} pages, {title} the stage: {_means([pair[side] for pair in scores])}"


def _fired(body: str) -> Iterator[tuple[str, str]]:
    """Yield the rule and the text of each line that matches a rule."""
    for line in filter(None, map(fold_space, body.splitlines())):
        if match := find_rule(line):
            yield match.rule.id, line


def _measure(sample: Sample, removed: Removed) -> tuple[PageScore, PageScore]:
    """Clean a page up to the clutter stage, count what that removes, and score the text before and after."""
    document = Document(Page(body=sample.html, url=sample.url))
    for stage in HTML_STAGES[: HTML_STAGES.index(clutter)]:
        stage(document)
    before = list(document.kept())
    clutter(document)
    gold = gold_labels(document.blocks, sample).values
    for block in before:
        if block.removal:
            origin = "gold" if gold[block.position] == 1 else "other"
            removed[block.removal.rule] += Counter({f"{origin} lines": 1, f"{origin} words": count_words(block.text)})
    texts = ("\n".join(block.text for block in blocks) for blocks in (before, document.kept()))
    score_before, score_after = (page_score(sample.body or "", text) for text in texts)
    return score_before, score_after


def _means(scores: list[PageScore]) -> str:
    precision = fmean(score.precision for score in scores if score.precision is not None)
    recall = fmean(score.recall for score in scores if score.recall is not None)
    exact = sum(score.exact for score in scores) / len(scores)
    return f"recall {recall:.5f}  precision {precision:.5f}  exact {exact:.3f}"


if __name__ == "__main__":
    sys.exit(main())
