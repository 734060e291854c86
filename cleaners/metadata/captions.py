"""Captions of pictures, and the credit that stands at their end."""

from __future__ import annotations

import re

MAX_CREDIT_CHARS = 120

# "Photo: A. Name", "(Bild: A. Name)", "© Agency", "[사진 = Agency]", "Фото: ..." at the end of a caption.
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
    """A caption without the credit at its end, and the credit; either is None where there is none."""
    tail = max(0, len(caption) - MAX_CREDIT_CHARS - 40)
    match = _CREDIT.search(caption, tail)
    if match is None:
        return caption or None, None
    rest = caption[: match.start()].rstrip(" |/–-·([（［")
    return rest or None, match["name"].strip()
