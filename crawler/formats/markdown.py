"""Write an article as a Markdown document with front matter, for site generators and note programs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from cleaners.output.markdown import markup_of, to_markdown
from crawler.formats.fields import Row

FRONT_MATTER = (
    "title", "date_published", "date_modified", "authors", "url", "source", "site_name", "language", "section", "tags",
    "description", "id", "revision", "duplicate_of", "word_count",
)  # fmt: skip
# Site generators name the date of publication "date".
_CALLED = {"date_published": "date"}
# Characters that JSON leaves unescaped, and that YAML refuses or reads as line ends.
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def markdown_document(row: Row, names: Sequence[str] = FRONT_MATTER) -> bytes:
    """Return a record as Markdown: front matter with the named fields, the title and the text with its links.

    The front matter is YAML with a JSON value per line, which every YAML parser accepts.
    """
    fields = [f"{_CALLED.get(name, name)}: {_value(row[name])}" for name in names if row.get(name) not in (None, [])]
    text = to_markdown(row["title"], row["blocks"], markup_of(row["blocks"], row.get("links") or []))
    return "\n".join(["---", *fields, "---", "", text]).encode()


def _value(value: object) -> str:
    return _NOT_YAML.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
