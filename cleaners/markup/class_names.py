"""Search class names for a pattern once per process: pages of one site, and many sites, share most of their names."""

from __future__ import annotations

import re
from collections.abc import Set

MAX_KNOWN_NAMES = 20_000  # of all pages; with more, a pattern forgets all of them
_BETWEEN = " \0 "  # markup has no NUL


class ClassPattern:
    """A pattern that is searched for in single class names, in lower case and with a space at both ends."""

    def __init__(self, pattern: str) -> None:
        """Compile the pattern. It must not match across spaces."""
        self._pattern = re.compile(pattern)
        self._known: set[str] = set()
        self._matching: set[str] = set()

    def among(self, names: Set[str]) -> Set[str]:
        """Return the names that match the pattern."""
        if len(self._known) > MAX_KNOWN_NAMES:
            self._known.clear()
            self._matching.clear()
        if unknown := names - self._known:
            self._known |= unknown
            self._matching |= self._search(unknown)
        return names & self._matching

    def _search(self, names: Set[str]) -> set[str]:
        """Return the names that match. One search of all names as one text takes less time than one per name."""
        text = f"{_BETWEEN}{_BETWEEN.join(names)}{_BETWEEN}"
        matches = self._pattern.finditer(text)
        return {text[text.rfind("\0", 0, m.start()) + 2 : text.find("\0", m.end()) - 1] for m in matches}
