"""Measure the link score: articles should reach the threshold, and navigation links should not.

    python -m benchmarks.quality.links DATA_FOLDER [SET ...] [--misses N]

A set is a folder with gold.jsonl (url, title, file) and pages/ (gzipped HTML). Articles are the gold addresses, scored
three times: as a link in a heading with the title as its text, as a link elsewhere with that text, and as a link
without text. Navigation is every link that `link_score` places in navigation or a footer, by element or class; some of
these links lead to articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaners.urls import resolve
from crawler.sources.link_score import ARTICLE_THRESHOLD, Place, score_link
from crawler.sources.readers.pages.front_page import read_front_page
from crawler.sources.source import ListingError

_SETS = ("fundus-dev", "wcxb-dev", "trafilatura-eval")
_DEFAULT_TITLE = "A headline of five plain words"  # for gold entries without a title
_NAVIGATION = {"in_navigation", "in_footer"}  # reasons in the scores of links that should not pass


def main() -> None:
    """Print one line per set, followed by misjudged links if `--misses` is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the evaluation sets")
    parser.add_argument("sets", nargs="*", default=_SETS, help="names of sets")
    parser.add_argument("--misses", type=int, default=0, help="number of misjudged links of each kind to print")
    arguments = parser.parse_args()
    for name in arguments.sets:
        folder = arguments.data / name
        if not (folder / "gold.jsonl").is_file():
            sys.exit(f"{folder}: has no gold.jsonl; name a folder of evaluation sets")
        _report(folder, arguments.misses)


def _report(folder: Path, misses: int) -> None:
    """Score the links of a set, and print the shares that pass."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    cases = [(url, case.get("title") or _DEFAULT_TITLE) for case in gold if (url := resolve(case["url"], ""))]
    headings = [(url, *score_link(url, title, Place(heading=True))) for url, title in cases]
    titled = [(url, *score_link(url, title, Place())) for url, title in cases]
    bare = [(url, *score_link(url, "", Place())) for url, _ in cases]
    navigation, other = Counter[bool](), Counter[bool]()
    wrong: list[str] = []
    for url, text, score, reasons in _page_links(folder, gold):
        is_article = score >= ARTICLE_THRESHOLD
        is_navigation = bool(_NAVIGATION & set(reasons))
        (navigation if is_navigation else other)[is_article] += 1
        if is_article and is_navigation:
            wrong.append(f"  navigation passed: {score} {url} | {text[:60]} | {' '.join(reasons)}")
    print(
        f"{folder.name}: articles passed {_share(headings)} as heading, {_share(titled)} as text, "
        f"{_share(bare)} by address; "
        f"navigation passed {navigation[True]} of {navigation.total()}; other links {other[True]} of {other.total()}"
    )
    missed = [
        f"  article missed: {score} {url} | {' '.join(reasons)}"
        for url, score, reasons in headings
        if score < ARTICLE_THRESHOLD
    ]
    spread = wrong[:: max(1, len(wrong) // max(1, misses))]  # spread evenly over all pages
    for line in missed[:misses] + spread[:misses]:
        print(line)


def _share(links: list[tuple[str, float, tuple[str, ...]]]) -> str:
    """Return the share of the links that pass, as text."""
    return f"{sum(score >= ARTICLE_THRESHOLD for _, score, _ in links) / len(links):.3f}"


def _page_links(folder: Path, gold: list[dict[str, Any]]) -> Iterator[tuple[str, str, float, tuple[str, ...]]]:
    """Yield address, text, score and reasons of each link on the pages that leads to the same site."""
    for case in gold:
        try:
            listing = read_front_page(gzip.decompress((folder / "pages" / case["file"]).read_bytes()), case["url"])
        except ListingError as error:
            print(error, file=sys.stderr)
            continue
        for link in listing.articles:
            if "other_site" not in link.reasons:
                yield link.url, link.title or "", link.score, link.reasons


if __name__ == "__main__":
    main()
