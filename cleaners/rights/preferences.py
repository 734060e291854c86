"""Read the values of Content-Signal (contentsignals.org) and Content-Usage (IETF aipref drafts)."""

from __future__ import annotations

import re

MAX_PAIRS = 20  # per value
_SIGNAL = re.compile(r"(search|ai-input|ai-train)\s{0,5}=\s{0,5}(yes|no)")
_USAGE = re.compile(r"([a-z][a-z0-9_-]{0,30})\s{0,5}=\s{0,5}([yn])(?:\s{0,5};.*)?")


def signals(value: str) -> list[str]:
    """Return the valid signals of a Content-Signal value, such as `ai-train=no`."""
    return _pairs(_SIGNAL, value)


def usages(value: str) -> list[str]:
    """Return the valid preferences of a Content-Usage value, such as `train-ai=n`; unknown categories are kept."""
    return _pairs(_USAGE, value)


def _pairs(pattern: re.Pattern[str], value: str) -> list[str]:
    parts = (part.strip().lower()[:200] for part in value.split(",", MAX_PAIRS)[:MAX_PAIRS])
    found = (pattern.fullmatch(part) for part in parts)
    return [f"{match[1]}={match[2]}" for match in found if match]
