"""Read words for parts of the day beside a 12-hour time: "p. m.", "오후", "下午", "दोपहर".

The words and the hours that they mean come from the locale data of Babel (CLDR): AM and PM, and the flexible periods
such as "in the afternoon". Only words that touch the time count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from cleaners.metadata.dates.locales import find_locales

MAX_CHARS = 40  # searched on each side of the time
MAX_WORDS = 4  # of one phrase, such as "de la tarde"
# Tried after the page's own language, because markup and templates are often in another one.
_OTHER_LANGUAGES = ("en", "es", "ko", "ja", "zh", "zh-Hant", "ar", "el", "hi")
# Words in wide use that CLDR does not list: AM, then PM.
_MORE_WORDS = {
    "bn": (("এএম",), ("পিএম",)),
    "hi": (("पूर्वाह्न", "एएम"), ("अपराह्न", "पीएम")),
    "ja": (("朝",), ("夜", "夕方")),
    "th": (("ก่อนเที่ยง",), ("หลังเที่ยง",)),
    "zh": (("早上", "早晨"), ("晚上", "傍晚", "晚间")),
    "zh-Hant": (("早上", "早晨"), ("晚上", "傍晚", "晚間")),
}
_WORD_BESIDE = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e00-\u0e7f.'’״\"\u200c])*")
_BETWEEN_WORDS = re.compile(r"[\s()（）·|]*")
_BETWEEN_LETTERS = re.compile("[\\W\u0300-\u036f\u064b-\u065f]+")  # and accents, which many writers leave out
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class Period(NamedTuple):
    """A part of the day: its CLDR name, such as "pm" or "evening1", and its hours. `before` may be past midnight."""

    name: str
    first: float = 0
    before: float = 0

    def hour_of_day(self, hour: int, minute: int) -> int:
        """Return the hour, 0 to 23, that a 12-hour time means in this part of the day."""
        candidates = (hour % 12, hour % 12 + 12)
        within = [h for h in candidates if (h + minute / 60 - self.first) % 24 < (self.before - self.first) % 24]
        if len(within) == 1:
            return within[0]
        is_afternoon = self.name == "pm" or self.name.startswith(("noon", "afternoon", "evening"))
        is_late_night = self.name.startswith("night") and hour % 12 >= 6
        return candidates[is_afternoon or is_late_night]


def find(before: str, after: str, language: str | None) -> Period | None:
    """Return the part of the day that the words directly before or after a time name, or None."""
    phrases = [_key(phrase) for phrase in (*_phrases_after(after), *_phrases_before(before))]
    if not phrases:
        return None
    for candidate in dict.fromkeys((language or "en", *_OTHER_LANGUAGES)):
        periods = periods_by_word(candidate)
        if found := next((periods[phrase] for phrase in phrases if phrase in periods), None):
            return found
    return None


def _phrases_after(text: str) -> list[str]:
    """Return the first words after a time: the longest phrase first."""
    words: list[str] = []
    position = 0
    while len(words) < MAX_WORDS:
        position = _BETWEEN_WORDS.match(text, position).end()  # type: ignore[union-attr]  # it matches ""
        word = _WORD_BESIDE.match(text, position)
        if word is None or word.start() > MAX_CHARS:
            break
        words.append(word[0])
        position = word.end()
    phrases = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    return phrases + ([words[0][:n] for n in (3, 2)] if words and _UNSPACED.match(words[0]) else [])


def _phrases_before(text: str) -> list[str]:
    """Return the last words before a time: the longest phrase first."""
    text = text[-MAX_CHARS:].rstrip(" \t\xa0")
    words: list[re.Match[str]] = []
    end = len(text)
    for word in reversed(list(_WORD_BESIDE.finditer(text))):
        if len(words) == MAX_WORDS or not _BETWEEN_WORDS.fullmatch(text, word.end(), end):
            break
        words.insert(0, word)
        end = word.start()
    phrases = [text[word.start() :] for word in words]
    last = words[-1][0] if words else ""
    return phrases + ([last[-n:] for n in (3, 2)] if last and _UNSPACED.match(last) else [])


@lru_cache(maxsize=64)
def periods_by_word(language: str) -> dict[str, Period]:
    """Return the parts of the day by the folded words of a language (BCP 47)."""
    periods: dict[str, Period] = {}
    for locale in find_locales(language):
        hours = _hours(locale)
        for name, word in _names(locale):
            key = _key(word)
            if len(key) > 1 or not key.isascii():
                periods.setdefault(key, Period(name, *hours.get(name, (0, 0))))
    for name, words in zip(("am", "pm"), _MORE_WORDS.get(language.split("-")[0], ()), strict=False):
        periods |= {_key(word): Period(name) for word in words if _key(word) not in periods}
    return periods


def _names(locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield CLDR's name of each part of the day with a word for it, in all forms and lengths."""
    for widths in locale.day_periods.values():
        for words in widths.values():
            yield from words.items()


def _hours(locale: Locale) -> dict[str, tuple[float, float]]:
    """Return the first hour of each flexible part of the day, and the hour before which it ends."""
    rules = locale.day_period_rules.get(None, {})
    return {
        name: (spans[0]["from"] / 3600, spans[0]["before"] / 3600)
        for name, spans in rules.items()
        if "before" in spans[0]
    }


def _key(word: str) -> str:
    return _BETWEEN_LETTERS.sub("", unicodedata.normalize("NFD", word.casefold()))
