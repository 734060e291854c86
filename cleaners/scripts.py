"""Counting words in every script: also in those that put no spaces between them."""

from __future__ import annotations

import re

# Han and kana: a character is about a word.
_IDEOGRAPH = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
# Thai, Lao, Burmese, Khmer: a word has about five characters, marks included.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_UNSPACED_WORD_CHARS = 5
UNSPACED_RUN = re.compile(f"[{_IDEOGRAPH.pattern[1:-1]}{_UNSPACED.pattern[1:-1]}]{{2,}}")
_SPACED = re.compile(r"\w\S*")  # \w+ would cut Hindi words at their vowel signs

# Sentence ends of all scripts, and what may follow them: closing quotation marks and brackets.
_SENTENCE_END = re.compile(r"""[.!?…。！？．｡।॥؟۔։።፧။។]["'”’»›「」』）)\]*\s]*$""")


def count_words(text: str) -> int:
    """Count words: what stands between spaces, each Han or kana character, five Thai, Lao, Burmese, Khmer ones."""
    if text.isascii():
        return len(_SPACED.findall(text))
    ideographs = len(_IDEOGRAPH.findall(text))
    unspaced = len(_UNSPACED.findall(text))
    if ideographs:
        text = _IDEOGRAPH.sub(" ", text)
    if unspaced:
        text = _UNSPACED.sub(" ", text)
    return len(_SPACED.findall(text)) + ideographs + -(-unspaced // _UNSPACED_WORD_CHARS)


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence does, in any script."""
    return _SENTENCE_END.search(text[-20:]) is not None
