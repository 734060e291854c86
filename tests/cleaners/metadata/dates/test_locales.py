from __future__ import annotations

from babel import localedata

from cleaners.metadata.dates.locales import find_locales

LANGUAGES = ("bg", "da", "el", "fi", "hr", "is", "lt", "mt", "nl", "pl", "sk", "sv")


def test_the_data_of_few_languages_are_kept() -> None:
    for language in LANGUAGES:
        find_locales(language)
    assert sum(localedata._cache.keys() >= {language} for language in LANGUAGES) <= len(LANGUAGES) / 2


def test_a_region_comes_before_its_language() -> None:
    assert [*map(str, find_locales("de-CH"))] == ["de_CH", "de", "de_AT"]
    assert find_locales("x-unknown") == ()
