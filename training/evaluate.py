"""Clean every page of the evaluation sets by a model that saw no page of its site, and print how right it is.

    python -m training.evaluate [--data ../shared/data] [--without SET] [--no-peers]

Prints the audit by the block labels; F1 and the share of exact texts by set, language and kind of page, beside those of
the other extractors that `training.peers` has run; and how often pages of each score are spotless.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from training import audit, held_out, peers
from training.calibration import curve, held_out_scores
from training.held_out import Outcome
from training.pages import DATA, SETS, DataError, fold_of, read
from training.peers import Texts
from training.scores import PageScore, mean_f1, page_score, snippet_f1, snippet_hits

MIN_GROUP = 5  # pages; smaller groups are counted as others
OURS = "newsgalley"

Scores = Sequence[dict[str, PageScore]]  # of each page, by the extractor's name


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--without", choices=SETS, action="append", default=[], help="fit no trees to this set")
    parser.add_argument("--no-peers", action="store_true", help="print no other extractor")
    options = parser.parse_args(arguments)
    try:
        found, words = held_out.measured(options.data)
        by_fold = held_out.models([one for one in found if one.dataset not in options.without], words)
        outcomes = [one for name in SETS for one in held_out.outcomes(read(name, options.data), found, by_fold)]
        others = {} if options.no_peers else _peers()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(report(outcomes, others)))
    return 0


def _peers() -> dict[str, Texts]:
    found = {name: peers.kept(name, SETS) for name in peers.PEERS}
    for name in (name for name, texts in found.items() if texts is None):
        print(f"{name} is left out: run `python -m training.peers` where it is installed", file=sys.stderr)
    return {name: texts for name, texts in found.items() if texts is not None}


def report(outcomes: Sequence[Outcome], others: Mapping[str, Texts] = MappingProxyType({})) -> list[str]:
    """Return the lines of the report; `others` are the texts of the peers by their names."""
    judged = [one for one in outcomes if one.sample.body is not None]
    scores = [_page_scores(one, others) for one in judged]
    lines = [
        *_audits(outcomes, others),
        *_table("set", [one.sample.dataset for one in judged], scores),
        *_table("language", [one.language for one in judged], scores),
        *_table("kind of page", [one.kind for one in judged], scores),
    ]
    lines += _snippets([one for one in outcomes if one.sample.body is None], others)
    return lines + _calibration(outcomes)


def _audits(outcomes: Sequence[Outcome], others: Mapping[str, Texts]) -> list[str]:
    """Return a line per set and extractor."""
    groups: defaultdict[tuple[str, str], list[audit.Audit]] = defaultdict(list)
    for one in outcomes:
        labelled = one.sample.labelled
        if labelled and labelled.has_story:
            for name, text in _texts(one, others).items():
                groups[one.sample.dataset, name].append(audit.audit(labelled, text))
    return audit.table([(f"{dataset} {name}", found) for (dataset, name), found in groups.items()])


def _texts(one: Outcome, others: Mapping[str, Texts]) -> dict[str, str]:
    key = (one.sample.dataset, one.sample.file)
    return {OURS: one.text} | {name: texts[key] for name, texts in others.items()}


def _page_scores(one: Outcome, others: Mapping[str, Texts]) -> dict[str, PageScore]:
    return {name: page_score(one.sample.body or "", text) for name, text in _texts(one, others).items()}


def _table(title: str, names: Sequence[str], scores: Scores) -> list[str]:
    """Return one line per group of pages: F1 and the share of exact texts of each extractor."""
    groups: defaultdict[str, list[dict[str, PageScore]]] = defaultdict(list)
    for name, score in zip(names, scores, strict=True):
        groups[name].append(score)
    for name in [name for name, members in groups.items() if len(members) < MIN_GROUP]:
        groups["others"] += groups.pop(name)
    lines = [f"{title:<16} {'pages':>5}" + "".join(f" {name:>16}" for name in (scores[0] if scores else ()))]
    for name, members in sorted(groups.items(), key=lambda item: -len(item[1])):
        systems = ([member[system] for member in members] for system in members[0])
        lines.append(f"{name:<16} {len(members):>5}" + "".join(map(_cell, systems)))
    return [*lines, ""]


def _cell(scores: Sequence[PageScore]) -> str:
    exact = sum(score.exact for score in scores) / len(scores)
    return f" {mean_f1(scores):>10.4f} {exact:>5.3f}"


def _snippets(listed: Sequence[Outcome], others: Mapping[str, Texts]) -> list[str]:
    if not listed:
        return []
    texts = [(one.sample, _texts(one, others)) for one in listed]
    lines = [f"lines that must and must not be there, {len(listed)} pages"]
    for name in texts[0][1]:
        hits = [snippet_hits(sample.inside, sample.outside, by_name[name]) for sample, by_name in texts]
        lines.append(f"{name:<16} F1 {snippet_f1(hits):.4f}")
    return [*lines, ""]


def _calibration(outcomes: Sequence[Outcome]) -> list[str]:
    known = [
        (one.signs, found.is_spotless, fold_of(one.sample.site))
        for one in outcomes
        if one.signs and (found := one.audit)
    ]
    if not known:
        return []
    signs, right, folds = zip(*known, strict=True)
    scores = held_out_scores(signs, right, folds)
    lines = [f"{'quality.score':<16} {'pages':>5} {'spotless':>10}"]
    for low, high, pages, share in curve(scores, right):
        lines.append(f"{f'{low:.2f} to {high:.2f}':<16} {pages:>5} {share:>10.3f}")
    above = [one for one, at in zip(right, scores, strict=True) if at > 0.9]
    return [*lines, f"above 0.9: {len(above)} pages, {sum(above) / max(1, len(above)):.3f} of them spotless"]


if __name__ == "__main__":
    sys.exit(main())
