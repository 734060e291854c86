"""Print how the front-page scoring judges links: article addresses that should pass, navigation that should not.

    python -m benchmarks.quality.links DATA_FOLDER [SET ...]

A set is a folder with gold.jsonl (url, title, file) and pages/ (gzipped HTML). Articles are the gold addresses: with
the title as the link's text in a heading, with the title alone, with no text. Navigation is every link of the pages
inside nav and footer elements or their look-alikes; some of those are articles, too.
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
from crawler.sources.front_page import read_front_page
from crawler.sources.link_score import ARTICLE_THRESHOLD, Place, score_link
from crawler.sources.source import ListingError

_SETS = ("fundus-dev", "wcxb-dev", "trafilatura-eval")
_A_TITLE = "A headline of five plain words"  # where the gold has none
_FURNITURE = {"in_navigation", "in_footer"}


def main() -> None:
    """Read the arguments and print one line a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", default=_SETS)
    parser.add_argument("--misses", type=int, default=0, help="show so many misjudged links of each kind")
    arguments = parser.parse_args()
    for name in arguments.sets:
        folder = arguments.data / name
        if not (folder / "gold.jsonl").is_file():
            sys.exit(f"{folder}: has no gold.jsonl; give a folder of evaluation sets")
        _report(folder, arguments.misses)


def _report(folder: Path, misses: int) -> None:
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    cases = [(url, case.get("title") or _A_TITLE) for case in gold if (url := resolve(case["url"], ""))]
    headings = [(url, *score_link(url, title, Place(heading=True))) for url, title in cases]
    titled = [(url, *score_link(url, title, Place())) for url, title in cases]
    bare = [(url, *score_link(url, "", Place())) for url, _ in cases]
    furniture, content = Counter[bool](), Counter[bool]()
    wrong: list[str] = []
    for url, text, score, reasons in _page_links(folder, gold):
        is_article = score >= ARTICLE_THRESHOLD
        (furniture if _FURNITURE & set(reasons) else content)[is_article] += 1
        if is_article and _FURNITURE & set(reasons):
            wrong.append(f"  navigation taken: {score} {url} | {text[:60]} | {' '.join(reasons)}")
    print(
        f"{folder.name}: articles passed {_share(headings)} as heading, {_share(titled)} as text, "
        f"{_share(bare)} by address; "
        f"navigation passed {furniture[True]} of {furniture.total()}; other links {content[True]} of {content.total()}"
    )
    missed = [
        f"  article missed: {score} {url} | {' '.join(reasons)}"
        for url, score, reasons in headings
        if score < ARTICLE_THRESHOLD
    ]
    for line in missed[:misses] + wrong[:: max(1, len(wrong) // max(1, misses))][:misses]:
        print(line)


def _share(links: list[tuple[str, float, tuple[str, ...]]]) -> str:
    return f"{sum(score >= ARTICLE_THRESHOLD for _, score, _ in links) / len(links):.3f}"


def _page_links(folder: Path, gold: list[dict[str, Any]]) -> Iterator[tuple[str, str, float, tuple[str, ...]]]:
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
