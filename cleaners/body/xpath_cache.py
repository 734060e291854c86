"""Trafilatura's queries for elements, each put only once to a combination of attributes.

Its XPath expressions hold the class and id of every element against long patterns, which is half of its time. What they
ask depends on an element's tag and a few attributes, and these repeat within a page and a site. So a stand-in with the
same tag and attributes is asked, and the answer kept: the elements found are those of the expression itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from trafilatura.xpaths import BODY_XPATH, OVERALL_DISCARD_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

MAX_KNOWN_CHARS = 600_000  # of what a query keeps; then it starts anew. 54 pages of many sites made up to 190,000

_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
_ATTRIBUTE = re.compile(r"@([\w-]+)")
_TAG = re.compile(r"self::(\w+)")
_TRANSLATED = re.compile(r"translate\(([^,]+),[^)]*\)")
# What is asked of an attribute: whether a pattern is found in it, or what it has, begins with or equals.
_PATTERN = re.compile(r"re:test\([^,]+,\s*'([^']*)'(?:,\s*'i')?\)")
_LITERAL = re.compile(r"(?:contains|starts-with)\([^,()]+,\s*'([^']*)'\)|@[\w-]+\s*=\s*'([^']*)'")

_CHOICE = re.compile(r"\^\(\?:([\w|-]+)\)")  # of beginnings
_VARYING = re.compile(r"\(\?[^()]*\)\??|\[[^\]]*\]\??|[^\0]\?|[\^$]")  # groups, characters of a choice, anchors

_Look = tuple[str | None, ...]  # the tag, or None where any will do, and the values of the query's attributes


class AttributeQuery:
    """Answers as an XPath expression for the descendants that fit by their tags and attributes.

    Where `only_first` is set, with the first of them.
    """

    def __init__(self, expression: etree.XPath, *, only_first: bool = False) -> None:
        """Read from the expression which tags and attributes it asks for."""
        self._expression = expression
        self._only_first = only_first
        self._of_stand_ins = etree.XPath(expression.path.replace("[1]", ""), namespaces=_NAMESPACES)
        self._names = tuple(dict.fromkeys(_ATTRIBUTE.findall(expression.path)))
        self._sought, self._only_there = _asked(expression.path)
        self._tags = sorted(set(_TAG.findall(expression.path)))
        self._known: dict[_Look, bool] = {}
        self._size = 0  # characters in it
        # Of "@id|@class" XPath takes the one that comes first in the markup.
        self._by_order = {"id", "class"} <= set(self._names) and "|@" in expression.path
        self._candidates = etree.XPath(".//*[" + " or ".join(f"@{name}" for name in self._names) + "]")

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """The elements that fit, in page order."""
        elements = list(tree.iterdescendants(*self._tags) if self._tags else self._candidates(tree))
        looks = self._looks(elements)
        try:
            fits = self._answers(looks)
        except ValueError:  # an attribute with a character that XML has not
            return self._expression(tree)  # type: ignore[no-any-return]
        found = [element for look, element in zip(looks, elements, strict=True) if fits[look]]
        return found[:1] if self._only_first else found

    def _looks(self, elements: Iterable[HtmlElement]) -> list[_Look]:
        looks: list[_Look] = []
        names, is_tagged = self._names, bool(self._tags)
        for element in elements:
            get = element.get
            look: _Look = (str(element.tag) if is_tagged else None, *map(get, names))
            if self._by_order and get("id") is not None and get("class") is not None:
                look += tuple(name for name in element.keys() if name in ("id", "class"))  # noqa: SIM118 - no mapping
            looks.append(look)
        return looks

    def _answers(self, looks: Iterable[_Look]) -> dict[_Look, bool]:
        """The answer for each of the looks; ValueError where one cannot be built."""
        if self._size > MAX_KNOWN_CHARS:
            self._known, self._size = {}, 0
        if new := [look for look in set(looks) if look not in self._known]:
            # Whose attributes have nothing that the query names is answered as one without attributes.
            nothing = (None,) * len(self._names)
            bare = {look: (look[0], *nothing) for look in new if not self._names_any(look)}
            self._known.update(self._ask({*new, *bare.values()} - (bare.keys() - {*bare.values()})))
            self._known.update({look: self._known[other] for look, other in bare.items()})
            self._size += sum(len(part) for look in new for part in look if part)
        return self._known

    def _names_any(self, look: _Look) -> bool:
        """Tell whether any of the attributes holds what the query looks for in any of them."""
        pairs = [(name, value) for name, value in zip(self._names, look[1:], strict=False) if value is not None]
        text = "\0".join([value for _, value in pairs]).lower()
        return any(part in text for part in self._sought) or any(name in self._only_there for name, _ in pairs)

    def _ask(self, looks: Iterable[_Look]) -> dict[_Look, bool]:
        looks = list(looks)
        root = etree.Element("page")
        for look in looks:
            tag, values = look[0], dict(zip(self._names, look[1:], strict=False))
            order = dict.fromkeys((*look[len(self._names) + 1 :], *self._names))
            attributes = {str(name): value for name in order if (value := values[str(name)]) is not None}
            etree.SubElement(root, tag or "any", attributes)
        fitting = set(self._of_stand_ins(root))
        return {look: stand_in in fitting for look, stand_in in zip(looks, root, strict=True)}


def _asked(path: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Texts in small letters of which an attribute has one if a query finds it, and the attributes that need only be.

    To look for a hundred texts one by one takes a tenth of the time of a pattern with a hundred branches.
    """
    path = _TRANSLATED.sub(r"\1", path)
    rest = _PATTERN.sub("", path)
    sought = {"".join(found).lower() for found in _LITERAL.findall(rest)}
    for pattern in _PATTERN.findall(path):
        sought.update(_parts(pattern))
    only_there = frozenset(_ATTRIBUTE.findall(_LITERAL.sub("", rest)))
    return tuple(text for text in sought if not any(other != text and other in text for other in sought)), only_there


def _parts(pattern: str) -> set[str]:
    """The longest plain text of each branch; "", which is in everything, of one that has none."""
    pattern = _CHOICE.sub(r"\1", pattern)
    while (plain := _VARYING.sub("\0", pattern)) != pattern:
        pattern = plain
    return {max(branch.split("\0"), key=len).lower() for branch in plain.split("|")}


def _quickened(expressions: list[Any]) -> list[Any]:
    """The same queries, with those that match patterns answered from memory."""
    only_first = expressions is BODY_XPATH
    return [AttributeQuery(e, only_first=only_first) if _is_by_attributes(e.path) else e for e in expressions]


def _is_by_attributes(path: str) -> bool:
    """Tell whether a path holds patterns against the attributes of single elements."""
    return "re:test(" in path and path.count(".//") == 1


# Its query for appended articles is left out: it is as quick as a stand-in.
_LISTS = (REMOVE_COMMENTS_AND_LISTS_XPATH, BODY_XPATH, OVERALL_DISCARD_XPATH)
_ORIGINALS = [list(expressions) for expressions in _LISTS]
_QUICK = [_quickened(expressions) for expressions in _LISTS]


@contextmanager
def quick_queries() -> Iterator[None]:
    """Let trafilatura ask quickly; outside, and for whoever else uses it, it is as it was."""
    _put(_QUICK)
    try:
        yield
    finally:
        _put(_ORIGINALS)


def _put(queries: list[list[Any]]) -> None:
    for expressions, wanted in zip(_LISTS, queries, strict=True):
        expressions[:] = wanted
