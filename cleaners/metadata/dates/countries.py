"""Find the country of a site and its languages, which decide UTC offsets and the order of day and month."""

from __future__ import annotations

from functools import lru_cache

from babel.languages import get_official_languages

from cleaners.urls import parts_of

_TERRITORY_BY_DOMAIN = {"UK": "GB"}
# Languages of many countries. Templates name their main country, as in "fr-FR", wherever the site is.
_WORLD_LANGUAGES = frozenset({"ar", "en", "es", "fr", "pt", "ru", "zh"})
# Small countries whose domains are sold to everybody, and whose languages do not tell their own sites from others.
_SOLD_DOMAINS = frozenset([
    "AC", "AG", "AI", "AS", "BZ", "CC", "CD", "CO", "DJ", "FM", "GD", "GG", "GS", "HN", "IM", "IO", "LA", "LC", "LY",
    "ME", "MS", "MU", "NU", "PW", "SC", "SH", "SO", "ST", "TK", "TO", "TV", "VC", "VG", "WS",
])  # fmt: skip
_ALIASES = {"tl": "fil"}  # codes that pages use in place of CLDR's
_MIXED_ORDER = frozenset({"CA"})  # countries that write day and month in both orders


def territory(url: str, language: str | None) -> str:
    """Return the ISO code of the country of a host's domain or, for a general domain, of the language tag; else ""."""
    domain = (parts_of(url).hostname or "").rpartition(".")[2].upper()
    if len(domain) == 2 and domain not in _SOLD_DOMAINS:
        return _TERRITORY_BY_DOMAIN.get(domain, domain)
    base, *subtags = (language or "").split("-")
    return next((tag for tag in subtags if len(tag) == 2 and base not in _WORLD_LANGUAGES), "")


def language_of_dates(language: str | None, url: str) -> str | None:
    """Return the language of a page with the country of its domain, if the language is an official one there.

    Templates say "en-US" wherever the site is, and the order of day and month depends on the country.
    """
    base = (language or "").split("-")[0]
    country = territory(url, None)
    return f"{base}-{country}" if base in languages(country) and country not in _MIXED_ORDER else language


@lru_cache(maxsize=300)
def languages(territory: str) -> frozenset[str]:
    """Return the codes of the official languages of a country, by its ISO code."""
    official = {name.split("_")[0] for name in get_official_languages(territory, regional=True, de_facto=True)}
    return frozenset(official | {alias for alias, name in _ALIASES.items() if name in official})
