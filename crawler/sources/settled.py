"""The entries of a large sitemap that need no further reading; `readers/sitemap_entries.py` decides about them."""

from __future__ import annotations

from dataclasses import dataclass

MARK_BYTES = 8  # of the hash that identifies an entry


@dataclass(frozen=True, slots=True)
class Settled:
    """Marks of the sitemap entries that need no further reading, as decided by earlier runs under the same rules."""

    rules: str = ""  # see `rules_fingerprint`
    offered: frozenset[bytes] = frozenset()  # entries whose links are noted in the store
    refused: frozenset[bytes] = frozenset()  # entries that the rules refuse on any day
