"""Recognise signs of readers' comments: names of elements, lines with author and time, controls such as "Reply"."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rules import find_rule
from cleaners.text.normalize import fold_visible, normalise
from cleaners.text.words import count_words

MAX_NAME_CHARS = 300  # characters of a class attribute that are searched
MAX_LABEL_WORDS = 14  # words of a line with the author and time of a comment
MAX_CONTROL_WORDS = 6
# Labels of controls that also mark the answers of an interview. They count only beside a date or time.
_ANSWERS = frozenset(map(normalise, ["Svar", "Απάντηση", "Válasz", "Trả lời", "Antwort", "Answer", "Respuesta"]))
_BESIDE = re.compile(r" [|·•] ")  # between the cells of a row, and between controls
_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")

# Parts of the names that content systems give to elements with comments, in many languages. A "commentary" is a column.
_NAME = re.compile(
    r"comment(?!ar(?:y|ies)|at(?:or|e))|kommentar|koment|coment(?:[ao]r|(?![a-z]))|(?<=article)comm(?![a-z])|kommentt|hozzaszol|disqus|discussion|talkback|"
    r"(?<![a-z])replies|reacties|yorumlar|opinie|opinions|sxolia|pinglun|guestbook|livefyre|hypercomments|cackle",
    re.IGNORECASE,
)
_LIVE = re.compile(r"(?<![a-z])live(?!fyre)", re.IGNORECASE)  # a live text on a match has "comments" too
_TAXONOMIES = ("category-", "cat-", "tag-", "topic-", "section-", "term-", "has-", "no-")
_TYPES = re.compile(r"schema\.org/(?:User)?Comments?\b|data-vocabulary\.org/Comment")
VOTES = "+"  # what `control_of` returns for a number of votes
_VOTES = re.compile(
    r"[+＋▲△↑⬆👍❤♥♡]\ufe0f?\s?\d{1,5}(?:\s?[−–▼▽↓⬇👎-]\ufe0f?(?:\s?\d{1,5})?)?|\d{1,5}\s?[▲△⬆👍❤♥♡]\ufe0f?"
)
_DIGIT = re.compile(r"\d")
_COUNT_ENDS = frozenset("0123456789)）")
_COUNT = re.compile(r"\s?[:：(（]?\s?\d{1,6}\s?[)）]?\s?$")  # as in "Comments: 3" and "Comments (3)"
_AGO = r"\d\s?\w{1,12}\.?\s(?:ago|назад|тому|temu|önce|sedan|siden|sitten|geleden|fa|atrás|lalu|trước|ezelőtt)\b"
_SINCE = r"\b(?:vor|il y a|hace|há|acum|πριν|منذ|قبل|לפני|před|hai|για)\s(?:\w+\s)?\d+(?:\s?\w{1,12})?"
_AGE = re.compile(rf"{_AGO}|{_SINCE}|\d\s?\w{{0,3}}(?:前|전)", re.IGNORECASE)
MAX_SIGNER_WORDS = 4
MAX_SIGNATURE_CHARS = 80  # of a name with a time in front of a text
MIN_TEXT_WORDS = 3  # of the shortest comment
# A date, a time of day, or an age such as "3 hours ago" and "vor 2 Tagen".
_TIME = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?<!\d)[012]?\d[:.h]\d\d(?!\d)|\d{1,4}\s?[年月日时時分]|\d{1,2}\s?[시분월일]|"
    r"\d{1,2}\.? [^\W\d]{3,12}\.?,? (?:19|20)\d\d|[^\W\d]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|"
    rf"{_AGO}|{_SINCE}|"
    r"\d\s?\w{0,3}(?:前|전)|"
    r"^\d{1,3}\s?(?:min|std|hrs?|[smhdwj])\.?$",
    re.IGNORECASE,
)


def is_declared_comment(element: HtmlElement) -> bool:
    """Return True if microdata say that an element is a reader's comment."""
    type_ = element.get("itemtype")
    return element.get("itemprop") == "comment" or (type_ is not None and _TYPES.search(type_) is not None)


def is_named_for_comments(element: HtmlElement) -> bool:
    """Return True if the class or id of an element names readers' comments."""
    class_names, element_id = element.get("class"), element.get("id")
    return bool((class_names and _is_comment_name(class_names)) or (element_id and _is_comment_name(element_id)))


@lru_cache(maxsize=4_096)  # the same classes repeat within a page and across a site
def _is_comment_name(name: str) -> bool:
    """Return True if a class or id attribute names comments. Names of categories are left out: they name columns."""
    names = [one for one in name[:MAX_NAME_CHARS].split() if not one.lower().startswith(_TAXONOMIES)]
    return any(_NAME.search(one) for one in names) and not any(_LIVE.search(one) for one in names)


def is_control(block: Block) -> bool:
    """Return True for a line such as "Reply" or "Reply · Like", and for a table row with such a cell."""
    if block.words > MAX_CONTROL_WORDS:
        return False
    return any(_is_comment_label(part) for part in _BESIDE.split(block.text))


def _is_comment_label(text: str) -> bool:
    """Return True if a rule for comments matches a text, or the text without its count."""
    match = find_rule(text)
    if match is None and text[-1:] in _COUNT_ENDS:
        match = find_rule(_COUNT.sub("", text))
    return match is not None and match.rule.kind == "comments"


def control_of(block: Block) -> str:
    """Return the text of a control without digits, so that "Reply 2" and "Reply" are equal; "" for any other line.

    Return VOTES for a number of votes, such as "▲ 12" or "+ 7 −".
    """
    if _VOTES.fullmatch(block.text):
        return VOTES
    return normalise(block.text).translate(_WITHOUT_DIGITS).strip() if is_control(block) else ""


def is_answer_label(block: Block) -> bool:
    """Return True for a label such as "Svar", which is a button to answer a comment, or marks an interview's answer."""
    return block.words <= MAX_CONTROL_WORDS and normalise(block.text) in _ANSWERS


def is_time_line(block: Block) -> bool:
    """Return True for a short line with a date, a time of day or an age, or with a digit and a <time> element."""
    if block.words > MAX_LABEL_WORDS or len(block.text) > 120 or not _DIGIT.search(block.text):
        return False  # every date and time has a digit, and searching for one takes a tenth of the time
    return _TIME.search(block.text) is not None or _has_time_element(block)


def is_signed_time(block: Block) -> bool:
    """Return True for a line of words that ends with a date, a time of day or an age."""
    if not is_time_line(block):
        return False
    name = _DIGIT.split(block.text, maxsplit=1)[0]
    times = [found.end() for found in _TIME.finditer(block.text)]
    return any(map(str.isalpha, name)) and bool(times) and not any(map(str.isalpha, block.text[max(times) :]))


def signer_of(block: Block) -> str:
    """Return the name in a line of a name, a date and a time of day, or of a name and an age; "" for any other line.

    A date alone is not enough: embedded posts have one too.
    """
    if block.words > MAX_LABEL_WORDS:
        return ""
    name = _DIGIT.split(block.text, maxsplit=1)[0].strip(" ([,·•|-–")
    is_name = name[:1].isalpha() and len(name.split()) <= MAX_SIGNER_WORDS
    if not is_name or not is_signed_time(block):
        return ""
    is_exact = len([*_TIME.finditer(block.text)]) > 1 or _AGE.search(block.text) is not None
    return name if is_exact else ""


def signer_in(block: Block) -> str:
    """Return the name that opens a text if a date and a time of day, or an age, follow it, and "" for any other text.

    The name is all of an element, as in "<b>Ann</b> (12.3.2026 10:14): Well done."
    """
    element = block.element
    first = None if element is None or (element.text or "").strip() else next(iter(element), None)
    name = "" if first is None else fold_visible("".join(first.itertext()))
    if not name or not block.text.startswith(name):
        return ""
    times = [found.end() for found in _TIME.finditer(block.text[:MAX_SIGNATURE_CHARS])]
    if not times or is_time_line(Block(name)):
        return ""
    signature, text = block.text[: max(times)], block.text[max(times) :]
    return signer_of(Block(signature.lstrip("~@"))) if count_words(text) >= MIN_TEXT_WORDS else ""


def _has_time_element(block: Block) -> bool:
    return block.element is not None and next(block.element.iter("time"), None) is not None
