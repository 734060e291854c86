"""Separate the photo credit from the end of a picture's caption."""

from __future__ import annotations

import re

from cleaners.metadata.authors.byline_words import NEWS_AGENCIES
from cleaners.metadata.authors.names import looks_like_name, names_in
from cleaners.metadata.titles.comparison import name_key, name_keys

MAX_CREDIT_CHARS = 120
MAX_LABEL_CHARS = 40  # of "Photo by" and the like in front of the credit

# A credit at the end of a caption: "Photo: A. Name", "(Bild: A. Name)", "© Agency", "[사진 = Agency]", "Фото: ...".
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;|)(\[（［/–-]))[(\[（［]?\s?(?:(?:staff|file|courtesy|handout)\s)?"
    r"(?:(?:\w{0,12}fotos?|photos?|photograph|\w{0,12}bild(?:er|quelle)?|images?|pictures?|pics?|illustration|grafik|credits?|quelle"
    r"|source|copyright|cr[ée]dits?(?: photo)?|cr[ée]ditos?|fotograf[íi]a|imagen|imagem|immagine|zdj[ęe]cie|fot"
    r"|kuva|bilde|billede|fotoğraf|фото|світлина|снимка|φωτογραφία|写真|사진(?: ?출처)?|图片|圖片|来源"
    r"|صورة|الصورة|תצלום|צילום)\.?\s?"
    r"(?:(?:[a-z]+\s)?by\s|[:：=/]|©|-\s)\s?|(?:©|\(c\)|（Ｃ）|photograph(?:ed)? by\s|photo by\s|foto von\s"
    r"|(?:fot|phot|ph|φωτ|сн)\.\s|courtesy(?:\sof)?\s))\s?"
    r"(?P<name>[^:]{2,120}?)\s?[)\]）］.]?$",
    re.IGNORECASE,
)

# The same without a label: in brackets, after a sentence or a bar, or after a slash. A full stop after a single letter
# does not end a sentence.
_UNLABELLED = re.compile(
    r"\s?[(\[（［](?P<bracketed>[^()\[\]（）［］:]{2,80})[)\]）］]\.?$"
    r"|(?:(?<=[.!?…”\"»|])(?<![\s.][^\W\d_]\.)\s|\s[–—-]\s)"
    r"(?P<name>(?:[^.!?…”\"»:–—|]|(?<=[\s.][^\W\d_])\.){2,80})\.?$"
    r"|(?:\s/\s?|[=＝])(?P<agency>[^/=＝.:]{2,30})$"
)
_ENDS_SENTENCE = (".", "!", "?", "…")
_SOURCE = re.compile(r"[^\W\d_a-zß-ÿ](?:[^\d.:;!?]|(?<!\w\w)\.){1,60}")  # begins with a capital, may have initials
_PICTURE = re.compile(r"(?:foto|photo|picture|image|bild|archiv|archive|file)s?$", re.IGNORECASE)  # "File photo"
_SHORT_WORD = 3  # letters of "of" and "for" in the name of a source
MAX_SOURCE_WORDS = 6
MAX_INITIALS = 4
_KIND = re.compile(
    r"^(?:fotos?|photos?|images?|bild|beeld|kuva|pictures?|graphics?)[\s/](?:(?:via|by|di|de|par|por|von|av|af|door|oleh)\s)?",
    re.IGNORECASE,
)
# Names of photographers in Chinese and Japanese, with "photographed" or "supplied" after them.
_EAST_ASIAN = re.compile(
    r"(?:[=＝（(]|(?<=[。」\s]))\s?(?:[\u4e00-\u9fff]{1,8}(?:记者|記者)\s?)?(?P<photographer>[\u3040-\u30ff\u4e00-\u9fff]{2,12})\s?"
    r"(?:摄|攝|撮影|提供|供图|供圖)[）)]?$"
)
_AGENCIES = NEWS_AGENCIES | name_keys(
    """
    gettyimages getty shutterstock istock istockphoto adobestock alamy imago picturealliance scanpix ritzauscanpix epa
    unsplash pexels pixabay flickr wikimediacommons
    """
)
_IN_BRACKETS = re.compile(r"[(（\[［]([^()（）\[\]［］]+)[)）\]］]")
_BETWEEN_CREDITS = re.compile(r"\s?/\s?|\s\|\s|\s[Vv]ia\s")


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """Return the caption without its credit, and the credit; either is None if it is absent."""
    if _is_credit_only(caption):
        return None, caption
    if (bracketed := _IN_BRACKETS.fullmatch(caption)) and _is_source(bracketed[1]):
        return None, bracketed[1]
    start = max(0, len(caption) - MAX_CREDIT_CHARS - MAX_LABEL_CHARS)
    unlabelled = _UNLABELLED.search(caption, start)
    name = _unlabelled_name(unlabelled) if unlabelled else None
    labelled = _CREDIT.search(caption, start) or _EAST_ASIAN.search(caption, start)
    if unlabelled and name and (unlabelled["bracketed"] or not labelled):
        match = unlabelled  # the brackets of "(AP Photo/A. Name)" begin before its label
    elif labelled:
        match, name = labelled, labelled[1].strip()
    elif unlabelled and (name := _source_set_apart(unlabelled)):
        match = unlabelled
    else:
        return caption or None, None
    return caption[: match.start()].rstrip(" |/–—-·([（［") or None, name


def _unlabelled_name(match: re.Match[str]) -> str | None:
    """Return a name with an agency or another name, or one after a word such as "Photo"."""
    text = _text_of(match)
    name = _KIND.sub("", text)
    is_labelled = name != text and (looks_like_name(name) or _is_split_credit(name))
    return name if is_labelled or _is_split_credit(text) else None


def _source_set_apart(match: re.Match[str]) -> str | None:
    """Return a source in brackets after a sentence, or after the only bar or slash; or initials after a sentence."""
    text, before = _text_of(match), match.string[: match.start()].rstrip()
    if match["agency"]:
        is_after = before.endswith(_ENDS_SENTENCE) or (looks_like_name(text) and not _is_source(before))
        is_apart = is_after and "/" not in before
    elif before.endswith(_ENDS_SENTENCE):
        is_after_slash = (match["name"] or "").startswith("/")
        is_apart = match["bracketed"] is not None or is_after_slash or (text.isupper() and len(text) <= MAX_INITIALS)
    else:
        is_apart = match["name"] is not None and before.endswith("|") and before.count("|") == 1
    return text if is_apart and _is_source(text) else None


def _text_of(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).strip(" /")


def _is_source(text: str) -> bool:
    """Return True for capitalised words, as in the name of a person or an organisation, but not for "File photo"."""
    words = text.split()
    is_name = all(word[0].isupper() or len(word) <= _SHORT_WORD for word in words)
    return bool(_SOURCE.fullmatch(text)) and len(words) <= MAX_SOURCE_WORDS and is_name and not _PICTURE.search(text)


def _is_credit_only(caption: str) -> bool:
    """Return True for a caption such as "Getty Images" or "A. Name/Flickr", which is nothing but a credit."""
    parts = _BETWEEN_CREDITS.split(caption)
    if len(parts) == 1:
        return name_key(caption) in _AGENCIES
    is_known = any((" " not in part and len(parts) == 2) or name_key(part) in _AGENCIES for part in parts)
    return is_known and "," not in caption and all(map(_is_source, parts)) and not _CREDIT.search(caption)


def without_label(credit: str) -> str:
    """Return "A. Name" for "Photo: A. Name", and a credit without a label unchanged."""
    labelled = _CREDIT.search(credit[:MAX_CREDIT_CHARS])
    return labelled["name"].strip() if labelled else credit


def is_credit(text: str) -> bool:
    """Return True for a text that is set apart at the end of a caption: the name of a person, agency or archive."""
    return bool(names_in(text)) or _is_split_credit(text)


def _is_split_credit(text: str) -> bool:
    """Return True for a news agency, and for a full name or an agency beside another name: "A. Name/Agency"."""
    parts = _BETWEEN_CREDITS.split(text)
    if len(parts) == 1:
        return name_key(text) in _AGENCIES
    are_names = all((part and not part[0].islower()) or name_key(part) in _AGENCIES for part in parts)
    return are_names and any(looks_like_name(part) or name_key(part) in _AGENCIES for part in parts)
