"""Make text from pages and stores safe to show: on a page, on a terminal and in the log."""

from __future__ import annotations

import re

# Characters that XML forbids, that terminals take as commands, or that change the direction of text: C0 and C1 controls
# other than tab and line feed, bidirectional controls, surrogates, non-characters.
_UNSAFE = re.compile("[^\t\n\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Control characters, line separators of Unicode, and marks that change the direction of text.
_UNSAFE_IN_LOG = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CREDENTIALS = re.compile(r"(://)[^\s/?#@]{1,500}@")


def printable(text: str) -> str:
    """Return the text with U+FFFD for each character that is unsafe on a page or a terminal."""
    return _UNSAFE.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Return a text on one line, with escapes for control characters, and without users in addresses."""
    line = _UNSAFE_IN_LOG.sub(lambda match: ascii(match[0])[1:-1], text)
    return _CREDENTIALS.sub(r"\1", line)
