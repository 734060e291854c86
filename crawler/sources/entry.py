"""Write a source as an entry of a source file, which `loader.py` reads back."""

from __future__ import annotations

import json

from crawler.configuration.durations import duration_text
from crawler.sources.source import Source

Value = str | int | bool | tuple[str, ...]


def entry_values(source: Source) -> dict[str, Value]:
    """Return the keys of a source's entry with their values; default values are left out."""
    values: dict[str, Value | None] = {
        "id": source.id,
        "name": source.name,
        "home": source.home,
        "feeds": source.feeds,
        "sitemaps": source.sitemaps,
        "sections": source.sections,
        "language": source.language,
        "every": duration_text(source.every) if source.every else None,
        "max_age": duration_text(source.max_age) if source.max_age is not None else None,
        "max_articles": source.max_articles,
        "article_url": source.article_url.pattern if source.article_url else None,
        "skip_url": source.skip_url.pattern if source.skip_url else None,
        "verify_certificates": None if source.verify_certificates else False,
        "enabled": None if source.enabled else False,
    }
    return {key: value for key, value in values.items() if value is not None and value != ()}


def to_toml(source: Source) -> str:
    """Return a source as a `[[source]]` entry that `load_sources` reads back; default values are left out."""
    lines = [f"{key} = {_toml_value(value)}" for key, value in entry_values(source).items()]
    return "\n".join(["[[source]]", *lines, ""])


def _toml_value(value: Value) -> str:
    if isinstance(value, tuple):
        return "[\n" + "".join(f"    {_toml_value(item)},\n" for item in value) + "]"
    if isinstance(value, str) and "\\" in value and "'" not in value and value.isprintable():
        return f"'{value}'"  # a regular expression is more readable without doubled backslashes
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
