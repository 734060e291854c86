"""Split bylines into names, and recognise strings that are shaped like a person's name."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from cleaners.metadata.authors import east_asian
from cleaners.metadata.authors.beside_names import without_surroundings
from cleaners.metadata.authors.byline_labels import AND, LABEL
from cleaners.metadata.authors.byline_words import (
    AGENCIES_AND_BROADCASTERS,
    ALL_CHINESE_SURNAMES,
    BUTTON_WORDS,
    CHINESE_SURNAMES,
    NAME_PARTICLES,
    ROLE_ENDINGS,
    ROLE_NOUNS,
    ROLE_WORDS,
)
from cleaners.metadata.titles.comparison import name_key
from cleaners.text.character_classes import HANGUL, IDEOGRAPHS, UNSPACED

MAX_NAME_CHARS = 80
MIN_NAME_WORDS, MAX_NAME_WORDS = 2, 5
MAX_NAME_CHARS_WITHOUT_SPACES = 12  # in scripts that write names without spaces
MAX_THAI_CHARS = 20  # of a given name or surname; in Thai, spaces divide these, and sentences

_AROUND_NAME = " .:-–—*\"“”„'’()（）[]〔〕【】［］"
_CONJUNCTIONS = re.compile(
    rf"\s+(?:{AND}|with|mit|avec|con|med|AND|UND|ET|OCH|OG|VE|WITH|MIT|AVEC|CON)\s+"
    r"|\s*&\s*|(?<=[\u4e00-\u9fff]{2})[やと・](?=[\u4e00-\u9fff]{2})"
)
# "And" as a letter before the next name, in Arabic and Hebrew, between two names of two words. Some Arabic given names
# begin with that letter.
_ATTACHED_AND = re.compile(r"(?<=\w\w)\s[وו](?!(?:ليد|ائل|سام|جدي|فاء|داد|عد|سيم|هيب)\b)(?=\w{2,20}\s\w)")
_SEPARATORS = re.compile(r"\s*(?:[,;|／╱•·、，；\n]|\s[+/]\s|\s[-–—]\s|…|\.\.\.)\s*")
# Roles that stand between two Chinese names.
_ROLE_BETWEEN = re.compile(r"\s+(?:通讯员|通訊員|实习生|實習生|特约记者|记者)[\s:：]*")
_HAN_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4})+")
_NAMES_WITHOUT_SPACES = re.compile(f"[{HANGUL}{IDEOGRAPHS}{UNSPACED}]")
_THAI_NAME = re.compile(rf"[\u0e01-\u0e4e]{{2,{MAX_THAI_CHARS}}} [\u0e01-\u0e4e]{{2,{MAX_THAI_CHARS}}}")
_BUTTON_WITHOUT_SPACES = re.compile(
    "^(?:更多|查看|所有|全部|关注|關注|订阅|訂閱|阅读|閱讀|点击|點擊|もっと|すべて|一覧|続きを|ดู|อ่าน|ติดตาม|บทความ|ข่าว|더보기|전체)"
    "|(?:一覧|フォローする|하기|보기|더보기)$"
)
_TITLE_AFTER_NAME = re.compile(
    r"\s*(?:기자|記者|记者|특파원|통신원|編集委員|論説委員|特派員|特派员)$|\s+(?:文|报道|報道|報導|撰稿|編譯|编译|द्वारा|tarafından)$"
)
_IN_TITLES = frozenset({"of", "at", "for", "in", "and", "the"})  # of roles such as "Head of Marketing and Development"
# The generation after a name, which belongs to it: "Ada Berg, Jr.".
_GENERATION = re.compile(
    r",\s(?=(?:jr|sr|ii|iii|iv)\b\.?(?:$|[,;&]|\s(?:and|und|et|y|e|en|og|och|i|&)\s))", re.IGNORECASE
)
# "Jr.", "A.B.", "Ada B."
_ABBREVIATION_AT_END = re.compile(r"\b(?:[JS]r|[^\W\d_](?:\.[^\W\d_])+|(?<=\w\s)[^\W\d_])\.\s*$")
# Academic degrees and professions after a name.
_NAME_SUFFIX = re.compile(
    r"(?:ph\.?\s?d|m\.?\s?d|m\.?\s?b\.?\s?a|r\.?\s?n|r\.?\s?d|r\.?\s?d\.?\s?n|j\.?\s?d|esq|cpa|cfa|cfp|dds|dvm|do|ms"
    r"|ma|msc|bsc|mph|lcsw|psy\.?d)\.?",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"^(?:(?:prof|dr|mag|ing|dipl|mr|mrs|ms|sir|dame|lord|lady)\b[\s.]*)+", re.IGNORECASE)
_PHOTOGRAPHER = re.compile(r".{1,20}(?:\s?[摄攝]|\s撮影)")  # Chinese and Japanese
# "Ada and Bo", two given names, which the rule of whole names on both sides would not split.
_TWO_FIRST_NAMES = re.compile(r"\s*([A-ZÀ-Þ]\w{1,20})\s+(?:and|und|et|och|og|en|&)\s+(?!\1\b)[A-ZÀ-Þ]\w{1,20}\s*")
_IN_CAPITALS = frozenset(["IN", "FOR", "AT", "FROM", "DA", "DE", "DO"])  # "IN OSLO", "DA SUCURSAL DE BRASÍLIA"
_BEFORE_WORD = "'’‘\"“„«("
_NEVER_IN_NAME = re.compile(
    r"[\d?!:@#…»|_=<>&]|\b(?:About|More|Full|View|Read|Learn|Follow|The|Our|Your|All|Posts?|Bio|Share|Subscribe|Updated"
    r"|Published|Min|Click|Sign|Meet|Home|Contact)\b"
)


def key(name: str) -> str:
    """Return a person's name for comparison, without a title such as "Dr."."""
    return name_key(_HONORIFIC.sub("", name))


@lru_cache(maxsize=300)  # the same bylines are read for several questions
def names_in(text: str) -> tuple[str, ...]:
    """Return the people and news agencies that a byline names."""
    names = split_names(without_surroundings(text))
    return tuple(name for name in names if looks_like_name(name) or name_key(name) in AGENCIES_AND_BROADCASTERS)


def split_names(text: str) -> list[str]:
    """Split "A, B and C" at separators, and at a conjunction only if there are whole names on both sides.

    Surnames such as "Ortega y Gasset" contain conjunctions too.
    """
    names: list[str] = []
    text = _GENERATION.sub(" ", text)
    parts = _SEPARATORS.split(_ATTACHED_AND.sub(" و ", _ROLE_BETWEEN.sub("、", text)))
    for part in chain.from_iterable(map(_split_at_slash, parts)):
        pieces = _split_at_conjunctions(part)
        is_list = _TWO_FIRST_NAMES.fullmatch(text) is not None or all(
            len(piece.split()) > 1
            or len(pieces) == 1
            or names
            or name_key(piece) in AGENCIES_AND_BROADCASTERS
            or _NAMES_WITHOUT_SPACES.search(piece)
            for piece in pieces
            if piece
        )
        names.extend(pieces if is_list and not _is_role(pieces[0]) else [part])
    cleaned = (_without_role_before(LABEL.sub("", _stripped(name)).strip()) for name in names)
    kept = (_TITLE_AFTER_NAME.sub("", name) for name in cleaned if name and not _is_other(name))
    return [name for text in kept for name in _split_chinese(text)]


def _stripped(name: str) -> str:
    """Return a name without the marks around it. The full stop of "Jr." and "A.B." belongs to the name."""
    stripped = name.strip(_AROUND_NAME)
    return f"{stripped}." if _ABBREVIATION_AT_END.search(name) else stripped


def _is_other(name: str) -> bool:
    """Return True for a degree after a name, and for a photographer."""
    return bool(_NAME_SUFFIX.fullmatch(name) or _PHOTOGRAPHER.fullmatch(name))


def _split_at_conjunctions(text: str) -> list[str]:
    """Split at conjunctions. Between two whole names, a single word belongs to the surname before it.

    "María de la Fuente y Ortega y Juan Gil" are therefore two people.
    """
    pieces = _CONJUNCTIONS.split(text)
    whole = [piece for piece in pieces if " " in piece]
    if len(whole) < 2 or len(whole) == len(pieces) or pieces[0] not in whole:
        return pieces
    starts = [text.find(piece) for piece in whole]
    ends = [*(text.rfind(" ", 0, text.rfind(" ", 0, start)) for start in starts[1:]), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _split_chinese(text: str) -> list[str]:
    """Split "王小明 李红梅", two Chinese names; "佐藤 花子" is one Japanese name.

    Rarer surnames only count beside a name of three characters, since Japanese given names hardly ever have three.
    """
    parts = text.split()
    surnames = CHINESE_SURNAMES if max(map(len, parts), default=0) < 3 else ALL_CHINESE_SURNAMES
    is_list = _HAN_NAMES.fullmatch(text) and all(part[0] in surnames for part in parts)
    return parts if is_list else [text]


def _without_role_before(text: str) -> str:
    """Return "Ada Berg" for "Redakteurin Ada Berg"; other texts, such as "Head of Marketing", stay whole."""
    words = text.split()
    are_roles = [word.lower() in ROLE_WORDS or word.lower().endswith(ROLE_ENDINGS) for word in words]
    start = next((index for index, is_role in enumerate(are_roles) if not is_role), len(words))
    rest = words[start:]
    role = " ".join(words[:start]).lower().split()
    has_noun = any(word in ROLE_NOUNS or word.endswith(ROLE_ENDINGS) for word in role)
    is_role = has_noun and _IN_TITLES.isdisjoint(role) and not any(are_roles[start:])
    return " ".join(rest) if is_role and len(rest) >= MIN_NAME_WORDS else text


def _split_at_slash(text: str) -> list[str]:
    """Split "Ada Berg/dpa" and "Ada Berg/Bo Lind"; other texts with a slash, such as initials, stay whole."""
    parts = text.split("/")
    are_names = (name_key(part) in AGENCIES_AND_BROADCASTERS or looks_like_name(part) for part in parts)
    return parts if len(parts) > 1 and any(are_names) else [text]


def _is_role(text: str) -> bool:
    """Return True for "Head of Marketing", which may go on with "and Development"."""
    words = text.lower().split()
    return len(words) > 2 and words[1] in ("of", "for") and words[0] in ROLE_NOUNS


def looks_like_name(text: str) -> bool:
    """Return True if a visible string is shaped like a person's name.

    A name is two to five capitalised words and particles such as "von", or a few characters in a script without spaces.
    """
    if is_button(text):
        return False
    if _THAI_NAME.fullmatch(text):
        return True
    if _NAMES_WITHOUT_SPACES.search(text):
        return len(text) <= MAX_NAME_CHARS_WITHOUT_SPACES and east_asian.is_name(text)
    words = text.split()
    number = sum(word.lower() not in NAME_PARTICLES for word in words)
    if len(words) < MIN_NAME_WORDS or number > MAX_NAME_WORDS or _NEVER_IN_NAME.search(text):
        return False
    if words[0] in _IN_CAPITALS and text.isupper():
        return False
    return all(
        ((word[0].isalpha() or word[0] in _BEFORE_WORD) and not is_lower(word[0]))
        or word.lower() in NAME_PARTICLES
        or word.lower()[:2] in ("d'", "d’")
        for word in words
    )


def is_button(text: str) -> bool:
    """Return True for the text of a button or of a link to more articles, such as "See all"."""
    words = text.lower().split()
    return bool(words) and (words[0] in BUTTON_WORDS or _BUTTON_WITHOUT_SPACES.search(text) is not None)


def is_lower(letter: str) -> bool:
    """Return True for a small letter. Georgian has capitals in Unicode, but names are written without them."""
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff"


def first_name_first(text: str) -> str:
    """Turn "Doe, Jane" into "Jane Doe": library catalogues write the surname first."""
    surname, comma, rest = text.partition(", ")
    words = [word for word in surname.split() if word.lower() not in NAME_PARTICLES]
    is_one_name = comma and "," not in rest and len(rest.split()) <= 3 and len(words) <= 2
    return f"{rest} {surname}" if is_one_name else text
