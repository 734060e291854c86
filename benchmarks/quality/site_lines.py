"""Measure what site lines gain: each page is cleaned without and with the lines that its site repeats.

    python -m benchmarks.quality.site_lines [SET ...] [--data ../shared/data] [--by MODEL] [--least 3]

For each page of a site (a host) with at least LEAST pages, the store learns site lines from the site's OTHER pages.
Prints precision and recall (four-word shingles) without and with them, and each removed line, marked if it is in the
gold text. `--by` chooses what decides the body: models that saw no page of the site (held-out; fitting takes some
minutes), the cleaner's own model (bundled), or trafilatura. A weaker decision leaves more to the site lines. The sets
are not part of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from cleaners.article import to_article
from cleaners.cleaning import HTML_STAGES, Stage
from cleaners.compare.site_lines import STAGE, SiteLineCounts
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.html.main_content import main_content
from crawler.stores.sites.line_counts import counted_host
from crawler.stores.store import Store
from tests.support.saving import save_article
from training import held_out
from training.labels import gold_labels
from training.pages import DATA, DataError, Sample, fold_of, read
from training.scores import PageScore, page_score

DECISIONS = ("held-out", "bundled", "trafilatura")
JUDGED = ("fundus-dev", "wcxb-dev")
LEAST_PAGES = 3
SHOWN = 160  # characters of each line that are printed

Clean = Callable[[Sample, SiteLineCounts], Document]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The scores of a page without and with site lines, and the removed lines: text, reason, True if in the gold."""

    sample: Sample
    before: PageScore
    after: PageScore
    taken: list[tuple[str, str, bool]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.site_lines", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("sets", nargs="*", default=JUDGED)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--by", choices=DECISIONS, default="held-out", help="what decides the body")
    parser.add_argument("--least", type=int, default=LEAST_PAGES, help="pages that a site needs (default: 3)")
    options = parser.parse_args(arguments)
    try:
        for name in options.sets:
            sites = list(sites_of(name, options.data, options.least))
            clean = cleaner(options.by, options.data)
            print("\n".join(report(name, [verdict for site in sites for verdict in judge(site, clean)])))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def sites_of(name: str, data: Path, least: int) -> Iterator[list[Sample]]:
    """Yield the pages of each site with enough of them; of pages with the same address, the first."""
    sites: defaultdict[str, dict[str, Sample]] = defaultdict(dict)
    for sample in read(name, data):
        sites[counted_host(sample.url)].setdefault(sample.url, sample)
    return (list(pages.values()) for pages in sites.values() if len(pages) >= least)


def judge(site: Sequence[Sample], clean: Clean) -> Iterator[Verdict]:
    """Clean each page with the lines that the site's other pages repeat."""
    first = {sample.url: clean(sample, {}) for sample in site}
    for sample in site:
        known = learned([first[other.url] for other in site if other is not sample], sample.url)
        after = clean(sample, known)
        gold = gold_labels(after.blocks, sample).values
        taken = [
            (block.text, block.removal.reason, gold[block.position] == 1)
            for block in after.blocks
            if block.removal and block.removal.stage == STAGE
        ]
        yield Verdict(sample, _score(sample, first[sample.url]), _score(sample, after), taken)


def learned(documents: Sequence[Document], url: str) -> SiteLineCounts:
    """Return the site lines that a store learns from these pages for another page of the site."""
    store = Store("sqlite://")
    for document in documents:
        record = to_article(document).to_record()
        record["fetched_at"] = record["fetched_at"] or "2026-01-01T00:00:00Z"
        save_article(store, record, [document.page.url])
    known = store.site_lines.known_lines(url)
    store.close()
    return known


class KeptByTrafilatura:
    """A model of the body that follows trafilatura."""

    threshold = 0.5

    def probabilities(self, document: Document) -> NDArray[np.float64]:
        """Return the share of each block's words that trafilatura kept."""
        return np.array([block.signals.trafilatura for block in document.blocks], float)


class NeverSure:
    """A page-only model that is always unsure, so that the next model decides."""

    threshold = 0.5

    def probabilities(self, document: Document) -> NDArray[np.float64]:
        """Return 0.5 for each block."""
        return np.full(len(document.blocks), 0.5)


class TrafilaturaAlone:
    """The models of a cleaner that follows trafilatura."""

    page_only = NeverSure()
    body = KeptByTrafilatura()


def cleaner(by: str, data: Path) -> Clean:
    """Return a function that cleans a sample with site lines; `by` is one of DECISIONS."""
    if by == "bundled":
        return partial(_run, lambda _: main_content)
    if by == "trafilatura":
        return partial(_run, lambda _: partial(main_content, models=TrafilaturaAlone()))
    by_fold = held_out.models(*held_out.measured(data))
    return partial(_run, lambda sample: partial(main_content, models=by_fold[fold_of(sample.site)]))


def _run(decision: Callable[[Sample], Stage], sample: Sample, known: SiteLineCounts) -> Document:
    decide = decision(sample)
    document = Document(Page(body=sample.html, url=sample.url, site_lines=known))
    for stage in HTML_STAGES:
        (decide if stage is main_content else stage)(document)
    return document


def _score(sample: Sample, document: Document) -> PageScore:
    return page_score(sample.body or "", "\n".join(block.text for block in document.kept()))


def report(name: str, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield the lines of a set's report."""
    hosts = {counted_host(verdict.sample.url) for verdict in verdicts}
    yield f"\n{name}: {len(verdicts)} pages of {len(hosts)} sites"
    for title, scores in (("before", [v.before for v in verdicts]), ("after", [v.after for v in verdicts])):
        yield f"  {title:<7} {_means(scores)}"
    taken = [(verdict.sample, *line) for verdict in verdicts for line in verdict.taken]
    gold = sum(in_gold for *_, in_gold in taken)
    yield f"  lines removed: {len(taken)} on {sum(bool(v.taken) for v in verdicts)} pages, {gold} of them in the gold"
    for sample, text, reason, in_gold in taken:
        yield f"  {'GOLD' if in_gold else 'other'}\t{sample.file}\t{reason}\t{text[:SHOWN]}"


def _means(scores: Sequence[PageScore]) -> str:
    if not scores:
        return "no pages"
    precision = fmean(score.precision for score in scores if score.precision is not None)
    recall = fmean(score.recall for score in scores if score.recall is not None)
    return f"precision {precision:.5f}  recall {recall:.5f}  exact {sum(s.exact for s in scores) / len(scores):.3f}"


if __name__ == "__main__":
    sys.exit(main())
