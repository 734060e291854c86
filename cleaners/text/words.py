"""Count words and split texts into tokens, in every script.

`count_words` is the only counter of words. A word is a stretch between white space that has a letter or digit:
"well-known", "3,500" and "हिन्दी" are one each. In Han and kana each character is a word. In Thai, Lao, Burmese and
Khmer a word is five characters, rounded up once per text.

`tokens` splits words further, for comparing texts: programs and editors differ about punctuation and seldom about
letters. A token is a run of letters, digits and their marks, or one character of a script without spaces. Words and
tokens agree as follows:

* Each word of a script with spaces has one token for each of its parts between punctuation: "हिन्दी" has one,
  "well-known" has two. No word is without a token, and no token is outside a word.
* Each Han or kana character is one word and one token.
* `n` characters of Thai, Lao, Burmese or Khmer are `n` tokens and `n / 5` words, rounded up.
"""

from __future__ import annotations

import re

from cleaners.text.character_classes import IDEOGRAPHS, MARKS, UNSPACED
from cleaners.text.normalize import without

UNSPACED_WORD_CHARS = 5  # characters per word in Thai, Lao, Burmese and Khmer, marks included

IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")
UNSPACED_RUN = re.compile(f"[{IDEOGRAPHS}{UNSPACED}]{{2,}}")  # in any script without spaces
_WITHOUT_SPACES = re.compile(f"[{IDEOGRAPHS}{UNSPACED}]")  # a character of any such script
_SPACED_WORD = re.compile(r"\w\S*")

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # left out of tokens, since programs differ about them
_PUNCTUATION = "’‘“”–—…«»"  # outside ASCII, and frequent in texts that otherwise have none of it
_PLAIN_TOKEN = re.compile(r"\w+")
# For `bytes.translate`, which takes a quarter of a pattern's time.
_ASCII_SPACES = bytes(32 if chr(code).isspace() else code for code in range(256))
_ASCII_SIGNS = re.sub(r"[\w\s]", "", "".join(map(chr, range(128)))).encode()  # neither in words nor between them
_ASCII_TOKENS = bytes(32 if code in _ASCII_SIGNS else code for code in _ASCII_SPACES)
_HAS_OTHER_TOKENS = re.compile(f"[{MARKS}{IDEOGRAPHS}{UNSPACED}]")
_LETTERS = rf"[^\W{IDEOGRAPHS}{UNSPACED}]"
TOKEN = re.compile(rf"[{IDEOGRAPHS}{UNSPACED}]|{_LETTERS}++(?:[{MARKS}]++{_LETTERS}*+)*+")


def count_words(text: str) -> int:
    """Count the words of a text by the rules of its scripts."""
    if text.isascii():
        return len(text.encode().translate(_ASCII_SPACES, _ASCII_SIGNS).split())
    if not _WITHOUT_SPACES.search(text):
        return len(_SPACED_WORD.findall(text))
    ideographs = len(IDEOGRAPH.findall(text))
    unspaced = len(UNSPACED_CHARACTER.findall(text))
    spaced = len(_SPACED_WORD.findall(_WITHOUT_SPACES.sub(" ", text)))
    return spaced + ideographs + -(-unspaced // UNSPACED_WORD_CHARS)


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order, without punctuation and invisible characters. Case is kept."""
    if not text.isascii():
        text = without(_INVISIBLE, text)
        for mark in _PUNCTUATION:
            text = text.replace(mark, " ") if mark in text else text
    if text.isascii():
        return text.encode().translate(_ASCII_TOKENS).decode().split()
    pattern = TOKEN if _HAS_OTHER_TOKENS.search(text) else _PLAIN_TOKEN  # the simple pattern takes half the time
    return pattern.findall(text)
