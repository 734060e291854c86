"""Recognition of sentence ends in every script."""

from __future__ import annotations

import re

ENDS = ".!?…。！？．｡।॥؟۔։።፧။។"
QUESTION_MARKS = ("?", "？", "؟", ";", "՞")
CLOSING = """"'”’»›「」』）)]*"""  # quotation marks and brackets that may follow the end of a sentence
_SENTENCE_END = re.compile(rf"[{ENDS}][{re.escape(CLOSING)}\s]*$")


def ends_sentence(text: str) -> bool:
    """Return True if the text ends with a mark that ends sentences in any script, closing quotes and brackets aside."""
    last = text[-1:] or "-"  # an empty text ends no sentence
    return last in ENDS or ((last in CLOSING or last.isspace()) and _SENTENCE_END.search(text[-20:]) is not None)
