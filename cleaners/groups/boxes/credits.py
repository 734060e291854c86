"""Find the lines below a story's last sentence that credit people: "J. R.", "(kb/dpa)", "Edited by Ada Lind"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cleaners.document import Block
from cleaners.metadata.authors.byline_text import is_of_others
from cleaners.text.normalize import is_quoted
from cleaners.text.sentences import ends_sentence

MAX_CHARS = 30  # of a line with initials
MAX_PARTS = 4  # initials or short names in a line
MAX_CAPITALS = 8  # letters of a part in capitals, such as the name of an agency
MAX_LETTERS = 5  # letters of any other part
MAX_BRACKETED = 12  # characters of a text in brackets that may be anything, in any script
MAX_CREDIT_WORDS = 20
MIN_CAPITALISED = 0.6  # share of a credit's words that begin with a capital, since most of them are names
_DASHES = ("—", "–", "-")  # before the name of a person who is quoted
_BRACKETS = re.compile(r"[(（\[【](?P<inner>[^()（）\[\]【】]+)[)）\]】]\.?")
_WORD = re.compile(r"[^\W\d_]+")
_PHRASE = re.compile(r"[^\W\d_] [^\W\d_]")  # words with nothing but a space between them
_NOT_INITIALS = re.compile(r"[\d!?…:\"“”„«»]")


def find_credits(end: Sequence[Block]) -> list[Block]:
    """Return the credits at the end of a text; [] if no sentence is right above them.

    `end` has the last blocks, the last one first. Out of fold, such lines were debatable on 33 pages, and never part of
    the story.
    """
    lines = [*takewhile(_is_credit, end)]
    return lines if len(lines) < len(end) and ends_sentence(end[len(lines)].text) else []


def _is_credit(block: Block) -> bool:
    if block.type != "paragraph" or is_quoted(block.text) or block.text.startswith(_DASHES):
        return False
    return _are_initials(block.text) or _names_others(block)


def _are_initials(text: str) -> bool:
    """Return True for a line of only initials and short names, or of a few characters in brackets."""
    if len(text) > MAX_CHARS or _NOT_INITIALS.search(text):
        return False
    brackets = _BRACKETS.fullmatch(text)
    inner = brackets["inner"] if brackets else text
    parts = _WORD.findall(inner)
    if not 1 <= len(parts) <= MAX_PARTS:
        return False
    if brackets is not None and len(inner) <= MAX_BRACKETED:
        return True
    if all(part.isupper() and len(part) <= MAX_CAPITALS for part in parts):
        return True
    if _PHRASE.search(inner) or (len(parts) == 1 and inner.endswith(".")):
        return False
    return all(part.lower() != part.upper() and len(part) <= MAX_LETTERS for part in parts)


def _names_others(block: Block) -> bool:
    """Return True for a line with a word such as "edited" or "photo" whose other words are mostly names."""
    if block.words > MAX_CREDIT_WORDS or not is_of_others(block.text):
        return False
    words = _WORD.findall(block.text)
    return sum(map(str.isupper, (word[0] for word in words))) >= MIN_CAPITALISED * len(words)
