"""What a store compares an article by, made where pages are cleaned: it costs more than storing the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cleaners.similarity import Sketch, sketch
from cleaners.template import countable_lines


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The sketch of an article's text, and by fingerprint the lines of it that its site may repeat."""

    sketch: Sketch
    lines: Mapping[str, str]


def fingerprints(record: Mapping[str, Any]) -> Fingerprints:
    """Return the fingerprints of an article's record."""
    return Fingerprints(sketch(record["text"]), countable_lines(record))
