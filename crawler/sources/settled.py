"""The settled entries of a large sitemap, which need not be read again; see `readers/sitemap_entries.py`."""

from __future__ import annotations

from dataclasses import dataclass

MARK_BYTES = 8  # of the hash that identifies an entry


@dataclass(frozen=True, slots=True)
class Settled:
    """The marks of the sitemap entries that earlier runs, with the same rules, have settled."""

    rules: str = ""  # see `rules_fingerprint`
    offered: frozenset[bytes] = frozenset()  # entries whose links are noted in the store
    refused: frozenset[bytes] = frozenset()  # entries that the rules refuse, today and later
