"""Make excerpts of pages, such as people copy from a browser."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from cleaners.document import Block, Layout
from cleaners.record import BlockType
from cleaners.rules.packs import load_rules


class Excerpter:
    """Cuts pages down to the body, or its start, and a few lines around it."""

    def __init__(self, seed: str) -> None:
        """Prepare a source of random choices. The same seed makes the same excerpts."""
        self._choice = random.Random(seed)  # noqa: S311  no secret
        self._clutter = [hit for rule in load_rules() if rule.match != "list_heading" for hit in rule.hits]

    def excerpt(
        self, blocks: Sequence[Block], values: Sequence[int], is_title: Callable[[str], bool]
    ) -> tuple[list[Block], list[int]] | None:
        """Return some lines of a page and the index of each on the page, with lines of clutter added.

        The index of an added line is -1. Return None for a page without a body.
        """
        body = [index for index, value in enumerate(values) if value > 0]
        if not body:
            return None
        picked = self._picked(blocks, values, body, is_title)
        lines: list[tuple[str, BlockType, int]] = [(blocks[i].text, blocks[i].type, i) for i in picked]
        for _ in range(self._choice.randint(0, 6)):
            lines.insert(self._choice.randint(0, len(lines)), (self._choice.choice(self._clutter), "paragraph", -1))
        return _as_blocks(lines), [index for _, _, index in lines]

    def _picked(
        self, blocks: Sequence[Block], values: Sequence[int], body: Sequence[int], is_title: Callable[[str], bool]
    ) -> list[int]:
        """Return the indexes of the body, or of its start, and of some lines around and inside it."""
        last = body[min(len(body), self._choice.choice((3, 6, 10, 10_000))) - 1]
        first, pick = body[0], self._choice.random
        before = [i for i in range(first) if is_title(blocks[i].text) or (first - i <= 6 and pick() < 0.5)]
        inside = [i for i in range(first, last + 1) if values[i] > 0 or pick() < 0.5]
        after = range(last + 1, min(len(blocks), last + 1 + self._choice.randint(0, 8)))
        return [*before, *inside, *(i for i in after if values[i] <= 0 or last == body[-1])]


def _as_blocks(lines: Sequence[tuple[str, BlockType, int]]) -> list[Block]:
    """Return the lines as blocks, with a blank line between any two that are not items of one list."""
    blocks: list[Block] = []
    number = 1
    for text, kind, _ in lines:
        layout = Layout(line=number, last_line=number, indent=2 if kind == "list_item" else 0, columns=0)
        blocks.append(Block(text, kind, position=len(blocks), layout=layout))
        number += 1 if kind == "list_item" else 2
    return blocks
