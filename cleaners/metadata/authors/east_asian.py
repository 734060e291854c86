"""Names in Chinese, Japanese and Korean: their shape, and the roles that follow them."""

from __future__ import annotations

import re

from cleaners.metadata.authors.byline_words import (
    ALL_CHINESE_SURNAMES,
    CHINESE_SURNAMES,
    JAPANESE_SURNAMES,
    KOREAN_SURNAMES,
)
from cleaners.text.character_classes import HANGUL, IDEOGRAPHS

MAX_CHARS = 80  # of a line with names and their role
MAX_HAN_CHARS = 6  # of a name in Chinese characters

_KOREAN_SURNAMES_OF_TWO = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
_KOREAN_DEPARTMENTS = tuple("부팀국실면판글")  # endings of the names of newsrooms, such as 정치부
_PLACES = re.compile("[県市区町村府都道州省縣区區局部課室社署院校党報新聞]")  # never in a given name beside a date
# What occurs in running text or in labels such as 有料記事, but never in a name.
_NOT_IN_NAMES = re.compile(
    r"[\d。！？：:╱的了是被把說说稱称據据獲获悉訊讯到就因料限版題题稿載载購购閱阅]|記事|写真|動画|速報"
)
_HAN = re.compile(rf"[{IDEOGRAPHS}][{IDEOGRAPHS}\s]*")
_KOREAN_ROLE = re.compile(
    r"(?<![가-힣])(?P<names>[가-힣]{2,4}(?:\s?[·ㆍ,/]\s?[가-힣]{2,4}|\s[가-힣]{2,4}){0,5})\s?(?:선임|수습|인턴|전문|객원|시민)?"
    r"\s?(?:기자|특파원|논설위원|통신원)(?=$|[\s=|()\[\]·,/])"
)
_PHOTOGRAPHER = re.compile(r"사진\s?[=:：]?\s?$")
_JAPANESE_ROLE = re.compile(
    r"[【（(〔\[]?(?P<name>[\u4e00-\u9fff々]{2,3}[\s\u3000]?[\u4e00-\u9fff々\u3041-\u30fc]{1,4}?)\s?"
    r"(?P<role>記者|特派員|編集委員|論説委員|専門記者)?[】）)〕\]]?"
)
_MARK = re.compile(r"[\s·ㆍ,/]+")


def is_name(text: str) -> bool:
    """Return True if a text in Korean or a script without spaces may be a name: short, and not running text.

    A text of two Chinese characters must begin with a Chinese surname.
    """
    if _NOT_IN_NAMES.search(text):
        return False
    if not _HAN.fullmatch(text):
        return True
    count = len("".join(text.split()))
    return 2 < count <= MAX_HAN_CHARS or (count == 2 and text[0] in ALL_CHINESE_SURNAMES)


def names_before_role(line: str) -> list[str]:
    """Return the names in a line before a reporter's role: 김하나 기자, 佐藤花子記者."""
    if len(line) > MAX_CHARS:
        return []
    if (korean := _KOREAN_ROLE.search(line)) and not _PHOTOGRAPHER.search(line[: korean.start()]):
        return [name for name in _MARK.split(korean["names"]) if _is_korean(name)]
    japanese = _JAPANESE_ROLE.fullmatch(line.strip())
    if japanese is None or not (japanese["role"] or line.strip()[0] in "【〔"):
        return []
    name = japanese["name"]
    is_marked = japanese["role"] or len(name.split()) > 1  # a space stands between surname and given name
    return [name] if _is_japanese(name) or (is_marked and is_name(name) and not _PLACES.search(name)) else []


def is_surely_name(text: str) -> bool:
    """Return True for a name whose surname and length set it apart from other short texts."""
    if _PLACES.search(text):
        return False
    is_chinese = len(text) == 3 and _HAN.fullmatch(text) is not None and text[0] in CHINESE_SURNAMES
    return is_chinese or _is_korean(text) or _is_japanese(text)


def _is_korean(text: str) -> bool:
    if re.fullmatch(f"[{HANGUL}]{{3,4}}", text) is None or text.endswith(_KOREAN_DEPARTMENTS):
        return False
    return text.startswith(_KOREAN_SURNAMES_OF_TWO) or (len(text) == 3 and text[0] in KOREAN_SURNAMES)


def _is_japanese(text: str) -> bool:
    letters = "".join(text.split())
    surname = next((letters[:n] for n in (3, 2) if letters[:n] in JAPANESE_SURNAMES), None)
    return surname is not None and 1 <= len(letters) - len(surname) <= 3
