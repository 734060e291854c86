"""Make the cells of CSV files, so that no spreadsheet runs them as formulas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from crawler.formats.fields import FIELDS

# A spreadsheet reads a cell that starts with one of these characters as a formula, and with an apostrophe before it as
# text (OWASP, "CSV Injection"). The full-width characters begin formulas in Japanese versions.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LINE_SIGNS = ("\t", "\r", "\n")

# Readers that separate cells by semicolons, tabs or bars ignore quotation marks inside a cell. In our cell, they may
# see the start of another one: a separator or line break, perhaps spaces and quotation marks, then a formula. The
# pattern tries each run of these characters once.
_SEPARATORS = ";|\t\r\n"
_CELL_STARTS = re.compile(r"""(?<![;|\s"])([;|\s"]++)(?=[=+\-@＝＋－＠])""")


def csv_row(record: Mapping[str, Any], names: Sequence[str] = FIELDS) -> list[str]:
    """Return a record's cells in the order of the names: empty for null, JSON for lists and objects.

    A cell that a spreadsheet would run as a formula starts with an apostrophe.
    """
    return [_cell(record.get(name)) for name in names]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    safe = _CELL_STARTS.sub(_escape, text)
    return f"'{safe}" if text.lstrip().startswith(_FORMULA_SIGNS) or text.startswith(_LINE_SIGNS) else safe


def _escape(match: re.Match[str]) -> str:
    return f"{match[1]}'" if any(sign in _SEPARATORS for sign in match[1]) else match[1]
