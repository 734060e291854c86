"""Read the names of writers who sign their article: in its first line after the place, at its end, or in a box."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from cleaners.metadata.authors import east_asian
from cleaners.metadata.authors.bare_names import bare_names, is_role, name_with_role
from cleaners.metadata.authors.byline_labels import LABEL
from cleaners.metadata.authors.byline_text import is_of_others
from cleaners.metadata.authors.names import looks_like_name, names_in
from cleaners.metadata.authors.people import Credit, people_and_organisations
from cleaners.metadata.fields import Author

MAX_CHARS = 60  # of a line that is only a signature
_BRACKETS = re.compile(r"[（(【［〔\[](?P<inner>[^（）()【】［］〔〕\[\]]{2,40})[）)】］〕\]]\s*$")
_ROLE = re.compile(r"(?:本报|本報)?(?:通讯员|通訊員|记者|記者|特约记者|实习生)[\s:：]*")
_FIRST_BRACKETS = re.compile(r"[^。.!?！？（(\[【]{0,40}[（(\[【](?P<inner>[^（）()【】\[\]]{2,60})[)）\]】]")
_HANGUL = re.compile(r"[가-힣]")
_PHOTOGRAPHER = re.compile(r"[摄攝影]\s*$")
_SEPARATOR = re.compile(r"[、，,・/／\s]+")


def signed_by(text: str, site_names: Iterable[str], *, is_set_off: bool) -> list[Author]:
    """Return the people who sign a text, in its last line: alone if it is short, or in brackets after a sentence.

    A line of names without brackets and roles counts if it `is_set_off` from the text, as by bold letters.
    """
    bracket = _BRACKETS.search(text)
    is_short = len(text) <= MAX_CHARS
    names = _east_asian(bracket["inner"].strip()) if bracket else []
    if not names and is_short:
        names = _alone(text.strip("—–- /"), is_set_off=is_set_off)
    people, organisations = people_and_organisations(map(Credit, names), site_names)
    return [] if organisations else people


def signed_at_start(text: str, site_names: Iterable[str]) -> list[Author]:
    """Return the reporters whom the first line names, as agencies in China, Japan and Korea do.

    They are in brackets with their role or after the place, or between the place and an equals sign.
    """
    before, mark, _ = text[:MAX_CHARS].partition(" = ")
    names = east_asian.names_before_role(before) if mark else []
    if bracket := _FIRST_BRACKETS.match(text):
        place, equals, name = bracket["inner"].strip().rpartition("＝")
        if _ROLE.search(name) or _HANGUL.search(name) or (equals and place):
            names = names or _east_asian(name)
    return people_and_organisations(map(Credit, names), site_names)[0]


def names_with_role(texts: list[str]) -> list[str]:
    """Return the first name that has the role of a writer after it."""
    for text, following in pairwise([*texts, ""]):
        if name := name_with_role(text):
            return [name]
        if is_role(following) and not is_of_others(following) and (names := bare_names(text)):
            return names
    return []


def is_only_signature(text: str) -> bool:
    """Return True if a text that is signed has nothing before its signature."""
    bracket = _BRACKETS.search(text)
    return not text[: bracket.start()].strip() if bracket else len(text) <= MAX_CHARS


def _alone(line: str, *, is_set_off: bool) -> list[str]:
    if names := east_asian.names_before_role(line):
        return names
    if _ROLE.match(line):
        return _east_asian(line)
    label = LABEL.match(f"{line} ")
    rest = line[label.end() :] if label else line
    names = list(names_in(rest))
    are_all = sum(map(len, names)) >= len(re.sub(r"[\W\d_]", "", rest)) if names else False
    return names if are_all and (label or is_set_off) and all(map(looks_like_name, names)) else []


def _east_asian(inner: str) -> list[str]:
    """Return the names in brackets or after roles, but not those of photographers."""
    if _PHOTOGRAPHER.search(inner):
        return []
    if names := east_asian.names_before_role(inner):
        return names
    has_role = _ROLE.search(inner) is not None
    parts = [part for part in _SEPARATOR.split(_ROLE.sub("、", inner)) if part]
    is_name = east_asian.is_name if has_role else east_asian.is_surely_name
    return parts if parts and all(map(is_name, parts)) else []
