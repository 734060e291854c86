"""Count real articles that are dropped as something else: `python -m benchmarks.quality.page_kind [SET ...]`.

Reads the evaluation sets in `../shared/data`. All their pages are articles, so every drop is a mistake of the cleaner
or of the set. `tests/cleaners/stages/test_page_kind.py` tests that other pages are dropped.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator

from benchmarks.pages import SHARED
from cleaners.cleaning import clean_page
from cleaners.page import Page

DATA = SHARED / "data"
SETS = ("fundus-dev", "wcxb-dev")


def pages(name: str) -> Iterator[Page]:
    """Yield the pages of a set, from its gold.jsonl and the compressed files beside it."""
    with (DATA / name / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            yield Page(body=gzip.decompress((DATA / name / "pages" / gold["file"]).read_bytes()), url=gold["url"])


def main(names: list[str]) -> int:
    """Print the dropped pages of each set, and their share."""
    if not DATA.is_dir():
        print(f"No evaluation sets: {DATA} does not exist; nothing was measured.", file=sys.stderr)
        return 1
    for name in names or SETS:
        counts: Counter[str] = Counter()
        for page in pages(name):
            dropped = clean_page(page).dropped
            counts[dropped or "kept"] += 1
            if dropped:
                print(f"{name}\t{dropped}\t{page.url}")
        lost = 1 - counts["kept"] / counts.total()
        print(f"{name}: {lost:.2%} of {counts.total()} articles dropped; {dict(counts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
