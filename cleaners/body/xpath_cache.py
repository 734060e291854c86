"""A cache for trafilatura's element queries, which evaluates each only once per combination of attributes.

Its XPath expressions match the class and id of every element against long patterns, which takes half of its time. The
result depends only on an element's tag and a few attributes, and these repeat within a page and a site. A cached query
therefore evaluates the expression on a stand-in with the same tag and attributes, and remembers the result. It finds
the same elements as the expression itself.

`quick_queries` puts the cached queries into trafilatura's own lists, which the whole process shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import cast

from lxml import etree
from lxml.html import HtmlElement
from trafilatura.xpaths import BODY_XPATH, OVERALL_DISCARD_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

MAX_KNOWN_CHARS = 600_000  # that a query remembers before it starts anew; 54 pages of many sites made up to 190,000

_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
_ATTRIBUTE = re.compile(r"@([\w-]+)")
_TAG = re.compile(r"self::(\w+)")
_TRANSLATED = re.compile(r"translate\(([^,]+),[^)]*\)")
# Tests of an attribute: a pattern that it matches, or a text that it contains, begins with or equals.
_PATTERN = re.compile(r"re:test\([^,]+,\s*'([^']*)'(?:,\s*'i')?\)")
_LITERAL = re.compile(r"(?:contains|starts-with)\([^,()]+,\s*'([^']*)'\)|@[\w-]+\s*=\s*'([^']*)'")

_CHOICE = re.compile(r"\^\(\?:([\w|-]+)\)")  # of beginnings
_VARYING = re.compile(r"\(\?[^()]*\)\??|\[[^\]]*\]\??|[^\0]\?|[\^$]")  # groups, characters of a choice, anchors

# The tag, or None where any tag fits, and the values of the query's attributes.
_Look = tuple[str | None, ...]


class AttributeQuery:
    """An XPath expression for descendants with certain tags and attributes, evaluated from memory.

    With `only_first` it finds only the first of them. It is not safe for threads: `quick_queries` locks it.
    """

    def __init__(self, expression: etree.XPath, *, only_first: bool = False) -> None:
        """Read the tags and attributes that the expression tests."""
        self._expression = expression
        self._only_first = only_first
        self._of_stand_ins = etree.XPath(expression.path.replace("[1]", ""), namespaces=_NAMESPACES)
        self._names = tuple(dict.fromkeys(_ATTRIBUTE.findall(expression.path)))
        self._sought, self._only_there = _asked(expression.path)
        self._tags = sorted(set(_TAG.findall(expression.path)))
        self._known: dict[_Look, bool] = {}
        self._size = 0  # characters in it
        # From "@id|@class" XPath takes the attribute that comes first in the markup.
        self._by_order = {"id", "class"} <= set(self._names) and "|@" in expression.path
        self._candidates = etree.XPath(".//*[" + " or ".join(f"@{name}" for name in self._names) + "]")

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """Return the elements that fit, in page order."""
        elements = list(tree.iterdescendants(*self._tags) if self._tags else self._candidates(tree))
        looks = self._looks(elements)
        try:
            fits = self._answers(looks)
        except ValueError:  # an attribute has a character that XML does not allow
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
        """Return True if an attribute contains any text that the query looks for."""
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
    """Return the texts that the path looks for, in lower case, and the attributes that only need to be present.

    An element that the path finds has one of these texts in an attribute, or one of these attributes. Looking for a
    hundred texts one by one takes a tenth of the time of a pattern with a hundred branches.
    """
    path = _TRANSLATED.sub(r"\1", path)
    rest = _PATTERN.sub("", path)
    sought = {"".join(found).lower() for found in _LITERAL.findall(rest)}
    for pattern in _PATTERN.findall(path):
        sought.update(_parts(pattern))
    only_there = frozenset(_ATTRIBUTE.findall(_LITERAL.sub("", rest)))
    return tuple(text for text in sought if not any(other != text and other in text for other in sought)), only_there


def _parts(pattern: str) -> set[str]:
    """Return the longest plain text of each branch of a pattern; "", which is in everything, for one without any."""
    pattern = _CHOICE.sub(r"\1", pattern)
    while (plain := _VARYING.sub("\0", pattern)) != pattern:
        pattern = plain
    return {max(branch.split("\0"), key=len).lower() for branch in plain.split("|")}


Query = etree.XPath | AttributeQuery


def _quickened(expressions: list[etree.XPath]) -> list[Query]:
    """Return the same queries, with a cache for those that match patterns."""
    only_first = expressions is BODY_XPATH
    return [AttributeQuery(e, only_first=only_first) if _is_by_attributes(e.path) else e for e in expressions]


def _is_by_attributes(path: str) -> bool:
    """Return True if a path matches patterns against the attributes of single elements."""
    return "re:test(" in path and path.count(".//") == 1


# Trafilatura's own lists. Its query for appended articles is not among them: it is as quick as a cached one.
_LISTS = (REMOVE_COMMENTS_AND_LISTS_XPATH, BODY_XPATH, OVERALL_DISCARD_XPATH)
_ORIGINALS: list[list[Query]] = [list(expressions) for expressions in _LISTS]
_QUICK = [_quickened(expressions) for expressions in _LISTS]
_LOCK = Lock()  # on the lists and on what the cached queries remember


@contextmanager
def quick_queries() -> Iterator[None]:
    """Let trafilatura use the cached queries inside the `with` block.

    The swap changes trafilatura for the whole process. A lock lets one thread in at a time, so threads that clean pages
    wait for each other here. A thread that calls trafilatura without this function, while another is inside, gets the
    same elements from the cached queries, but no protection by the lock.
    """
    with _LOCK:
        _put(_QUICK)
        try:
            yield
        finally:
            _put(_ORIGINALS)


def _put(queries: list[list[Query]]) -> None:
    for expressions, wanted in zip(_LISTS, queries, strict=True):
        expressions[:] = cast("list[etree.XPath]", wanted)  # trafilatura does nothing with a query but call it
