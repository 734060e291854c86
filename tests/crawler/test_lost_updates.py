"""No sum is read before a wait and written after it: other tasks add to it meanwhile, and their part would be lost."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import crawler


def lost_updates(code: str) -> Iterator[int]:
    """Yield the lines that add something awaited to an attribute or an item, which tasks may share."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute | ast.Subscript):
            yield from (part.lineno for part in ast.walk(node.value) if isinstance(part, ast.Await))


def test_the_check_finds_a_lost_update() -> None:
    assert list(lost_updates("async def read(run):\n run.offered += await ask()\n total += await ask()")) == [2]


def test_nothing_awaited_is_added_to_what_tasks_share() -> None:
    files = Path(crawler.__file__).parent.rglob("*.py")
    texts = {file: text for file in files if "await" in (text := file.read_text(encoding="utf-8"))}
    assert {str(file): lines for file, text in texts.items() if (lines := list(lost_updates(text)))} == {}
