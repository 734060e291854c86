"""Print, for each clutter rule, the gold lines that it would remove.

    python -m benchmarks.clutter ../shared/data/fundus-dev/gold.jsonl ../shared/data/wcxb-dev/gold.jsonl

A gold file holds one page a line, with the true article as `body`, its paragraphs apart by line ends. The list under a
heading is counted too: it is what the rule would take along if nothing but gold were on the page.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from cleaners.document import Block, Document
from cleaners.lines import fold_space
from cleaners.page import Page
from cleaners.scripts import count_words
from cleaners.stages.clutter import clutter


def main(paths: list[str]) -> None:
    """Read each gold file and print its rules, the most words first, then the share of all words that they cost."""
    for path in paths:
        removed: dict[str, list[str]] = defaultdict(list)
        total = 0
        for body in _bodies(Path(path)):
            blocks = _clean(body)
            total += sum(count_words(block.text) for block in blocks)
            for block in blocks:
                if block.removal:
                    removed[block.removal.rule].append(block.text)
        _report(path, removed, total)


def _bodies(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line).get("body") or ""


def _clean(body: str) -> list[Block]:
    texts = filter(None, map(fold_space, body.splitlines()))
    document = Document(Page(body=body, kind="text"))
    document.blocks = [Block(text, position=position) for position, text in enumerate(texts)]
    clutter(document)
    return document.blocks


def _report(path: str, removed: dict[str, list[str]], total: int) -> None:
    words = Counter({rule: sum(map(count_words, lines)) for rule, lines in removed.items()})
    print(f"\n# {path}: {words.total()} of {total} gold words removed ({words.total() / max(total, 1):.5f})")
    for rule, count in words.most_common():
        print(f"\n{rule}: {len(removed[rule])} lines, {count} words")
        for line, times in Counter(removed[rule]).most_common():
            print(f"  {times:3} × {line[:160]}")


if __name__ == "__main__":
    main(sys.argv[1:])
