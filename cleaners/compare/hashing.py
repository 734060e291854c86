"""Hashes of shingles and MinHash signatures, computed with numpy.

The functions and constants must never change, because stores keep keys that are made of signatures.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_FUNCTIONS = 72  # hash functions: BANDS * ROWS of `minhash`
# Constants of the hash functions x -> (multiplier * x + offset) >> 32, with odd multipliers.
_RANDOM = np.random.Generator(np.random.PCG64(20_260_304))
_MULTIPLIERS = _RANDOM.integers(1, 2**63, (_FUNCTIONS, 1), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _RANDOM.integers(0, 2**63, (_FUNCTIONS, 1), dtype=np.uint64)
_SHIFT = np.uint64(32)
_POLYNOMIAL_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, from the golden ratio; makes the order of words count
_MIXING = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))  # the factors of MurmurHash3's last step

Codes = NDArray[np.uint64]


def hash_words(words: Sequence[str], size: int) -> Codes:
    """Return the hash of every run of `size` words."""
    return _hash_runs(np.fromiter(map(crc32, map(str.encode, words)), np.uint64), size)


def hash_characters(characters: str, size: int) -> Codes:
    """Return the hash of every run of `size` characters."""
    return _hash_runs(np.fromiter(map(ord, characters), np.uint64), size)


def least_values(hashes: Codes) -> Codes:
    """Return the least value of each hash function over the hashes of a text, which has at least one."""
    values: Codes = (np.unique(hashes) * _MULTIPLIERS + _OFFSETS) >> _SHIFT
    least: Codes = values.min(axis=1)
    return least


def _hash_runs(codes: Codes, size: int) -> Codes:
    """Hash every run of `size` codes by a polynomial, and mix its bits like the last step of MurmurHash3.

    MurmurHash3 is by Appleby (2011).
    """
    count = max(0, len(codes) - size + 1)
    hashes = np.zeros(count, np.uint64)
    for place in range(size):
        hashes = hashes * _POLYNOMIAL_BASE + codes[place : place + count]
    for factor in _MIXING:
        hashes = (hashes ^ (hashes >> np.uint64(33))) * factor
    return hashes ^ (hashes >> np.uint64(33))
