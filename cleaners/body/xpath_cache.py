"""A cache for trafilatura's XPath queries, which evaluates each only once per combination of attributes.

The queries match the class and id of every element against long patterns, which takes half of trafilatura's time. The
result depends only on an element's tag and a few attributes, and these repeat within a page and a site. A cached query
therefore evaluates the expression on a new element with the same tag and attributes, the stand-in, and remembers the
result. It finds the same elements as the expression itself.

A query that also reads the contents of an element is not cached. Instead, it compares an attribute with a pattern only
if the attribute contains one of the fixed texts that the pattern needs.

`cached_queries` puts these queries in the place of trafilatura's own, which the whole process shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from threading import Lock
from typing import cast

from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import BASIC_CLEAN_XPATH
from trafilatura.xpaths import (
    BODY_XPATH,
    OVERALL_DISCARD_XPATH,
    RAW_TREE_PRUNE_XPATH,
    REMOVE_COMMENTS_AND_LISTS_XPATH,
)

# Characters of tags and attributes that a query remembers before it forgets them all. On 54 pages of many sites, a
# query remembered up to 190,000.
MAX_CACHED_CHARS = 600_000
FIRST_ELEMENTS = 100  # compared at once if only the first match counts, which is rarely among the last elements

_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
_ATTRIBUTE = re.compile(r"@([\w-]+)")
_FIRST_OF_TWO = re.compile(r"@([\w-]+)\|@([\w-]+)")
_TAG = re.compile(r"self::(\w+)")
_ANY_SUCH = re.compile(r"\.//(\w+)")  # elements that are found by their tag, whatever their attributes
_TRANSLATED = re.compile(r"translate\(([^,]+),[^)]*\)")
# Tests of an attribute: a pattern that it matches, or a text that it contains, begins with or equals.
_PATTERN = re.compile(r"re:test\([^,]+,\s*'([^']*)'(?:,\s*'i')?\)")
_PATTERN_IN_ONE_CASE = re.compile(r"re:test\((@[\w-]+),\s*'([^'A-Z]*)'\)")
_LITERAL = re.compile(r"(?:contains|starts-with)\([^,()]+,\s*'([^']*)'\)|@[\w-]+\s*=\s*'([^']*)'")

_PREFIX_CHOICE = re.compile(r"\^\(\?:([\w|-]+)\)")  # alternative beginnings of a value, such as ^(?:main|art)
# Parts with a number of repeats, groups, character sets, optional characters, anchors.
_VARYING = re.compile(r"(?:\(\?[^()]*\)|\[[^\]]*\]|[^\0)\]])\{[\d,]*\}|\(\?[^()]*\)\??|\[[^\]]*\]\??|[^\0]\?|[\^$]")

# What an expression reads in an element: its tag, or None if any tag fits, and the values of attributes. Then follow
# the names of those attributes whose order matters, in that order.
_Key = tuple[str | None, ...]


class AttributeQuery:
    """An XPath expression, or a union of several, that finds descendants by tag and attributes.

    It caches its results. With `only_first` it finds only the first element. It is not safe for threads:
    `cached_queries` locks it.
    """

    def __init__(self, expression: etree.XPath, *, only_first: bool = False) -> None:
        """Read the tags and attributes that the expression tests."""
        self._expression = expression
        self._only_first = only_first
        self._find_stand_ins = etree.XPath(expression.path.replace("[1]", ""), namespaces=_NAMESPACES)
        # From "@id|@class" XPath takes the attribute that comes first in the markup.
        self._ordered = dict.fromkeys(name for names in _FIRST_OF_TWO.findall(expression.path) for name in names)
        self._attributes = tuple(dict.fromkeys([*self._ordered, *_ATTRIBUTE.findall(expression.path)]))
        self._needed_texts, self._needed_attributes = _needed(expression.path)
        self._tags = sorted(set(_TAG.findall(expression.path)))
        found_by_tag = sorted(set(_ANY_SUCH.findall(expression.path)))
        self._is_tag_read = bool(self._tags or found_by_tag)
        self._cache: dict[_Key, bool] = {}
        self._cached_chars = 0
        tests = [f"@{name}" for name in self._attributes] + [f"self::{tag}" for tag in found_by_tag]
        self._candidates = etree.XPath(f".//*[{' or '.join(tests)}]")

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """Return the matching elements, in page order."""
        elements = iter(tree.iterdescendants(*self._tags) if self._tags else self._candidates(tree))
        matching: list[HtmlElement] = []
        while part := list(islice(elements, FIRST_ELEMENTS if self._only_first else None)):
            keys = self._keys(part)
            try:
                matches = self._matches(keys)
            except ValueError:  # an attribute has a character that XML does not allow
                return self._expression(tree)  # type: ignore[no-any-return]
            matching += [element for key, element in zip(keys, part, strict=True) if matches[key]]
            if matching and self._only_first:
                return matching[:1]
        return matching

    def _keys(self, elements: Iterable[HtmlElement]) -> list[_Key]:
        """Return the key of each element."""
        keys: list[_Key] = []
        attributes, ordered, is_tagged = self._attributes, self._ordered, self._is_tag_read
        for element in elements:
            get = element.get
            key: _Key = (str(element.tag) if is_tagged else None, *map(get, attributes))
            if ordered and len(ordered) - key[1 : len(ordered) + 1].count(None) > 1:
                key += tuple(name for name in element.keys() if name in ordered)  # noqa: SIM118 - no mapping
            keys.append(key)
        return keys

    def _matches(self, keys: Iterable[_Key]) -> dict[_Key, bool]:
        """Return the cache after adding the keys: True for each key whose elements match the expression.

        Raises ValueError if an attribute has a character that XML does not allow, since its stand-in cannot be made.
        """
        if self._cached_chars > MAX_CACHED_CHARS:
            self._cache, self._cached_chars = {}, 0
        if new := [key for key in set(keys) if key not in self._cache]:
            # An element whose attributes have nothing that the query needs matches like one without attributes.
            nothing = (None,) * len(self._attributes)
            bare = {key: (key[0], *nothing) for key in new if not self._has_needed(key)}
            self._cache.update(self._evaluate({*new, *bare.values()} - (bare.keys() - {*bare.values()})))
            self._cache.update({key: self._cache[bare_key] for key, bare_key in bare.items()})
            self._cached_chars += sum(len(part) for key in new for part in key if part)
        return self._cache

    def _has_needed(self, key: _Key) -> bool:
        """Return True if an attribute has a text that the query looks for, or only needs to be present and is."""
        pairs = [(name, value) for name, value in zip(self._attributes, key[1:], strict=False) if value is not None]
        values = "\0".join([value for _, value in pairs]).lower()
        return any(text in values for text in self._needed_texts) or any(
            name in self._needed_attributes for name, _ in pairs
        )

    def _evaluate(self, keys: Iterable[_Key]) -> dict[_Key, bool]:
        """Evaluate the expression on a stand-in for each key."""
        keys = list(keys)
        root = etree.Element("page")
        for key in keys:
            tag, values = key[0], dict(zip(self._attributes, key[1:], strict=False))
            order = dict.fromkeys((*key[len(self._attributes) + 1 :], *self._attributes))
            attributes = {str(name): value for name in order if (value := values[str(name)]) is not None}
            etree.SubElement(root, tag or "any", attributes)
        matching = set(self._find_stand_ins(root))
        return {key: stand_in in matching for key, stand_in in zip(keys, root, strict=True)}


def _needed(path: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the texts that a path looks for, in lower case, and the attributes that only need to be present.

    An element that the path finds has one of these texts in an attribute, or one of these attributes. Looking for a
    hundred texts one by one takes a tenth of the time of a pattern with a hundred branches.
    """
    path = _TRANSLATED.sub(r"\1", path)
    without_patterns = _PATTERN.sub("", path)
    texts = {"".join(groups).lower() for groups in _LITERAL.findall(without_patterns)}
    for pattern in _PATTERN.findall(path):
        texts.update(_fixed_texts(pattern))
    attributes = frozenset(_ATTRIBUTE.findall(_LITERAL.sub("", without_patterns)))
    # A text that contains another of the texts is found by that other.
    return tuple(text for text in texts if not any(part != text and part in text for part in texts)), attributes


def _fixed_texts(pattern: str) -> set[str]:
    """Return the longest fixed text of each branch of a pattern. "", which every value contains, stands for none."""
    pattern = _PREFIX_CHOICE.sub(r"\1", pattern)
    while (plain := _VARYING.sub("\0", pattern)) != pattern:
        pattern = plain
    return {max(branch.split("\0"), key=len).lower() for branch in plain.split("|")}


Query = etree.XPath | AttributeQuery


def _with_cache(expressions: list[etree.XPath]) -> list[Query]:
    """Return the same queries, with a cache for those that match patterns against the attributes of single elements."""
    only_first = expressions is BODY_XPATH
    return [
        AttributeQuery(e, only_first=only_first) if e.path.count(".//") == 1 and "re:test(" in e.path else _guarded(e)
        for e in expressions
    ]


def _guarded(expression: etree.XPath) -> etree.XPath:
    """Return the same query, but compare a value with a pattern only if it contains a fixed text of the pattern.

    Patterns are matched in Python, which takes twenty times as long as looking for a text.
    """
    path = _PATTERN_IN_ONE_CASE.sub(_with_guard, expression.path)
    return expression if path == expression.path else etree.XPath(path, namespaces=_NAMESPACES)


def _with_guard(test: re.Match[str]) -> str:
    texts = " or ".join(f"contains({test[1]}, '{text}')" for text in sorted(_fixed_texts(test[2])))
    return f"(({texts}) and {test[0]})"


# Trafilatura's own lists, and the module that has one more query by itself.
_LISTS = (RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH, BODY_XPATH, OVERALL_DISCARD_XPATH)
_BASELINE = import_module("trafilatura.baseline")
_ORIGINALS: list[list[Query]] = [*(list[Query](expressions) for expressions in _LISTS), [BASIC_CLEAN_XPATH]]
_CACHED: list[list[Query]] = [
    *(_with_cache(expressions) for expressions in _LISTS),
    [AttributeQuery(BASIC_CLEAN_XPATH)],
]
_LOCK = Lock()  # protects the lists and the caches of the queries


@contextmanager
def cached_queries() -> Iterator[None]:
    """Let trafilatura use the cached queries inside the `with` block.

    The swap changes trafilatura for the whole process. A lock lets one thread in at a time, so threads that clean pages
    wait for each other here. A thread that calls trafilatura without this function, while another is inside, gets the
    same elements from the cached queries, but no protection by the lock.
    """
    with _LOCK:
        _install(_CACHED)
        try:
            yield
        finally:
            _install(_ORIGINALS)


def _install(queries: list[list[Query]]) -> None:
    """Replace the contents of trafilatura's lists, and its query that is in no list."""
    *of_lists, [cleaning] = queries
    setattr(_BASELINE, "BASIC_CLEAN_XPATH", cleaning)  # noqa: B010 - mypy does not know it in this module
    for expressions, replacement in zip(_LISTS, of_lists, strict=True):
        expressions[:] = cast("list[etree.XPath]", replacement)  # trafilatura does nothing with a query but call it
