"""Identify the language of a text."""

from __future__ import annotations

from functools import lru_cache

from cleaners.text import language_model

# The language that is stored instead of a dialect or small neighbouring language that the identifier names.
_STANDARD_LANGUAGE = {
    "pcm": "en",
    "wuu": "zh",
    "yue": "zh",
    "arz": "ar",
    "ary": "ar",
    "ext": "es",
    "an": "es",
    "crh": "tr",
}


@lru_cache(maxsize=8)  # several stages ask about the text of one page
def rank(text: str) -> tuple[tuple[str, float], ...]:
    """Return languages with their log-likelihoods in nats, the likeliest first."""
    return language_model.load().rank(text)


def likeliest(text: str) -> str:
    """Return the language that the identifier ranks first, with dialects replaced."""
    code = rank(text)[0][0]
    return _STANDARD_LANGUAGE.get(code, code)
