"""Make the tables of the report: audit, F1 and exact texts, lines, and how often pages of each score are spotless."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from training import audit
from training.calibration import curve, held_out_scores
from training.evaluation.peers import Texts
from training.held_out import Outcome
from training.pages import fold_of
from training.scores import PageScore, mean_f1, page_score, snippet_f1, snippet_hits

MIN_GROUP = 5  # pages; smaller groups are counted as others
OURS = "newsgalley"

Scores = Sequence[dict[str, PageScore]]  # of each page, by the extractor's name


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
    lines += _snippets([one for one in outcomes if one.sample.inside or one.sample.outside], others)
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
    """Return the F1 of lines that must and must not be in the text, per set and extractor."""
    if not listed:
        return []
    lines = [f"{'lines that must (not) be there':<32} {'pages':>5} {'F1':>8}"]
    for dataset in dict.fromkeys(one.sample.dataset for one in listed):
        texts = [(one.sample, _texts(one, others)) for one in listed if one.sample.dataset == dataset]
        for name in texts[0][1]:
            hits = [snippet_hits(sample.inside, sample.outside, by_name[name]) for sample, by_name in texts]
            lines.append(f"{f'{dataset} {name}':<32} {len(texts):>5} {snippet_f1(hits):>8.4f}")
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
