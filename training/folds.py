"""Folds that keep the pages of a site together."""

from __future__ import annotations

import hashlib

FOLDS = 5
SEED = 7


def fold_of(site: str) -> int:
    """Return the fold of a site, 0 to FOLDS - 1: by its name, so that it stays when pages are added."""
    return int(hashlib.sha256(f"{SEED}:{site}".encode()).hexdigest(), 16) % FOLDS
