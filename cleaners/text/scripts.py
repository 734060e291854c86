"""Character classes of scripts that count and split words in their own way.

Each class is the inside of a bracket expression, for use as `[{IDEOGRAPHS}{UNSPACED}]` in a pattern.
"""

from __future__ import annotations

import re
from unicodedata import category

# Han and kana, written without spaces: the iteration marks, kana, and all blocks of CJK ideographs.
IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Thai, Lao, Burmese and Khmer, written without spaces as well: their whole blocks, with marks and digits.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Korean syllables. Words have spaces between them, but particles are joined to them, and names have no spaces.
HANGUL = "\uac00-\ud7af"


_OF_SPACED = re.compile(f"[^{IDEOGRAPHS}{UNSPACED}]")
# Vowel signs, accents and other marks of the scripts with spaces. `\w` leaves them out, and would cut a Hindi word at
# each vowel sign. Living scripts have their marks in these two ranges.
MARKS = "".join(
    chr(code)
    for code in (*range(0x0300, 0x3100), *range(0xA66F, 0xAC00))
    if category(chr(code)).startswith("M") and _OF_SPACED.match(chr(code))
)
