"""The page as readers see it: headings, bylines, marked deks and times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, pairwise

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners.metadata.dates.calendars import gregorian
from cleaners.metadata.strings import chunks, element_text, plain

MAX_FOUND = 60  # elements of a kind: the article's own come early
MAX_CLASSES = 60  # different ones that a pattern finds
MAX_CLASS_CHARS = 300
MAX_DATE_LINE = 60  # characters: what is longer has a date, but is about something else
MAX_DEPTH = 60  # ancestors that are looked at


_CLASSED = XPath("//body/descendant::*[@class]")
_REL_AUTHOR = XPath("//a[contains(@rel, 'author')]")
_LINKS_BELOW = XPath("following::a[@href][position() <= 40]")
_FOLLOWING = XPath(
    "following::text()[position() < 300][normalize-space()][not(parent::script or parent::style)][position() < 60]",
    smart_strings=False,
)
# Words in a class attribute in small letters, with a space at both ends.
_BYLINE = re.compile(r"by-?line|auth?or|auteur|verfasser|writer|reporter|posted-?by")
_DEK = re.compile(r"[ _-]dek|standfirst|sub[_-]?title|sub-?head|bajada|lede")
_DATE = re.compile(r"publish|public|[ _-]date|date |pubtime|timestamp|datum|fecha|posted")
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form"})
_ASIDE = re.compile(
    r"comment|related|sidebar|recommend|most-?read|trending|teaser|footer|widget|popular|card\b", re.IGNORECASE
)
_OF_PUBLICATION = re.compile(r"publi|entry-date|post-date|posted", re.IGNORECASE)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|e|i)?|auteurs?|contributors?|people|profiles?|staff|journalist(?:e|en|s|es)?|writers?"
    r"|reporters?|redakteure?|columnists?|by|byline)/[^/?#]"
)
_UPDATE = re.compile(r"updat|modif|chang|review|aktualis|mis à jour|actualiz|aggiornat|обновл", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|25)\d\d")  # 25: Thai years
_NO_BYLINE = frozenset({"html", "body", "main", "script", "style", "svg", "img", "input"})
_NO_DEK = frozenset(
    {"html", "body", "main", "article", "section", "header", "script", "style", "svg", "img", "button", "a"}
)


@dataclass(slots=True)
class Visible:
    """Strings as they stand on the page, in page order; times with the machine-readable value where there is one."""

    tree: HtmlElement
    classes: dict[str, str] = field(default_factory=dict)  # different class attributes, and in small letters
    classed: list[tuple[str, HtmlElement]] = field(default_factory=list)  # elements with their class attributes
    headings: list[str] = field(default_factory=list)
    title: str | None = None
    language: str | None = None
    first_heading: HtmlElement | None = None  # that has text
    around_heading: frozenset[HtmlElement] = frozenset()  # ancestors of the first heading: they hold the article too
    below: list[str] | None = None  # pieces of text after the first heading, once they were asked for

    def own(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """The elements that stand in no sidebar, comment, teaser or the like."""
        return [element for element in islice(elements, MAX_FOUND) if not self._is_aside(element)]

    def of_class(self, words: re.Pattern[str]) -> list[HtmlElement]:
        """The article's elements with one of the words in their class."""
        wanted = set(islice((name for name, small in self.classes.items() if words.search(small)), MAX_CLASSES))
        return self.own(element for name, element in self.classed if name in wanted) if wanted else []

    def _is_aside(self, element: HtmlElement) -> bool:
        for ancestor in islice(element.iterancestors(), MAX_DEPTH):
            if ancestor in self.around_heading or ancestor.tag == "body":
                return False
            if ancestor.tag in _ASIDE_TAGS or _ASIDE.search(f"{ancestor.get('class')} {ancestor.get('id')}"):
                return True
        return False


def read(tree: HtmlElement) -> Visible:
    """Read what every page has; times, bylines, deks and dates are looked for where they are needed."""
    title = next(tree.iter("title"), None)
    root = tree.getroottree().getroot()
    classed = [(element.get("class"), element) for element in _CLASSED(tree)]
    headings = [(h, text) for h in islice(tree.iter("h1"), MAX_FOUND) if (text := element_text(h, 500))]
    return Visible(
        tree=tree,
        classes={name: f" {name.lower()} " for name, _ in classed if 2 < len(name) <= MAX_CLASS_CHARS},
        classed=classed,
        headings=[text for _, text in headings],
        title=None if title is None else plain(title.text),
        language=root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        first_heading=headings[0][0] if headings else None,
        around_heading=frozenset(islice(headings[0][0].iterancestors(), MAX_DEPTH)) if headings else frozenset(),
    )


def times(visible: Visible) -> list[str]:
    """The values of `time` elements: those that say that they are the publication first, updates last."""

    def rank(element: HtmlElement) -> int:
        around = element.getparent()
        names = f"{element.get('class')} {element.get('itemprop')} {'' if around is None else around.get('class')}"
        if element.get("pubdate") is not None or _OF_PUBLICATION.search(names):
            return 0
        return 2 if _UPDATE.search(names) else 1

    elements = sorted(visible.own(visible.tree.iter("time")), key=rank)
    return [value for e in elements if (value := plain(e.get("datetime")) or element_text(e, 100))]


def dates(visible: Visible) -> list[str]:
    """Short texts of elements whose class says that they hold a date, without those of an update."""
    return _dated(element_text(e, 100) for e in visible.of_class(_DATE))


def dates_after_heading(visible: Visible) -> list[str]:
    """Short pieces of text with a year that follow the first heading, without those after a word such as "Updated"."""
    texts = ["", *after_heading(visible)]
    own = (text for before, text in pairwise(texts) if len(before) > 40 or not _UPDATE.search(before))
    return [text for text in _dated(own) if len(text) < MAX_DATE_LINE and _YEAR.search(gregorian(text))]


def _dated(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if len(text) < 80 and any(c.isdigit() for c in text) and not _UPDATE.search(text)]


def bylines(visible: Visible) -> list[list[str]]:
    """The pieces of text of each element marked as a byline: all links to authors as one, then in page order."""
    links = [text for e in visible.own(_REL_AUTHOR(visible.tree)) if (text := element_text(e, 200))]
    marked = [_pieces(chunks(e, 1_000)) for e in visible.of_class(_BYLINE) if e.tag not in _NO_BYLINE]
    return [found for found in (links, *marked) if found]


def author_links(visible: Visible) -> list[str]:
    """The texts of links to authors' pages that stand together below the first heading."""
    heading = visible.first_heading
    links = [] if heading is None else [a for a in _LINKS_BELOW(heading) if _AUTHOR_PATH.search(a.get("href"))]
    around = {links[0].getparent(), links[0].getparent().getparent()} if links else set()
    return [element_text(a, 200) for a in links if not around.isdisjoint(islice(a.iterancestors(), 2))]


def after_heading(visible: Visible) -> list[str]:
    """The pieces of text that follow the first heading, as far as a byline may stand."""
    if visible.below is None:
        visible.below = [] if visible.first_heading is None else _pieces(_FOLLOWING(visible.first_heading))
    return visible.below


def _pieces(texts: list[str]) -> list[str]:
    return [text for chunk in texts if (text := plain(chunk))]


def dek(visible: Visible) -> str | None:
    """The first text that the page marks as its dek."""
    texts = (element_text(e, 1_000) for e in visible.of_class(_DEK) if e.tag not in _NO_DEK)
    return next((text for text in texts if 20 <= len(text) <= 600), None)
