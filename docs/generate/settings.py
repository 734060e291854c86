"""The settings reference, generated from the names, defaults and comments in crawler/settings.py."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS = Path(__file__).resolve().parents[2] / "crawler" / "settings.py"
GROUP = "--- "  # begins a comment that names a group of settings

# Units by the last word of a name, Scrapy's own names included.
UNITS = {
    "BYTES": "bytes",
    "DAYS": "days",
    "DELAY": "seconds",
    "GB": "GB",
    "MAXSIZE": "bytes",
    "MB": "MB",
    "SECONDS": "seconds",
    "TIMEOUT": "seconds",
    "WARNSIZE": "bytes",
    "WORDS": "words",
    "WORKERS": "processes",
}

# Things that are counted; a comment that begins with one of them tells the unit.
COUNTED = {"addresses", "articles", "levels", "rechecks", "redirects", "requests", "retries", "runs", "sitemaps"}

HEAD = """# Settings

Set them in `newsgalley.toml`, which `newsgalley init` writes. Write values as TOML: texts in quotes, lists in [ ],
`true` and `false`. `-s NAME=VALUE` overrides a setting for one run; separate the items of a list with commas.
You can change [Scrapy's own settings](https://docs.scrapy.org/en/latest/topics/settings.html) in the same way.

`crawler/settings.py` has the defaults; `make docs` writes this page from the comments in that file.
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as its module declares it."""

    group: str
    name: str
    default: str  # source text
    comment: str

    @property
    def unit(self) -> str:
        """Return the unit that the name or the comment's first word tells, "" if neither does."""
        counted = self.comment.partition(" ")[0].lower()
        return UNITS.get(self.name.rsplit("_", 1)[-1], counted if counted in COUNTED else "")


def reference() -> str:
    """Return the page: one table for each group of settings."""
    groups: dict[str, list[Setting]] = {}
    for setting in read_settings(SETTINGS.read_text("utf-8")):
        groups.setdefault(setting.group, []).append(setting)
    return "\n".join([HEAD, *(_table(group, settings) for group, settings in groups.items())])


def read_settings(source: str) -> Iterator[Setting]:
    """Yield the settings of a module in order, each with the comments above and beside it."""
    comments = _comments(source)
    for statement in ast.parse(source).body:
        target = _target(statement)
        if target is None or not target.id.isupper():
            continue
        assert isinstance(statement, ast.Assign | ast.AnnAssign)
        assert statement.value is not None
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        beside = (
            [] if isinstance(statement.value, ast.Dict) else [comments.get(line, "") for line in range(first, last + 1)]
        )
        text = " ".join(part for part in [*_above(comments, source, first), *beside] if part)
        yield Setting(_group(comments, first), target.id, _default(statement.value), text)


def _target(statement: ast.stmt) -> ast.Name | None:
    if isinstance(statement, ast.Assign):
        target: ast.expr = statement.targets[0]
    elif isinstance(statement, ast.AnnAssign):
        target = statement.target
    else:
        return None
    return target if isinstance(target, ast.Name) else None


def _comments(source: str) -> dict[int, str]:
    """Return the text of each comment by its line number."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _above(comments: dict[int, str], source: str, line: int) -> list[str]:
    """Return the comment lines directly above a line."""
    lines = source.splitlines()
    found: list[str] = []
    for number in range(line - 1, 0, -1):
        if not lines[number - 1].startswith("#") or comments[number].startswith(GROUP):
            break
        found.insert(0, comments[number])
    return found


def _group(comments: dict[int, str], line: int) -> str:
    """Return the name of the group that a line belongs to."""
    heads = [number for number, text in comments.items() if number < line and text.startswith(GROUP)]
    return comments[max(heads)].removeprefix(GROUP) if heads else ""


def _default(value: ast.expr) -> str:
    if isinstance(value, ast.Dict):
        return "a table of components"
    if isinstance(value, ast.Constant) and isinstance(value.value, int) and not isinstance(value.value, bool):
        return f"`{value.value:,}`".replace(",", "_")
    return f"`{ast.unparse(value)}`"


def _table(group: str, settings: list[Setting]) -> str:
    rows = [
        f"| `{setting.name}` | {setting.default} | {setting.unit} | {_cell(setting.comment)} |" for setting in settings
    ]
    title = group[:1].upper() + group[1:]
    return "\n".join([f"## {title}\n", "| setting | default | unit | meaning |", "|---|---|---|---|", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
