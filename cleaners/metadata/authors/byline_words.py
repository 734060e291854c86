"""Words of all languages in bylines.toml that tell people from labels, roles and organisations in bylines."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from cleaners.metadata.titles.comparison import name_keys

_ONE_OR_TWO_WORDS = r"(?:\w{1,2}['’])?[\w-]{1,30}(?:\s(?:\w{1,2}['’])?[\w-]{1,30})?"
_LANGUAGES = tomllib.loads(files(__package__).joinpath("bylines.toml").read_text(encoding="utf-8"))


def words(key: str) -> frozenset[str]:
    """Return the words of one list, in all languages together."""
    return frozenset(word for table in _LANGUAGES.values() for word in table.get(key, "").split())


def languages_with(key: str) -> list[str]:
    """Return the languages that have a list."""
    return [language for language, table in _LANGUAGES.items() if key in table]


def alternatives(*keys: str, language: str | None = None) -> str:
    """Return a pattern for any phrase of some lists, in one language or in all, the longest first.

    Letters in brackets are optional, and an asterisk stands for one or two words.
    """
    tables = [_LANGUAGES[language]] if language else _LANGUAGES.values()
    phrases = {phrase for table in tables for key in keys for phrase in table.get(key, ())}
    return "|".join(map(_pattern, sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))


def _pattern(phrase: str) -> str:
    plain = re.escape(phrase).replace(r"\ ", r"\s").replace("'", "['’]")
    return re.sub(r"\\\((.*?)\\\)", r"(?:\1)?", plain).replace(r"\*", _ONE_OR_TWO_WORDS)


NOT_PEOPLE = name_keys(" ".join(words("not_people")))  # compared as whole names
ROLE_NOUNS = words("roles")
ROLE_ENDINGS = tuple(words("role_endings"))
ROLE_WORDS = ROLE_NOUNS | words("role_words")
ORGANISATION_WORDS = words("organisations")
ORGANISATION_ENDINGS = tuple(words("organisation_endings"))
LABEL_WORDS = ROLE_WORDS | ORGANISATION_WORDS | words("label_words")
BUTTON_WORDS = words("buttons")  # further on in a name some are surnames: "Ada van der Meer", "Bo Vis"
PLACE_WORDS = (words("places_before"), words("places_after"))
NEWS_AGENCIES = name_keys(" ".join(words("agencies")))
AGENCIES_AND_BROADCASTERS = NEWS_AGENCIES | words("broadcasters")
NAME_PARTICLES = words("particles")
DAYS = words("days")
GIVEN_NAMES = words("given_names")
# Family names in wide use. The common Chinese ones tell two names in a row from one Japanese name. Many other words
# begin with the rarer ones, or with Japanese ones of a single character; the latter are left out.
CHINESE_SURNAMES = frozenset("".join(words("common_surnames")))
ALL_CHINESE_SURNAMES = CHINESE_SURNAMES | frozenset("".join(words("surnames")))
JAPANESE_SURNAMES = words("surnames_ja")
KOREAN_SURNAMES = frozenset("".join(words("surnames_ko")))  # of nine tenths of all Koreans
