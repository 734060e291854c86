"""Fingerprints by which a store compares articles. Cleaning processes make them: they cost more than storing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cleaners.compare.minhash import bands
from cleaners.compare.site_lines import countable_lines
from cleaners.record import Record


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The keys by which near-duplicates of a text are found, and the lines of it that its site may repeat."""

    bands: tuple[int, ...]  # BANDS keys of 63 bits; empty for a text that is too short to compare
    lines: Mapping[str, str]  # by fingerprint


def fingerprints(record: Record) -> Fingerprints:
    """Return the fingerprints of an article's record."""
    return Fingerprints(bands(record["text"]), countable_lines(record))
