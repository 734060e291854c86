"""Locale data (CLDR, from Babel) of a language, and of countries and scripts in which it uses different words."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata

# Locales whose names of months or of parts of the day differ from those of the language itself. Arabic has four sets
# of month names: Egypt and the Gulf, the Levant and Iraq, Algeria and Tunisia, Morocco.
_VARIANTS = {
    "ar": ("ar_LB", "ar_DZ", "ar_MA", "ar_MR"),
    "az": ("az_Cyrl",),
    "bs": ("bs_Cyrl",),
    "de": ("de_AT",),
    "es": ("es_UY", "es_MX"),
    "pt": ("pt_PT",),
    "sr": ("sr_Latn",),
    "sw": ("sw_CD",),
    "ur": ("ur_IN",),
    "uz": ("uz_Cyrl",),
    "zh": ("zh_Hant",),
}


_KEPT = 4  # languages. Several tables are read from one language after the other, and the callers keep those


@lru_cache(maxsize=_KEPT)
def find_locales(language: str) -> tuple[Locale, ...]:
    """Return the locale of a BCP 47 tag, then those of its language; empty if Babel does not know them.

    Babel keeps the data of each language, about 1 MB, until its caches are cleared.
    """
    if find_locales.cache_info().misses % _KEPT == 0:
        localedata.clear_caches()
    base = language.split("-")[0].lower()
    locales = (_parse(name) for name in (language.replace("-", "_"), base, *_VARIANTS.get(base, ())))
    return tuple(dict.fromkeys(locale for locale in locales if locale))


def _parse(name: str) -> Locale | None:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None
