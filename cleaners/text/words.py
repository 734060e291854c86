"""Counting words in every script: also in those that put no spaces between them."""

from __future__ import annotations

import re

# Han and kana: a character is about a word.
IDEOGRAPH = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
# Thai, Lao, Burmese, Khmer: a word has about five characters, marks included.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
UNSPACED_WORD_CHARS = 5
_DENSE = re.compile(f"[{IDEOGRAPH.pattern[1:-1]}{UNSPACED.pattern[1:-1]}]")
UNSPACED_RUN = re.compile(f"{_DENSE.pattern}{{2,}}")
_SPACED = re.compile(r"\w\S*")  # \w+ would cut Hindi words at their vowel signs

# Sentence ends of all scripts, and what may follow them: closing quotation marks and brackets.
_ENDS = ".!?…。！？．｡।॥؟۔։።፧။។"
_CLOSING = """"'”’»›「」』）)]*"""
_SENTENCE_END = re.compile(rf"[{_ENDS}][{re.escape(_CLOSING)}\s]*$")


def count_words(text: str) -> int:
    """Count words: what stands between spaces, each Han or kana character, five Thai, Lao, Burmese, Khmer ones."""
    if text.isascii():
        return len(_SPACED.findall(text))
    if not _DENSE.search(text):
        return len(_SPACED.findall(text))
    ideographs = len(IDEOGRAPH.findall(text))
    unspaced = len(UNSPACED.findall(text))
    text = UNSPACED.sub(" ", IDEOGRAPH.sub(" ", text))
    return len(_SPACED.findall(text)) + ideographs + -(-unspaced // UNSPACED_WORD_CHARS)


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence does, in any script."""
    last = text[-1:] or "-"
    return last in _ENDS or ((last in _CLOSING or last.isspace()) and _SENTENCE_END.search(text[-20:]) is not None)
