"""Language tags as pages write them, brought to BCP 47."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?(?:[-_.@].*)?",
    re.IGNORECASE,
)
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es",
    "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl", "nederlands": "nl",
    "russian": "ru", "русский": "ru", "turkish": "tr", "türkçe": "tr", "arabic": "ar", "japanese": "ja",
    "chinese": "zh",
    "korean": "ko", "polish": "pl", "swedish": "sv", "danish": "da", "norwegian": "no", "hindi": "hi",
    "indonesian": "id",
}  # fmt: skip
_OLD = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "mo": "ro",
    "jp": "ja",
    "gr": "el",
    "cz": "cs",
    "ua": "uk",
    "dk": "da",
    "kr": "ko",
}
_NO_LANGUAGE = frozenset({"und", "xx", "mul", "zxx", "xxx"})


def normalise(value: str | None) -> str | None:
    """`pt_BR.UTF-8` as `pt-BR`, `English` as `en`; None for what is no language."""
    text = (value or "").strip().split(",")[0].strip()
    if text.lower() in _NAMES:
        return _NAMES[text.lower()]
    match = _TAG.fullmatch(text)
    if match is None or match["language"].lower() in _NO_LANGUAGE:
        return None
    language = _OLD.get(match["language"].lower(), match["language"].lower())
    parts = (language, (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join(part for part in parts if part)
