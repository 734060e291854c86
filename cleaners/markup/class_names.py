"""Search the class names of a page for patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaners.text.required import RarePattern

_BETWEEN = "\0"  # markup has no NUL


class ClassPattern(RarePattern):
    """A pattern that is searched for in single class names, in lower case and with a space at both ends."""

    def among(self, names: ClassNames) -> set[str]:
        """Return the names that match."""
        candidates = {name for text in self.texts for name in names.having(text)}
        return {name for name in candidates if self.is_in(f" {name} ")}


class ClassNames:
    """Class names joined into one text, because searching it takes far less time than searching each name."""

    def __init__(self, names: Iterable[str]) -> None:
        """Join the names, with a space at both ends of each."""
        self._joined = "".join([f"{_BETWEEN} {name} " for name in names]) + _BETWEEN

    def having(self, text: str) -> Iterator[str]:
        """Yield the names that contain a text. The spaces around a name may be part of the text."""
        joined = self._joined
        place = joined.find(text)
        while place >= 0:
            end = joined.index(_BETWEEN, place)
            yield joined[joined.rindex(_BETWEEN, 0, place) + 2 : end - 1]
            place = joined.find(text, end)
