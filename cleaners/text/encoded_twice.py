"""Undo an encoding that a publisher applied twice, which makes browsers show codes in place of letters.

UTF-8 bytes that were read as windows-1252 give "fÃªte" for "fête". Entities that were escaped twice are "&amp;nbsp;" in
the markup and "&nbsp;" on the page.
"""

from __future__ import annotations

import re
from html.entities import html5
from itertools import islice

MIN_SEQUENCES = 2  # on one page; a single one may be an accented capital before a closing quotation mark

# Letters in UTF-8 that are read as windows-1252 begin with one of these: Latin, Greek, Cyrillic, Hebrew, Arabic;
# quotation marks, ideographic punctuation, Indic and Thai letters. The byte 128 occurs in any script. A text with none
# of them is not searched for the pattern, which takes far longer.
_SIGNS = (*"ÂÃÄÅÎÏÐÑ×ØÙ", "â€", "ã€", "à¤", "à¸", "\x80")
# Characters of the bytes 128 to 159 in windows-1252. Five of the bytes have none: they are read as control characters.
_BYTES_WITHOUT_CHARACTER = b"\x81\x8d\x8f\x90\x9d"
_BYTES = {
    ord(bytes([code]).decode("cp1252")): code for code in range(0x80, 0xA0) if code not in _BYTES_WITHOUT_CHARACTER
}
_LATER = "[\x80-\xbf" + "".join(map(chr, _BYTES)) + "]"
_SEQUENCE = re.compile(f"[\xc2-\xdf]{_LATER}|[\xe0-\xef]{_LATER}{{2}}|[\xf0-\xf4]{_LATER}{{3}}")
_LINE_BREAKS = re.compile(r"([<>\n])")

# An entity in text. Angle brackets are left alone, because a text that shows them is about markup.
_ENTITY = re.compile(r"#\d{2,6};|#[xX][0-9a-fA-F]{2,5};|(?!lt;|gt;)[a-zA-Z]{2,8}\d{0,2};")
_AMPERSAND = "&amp;"
_ESCAPED_TWICE = re.compile(f"{_AMPERSAND}({_ENTITY.pattern})")
_TAGS = re.compile(r"(<[^<>]*>)")
_SHOWS_CODE = re.compile(r"<(?:code|kbd|pre|samp|textarea|tt|xmp)\b", re.IGNORECASE)


def is_read_wrongly(text: str) -> bool:
    """Return True if a text, with or without its ASCII characters, may have parts of UTF-8 read as windows-1252."""
    if not any(sign in text for sign in _SIGNS):
        return False
    return sum(1 for _ in islice(_SEQUENCE.finditer(text), MIN_SEQUENCES)) == MIN_SEQUENCES


def read_as_utf8(text: str) -> str:
    """Decode each line, or text between tags, that is UTF-8 read as windows-1252, and return the whole text."""
    return "".join(map(_decode, _LINE_BREAKS.split(text)))


def _decode(line: str) -> str:
    """Return the line as it was before it was encoded twice, or unchanged if it cannot have been."""
    if line.isascii() or not _SEQUENCE.search(line):
        return line
    try:
        return line.translate(_BYTES).encode("latin-1").decode()
    except UnicodeError:
        return line


def unescape_once(html: str) -> str:
    """Return the markup with the entities in its text escaped once if they were escaped twice.

    Pages with elements for code are left alone: their text may be about entities.
    """
    if not _has_escaped_twice(html) or _SHOWS_CODE.search(html):
        return html
    pieces = _TAGS.split(html)
    pieces[::2] = [_ESCAPED_TWICE.sub(_entity, text) if _AMPERSAND in text else text for text in pieces[::2]]
    return "".join(pieces)


def _has_escaped_twice(html: str) -> bool:
    """Return True if _ESCAPED_TWICE matches in the markup. A search for that pattern takes three times as long."""
    place = html.find(_AMPERSAND)
    while place >= 0:
        place += len(_AMPERSAND)
        if _ENTITY.match(html, place):
            return True
        place = html.find(_AMPERSAND, place)
    return False


def _entity(match: re.Match[str]) -> str:
    """Return an entity escaped once, or unchanged if HTML does not know it."""
    name = match[1]
    return f"&{name}" if name[0] == "#" or name in html5 else match[0]
