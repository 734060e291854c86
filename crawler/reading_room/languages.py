"""Name languages, and the direction in which they are written."""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError


@cache
def language_name(tag: str) -> str:
    """Return the English name of a BCP 47 tag, or the tag itself if it is unknown."""
    locale = _locale(tag)
    return (locale and locale.get_display_name("en")) or ("Unknown language" if tag == "und" else tag)


@cache
def direction(tag: str) -> Literal["ltr", "rtl", "auto"]:
    """Return the direction in which a language is written; "auto" if the language is unknown."""
    locale = _locale(tag)
    if locale is None:
        return "auto"
    return "rtl" if locale.text_direction == "rtl" else "ltr"


def _locale(tag: str) -> Locale | None:
    if tag == "und":
        return None
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return None
