"""Clean every page of the evaluation sets by a model that saw no page of its site, and print how right it is.

    python -m training.evaluate [--data ../shared/data] [--without SET]

Prints scores by set, language and kind of page, and how often pages of each score are right.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from training import held_out
from training.calibration import RIGHT_F1, curve, held_out_scores
from training.examples import examples
from training.fitting import fold_of
from training.held_out import Outcome
from training.pages import DATA, SETS, DataError, read
from training.scores import PageScore, mean_f1, page_score, snippet_f1, snippet_hits

MIN_GROUP = 5  # pages; smaller groups are counted as others


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--without", choices=SETS, action="append", default=[], help="learn nothing from this set")
    options = parser.parse_args(arguments)
    try:
        found = examples([name for name in SETS if name not in options.without], options.data)
        by_fold = held_out.models(found)
        outcomes = [one for name in SETS for one in held_out.outcomes(read(name, options.data), by_fold)]
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(report(outcomes)))
    return 0


def report(outcomes: Sequence[Outcome]) -> list[str]:
    """The lines of the report."""
    judged = [(one, page_score(one.sample.body, one.text)) for one in outcomes if one.sample.body is not None]
    lines = [
        *_table("set", judged, lambda one: one.sample.dataset),
        *_table("language", judged, lambda one: one.language),
        *_table("kind of page", judged, lambda one: one.kind),
    ]
    listed = [one for one in outcomes if one.sample.body is None]
    hits = [snippet_hits(one.sample.inside, one.sample.outside, one.text) for one in listed]
    if hits:
        lines += [f"lines that must and must not be there, {len(hits)} pages: F1 {snippet_f1(hits):.4f}", ""]
    return lines + _calibration(judged)


def _table(title: str, judged: Sequence[tuple[Outcome, PageScore]], group: Callable[[Outcome], str]) -> list[str]:
    groups: defaultdict[str, list[PageScore]] = defaultdict(list)
    for one, score in judged:
        groups[group(one)].append(score)
    for name in [name for name, scores in groups.items() if len(scores) < MIN_GROUP]:
        groups["others"] += groups.pop(name)
    lines = [f"{title:<16} {'pages':>5} {'F1':>7} {'exact':>6}"]
    for name, scores in sorted(groups.items(), key=lambda item: -len(item[1])):
        exact = sum(score.exact for score in scores) / len(scores)
        lines.append(f"{name:<16} {len(scores):>5} {mean_f1(scores):>7.4f} {exact:>6.3f}")
    return [*lines, ""]


def _calibration(judged: Sequence[tuple[Outcome, PageScore]]) -> list[str]:
    known = [(one.signs, score.f1 >= RIGHT_F1, fold_of(one.sample.site)) for one, score in judged if one.signs]
    if not known:
        return []
    signs, right, folds = zip(*known, strict=True)
    scores = held_out_scores(signs, right, folds)
    lines = [f"{'quality.score':<16} {'pages':>5} {'F1 >= ' + str(RIGHT_F1):>10}"]
    for low, high, pages, share in curve(scores, right):
        lines.append(f"{f'{low:.2f} to {high:.2f}':<16} {pages:>5} {share:>10.3f}")
    above = [one for one, at in zip(right, scores, strict=True) if at > 0.9]
    return [*lines, f"above 0.9: {len(above)} pages, {sum(above) / max(1, len(above)):.3f} of them right"]


if __name__ == "__main__":
    sys.exit(main())
