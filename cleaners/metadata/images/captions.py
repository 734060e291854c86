"""Separate the photo credit from the end of a picture's caption."""

from __future__ import annotations

import re

MAX_CREDIT_CHARS = 120
MAX_LABEL_CHARS = 40  # of "Photo by" and the like in front of the credit

# A credit at the end of a caption: "Photo: A. Name", "(Bild: A. Name)", "© Agency", "[사진 = Agency]", "Фото: ...".
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;|)(\[（［/–-]))[(\[（［]?\s?"
    r"(?:(?:fotos?|photos?|photograph|bild(?:er|quelle)?|images?|pictures?|illustration|grafik|credits?|quelle"
    r"|source|copyright|cr[ée]dits?(?: photo)?|cr[ée]ditos?|fotograf[íi]a|imagen|imagem|immagine|zdj[ęe]cie|fot"
    r"|kuva|bilde|billede|fotoğraf|фото|світлина|снимка|φωτογραφία|写真|사진(?: ?출처)?|图片|圖片|来源"
    r"|صورة|الصورة|תצלום|צילום)\.?\s?"
    r"(?:by\s|[:：=/]|©|-\s)\s?|(?:©|\(c\)|（Ｃ）|photograph(?:ed)? by\s|photo by\s|foto von\s))\s?"
    r"(?P<name>[^:]{2,120}?)\s?[)\]）］.]?$",
    re.IGNORECASE,
)


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """Return the caption without its credit, and the credit; either is None if it is absent."""
    search_start = max(0, len(caption) - MAX_CREDIT_CHARS - MAX_LABEL_CHARS)
    match = _CREDIT.search(caption, search_start)
    if match is None:
        return caption or None, None
    text = caption[: match.start()].rstrip(" |/–-·([（［")
    return text or None, match["name"].strip()
