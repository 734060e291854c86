"""Remove the elements that make a page too deep, but keep the structure inside them.

An element is tall if more than MAX_HEIGHT levels are nested in it. On a page that is too deep, the tall elements are
thousands of wrappers around the text, around each other, or around nothing. A paragraph, list or table is never tall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import Match

from cleaners.markup.unparsed.tags import TAG, VOID

MAX_HEIGHT = 40  # levels; articles with everything around them have about thirty
MAX_COPIES = 3  # tall elements with the same opening tag; if there are more, they are wrappers
MAX_TALL = 40  # tall elements that are kept
_ROOTS = frozenset({"html", "head", "body"})
# An open element of these names ends where one of the same name begins.
_CLOSED_BY_NEXT = frozenset({"p", "li", "dt", "dd", "option", "tr", "td", "th"})


@dataclass(slots=True, eq=False)
class _Element:
    """An element: the indexes of its tags, -1 without an end tag, the levels nested in it, and its children."""

    name: str
    parent: _Element | None
    start: int
    end: int = -1
    height: int = 0
    children: int = 0


def limit_depth(html: str) -> str:
    """Return the markup without the tags of wrappers."""
    tags = list(TAG.finditer(html))
    removed = [index for element in _wrappers(tags) for index in (element.start, element.end) if index >= 0]
    return _without(html, [tags[index] for index in sorted(removed)])


def _wrappers(tags: Sequence[Match[str]]) -> Iterator[_Element]:
    """Yield the tall elements with many copies, and the copies inside them that are not tall themselves."""
    elements = sorted(_elements(tags), key=lambda element: element.start)
    tall = [element for element in elements if element.height > MAX_HEIGHT and element.name not in _ROOTS]
    copies = Counter(tags[element.start][0] for element in tall)
    rare = [element for element in tall if copies[tags[element.start][0]] <= MAX_COPIES][:MAX_TALL]
    removed = set(tall).difference(rare)
    for element in elements:
        parent = element.parent
        is_last = parent in removed and parent.children == 1 and copies[tags[element.start][0]] > MAX_COPIES
        if is_last and element not in rare:
            removed.add(element)
    yield from removed


def _elements(tags: Sequence[Match[str]]) -> Iterator[_Element]:
    """Yield each element when it ends. An end tag also ends the open elements inside its own."""
    stack: list[_Element] = []
    open_elements: Counter[str] = Counter()

    def close() -> _Element:
        element = stack.pop()
        open_elements[element.name] -= 1
        if stack:
            stack[-1].height = max(stack[-1].height, element.height + 1)
        return element

    for index, tag in enumerate(tags):
        name = tag[1].lower()
        if not name.startswith("/"):
            if name in _CLOSED_BY_NEXT and stack and stack[-1].name == name:
                yield close()
            if name not in VOID and not tag[0].rstrip().endswith("/>"):
                parent = stack[-1] if stack else None
                stack.append(_Element(name, parent, index))
                if parent:
                    parent.children += 1
                open_elements[name] += 1
            continue
        while open_elements[name[1:]]:
            is_match = stack[-1].name == name[1:]
            stack[-1].end = index if is_match else -1
            yield close()
            if is_match:
                break
    while stack:
        yield close()


def _without(html: str, removed: Sequence[Match[str]]) -> str:
    kept, position = [], 0
    for tag in removed:
        kept.append(html[position : tag.start()])
        position = tag.end()
    return " ".join([*kept, html[position:]])  # white space, since a removed element may separate words
