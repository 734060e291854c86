"""Separate the photo credit from the end of a picture's caption."""

from __future__ import annotations

import re

from cleaners.metadata.authors.byline_words import NEWS_AGENCIES
from cleaners.metadata.authors.names import looks_like_name
from cleaners.metadata.titles.comparison import name_key

MAX_CREDIT_CHARS = 120
MAX_LABEL_CHARS = 40  # of "Photo by" and the like in front of the credit

# A credit at the end of a caption: "Photo: A. Name", "(Bild: A. Name)", "© Agency", "[사진 = Agency]", "Фото: ...".
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;|)(\[（［/–-]))[(\[（［]?\s?"
    r"(?:(?:fotos?|photos?|photograph|bild(?:er|quelle)?|images?|pictures?|illustration|grafik|credits?|quelle"
    r"|source|copyright|cr[ée]dits?(?: photo)?|cr[ée]ditos?|fotograf[íi]a|imagen|imagem|immagine|zdj[ęe]cie|fot"
    r"|kuva|bilde|billede|fotoğraf|фото|світлина|снимка|φωτογραφία|写真|사진(?: ?출처)?|图片|圖片|来源"
    r"|صورة|الصورة|תצלום|צילום)\.?\s?"
    r"(?:by\s|[:：=/]|©|-\s)\s?|(?:©|\(c\)|（Ｃ）|photograph(?:ed)? by\s|photo by\s|foto von\s"
    r"|(?:fot|phot|ph|φωτ|сн)\.\s))\s?"
    r"(?P<name>[^:]{2,120}?)\s?[)\]）］.]?$",
    re.IGNORECASE,
)

# The same without a label, in brackets or behind a sentence: "(A. Name/Agency)", "The bridge. A. Name / Agency". A
# point behind a single letter ends no sentence.
_UNLABELLED = re.compile(
    r"\s?[(\[（［](?P<bracketed>[^()\[\]（）［］:]{2,80})[)\]）］]\.?$"
    r"|(?:(?<=[.!?…”\"»|])(?<![\s.][^\W\d_]\.)\s|\s[–—-]\s|\s/\s?)"
    r"(?P<name>(?:[^.!?…”\"»|:–—]|(?<=[\s.][^\W\d_])\.){2,80})\.?$"
)
_KIND = re.compile(
    r"^(?:fotos?|photos?|images?|bild|beeld|kuva|pictures?|graphics?)[\s/](?:(?:via|by|di|de|par|por|von|av|af|door|oleh)\s)?",
    re.IGNORECASE,
)
_BRACKETS_AT_END = re.compile(r"\s?\([^()]{1,40}\)$")
# Names of photographers in Chinese and Japanese, with "photographed" or "supplied" behind them.
_EAST_ASIAN = re.compile(
    r"(?:[=＝（(]|(?<=[。」\s]))\s?(?:[\u4e00-\u9fff]{1,8}(?:记者|記者)\s?)?(?P<photographer>[\u3040-\u30ff\u4e00-\u9fff]{2,12})\s?"
    r"(?:摄|攝|撮影|提供|供图|供圖)[）)]?$"
)
_BETWEEN_CREDITS = re.compile(r"\s?/\s?|\s[Vv]ia\s")


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """Return the caption without its credit, and the credit; either is None if it is absent."""
    start = max(0, len(caption) - MAX_CREDIT_CHARS - MAX_LABEL_CHARS)
    match, name = _unlabelled(caption, start)
    if match is None or not match["bracketed"]:  # the brackets of "(AP Photo/A. Name)" begin before its label
        labelled = _CREDIT.search(caption, start) or _EAST_ASIAN.search(caption, start)
        match, name = (labelled, labelled[1].strip()) if labelled else (match, name)
    if match is None:
        return caption or None, None
    return caption[: match.start()].rstrip(" |/–—-·([（［") or None, name


def _unlabelled(caption: str, start: int) -> tuple[re.Match[str] | None, str]:
    match = _UNLABELLED.search(caption, start)
    text = (match["bracketed"] or match["name"]).strip() if match else ""
    name = _KIND.sub("", text)
    is_labelled = name != text and looks_like_name(name)
    return (match, name) if is_labelled or _is_split_credit(text) else (None, "")


def without_label(credit: str) -> str:
    """Return "A. Name" for "Photo: A. Name", and a credit without a label unchanged."""
    labelled = _CREDIT.search(credit[:MAX_CREDIT_CHARS])
    return labelled["name"].strip() if labelled else credit


def is_credit(text: str) -> bool:
    """Return True for a text that is set apart at the end of a caption: the name of a person, agency or archive."""
    return looks_like_name(_BRACKETS_AT_END.sub("", text)) or _is_split_credit(text)


def _is_split_credit(text: str) -> bool:
    """Return True for a news agency, and for a full name or an agency beside another name: "A. Name/Agency"."""
    parts = _BETWEEN_CREDITS.split(text)
    if len(parts) == 1:
        return name_key(text) in NEWS_AGENCIES
    are_names = all((part and not part[0].islower()) or name_key(part) in NEWS_AGENCIES for part in parts)
    return are_names and any(looks_like_name(part) or name_key(part) in NEWS_AGENCIES for part in parts)
