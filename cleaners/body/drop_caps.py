"""Drop caps: join the first letter of a story, in an element or picture of its own, with the rest of its word.

A screen reader would read such a letter apart from its word, so pages often hide it from screen readers, or repeat the
word for them alone. Readers see the large letter once, and the text must have it once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.markup.hiding import hiding
from cleaners.text.words import tokens

MAX_INITIAL_CHARS = 4  # a letter with a quotation mark before it, and combining marks
MIN_REST_CHARS = 40  # of the paragraph that a letter in a block of its own begins
_OPENING = "\"'\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019\u201a\u2039\u203a\u00bf\u00a1(\u2014-\u300c"
_INITIAL = re.compile(rf"[{re.escape(_OPENING)}]{{0,2}}\s?[^\W\d_][\u0300-\u036f\u0900-\u0903\u093a-\u094f]{{0,2}}")
_HIDING_STYLE = re.compile(r":\s*(?:none|hidden)")
# Letters that are words by themselves in one language or another, so that a new word may follow them.
_ONE_LETTER_WORDS = frozenset("AIOÀÈÉÓYEUVWKZSВИКОСУЯАІЙЄΗΟ")
_FIRST_CJK = "\u2e80"  # a Chinese or Japanese character in a block of its own is a word, such as a label
MIN_REST_WORDS = 6  # after a hidden letter that is a word


def is_hidden_initial(element: HtmlElement) -> bool:
    """Return True if an element that is hidden from screen readers is the first letter of the word after it.

    `element` must be hidden by `aria-hidden` alone, because text that nobody sees does not belong to the story.
    """
    if element.get("aria-hidden") != "true" or len(element) > 1:
        return False
    if element.get("hidden") is not None or _HIDING_STYLE.search(element.get("style", "")):
        return False
    letter = "".join(element.itertext()).strip()
    if not letter or len(letter) > MAX_INITIAL_CHARS or not _INITIAL.fullmatch(letter) or _has_copy(element, letter):
        return False
    following = _text_after(element)
    return _continues(letter, following) or _is_first_word(element, letter, following)


def initial_in_picture(image: HtmlElement) -> str:
    """Return the letter that a picture shows if the text after it continues the word, else ""."""
    letter = (image.get("alt") or "").strip()
    if not letter or len(letter) > MAX_INITIAL_CHARS or not _INITIAL.fullmatch(letter):
        return ""
    return letter if _continues(letter, image.tail or "") else ""


def join_initials(blocks: Sequence[Block]) -> list[Block]:
    """Join each block that is only a letter with the paragraph after it, if that continues the word."""
    joined: list[Block] = []
    for block in blocks:
        if joined and len(joined[-1].text) <= MAX_INITIAL_CHARS and _begins(joined[-1], block):
            letter = joined.pop()
            block.text = letter.text + (" " if _is_word(letter.text, block.text, blocks) else "") + block.text
            block.cached_tokens = None
        joined.append(block)
    return joined


def _text_after(element: HtmlElement) -> str:
    """Return the text right after an element, without copies of it for screen readers in between."""
    text = element.tail or ""
    sibling = element.getnext()
    while not text and sibling is not None and isinstance(sibling.tag, str):
        is_copy = len("".join(sibling.itertext()).strip()) <= MAX_INITIAL_CHARS
        text = (sibling.tail or "") if is_copy else "".join(sibling.itertext())
        sibling = sibling.getnext() if is_copy else None
    return text


def _has_copy(element: HtmlElement, letter: str) -> bool:
    """Return True if the next element repeats the letter and stays in the text."""
    copy = None if element.tail else element.getnext()
    return copy is not None and "".join(copy.itertext()).strip() == letter and hiding(copy) is None


def _continues(letter: str, following: str) -> bool:
    """Return True if a text continues the word: a small letter, capitals, an apostrophe, or the same script."""
    word = following[:2]
    if word[:1] in ("'", "\u2019"):
        return word[1:].isalpha()
    if letter[-1].upper() != letter[-1].lower():
        return letter[-1].isupper() and word[:1].isalpha() and (word[0].islower() or (len(word) > 1 and word.isupper()))
    return word[:1].isalpha()


def _is_first_word(element: HtmlElement, letter: str, following: str) -> bool:
    """Return True if the letter is a word by itself and opens a paragraph."""
    parent = element.getparent()
    opens_paragraph = parent is not None and parent.tag == "p" and not (parent.text or "").strip()
    is_first = opens_paragraph and element.getprevious() is None
    rest = following.lstrip()
    return is_first and letter[-1] in _ONE_LETTER_WORDS and rest[:1].islower() and rest.count(" ") >= MIN_REST_WORDS


def _begins(letter: Block, block: Block) -> bool:
    """Return True if a block that is only a letter begins the paragraph in the next block."""
    if block.type != "paragraph" or letter.type not in ("paragraph", "heading") or len(block.text) < MIN_REST_CHARS:
        return False
    if letter.link_share or not _INITIAL.fullmatch(letter.text):
        return False
    if _is_inside(letter, block) and letter.text[-1] < _FIRST_CJK:
        return _continues(letter.text, block.text)
    return letter.text[-1].isupper() and block.text[0].islower()


def _is_inside(letter: Block, block: Block) -> bool:
    """Return True if the letter's element is a child of the paragraph's own."""
    return letter.element is not None and letter.element.getparent() is block.element


def _is_word(letter: str, rest: str, blocks: Sequence[Block]) -> bool:
    """Return True if the letter is a word by itself: the page has the next word again, and never the two as one."""
    if letter[-1] not in _ONE_LETTER_WORDS:
        return False
    words = Counter(token.casefold() for block in blocks for token in block.tokens)
    word = next(iter(tokens(rest)), "").casefold()
    return words[word] > 1 and not words[letter[-1].casefold() + word]
