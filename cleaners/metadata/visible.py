"""Read the metadata that readers see on the page: headings, bylines and deks.

Elements in sidebars, comments and teasers are left out, because they belong to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassPattern
from cleaners.markup.element_index import ElementIndex
from cleaners.markup.text_nodes import short_texts, texts_after, texts_in, texts_with
from cleaners.metadata.strings import MAX_CHARS, element_text, plain
from cleaners.metadata.titles import shown_headline

MAX_ELEMENTS = 60  # of each kind; those of the article come early on the page
MAX_CLASSES = 60  # different class attributes that match one pattern
MAX_CLASS_CHARS = 300
MAX_ANCESTORS = 60  # visited per element
MAX_TEXTS = 20_000  # elements that are searched for "Written by"
MAX_PARAGRAPHS = 500  # whose words are compared with those of a label
MAX_SITE_TEXTS = 5  # links and lines with the name of the site
MAX_LABELLED_CHARS = 150  # a longer text is not a byline

MAX_BYLINE_CHARS = 400  # of an element with the links to all authors, and perhaps a date
MAX_BYLINE_LEVELS = 5  # elements around the first of these links
MAX_LINKS_BELOW = 40  # links below the first heading that are searched for authors
_NEXT_TEXT = XPath("following::text()[normalize-space()][1]", smart_strings=False)
_COPYRIGHT_YEARS = re.compile(r"[\s\d,–-]*")
_HOLDER_END = re.compile(r"[.,|·–—©]|(?<=[\u3040-\u9fff])\s")  # Chinese and Japanese have a space behind the name
# Labels of authors that are clear enough to be believed anywhere on the page.
_WRITTEN_BY = re.compile(
    r"\s*+(?:\((?=report))?(?:this (?:post|article|story) was )?"
    r"(?:(?:article|post|story|words|text|written|report(?:ed|ing)) by\b"
    r"|\((?:reportage de|bericht von|reporte de|reportagem de)\b"
    r"|(?:verfasst|geschrieben|ein (?:artikel|beitrag)) von\b|(?:écrit|rédigé) par\b|(?:escrito|redactado) por\b"
    r"|scritto da\b|a cura di\b|geschreven door\b|skrevet a[vf]\b|skriven av\b|napisała?\b|(?:автор|yazan)\s?:"
    r"|(?:作者|撰文|글)\s?[:：])",
    re.IGNORECASE,
)
_BYLINE_CLASS = ClassPattern(
    r"by-?line|auth?or|auteur|verfasser|writer|reporter|journalist|posted-?by|redakteur|periodista|kirjoittaja|forfatter"
    r"|(?:created|written)-?by|avtor|yazar|szerzo|toimittaja|tac-?gia"
    r"|skribent|(?<![a-z])contributors?(?![a-z])|penulis|muhabir|[ _-]firma[ _-]|[ _-]signature[ _-]"
)
_DEK_CLASS = ClassPattern(r"[ _-]dek|standfirst|sub[_-]?title|sub-?head|bajada|lede")
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form"})
_ASIDE_CLASS = re.compile(
    r"comment|related|sidebar|recommend|most-?(?:read|viewed)|trending|teaser|footer|(?<!elementor-)widget|popular|card\b"
    r"|more-?(?:stories|news|articles|from|posts)|(?:read|see)-?(?:also|more|next)|(?:latest|other)-?(?:news|stories|articles|posts)",
    re.IGNORECASE,
)
# Narrower than _ASIDE_CLASS: bylines are often in a card, a widget or a footer of the article.
OTHERS_CLASS = re.compile(
    r"(?<![a-z])(?:(?<!has-)(?<!no-)(?<!with-)comments?(?!-(?:open|closed|enabled|disabled))|comment-?list|disqus|kommentare?|commentaires?|comentarios|related|recommended|most-?(?:read|viewed)"
    r"|more-?(?:stories|news|articles|from|posts)|(?:latest|other)-?(?:news|stories|articles|posts))(?![a-z])",
    re.IGNORECASE,
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|e|i)?|auteurs?|contributors?|people|profiles?|staff|journalist(?:e|en|s|es)?|writers?"
    r"|reporters?|redakteure?|columnists?|by|byline)/[^/?#]|^/@[^/?#]|(?:substack|medium)\.com/@[^/?#]"
)
_NOT_BYLINE_TAGS = frozenset({"html", "body", "main", "script", "style", "svg", "img", "input"})
_NOT_DEK_TAGS = frozenset(
    {"html", "body", "main", "article", "section", "header", "script", "style", "svg", "img", "button", "a"}
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
    # What was found, by element. Elements that are checked share most of the elements around them.
    of_others: dict[HtmlElement, bool] = field(default_factory=dict)

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
            found = _names_others(element.get("class"), element.get("id"))
            element = element.getparent()
        self.of_others.update(dict.fromkeys(visited, found))
        return found

    def links_after(self, element: HtmlElement) -> list[tuple[HtmlElement, str]]:
        """Return the first links after an element with their addresses."""
        position = self.page.positions
        end = position[element] + sum(1 for _ in element.iterdescendants("*"))
        return list(islice((pair for pair in self.page.linked if position[pair[0]] > end), MAX_LINKS_BELOW))

    def _is_aside(self, element: HtmlElement) -> bool:
        for ancestor in islice(element.iterancestors(), MAX_ANCESTORS):
            if ancestor in self.around_heading or ancestor.tag == "body":
                return False
            if ancestor.tag in _ASIDE_TAGS or _names_aside(ancestor.get("class"), ancestor.get("id")):
                return True
        return False


@lru_cache(maxsize=10_000)  # the elements of a site share most of their names
def _names_others(class_names: str | None, element_id: str | None) -> bool:
    """Return True if a class and an id name readers' comments or other articles."""
    return OTHERS_CLASS.search(f"{class_names} {element_id}") is not None


@lru_cache(maxsize=10_000)
def _names_aside(class_names: str | None, element_id: str | None) -> bool:
    """Return True if a class and an id name an aside."""
    return _ASIDE_CLASS.search(f"{class_names} {element_id}") is not None


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


def bylines(visible: Visible) -> list[list[str]]:
    """Return the pieces of text of each byline: links with rel="author" as one byline, then elements by class."""
    of_author = visible.outside_asides(link for link, rel in visible.page.related if "author" in rel)
    links = [text for e in _beside_first(of_author) if (text := element_text(e, 200))]
    marked = [
        _plain_texts(texts_in(e, 1_000)) for e in visible.with_class(_BYLINE_CLASS) if e.tag not in _NOT_BYLINE_TAGS
    ]
    return [pieces for pieces in (links, *marked) if pieces]


def _beside_first(links: list[HtmlElement]) -> list[HtmlElement]:
    """Return the links that are in one small element with the first one. Others belong to teasers of other stories."""
    if len(links) < 2:
        return links
    around = links[0]
    for ancestor in islice(links[0].iterancestors(), MAX_BYLINE_LEVELS):
        if sum(map(len, texts_in(ancestor, MAX_BYLINE_CHARS))) >= MAX_BYLINE_CHARS:
            break
        around = ancestor
    return [link for link in links if link is around or around in link.iterancestors()]


def author_links(visible: Visible) -> list[tuple[str, str]]:
    """Return text and address of each link in the first group of links to authors' pages below the first heading."""
    heading = visible.first_heading
    below = [] if heading is None else visible.links_after(heading)
    links = [(link, address) for link, address in below if _AUTHOR_PATH.search(address)]
    parents = set(islice(links[0][0].iterancestors(), 2)) if links else set()
    return [
        (element_text(link, 200), address)
        for link, address in links
        if not parents.isdisjoint(islice(link.iterancestors(), 2))
    ]


def is_other_link(visible: Visible, text: str) -> bool:
    """Return True if a text is that of a link that does not lead to an author's page, such as a section's name."""
    links = (link for link in visible.page.tagged("a") if link.get("href") and element_text(link, 200) == text)
    return any(not _AUTHOR_PATH.search(link.get("href", "")) for link in islice(links, MAX_ELEMENTS))


def is_common_words(visible: Visible, text: str) -> bool:
    """Return True if paragraphs have each word of a capitalised text in lower case too, as with words of labels."""
    words = text.split()
    if not all(word[:1].isupper() for word in words):
        return False
    paragraphs = " ".join("".join(texts_in(p, MAX_CHARS)) for p in visible.page.tagged("p")[:MAX_PARAGRAPHS])
    return all(re.search(rf"(?<![\w@/.-]){re.escape(word.lower())}(?![\w@/-])", paragraphs) for word in words)


def texts_of_authorship(visible: Visible) -> list[list[str]]:
    """Return the pieces of text that begin with "Written by" or the like, wherever they are on the page.

    An element without a name in it is returned with what follows it.
    """
    labelled = (
        element
        for element, text in short_texts(visible.page.all[:MAX_TEXTS], MAX_LABELLED_CHARS)
        if _WRITTEN_BY.match(text)
    )
    return [
        _plain_texts([*_without_bracket(texts_in(element, 200)), *_NEXT_TEXT(element)])
        for element in visible.outside_asides(labelled)
    ]


def _without_bracket(pieces: list[str]) -> list[str]:
    """Open the brackets in which agencies name their reporters: "(Reporting by Ada Berg; Editing by Bo Lind)"."""
    return [pieces[0].replace("(", "", 1), *pieces[1:]] if pieces and pieces[0].lstrip().startswith("(") else pieces


def texts_below_heading(visible: Visible) -> list[str]:
    """Return the pieces of text that follow the first heading, at most 59: byline and date line are among them.

    Those of readers' comments and of related articles are left out.
    """
    if visible.below_heading is None:
        nodes = [] if visible.first_heading is None else texts_after(visible.first_heading)
        visible.below_heading = _plain_texts([text for text, element in nodes if not visible.is_of_others(element)])
    return visible.below_heading


def site_texts(visible: Visible) -> list[str]:
    """Return the texts in which a site names itself: links to its front page, and the holders of the copyright."""
    home_links = [link for link, address in visible.page.linked if address == "/"]
    links = (element_text(link, 100) for link in home_links[:MAX_SITE_TEXTS])
    holders = (_copyright_holder(text) for text in texts_with(visible.page.root, "©", MAX_SITE_TEXTS))
    return [text for text in (*links, *holders) if text]


def _copyright_holder(line: str) -> str:
    """Return "The Echo" for "© 2019-2026 The Echo. All rights reserved."."""
    rest = line.partition("©")[2][:300]
    years = _COPYRIGHT_YEARS.match(rest)
    return _HOLDER_END.split(rest[years.end() if years else 0 :].strip(), maxsplit=1)[0]


def _plain_texts(pieces: list[str]) -> list[str]:
    return [text for piece in pieces if (text := plain(piece))]


def dek(visible: Visible) -> str | None:
    """Return the first text of a plausible length that the page marks as its dek, or None."""
    texts = (element_text(e, 1_000) for e in visible.with_class(_DEK_CLASS) if e.tag not in _NOT_DEK_TAGS)
    return next((text for text in texts if 20 <= len(text) <= 600), None)
