"""Recognise the ends of sentences in every script."""

from __future__ import annotations

import re

ENDS = ".!?…。！？．｡।॥؟۔։።፧။។"
_EMOJI = "".join(map(chr, (*range(0x2600, 0x2794), *range(0x1F300, 0x1FB00), 0x200D, 0xFE0F)))
CLOSING = """"'”’»›「」』）)]*""" + _EMOJI  # quotation marks, brackets and emoji that may follow the end of a sentence
COLONS = (":", "：", "៖", "፦")  # ends of lines that announce what follows; the last two are Khmer and Ethiopic
# Ends of questions; the fourth is Ethiopic, and a semicolon is one in Greek only.
_QUESTION_END = re.compile(r"(?:[?？؟፧]|[α-ωά-ώ][;\u037e])\s*$", re.IGNORECASE)
_QUESTION_MARKS = frozenset("?？؟፧;\u037e")  # each match has one of them
_ARMENIAN_QUESTION, _ARMENIAN_STOP = "՞", "։"  # the first stands on a vowel inside the sentence
_UNMARKED = re.compile("[\u0e00-\u0eff][’”»]?$")  # the Unicode blocks of Thai and Lao
_SENTENCE_END = re.compile(rf"[{ENDS}][{re.escape(CLOSING)}\s]*$")


def ends_sentence(text: str) -> bool:
    """Return True if the text ends with a mark that ends sentences in any script, or quotes or emoji after one."""
    last = text[-1:] or "-"  # an empty text ends no sentence
    if last.isalnum():
        return False
    return last in ENDS or ((last in CLOSING or last.isspace()) and _SENTENCE_END.search(text[-20:]) is not None)


def may_end_sentence(text: str) -> bool:
    """Return True if the text may end a sentence. A text in Thai or Lao always may: they have no mark for it."""
    return ends_sentence(text) or _UNMARKED.search(text[-2:]) is not None


def ends_statement(text: str) -> bool:
    """Return True if the text ends with a sentence that is not a question."""
    return ends_sentence(text) and not ends_question(text)


def ends_question(text: str) -> bool:
    """Return True if the text ends with a question, or is an Armenian one."""
    if _ARMENIAN_QUESTION in text and _ARMENIAN_STOP not in text[:-1]:
        return True
    end = text[-8:]
    return not _QUESTION_MARKS.isdisjoint(end) and _QUESTION_END.search(end.rstrip(_EMOJI)[-4:]) is not None
