"""Choose the language that a page declares, normalise language tags to BCP 47, and guess undeclared languages."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from cleaners.metadata import visible
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import element_text
from cleaners.text.identification import likeliest

MIN_SAMPLE_BYTES = 200  # bytes of text in UTF-8; with less text, the identifier only guesses
MAX_SAMPLE_CHARS = 500
MAX_SAMPLE_PIECES = 5  # the longest pieces of text below the heading

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?(?:[-_.@].*)?",
    re.IGNORECASE,
)
_CODE_BY_NAME = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es",
    "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl", "nederlands": "nl",
    "russian": "ru", "русский": "ru", "turkish": "tr", "türkçe": "tr", "arabic": "ar", "japanese": "ja",
    "chinese": "zh",
    "korean": "ko", "polish": "pl", "swedish": "sv", "danish": "da", "norwegian": "no", "hindi": "hi",
    "indonesian": "id", "bulgarian": "bg", "greek": "el", "hungarian": "hu", "czech": "cs", "ukrainian": "uk",
    "українська": "uk", "persian": "fa", "farsi": "fa", "vietnamese": "vi", "thai": "th", "hebrew": "he", "urdu": "ur",
    "bengali": "bn", "romanian": "ro", "finnish": "fi", "malay": "ms",
}  # fmt: skip
# Withdrawn codes, and country codes that pages use as languages.
_CODE_BY_WRONG_CODE = {
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
    "vn": "vi",
    "cn": "zh",
    "kz": "kk",
    "us": "en",
}
_REGION_BY_WRONG_CODE = {"UK": "GB", "EN": ""}
# Three-letter codes of ISO 639-2 for languages that have two letters in BCP 47.
_SHORT_CODES = {
    "ara": "ar", "ben": "bn", "chi": "zh", "zho": "zh", "cze": "cs", "ces": "cs", "dan": "da", "deu": "de", "ger": "de",
    "dut": "nl", "nld": "nl", "ell": "el", "gre": "el", "eng": "en", "fas": "fa", "per": "fa", "fin": "fi", "fra": "fr",
    "fre": "fr", "heb": "he", "hin": "hi", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nor": "no",
    "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tha": "th", "tur": "tr",
    "ukr": "uk", "urd": "ur", "vie": "vi",
}  # fmt: skip
_UNDETERMINED = frozenset({"und", "xx", "mul", "zxx", "xxx"})


def normalise(value: str | None) -> str | None:
    """Return a tag in BCP 47, such as `pt-BR` for `pt_BR.UTF-8` or `en` for `English`; None if it is not valid."""
    text = (value or "").strip().split(",")[0].split(";")[0].strip()
    if text.lower() in _CODE_BY_NAME:
        return _CODE_BY_NAME[text.lower()]
    match = _TAG.fullmatch(text)
    if match is None or match["language"].lower() in _UNDETERMINED:
        return None
    language = _CODE_BY_WRONG_CODE.get(match["language"].lower(), match["language"].lower())
    if language not in _known_codes():
        return None  # "utf-8" and the like
    language = _SHORT_CODES.get(language, language)
    region = (match["region"] or "").upper()
    parts = (language, (match["script"] or "").title(), _REGION_BY_WRONG_CODE.get(region, region))
    return "-".join(part for part in parts if part)


@cache
def _known_codes() -> frozenset[str]:
    """Return the language codes that CLDR knows, without regions and scripts."""
    return frozenset(map(str, Locale.parse("en").languages)) | set(_SHORT_CODES)


def declared_language(raw: RawMetadata) -> str | None:
    """Return the language that the page declares, in BCP 47: by its `lang` attribute, then JSON-LD, then meta tags."""
    declarations = (
        raw.visible.language,
        raw.text("inLanguage"),
        raw.tag("og:locale", "content-language", "language", "dc.language", "dcterms.language"),
    )
    tags = [tag for tag in map(normalise, declarations) if tag]
    # A later tag with the same language and a region is better: the order of day and month in dates depends on it.
    return next((tag for tag in tags if tag.startswith(tags[0] + "-")), tags[0]) if tags else None


def language_of_fields(raw: RawMetadata) -> str | None:
    """Return the declared language or, without one, the language of the page's text; None if there is too little text.

    Month names, parts of the day and bylines are read in this language. Together with the country, it also tells the
    UTC offset of a time.
    """
    declared = declared_language(raw)
    if declared:
        return declared
    longest = sorted(visible.texts_below_heading(raw.visible), key=len, reverse=True)[:MAX_SAMPLE_PIECES]
    sample = " ".join(longest or [element_text(raw.page.root, MAX_SAMPLE_CHARS)])[:MAX_SAMPLE_CHARS]
    return likeliest(sample) if len(sample.encode("utf-8", "replace")) >= MIN_SAMPLE_BYTES else None
