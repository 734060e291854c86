"""Fingerprints of an article, which a store compares.

Worker processes compute them after cleaning, because that takes more time than storing an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cleaners.compare.minhash import bands
from cleaners.compare.site_lines import countable_lines
from cleaners.record import Record


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The keys for finding near-duplicates of an article, and its lines that may be site lines."""

    bands: tuple[int, ...]  # BANDS keys of 63 bits; empty for a text that is too short to compare
    lines: Mapping[str, str]  # the line by its fingerprint


def fingerprints(record: Record) -> Fingerprints:
    """Return the fingerprints of an article's record."""
    return Fingerprints(bands(record["text"]), countable_lines(record))
