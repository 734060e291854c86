"""What a store compares an article by, made where pages are cleaned: it costs more than storing the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cleaners.compare.minhash import bands
from cleaners.compare.site_lines import countable_lines
from cleaners.record import Record


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What near-duplicates of an article's text are found by, and its lines that its site may repeat."""

    bands: tuple[int, ...]  # BANDS keys of 63 bits; none of a text that tells too little
    lines: Mapping[str, str]  # by fingerprint


def fingerprints(record: Record) -> Fingerprints:
    """Return the fingerprints of an article's record."""
    return Fingerprints(bands(record["text"]), countable_lines(record))
