"""Recognition of sentence ends in every script."""

from __future__ import annotations

import re

_ENDS = ".!?…。！？．｡।॥؟۔։።፧။។"
_CLOSING = """"'”’»›「」』）)]*"""  # quotation marks and brackets that may follow the end of a sentence
_SENTENCE_END = re.compile(rf"[{_ENDS}][{re.escape(_CLOSING)}\s]*$")


def ends_sentence(text: str) -> bool:
    """Return True if the text ends with a mark that ends sentences in any script, closing quotes and brackets aside."""
    last = text[-1:] or "-"  # an empty text ends no sentence
    return last in _ENDS or ((last in _CLOSING or last.isspace()) and _SENTENCE_END.search(text[-20:]) is not None)
