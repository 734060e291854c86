"""Authors: the people in a byline, without labels, roles, organisations and the site itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cleaners.metadata.authors.byline_words import (
    AGENCIES,
    NOBODY,
    ORGANISATION_WORDS,
    PARTICLES,
    ROLE_ENDINGS,
    ROLE_NOUNS,
    ROLE_WORDS,
)
from cleaners.metadata.fields import Author
from cleaners.metadata.strings import plain
from cleaners.metadata.titles import key

MAX_AUTHORS = 50
MAX_NAME_CHARS = 80

_LABEL = re.compile(
    r"^(?:(?:(?:[a-z]+\s+){1,3}by(?=[\s:])|(?:and|und|et)(?=\s)|(?:(?:written|posted|published|reported|reviewed|edited|compiled|updated|created|words|story|text|texte|texto|testo"
    r"|article|analysis|opinion|review|report|reporting)\s*(?:and\s+photos?\s*)?(?:by|:)?|by|von|par|por|di|door|av|af|od"
    r"|przez|autor(?:[ae]s?|in|en|ka|zy|ius|ium)?|auteur(?:s|es)?|authors?|author\(s\)|verfasst|escrito|redacción|scritto"
    r"|geschreven|skrevet|skriven|tekst|forfatter|författare|kirjoittaja|szerző|yazar|yazan|haber|oleh|penulis|reporter"
    r"|автор[ыи]?|текст|материал подготовил[аи]?|από|του|της|συντάκτης|بقلم|كتب|کتبه|نویسنده|מאת|लेखक|द्वारा|tác giả|bởi)"
    r"(?=[\s:：])|作者|撰文|文|記者|记者|责任编辑|責任編輯|編輯|编辑|来源|기자|글)\s*[:：/／|.\-–—]*\s*)+",
    re.IGNORECASE,
)
_CONJUNCTIONS = re.compile(
    r"\s+(?:and|und|et|y|e|ed|en|och|og|i|a|ja|és|ve|dan|na|și|si|şi|и|і|та|και|و|ו|और|with|mit|avec|con|med|và)\s+"
)
_SEPARATORS = re.compile(r"\s*(?:[,;|／•·、，；\n&]|\s[+/]\s|\s[-–—]\s|…|\.\.\.)\s*")
_ADDRESS = re.compile(r"\S+@\S+|https?:\S*|www\.\S+|(?:^|(?<=\s))@\w+|\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|<[^<>]{0,80}>")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_SCRIPT_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_TITLE_AFTER_NAME = re.compile(r"\s*(?:기자|記者|记者|특파원|통신원|編集委員|論説委員)$")
_CREDENTIAL = re.compile(
    r"(?:ph\.?\s?d|m\.?\s?d|m\.?\s?b\.?\s?a|r\.?\s?n|r\.?\s?d|r\.?\s?d\.?\s?n|j\.?\s?d|esq|jr|sr|cpa|cfa|cfp|dds|dvm|do|ms"
    r"|ma|msc|bsc|mph|lcsw|psy\.?d|ii|iii|iv)\.?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:review|research|edit(?:ed|or|ing)|fact.?check|photo|illustrat|foto|bild|translat|about the|comments?"
    r"|kommentar)",
    re.IGNORECASE,
)
_DONE_BY_OTHERS = re.compile(r".{0,80}(?:review|research|edit|check|photo|illustrat|translat)\w{0,8} by\b:?\s*", re.I)
_FIRST_NAMES = re.compile(r"\s*[A-ZÀ-Þ]\w{1,20}\s+(?:and|und|et|och|og|en)\s+[A-ZÀ-Þ]\w{1,20}\s*")
_JOINT = re.compile(r"(?:[\s,;|/·•&+]|\b(?:and|und|et|y|e|en|og|och|i|и|та|ve)\b)*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"[\d?!:@#…»|_=<>]|\b(?:About|More|Full|View|Read|Learn|Follow|The|Our|Your|All|Posts?|Bio|Share|Subscribe|Updated"
    r"|Published|Min|Click|Sign|Meet|Home|Contact)\b"
)
_HANDLE = re.compile(r"[A-Za-z][\w.]{2,29}")  # a lone first name or a screen name, believed after a label only
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Credit:
    """One entry of a byline as a page gives it."""

    name: str
    url: str | None = None
    is_organisation: bool = False


def sorted_out(credits: Iterable[Credit], site_names: Iterable[str]) -> tuple[list[Author], list[Author]]:
    """The people and the organisations among the credits, in page order, each once."""
    names = {key(name) for name in site_names} - {""}
    found: dict[str, dict[str, Author]] = {"person": {}, "organisation": {}}
    for credit in list(credits)[:MAX_AUTHORS]:
        for name, kind in _parts(credit, names):
            known = found[kind].get(key(name))
            if known is None or (known.url is None and credit.url):
                found[kind][key(name)] = Author(known.name if known else name, credit.url)
    return list(found["person"].values())[:MAX_AUTHORS], list(found["organisation"].values())[:MAX_AUTHORS]


def visible_names(texts: list[str]) -> list[str]:
    """The names in the pieces of a visible byline: what looks like one, up to a line about others or a biography."""
    names: list[str] = []
    labelled = False
    for text in texts:
        if _OTHERS.search(text) or (names and len(text) > MAX_NAME_CHARS):
            break
        label = _LABEL.match(text + " ")
        labelled = labelled or label is not None
        rest = text[label.end() :] if label else text
        found = [] if names and _is_role(rest) else _names(rest)
        if labelled and not names and not found and _HANDLE.fullmatch(rest):
            found = [rest]
        labelled = labelled and not rest
        names += found
    return names


def names_of_others(texts: list[str]) -> list[str]:
    """Who edited, checked or illustrated the article, as far as a byline says so."""
    start = next((i for i, text in enumerate(texts) if len(text) < 120 and _DONE_BY_OTHERS.match(text)), len(texts))
    return [name for text in texts[start : start + 3] for name in _names(_DONE_BY_OTHERS.sub("", text))]


def is_labelled(texts: list[str]) -> bool:
    """Whether a byline begins with a label such as "By"."""
    return bool(texts) and _LABEL.match(texts[0] + " ") is not None


def is_names_only(texts: list[str], names: list[str]) -> bool:
    """Whether a byline has nothing but these names, what joins them and a label."""
    rest = " ".join(texts)
    for name in names:
        rest = rest.replace(name, ",", 1)
    label = _LABEL.match(rest)
    return _JOINT.fullmatch(rest[label.end() :] if label else rest) is not None


def labelled_names(texts: list[str]) -> list[str]:
    """The names in the first piece that begins with a label such as "By", and in those that go on with the list."""
    for i, text in enumerate(texts):
        label = _LABEL.match(text + " ")
        if label and len(text) < 150 and not _OTHERS.search(text):
            rest = text[label.end() :]
            pieces = [rest] if rest else []
            for following in texts[i + 1 : i + 1 + MAX_AUTHORS]:
                if pieces and not (_JOINT.fullmatch(following) or _JOINT.fullmatch(pieces[-1])):
                    break
                pieces.append(following)
            return [name for piece in pieces if len(piece) < 120 for name in _names(piece)]
    return []


def _names(text: str) -> list[str]:
    return [name for name in split(text) if looks_like_name(name) or key(name) in AGENCIES]


def _is_role(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and words[-1].lower() in ROLE_NOUNS


def looks_like_name(text: str) -> bool:
    """Whether a visible string is shaped like a person's name: two to five words with capitals, or few characters."""
    if _SCRIPT_WITHOUT_SPACES.search(text):
        return len(text) <= 12
    words = text.split()
    if not 2 <= len(words) <= 5 or _NO_NAME.search(text):
        return False
    return all(not word[0].islower() or word.lower() in PARTICLES or word.lower()[:2] in ("d'", "d’") for word in words)


def first_name_first(text: str) -> str:
    """ "Doe, Jane" as "Jane Doe": catalogues write the surname first."""
    surname, comma, rest = text.partition(", ")
    return (
        f"{rest} {surname}"
        if comma and "," not in rest and len(rest.split()) <= 3 and len(surname.split()) <= 2
        else text
    )


def _parts(credit: Credit, site_names: set[str]) -> list[tuple[str, str]]:
    """The names of one credit with their kind, "person" or "organisation".

    Beside a full name or an organisation, single words are places, and phrases in small letters are roles.
    """
    text = plain(credit.name) or ""
    stripped = " ".join(_LABEL.sub("", _ADDRESS.sub(" ", text[:1_000])).split())
    if key(stripped) in site_names or credit.is_organisation:
        return [(stripped, "organisation")] if _is_usable(stripped) else []
    found = [(name, _kind(name, site_names)) for name in map(_without_role, split(stripped)) if _is_usable(name)]
    full = len(found) > 1 and any(" " in name or kind == "organisation" for name, kind in found)
    return [
        pair
        for pair in found
        if not (full and pair[1] == "person" and pair[0].isascii() and not looks_like_name(pair[0]))
    ]


def split(text: str) -> list[str]:
    """The names in "A, B and C": at separators, and at a conjunction where whole names stand on both sides."""
    names: list[str] = []
    for part in _SEPARATORS.split(text):
        pieces = _CONJUNCTIONS.split(part)
        whole = _FIRST_NAMES.fullmatch(text) is not None or all(
            len(piece.split()) > 1 or len(pieces) == 1 or names for piece in pieces if piece
        )
        names.extend(pieces if whole else [part])
    cleaned = (_LABEL.sub("", name.strip(" .:-–—*\"“”„'’()")).strip() for name in names)
    return [_TITLE_AFTER_NAME.sub("", name) for name in cleaned if name and not _CREDENTIAL.fullmatch(name)]


def _is_usable(name: str) -> bool:
    letters = key(name)
    return len(letters) > 1 and len(name) <= MAX_NAME_CHARS and letters not in NOBODY and not letters.isdigit()


def _kind(name: str, site_names: set[str]) -> str:
    letters = key(name)
    words = [word.lower().rstrip(".") for word in _WORD.findall(name)]
    known = letters in site_names or letters in AGENCIES or _DOMAIN.fullmatch(name)
    return "organisation" if known or any(word in ORGANISATION_WORDS for word in words) else "person"


def _without_role(name: str) -> str:
    """Cut a role off the end of a name; "" where there is nothing but a role."""
    words = name.split()
    lowered = [word.lower().strip(".,") for word in words]
    start = len(words)
    while start > 0 and (lowered[start - 1] in ROLE_WORDS or lowered[start - 1].endswith(ROLE_ENDINGS)):
        start -= 1
    if not any(word in ROLE_NOUNS or word.endswith(ROLE_ENDINGS) for word in lowered[start:]):
        return name
    return " ".join(words[:start]) if start >= 2 else ""
