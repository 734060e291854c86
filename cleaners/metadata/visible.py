"""The parts of a page that readers see: title, headings, and the elements and texts around them.

Elements in sidebars, comments and teasers are left out, because they belong to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassPattern
from cleaners.markup.element_index import ElementIndex
from cleaners.markup.text_nodes import texts_after, texts_in
from cleaners.metadata.strings import element_text, plain, plain_texts
from cleaners.metadata.titles import shown_headline
from cleaners.text.required import RarePattern

MAX_ELEMENTS = 60  # of each kind; those of the article come early on the page
MAX_CLASSES = 60  # different class attributes that match one pattern
MAX_CLASS_CHARS = 300
MAX_ANCESTORS = 60  # visited per element

MAX_LEVELS_OF_TEASERS = 4
MIN_HEADLINE_CHARS, MAX_TEASER_CHARS = 18, 300
NAME_WORDS = range(2, 4)
_ENTRY_TAGS = frozenset({"li", "div", "article", "section", "td"})
MAX_LINKS_BELOW = 40  # links below the first heading that are searched for authors
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form"})
_ASIDE_CLASS = RarePattern(
    r"comment|related|sidebar|recommend|most-?(?:read|viewed)|trending|teaser|(?<!entry[_-])(?<!post[_-])(?<!article[_-])footer"
    r"|(?<!elementor-)widget|popular|card\b"
    r"|more-?(?:stories|news|articles|from|posts)|(?:read|see)-?(?:also|more|next)|(?:latest|other)-?(?:news|stories|articles|posts)"
)
_OWN_FOOTER = re.compile(r"(?<![a-z])(?:entry|post|article)[_-]footer")
# Narrower than _ASIDE_CLASS: bylines are often in a card, a widget or a footer of the article.
_OTHERS_CLASS = RarePattern(
    r"(?<![a-z])(?:(?<!has-)(?<!no-)(?<!with-)comments?(?!-(?:open|closed|enabled|disabled))|comment-?list|disqus|kommentare?|commentaires?|comentarios|related|recommended|most-?(?:read|viewed)"
    r"|more-?(?:stories|news|articles|from|posts)|(?:latest|other)-?(?:news|stories|articles|posts))(?![a-z])"
)


@dataclass(slots=True)
class Visible:
    """The visible parts of a page that may hold metadata, in page order."""

    page: ElementIndex
    not_shown: frozenset[HtmlElement] = frozenset()  # the head with what is in it, and the outermost elements
    headings: list[str] = field(default_factory=list)
    title: str | None = None
    language: str | None = None
    first_heading: HtmlElement | None = None  # the element that shows the headline, or the first heading
    around_heading: frozenset[HtmlElement] = frozenset()  # ancestors of the first heading; they hold the article too
    below_heading: list[str] | None = None  # see texts_below_heading, which fills it on first use
    # Answers by element, because elements that are checked share most of the elements around them.
    of_others: dict[HtmlElement, bool] = field(default_factory=dict)
    teasers: dict[HtmlElement, bool] = field(default_factory=dict)

    def outside_asides(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return the elements that are not in a sidebar, comment, teaser or the like."""
        return [element for element in islice(elements, MAX_ELEMENTS) if not self._is_aside(element)]

    def with_class(self, pattern: ClassPattern) -> list[HtmlElement]:
        """Return the elements outside asides that have a class name which matches the pattern."""
        matching = (names for names in self.page.with_class_name(pattern) if 2 < len(names) <= MAX_CLASS_CHARS)
        groups = [self.page.by_class[names] for names in islice(matching, MAX_CLASSES)]
        return self.outside_asides(e for e in self.page.in_page_order(groups) if e not in self.not_shown)

    def is_of_others(self, element: HtmlElement | None) -> bool:
        """Return True if an element, or one around it, is for readers' comments or for other articles."""
        visited: list[HtmlElement] = []
        found = False
        while not (found or element is None or element in self.around_heading or element.tag == "body"):
            if element in self.of_others:
                found = self.of_others[element]
                break
            visited.append(element)
            found = names_others(element.get("class"), element.get("id"))
            element = element.getparent()
        self.of_others.update(dict.fromkeys(visited, found))
        return found

    def is_teaser(self, element: HtmlElement) -> bool:
        """Return True for an element in a teaser: a small element that begins with a link as long as a headline."""
        for ancestor in islice(chain([element], element.iterancestors()), MAX_LEVELS_OF_TEASERS):
            if ancestor in self.around_heading or ancestor.tag == "body":
                return False
            if ancestor not in self.teasers:
                self.teasers[ancestor] = ancestor.tag in _ENTRY_TAGS and _begins_with_headline(ancestor)
            if self.teasers[ancestor]:
                return True
        return False

    def links_after(self, element: HtmlElement) -> list[tuple[HtmlElement, str]]:
        """Return the first links after an element with their addresses."""
        position = self.page.positions
        end = position[element] + sum(1 for _ in element.iterdescendants("*"))
        return list(islice((pair for pair in self.page.linked if position[pair[0]] > end), MAX_LINKS_BELOW))

    def _is_aside(self, element: HtmlElement) -> bool:
        for ancestor in islice(element.iterancestors(), MAX_ANCESTORS):
            if ancestor in self.around_heading or ancestor.tag == "body":
                return False
            if ancestor.tag in _ASIDE_TAGS and not self._is_footer_of_article(ancestor):
                return True
            if _names_aside(ancestor.get("class"), ancestor.get("id")):
                return True
        return False

    def _is_footer_of_article(self, element: HtmlElement) -> bool:
        """Return True for the `footer` of the article with the headline, which often has its tags."""
        if element.tag == "footer" and _OWN_FOOTER.search(element.get("class") or ""):
            return True
        article = next(element.iterancestors("article"), None) if element.tag == "footer" else None
        return article is not None and article in self.around_heading


def _begins_with_headline(element: HtmlElement) -> bool:
    """Return True if the first text of a small element is that of a link, and as long as a headline."""
    link = next(element.iter("a"), None)
    headline = "" if link is None or not link.get("href") else element_text(link, MAX_TEASER_CHARS)
    if len(headline) < MIN_HEADLINE_CHARS or _may_be_name(headline) or not _may_begin_with(element, headline):
        return False
    text = element_text(element, MAX_TEASER_CHARS)
    return len(text) < MAX_TEASER_CHARS and text.startswith(headline)


def _may_be_name(text: str) -> bool:
    """Return True for two or three capitalised words: "Wieńczysław Zgórski" links to an author."""
    words = text.split()
    return len(words) in NAME_WORDS and all(word[0].isupper() for word in words)


def _may_begin_with(element: HtmlElement, headline: str) -> bool:
    """Return False if the first text node of an element already differs from a headline, which is quick to check."""
    first = next((piece for piece in texts_in(element, MAX_TEASER_CHARS) if not piece.isspace()), "")
    start = "" if "&" in first or "<" in first else plain(first) or ""
    return headline.startswith(start) or start.startswith(headline)


@lru_cache(maxsize=10_000)  # the elements of a site share most of their names
def names_others(class_names: str | None, element_id: str | None) -> bool:
    """Return True if a class and an id name readers' comments or other articles."""
    return _OTHERS_CLASS.is_in(f"{class_names} {element_id}")


@lru_cache(maxsize=10_000)
def _names_aside(class_names: str | None, element_id: str | None) -> bool:
    """Return True if a class and an id name an aside."""
    return _ASIDE_CLASS.is_in(f"{class_names} {element_id}")


def read(page: ElementIndex, social_title: str | None = None) -> Visible:
    """Read title, language and headings; the functions below find the rest when it is needed.

    `social_title` is the title for social networks in the meta tags. It helps to find the element with the headline.
    """
    title_element = next(iter(page.tagged("title")), None)
    title = None if title_element is None else plain(title_element.text)
    root = page.root.getroottree().getroot()
    not_shown = {element for head in page.tagged("head") for element in head.iter()}.union(page.tagged("html", "body"))
    headings = shown_headline.headings(page, filter(None, (social_title, title)))
    first = headings[0].element if headings else None
    return Visible(
        page=page,
        not_shown=frozenset(not_shown),
        headings=[shown.text for shown in headings],
        title=title,
        language=root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        first_heading=first,
        around_heading=frozenset() if first is None else frozenset(islice(first.iterancestors(), MAX_ANCESTORS)),
    )


def texts_below_heading(visible: Visible) -> list[str]:
    """Return up to 59 pieces of text after the first heading, among which are the byline and the date line.

    The texts of readers' comments and related articles are left out.
    """
    if visible.below_heading is None:
        nodes = [] if visible.first_heading is None else texts_after(visible.first_heading)
        of_article = (pair for pair in nodes if not visible.is_of_others(pair[1]) and not visible.is_teaser(pair[1]))
        visible.below_heading = plain_texts([text for text, _ in of_article])
    return visible.below_heading
