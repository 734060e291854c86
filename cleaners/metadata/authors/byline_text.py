"""Find the names in the visible text of a byline.

A byline is a list of pieces of text in page order, such as ["By", "Ada Berg", "and", "Bo Lind"].
"""

from __future__ import annotations

import re
from itertools import takewhile

from cleaners.metadata.authors import east_asian
from cleaners.metadata.authors.beside_names import without_surroundings
from cleaners.metadata.authors.byline_labels import AND, AUTHOR, AUTHORS, BY, TEXT_AND_PICTURES, match_label
from cleaners.metadata.authors.byline_words import (
    DAYS,
    NOT_PEOPLE,
    ORGANISATION_WORDS,
    ROLE_NOUNS,
    ROLE_WORDS,
    alternatives,
)
from cleaners.metadata.authors.names import MAX_NAME_CHARS, is_button, looks_like_name, names_in
from cleaners.metadata.dates.named_months import is_month
from cleaners.metadata.titles.comparison import name_key

MAX_NAMES = 50  # pieces that are read after a label
MAX_PIECE_CHARS = 120  # a longer piece is not part of a list of names
MAX_LABELLED_CHARS = 150  # of a line that begins with "By"; a longer one is running text

# Words for people who did something other than write the article.
_OTHER_ROLE = re.compile(
    r"\b(?:(?:additional|further|with)\sreporting|mitarbeit(?!er)"
    r"|(?:pictures?|images?|videos?|present\w+|sponsor\w+|powered|support\w+|fund\w+|voiced|narrat\w+|read|host\w+|produc\w+"
    r"|film\w*|direct\w+|record\w+|design\w*|shared|lik\w+|approved|verified)\sby"
    r"|review|research|edit(?:ed|or|ing)|fact.?check|photo|illustrat|foto|bild|translat|about the|comments?"
    r"|kommentar(?!\svon\b))",
    re.IGNORECASE,
)
_WRITES_TOO = re.compile(rf"\s*(?:{TEXT_AND_PICTURES}|written and photo)", re.IGNORECASE)
_EDITOR_WHO_WRITES = re.compile(  # "By Ada Berg, Home Affairs Editor"
    r"(?<=\w),(?:\s[\w&-]{1,30}){0,4}\seditor(?=$|,|\sin\s)", re.IGNORECASE
)
_OTHER_ROLE_LABEL = re.compile(r".{0,80}(?:review|research|edit|check|photo|illustrat|translat)\w{0,8} by\b:?\s*", re.I)
_JOINERS = re.compile(rf"(?:[\s,;|/·•&+]|\b(?:{AND})\b)*", re.IGNORECASE)
_JOINED_ROLE = re.compile(rf"\s*,\s(?P<role>[^,;&]{{3,60}}?)\s*(?:[,;&]|\s(?:{AND}))\s*", re.IGNORECASE)
# Labels after which several names may follow, each in an element of its own.
_PLURAL_LABEL = re.compile(rf"{AUTHORS}\s*[:：]?\s*", re.IGNORECASE)
# Labels after which one word is a name.
_SINGLE_NAME_LABEL = re.compile(
    rf"(?P<sure>(?:posted|written|published|submitted|contributed|authored)\sby\b\s*:?|(?:{AUTHOR}|作者)\s?[:：])\s*"
    rf"|(?:{BY})(?:\s|$)",
    re.IGNORECASE,
)
_RARE_LABEL = re.compile(r"[^\s៖፦]{2,20}\s?[៖፦]\s?")  # Khmer and Amharic, by their colons
# The heading of a box about the author.
_ABOUT = re.compile(alternatives("about_author"), re.IGNORECASE)
_NOT_ACCOUNTS = NOT_PEOPLE | DAYS  # "By Monday"
_WITHIN_TEAMS = ORGANISATION_WORDS | {"the", "and"}  # words in small letters, as in "Courier staff and agencies"
_TEAM_WORDS = range(2, 6)  # of a team or newsroom that a label names
MAX_DATE_CHARS = 40  # of a piece beside a byline that may be a date
# Marks between a date and a byline in one line; in Chinese and Japanese a space is enough.
_AFTER_DATE = re.compile(
    r"\s*[|｜·•/／]\s*|\s+[–—-]\s+|,\s+|(?<=[\d日时時分])\s+(?=[\[【（(〔]?[\u4e00-\u9fff])|(?:(?<=19\d\d)|(?<=20\d\d)|(?<=:\d\d))\.?\s+(?=[^\W\d])"
)
# "Posted on March 3".
_LABEL_OF_DATE = re.compile(r"\w+(?:\s(?:on|am|le|el|il|op))?:?\s(?:[^\W\d]+[.,]?\s){0,2}\d", re.IGNORECASE)
# What may follow a name and continue the list: "(à Vernoux) et Bo Lind".
_NEXT_NAME = re.compile(rf"(?:[(（][^()（）]{{0,60}}[)）]\s*)?(?:&|(?:{AND})\s)\s*(?=[^\W\d_])", re.IGNORECASE)
_BEFORE_LABEL = re.compile(r"\s+(?=(?:作者|记者|記者|撰文|责任编辑|責任編輯|编辑|編輯|来源|來源)\s?[:：])")
_CLEAR_LABEL = re.compile(r"[:：]|记者|記者")
_SOURCE = re.compile(r"来源|來源")
_EDITOR = re.compile(r"责任编辑|責任編輯|编辑|編輯")
_BARS = re.compile(r"\s[|·•–—-]\s")
_SENTENCE_END = re.compile(r"[。！？][”」]?$")
_SCREEN_NAME = re.compile(r"[A-Za-z][\w.]{2,29}")  # or a given name; it only counts as a name after a label
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


def visible_names(texts: list[str]) -> list[str]:
    """Return the names of the authors in a byline.

    Reading stops at a piece about people in other roles and, after the first name, at a long piece, such as a
    biography.
    """
    names: list[str] = []
    follows_label = False
    for text in texts[1:] if texts and _ABOUT.fullmatch(texts[0].rstrip(" :")) else texts:
        text = without_surroundings(text)
        if is_of_others(text) or (names and len(text) > MAX_NAME_CHARS):
            break
        # With a space, because most labels need one or a colon after them.
        label = match_label(text + " ") or _RARE_LABEL.match(text)
        follows_label = follows_label or label is not None
        rest = text[label.end() :] if label else text
        is_label_or_role = names and (_is_role(rest) or rest.endswith((":", "：")))  # or a label, as in "Reading Time:"
        names_of_piece = () if is_label_or_role else names_in(rest)
        if follows_label and not names and not names_of_piece and _SCREEN_NAME.fullmatch(rest):
            names_of_piece = (rest,)
        follows_label = follows_label and not rest
        names += names_of_piece
    return names


def names_of_others(texts: list[str]) -> list[str]:
    """Return the names of those who edited, checked or illustrated the article, if the byline gives them.

    They are read from the first piece that has a label such as "Edited by", and from the two pieces after it.
    """
    labels = (i for i, text in enumerate(texts) if len(text) < MAX_PIECE_CHARS and _begins_others(text))
    start = next(labels, len(texts))
    return [name for text in texts[start : start + 3] for name in names_in(_OTHER_ROLE_LABEL.sub("", text))]


def labelled_names(texts: list[str]) -> list[str]:
    """Return the names in the first piece that begins with a label such as "By", and in the pieces that continue it.

    A label without a name, such as "Posted by" before "admin", does not count. A label for a source or an editor
    counts only without other labels. A piece continues the one before it if "and" or a comma joins them.
    """
    others: dict[re.Pattern[str], list[str]] = {_EDITOR: [], _SOURCE: []}
    texts = [part for text in texts for part in _at_labels(_without_date_before(text))]
    for i, text in enumerate(texts):
        if names := east_asian.names_before_role(text):
            return names
        label = _label_of_writers(texts, i)
        if label is None:
            continue
        rest, following = text[label.end() :], texts[i + 1 : i + 1 + MAX_NAMES]
        names = _listed_names(label[0], rest, following) or _names_after(rest, following)
        names = names or team(rest or "".join(following[:1]))
        if other := next((kind for kind in others if kind.match(text)), None):
            others[other] = others[other] or names
        elif names or not (_is_sentence(text, label) or _is_date_or_account(rest or "".join(following[:1]))):
            return names or others[_EDITOR] or others[_SOURCE]
    return others[_EDITOR] or others[_SOURCE]


def _label_of_writers(texts: list[str], index: int) -> re.Match[str] | None:
    """Return the label of authors that begins a piece; None if it leads to another label or is about other people."""
    text, following = texts[index], texts[index + 1 : index + 2]
    label = match_label(text + " ")
    if not label or len(text) >= MAX_LABELLED_CHARS or _JOINERS.fullmatch(text):
        return None
    if label.end() >= len(text) and following and match_label(following[0] + " "):
        return None  # "Opinion", "by", "Ada Berg"
    is_role = text.lower() in ROLE_NOUNS and index > 0 and looks_like_name(texts[index - 1])  # of the person above it
    return None if is_role or is_of_others(without_surroundings(text)) else label


def _is_sentence(text: str, label: re.Match[str]) -> bool:
    """Return True for running text that begins like a label: "记者在医院看到，护士在测量体温。"."""
    return _SENTENCE_END.search(text) is not None and not label[0].rstrip().endswith((":", "："))


def _at_labels(text: str) -> list[str]:
    """Split "来源：海港网 作者：王小明" between its labels, and "Section: Local · Author: Ada Berg" at its marks."""
    if len(text) >= MAX_LABELLED_CHARS:
        return [text]
    parts = _BARS.split(text.strip(" |·•"))
    is_list = any(_CLEAR_LABEL.search(part) and match_label(part) for part in parts[1:])
    return parts if is_list and not match_label(text) else _BEFORE_LABEL.split(text)


def _is_date_or_account(text: str) -> bool:
    return any(map(str.isdigit, text)) or name_key(text) in NOT_PEOPLE


def _listed_names(label: str, rest: str, following: list[str]) -> list[str]:
    """Return the names after a label in the plural that is alone in its piece, with each name in a piece of its own."""
    if rest or not _PLURAL_LABEL.fullmatch(label):
        return []
    pieces = takewhile(lambda text: looks_like_name(text) or _JOINERS.fullmatch(text), following)
    return [text for text in pieces if looks_like_name(text)]


def team(rest: str) -> list[str]:
    """Return the team or newsroom that a label names, such as "the Harbour Team" or "Redacción Digital"."""
    words = rest.split()
    is_team = len(words) in _TEAM_WORDS and any(word.lower() in ORGANISATION_WORDS for word in (words[0], words[-1]))
    is_name = all(word[0].isupper() or word[0].isdigit() or word in _WITHIN_TEAMS for word in words)
    return [rest] if is_team and is_name and not _is_role(rest) else []


def single_names(texts: list[str]) -> list[str]:
    """Return the single word after a label, such as an account name: "Posted by ada", or "By ada" beside a date.

    Elsewhere "By" is not enough, because "By design" may begin a text.
    """
    for i, text in enumerate(map(_without_date_before, texts)):
        label = _SINGLE_NAME_LABEL.match(text)
        if label is None or len(text) > MAX_LABELLED_CHARS:
            continue
        rest = without_surroundings(text[label.end() :]) or "".join(texts[i + 1 : i + 2])
        is_dated = any(c.isdigit() for near in texts[max(0, i - 1) : i + 3] for c in near[:MAX_DATE_CHARS])
        is_name = _SCREEN_NAME.fullmatch(rest) and name_key(rest) not in _NOT_ACCOUNTS and not is_month(rest)
        if is_name and (is_dated or label["sure"]) and not is_button(rest):
            return [rest]
    return []


def _names_after(rest: str, following: list[str]) -> list[str]:
    """Return the names in the rest of a piece after its label, and in the pieces that continue it."""
    pieces = [rest] if rest else []
    for text in following:
        if pieces and (next_name := _NEXT_NAME.match(text)):
            text = without_surroundings(text[next_name.end() :])
            pieces.append(",")
        if pieces and (
            text.endswith((":", "：")) or any(map(str.isdigit, text)) or not (_joins(text) or _joins(pieces[-1]))
        ):
            break
        pieces.append(text)
    return [name for piece in pieces if len(piece) < MAX_PIECE_CHARS for name in names_in(piece)]


def _joins(text: str) -> bool:
    """Return True for a piece that joins two names: "and", a comma, or a role between such words and marks."""
    if _JOINERS.fullmatch(text):
        return True
    role = _JOINED_ROLE.fullmatch(text)
    return role is not None and all(word.lower() in ROLE_WORDS for word in _WORD.findall(role["role"]))


def _without_date_before(text: str) -> str:
    """Return "By Ada Berg" for "3 March 2026 | By Ada Berg", and other texts unchanged."""
    if len(text) >= MAX_LABELLED_CHARS or not any(map(str.isdigit, text)):
        return text
    if match_label(text) and not _LABEL_OF_DATE.match(text):
        return text
    for mark in _AFTER_DATE.finditer(text):
        if any(map(str.isdigit, text[: mark.start()])) and match_label(text[mark.end() :] + " "):
            return text[mark.end() :]
    return text


def is_labelled(texts: list[str]) -> bool:
    """Return True if a byline begins with a label such as "By"."""
    return bool(texts) and match_label(texts[0] + " ") is not None


def is_names_only(texts: list[str], names: list[str]) -> bool:
    """Return True if a byline consists of these names, words that join them, and a label."""
    rest = " ".join(texts)
    for name in names:
        rest = rest.replace(name, ",", 1)
    label = match_label(rest)
    return _JOINERS.fullmatch(rest[label.end() :] if label else rest) is not None


def _begins_others(text: str) -> bool:
    is_label = " by" in text.lower() and _OTHER_ROLE_LABEL.match(text) is not None
    return is_label and not _WRITES_TOO.match(text)


def is_of_others(text: str) -> bool:
    """Return True if a line is about those who edited or illustrated the article and not about who wrote it."""
    first = text.partition(";")[0]
    return bool(_OTHER_ROLE.search(_EDITOR_WHO_WRITES.sub("", first))) and not _WRITES_TOO.match(text)


def _is_role(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and words[-1].lower() in ROLE_NOUNS
