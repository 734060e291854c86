"""Character classes of scripts whose words are counted and split by special rules.

Each class is the inside of a bracket expression, for use in a pattern such as `[{IDEOGRAPHS}{UNSPACED}]`.
"""

from __future__ import annotations

import re
from unicodedata import category

# Han and kana, written without spaces: iteration marks, kana, and all Unicode blocks of CJK ideographs.
IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Thai, Lao, Burmese and Khmer, also written without spaces: their whole Unicode blocks, with marks and digits.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Korean syllables. Korean has spaces between words, but joins particles to them and writes names without spaces.
HANGUL = "\uac00-\ud7af"

_SPACED_CHARACTER = re.compile(f"[^{IDEOGRAPHS}{UNSPACED}]")
# Vowel signs, accents and other marks of the scripts with spaces. `\w` does not match them, and so would split a Hindi
# word at each vowel sign. The marks of living scripts are in these two ranges.
MARKS = "".join(
    chr(code)
    for code in (*range(0x0300, 0x3100), *range(0xA66F, 0xAC00))
    if category(chr(code)).startswith("M") and _SPACED_CHARACTER.match(chr(code))
)
