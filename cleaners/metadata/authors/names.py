"""Split bylines into names, and recognise strings that are shaped like a person's name."""

from __future__ import annotations

import re
from itertools import chain

from cleaners.metadata.authors.beside_names import without_surroundings
from cleaners.metadata.authors.byline_words import (
    AGENCIES_AND_BROADCASTERS,
    BUTTON_WORDS,
    NAME_PARTICLES,
    ROLE_NOUNS,
)
from cleaners.metadata.titles import name_key
from cleaners.text.scripts import HANGUL, IDEOGRAPHS, UNSPACED

MAX_NAME_CHARS = 80
MIN_NAME_WORDS, MAX_NAME_WORDS = 2, 5
MAX_NAME_CHARS_WITHOUT_SPACES = 12  # in scripts that write names without spaces

# Labels before a name, such as "By", "Written by" or "作者:"; several may follow each other.
LABEL = re.compile(
    r"^(?:(?:(?:[a-z]+\s+){1,4}by(?=[\s:])"
    r"|(?:eine?\s)?(?:artikel|beitrag|bericht|gastbeitrag|interview|kommentar|porträt|reportage|analyse|kolumne|essay)\svon"
    r"(?=\s)|propos\srecueillis\spar(?=[\s:])|a\scura\sdi(?=[\s:])|(?:texto|testo|servizio|texte)\s(?:de|di)(?=\s)"
    r"|(?:and|und|et)(?=\s)|(?:(?:written|posted|published|reported|reviewed|edited|compiled|updated|created|words|story|text|texte|texto|testo"
    r"|article|analysis|opinion|review|report|reporting)\s*(?:and\s+photos?\s*)?(?:by|:)?|contributors?|by|von|par|por|di|door|av|af|od"
    r"|przez|autor(?:[ae]s?|in|en|ka|zy|ius|ium)?|auteur(?:s|es)?|authors?|author\(s\)|verfasst|geschrieben|écrit|rédigé|publié|escrito|redacción|scritto"
    r"|geschreven|skrevet|skriven|tekst|forfatter|författare|kirjoittaja|szerző|yazar|yazan|haber|oleh|penulis|reporter"
    r"|автор[ыи]?|текст|материал подготовил[аи]?|από|του|της|συντάκτης|بقلم|كتبت?"
    r"|تقرير|إعداد|کتبه|نویسنده|מאת|लेखक|द्वारा|tác giả|bởi)"
    r"(?=[\s:：])|作者|撰文|(?:取材・|構成・)?文(?=[\s:：/／・＝=])"
    r"|(?:[\u4e00-\u9fff]{1,8}(?:报|報|社|网|網|台|新闻|新聞))?(?:記者|记者)|责任编辑|責任編輯|編輯|编辑|来源|기자|글)\s*+[:：/／|.＝=・\-–—]*+\s*+)++",
    re.IGNORECASE,
)
_CONJUNCTIONS = re.compile(
    r"\s+(?:and|und|et|y|e|ed|en|och|og|i|a|ja|és|ve|dan|na|și|si|şi|и|і|та|και|و|ו|और|with|mit|avec|con|med|và)\s+"
)
_SEPARATORS = re.compile(r"\s*(?:[,;|／•·、，；\n&]|\s[+/]\s|\s[-–—]\s|…|\.\.\.)\s*")
_NAMES_WITHOUT_SPACES = re.compile(f"[{HANGUL}{IDEOGRAPHS}{UNSPACED}]")
_TITLE_AFTER_NAME = re.compile(
    r"\s*(?:기자|記者|记者|특파원|통신원|編集委員|論説委員|特派員|特派员)$|\s+(?:报道|報道|報導|撰稿|編譯|编译)$"
)
# Academic degrees, professions and generations after a name.
_NAME_SUFFIX = re.compile(
    r"(?:ph\.?\s?d|m\.?\s?d|m\.?\s?b\.?\s?a|r\.?\s?n|r\.?\s?d|r\.?\s?d\.?\s?n|j\.?\s?d|esq|jr|sr|cpa|cfa|cfp|dds|dvm|do|ms"
    r"|ma|msc|bsc|mph|lcsw|psy\.?d|ii|iii|iv)\.?",
    re.IGNORECASE,
)
# "Ada and Bo": two first names, which the rule of whole names on both sides would not split.
_TWO_FIRST_NAMES = re.compile(r"\s*[A-ZÀ-Þ]\w{1,20}\s+(?:and|und|et|och|og|en)\s+[A-ZÀ-Þ]\w{1,20}\s*")
_NEVER_IN_NAME = re.compile(
    r"[\d?!:@#…»|_=<>]|\b(?:About|More|Full|View|Read|Learn|Follow|The|Our|Your|All|Posts?|Bio|Share|Subscribe|Updated"
    r"|Published|Min|Click|Sign|Meet|Home|Contact)\b"
)


def names_in(text: str) -> list[str]:
    """Return the people and news agencies that a byline names."""
    return [
        name
        for name in split_names(without_surroundings(text))
        if looks_like_name(name) or name_key(name) in AGENCIES_AND_BROADCASTERS
    ]


def split_names(text: str) -> list[str]:
    """Split "A, B and C" at separators, and at a conjunction only if there are whole names on both sides.

    Surnames such as "Ortega y Gasset" contain conjunctions too.
    """
    names: list[str] = []
    for part in chain.from_iterable(map(_split_at_agency, _SEPARATORS.split(text))):
        pieces = _CONJUNCTIONS.split(part)
        is_list = _TWO_FIRST_NAMES.fullmatch(text) is not None or all(
            len(piece.split()) > 1 or len(pieces) == 1 or names or name_key(piece) in AGENCIES_AND_BROADCASTERS
            for piece in pieces
            if piece
        )
        names.extend(pieces if is_list and not _is_role(pieces[0]) else [part])
    cleaned = (LABEL.sub("", name.strip(" .:-–—*\"“”„'’()")).strip() for name in names)
    return [_TITLE_AFTER_NAME.sub("", name) for name in cleaned if name and not _NAME_SUFFIX.fullmatch(name)]


def _split_at_agency(text: str) -> list[str]:
    """Split "Ada Berg/dpa"; other texts with a slash, such as initials, stay whole."""
    parts = text.split("/")
    return parts if any(name_key(part) in AGENCIES_AND_BROADCASTERS for part in parts) else [text]


def _is_role(text: str) -> bool:
    """Return True for "Head of Marketing", which may go on with "and Development"."""
    words = text.lower().split()
    return len(words) > 2 and words[1] in ("of", "for") and words[0] in ROLE_NOUNS


def looks_like_name(text: str) -> bool:
    """Return True if a visible string is shaped like a person's name.

    That is two to five capitalised words, or a few characters in a script without spaces.
    """
    if _NAMES_WITHOUT_SPACES.search(text):
        return len(text) <= MAX_NAME_CHARS_WITHOUT_SPACES
    words = text.split()
    if not MIN_NAME_WORDS <= len(words) <= MAX_NAME_WORDS or _NEVER_IN_NAME.search(text):
        return False
    if not BUTTON_WORDS.isdisjoint(word.lower() for word in words):
        return False
    return all(
        not word[0].islower() or word.lower() in NAME_PARTICLES or word.lower()[:2] in ("d'", "d’") for word in words
    )


def first_name_first(text: str) -> str:
    """Turn "Doe, Jane" into "Jane Doe": library catalogues write the surname first."""
    surname, comma, rest = text.partition(", ")
    is_one_name = comma and "," not in rest and len(rest.split()) <= 3 and len(surname.split()) <= 2
    return f"{rest} {surname}" if is_one_name else text
