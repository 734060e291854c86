"""Read the metadata that readers see on the page: headings, bylines and deks.

Elements in sidebars, comments and teasers are left out, because they belong to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata.strings import element_text, plain, text_pieces
from cleaners.metadata.titles import shown_headline

MAX_ELEMENTS = 60  # of each kind; those of the article come early on the page
MAX_CLASSES = 60  # different class attributes that match one pattern
MAX_CLASS_CHARS = 300
MAX_ANCESTORS = 60  # visited per element
MAX_TEXTS = 20_000  # elements that are searched for "Written by"
MAX_PARAGRAPHS = 500  # whose words are compared with those of a label
MAX_SITE_TEXTS = 5  # links and lines with the name of the site
MAX_LABELLED_CHARS = 150  # a longer text is not a byline

_LINKS_BELOW = XPath("following::a[@href][position() <= 40]")
_FOLLOWING = XPath(
    "following::text()[position() < 300][normalize-space()][not(parent::script or parent::style)][position() < 60]"
)
_NEXT_TEXT = XPath("following::text()[normalize-space()][1]", smart_strings=False)
_COPYRIGHT = XPath("//text()[contains(., '©')][not(parent::script or parent::style)]", smart_strings=False)
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
# Patterns for a class attribute in lower case, with a space at both ends.
_BYLINE_CLASS = re.compile(
    r"by-?line|auth?or|auteur|verfasser|writer|reporter|journalist|posted-?by|redakteur|periodista|kirjoittaja|forfatter"
    r"|(?:created|written)-?by|avtor|yazar|szerzo|toimittaja|tac-?gia"
    r"|skribent|penulis|muhabir|[ _-]firma[ _-]|[ _-]signature[ _-]"
)
_DEK_CLASS = re.compile(r"[ _-]dek|standfirst|sub[_-]?title|sub-?head|bajada|lede")
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form"})
_ASIDE_CLASS = re.compile(
    r"comment|related|sidebar|recommend|most-?(?:read|viewed)|trending|teaser|footer|widget|popular|card\b"
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
    classes: dict[str, str] = field(default_factory=dict)  # class attribute -> the same in lower case, spaces around
    not_shown: frozenset[HtmlElement] = frozenset()  # the head with what is in it, and the outermost elements
    headings: list[str] = field(default_factory=list)
    title: str | None = None
    language: str | None = None
    first_heading: HtmlElement | None = None  # the element that shows the headline, or the first heading
    around_heading: frozenset[HtmlElement] = frozenset()  # ancestors of the first heading; they hold the article too
    below_heading: list[str] | None = None  # see texts_below_heading, which fills it on first use
    # What was found, by class and id and by element. Elements that are checked share most of the elements around them.
    aside_names: dict[str, bool] = field(default_factory=dict)
    of_others: dict[HtmlElement, bool] = field(default_factory=dict)

    def outside_asides(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return the elements that are not in a sidebar, comment, teaser or the like."""
        return [element for element in islice(elements, MAX_ELEMENTS) if not self._is_aside(element)]

    def with_class(self, pattern: re.Pattern[str]) -> list[HtmlElement]:
        """Return the elements outside asides whose class attribute matches the pattern."""
        matching = islice((name for name, lower in self.classes.items() if pattern.search(lower)), MAX_CLASSES)
        groups = [self.page.by_class[name] for name in matching]
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
            found = OTHERS_CLASS.search(f"{element.get('class')} {element.get('id')}") is not None
            element = element.getparent()
        self.of_others.update(dict.fromkeys(visited, found))
        return found

    def _is_aside(self, element: HtmlElement) -> bool:
        for ancestor in islice(element.iterancestors(), MAX_ANCESTORS):
            if ancestor in self.around_heading or ancestor.tag == "body":
                return False
            if ancestor.tag in _ASIDE_TAGS or self._names_aside(f"{ancestor.get('class')} {ancestor.get('id')}"):
                return True
        return False

    def _names_aside(self, names: str) -> bool:
        """Return True if a class and an id name an aside."""
        found = self.aside_names.get(names)
        if found is None:
            found = self.aside_names[names] = _ASIDE_CLASS.search(names) is not None
        return found


def read(page: ElementIndex, social_title: str | None = None) -> Visible:
    """Read title, language, headings and class attributes; the functions below find the rest when it is needed.

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
        classes={name: f" {name.lower()} " for name in page.by_class if 2 < len(name) <= MAX_CLASS_CHARS},
        not_shown=frozenset(not_shown),
        headings=[shown.text for shown in headings],
        title=title,
        language=root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        first_heading=first,
        around_heading=frozenset() if first is None else frozenset(islice(first.iterancestors(), MAX_ANCESTORS)),
    )


def bylines(visible: Visible) -> list[list[str]]:
    """Return the pieces of text of each byline: all links with rel="author" as one byline, then elements by class."""
    of_author = [link for link in visible.page.tagged("a") if "author" in link.get("rel", "")]
    links = [text for e in visible.outside_asides(of_author) if (text := element_text(e, 200))]
    marked = [
        _plain_texts(text_pieces(e, 1_000)) for e in visible.with_class(_BYLINE_CLASS) if e.tag not in _NOT_BYLINE_TAGS
    ]
    return [pieces for pieces in (links, *marked) if pieces]


def author_links(visible: Visible) -> list[tuple[str, str]]:
    """Return text and address of each link in the first group of links to authors' pages below the first heading."""
    heading = visible.first_heading
    links = [] if heading is None else [a for a in _LINKS_BELOW(heading) if _AUTHOR_PATH.search(a.get("href"))]
    parents = {links[0].getparent(), links[0].getparent().getparent()} if links else set()
    return [
        (element_text(a, 200), a.get("href")) for a in links if not parents.isdisjoint(islice(a.iterancestors(), 2))
    ]


def is_other_link(visible: Visible, text: str) -> bool:
    """Return True if a text is that of a link that does not lead to an author's page, such as a section's name."""
    links = (link for link in visible.page.tagged("a") if element_text(link, 200) == text)
    return any(not _AUTHOR_PATH.search(link.get("href", "")) for link in islice(links, MAX_ELEMENTS))


def is_common_words(visible: Visible, text: str) -> bool:
    """Return True if paragraphs have each word of a capitalised text in lower case too, as with words of labels."""
    words = text.split()
    if not all(word[:1].isupper() for word in words):
        return False
    paragraphs = " ".join("".join(text_pieces(p)) for p in visible.page.tagged("p")[:MAX_PARAGRAPHS])
    return all(re.search(rf"(?<![\w@/.-]){re.escape(word.lower())}(?![\w@/-])", paragraphs) for word in words)


def texts_of_authorship(visible: Visible) -> list[list[str]]:
    """Return the pieces of text that begin with "Written by" or the like, wherever they are on the page.

    An element without a name in it is returned with what follows it.
    """
    labelled = (
        element
        for element in visible.page.all[:MAX_TEXTS]
        if element.text and len(element.text) <= MAX_LABELLED_CHARS and _WRITTEN_BY.match(element.text)
    )
    return [
        _plain_texts([*_without_bracket(text_pieces(element, 200)), *_NEXT_TEXT(element)])
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
        nodes = [] if visible.first_heading is None else _FOLLOWING(visible.first_heading)
        visible.below_heading = _plain_texts([node for node in nodes if not visible.is_of_others(node.getparent())])
    return visible.below_heading


def site_texts(visible: Visible) -> list[str]:
    """Return the texts in which a site names itself: links to its front page, and the holders of the copyright."""
    home_links = [link for link in visible.page.tagged("a") if link.get("href") == "/"]
    links = (element_text(link, 100) for link in home_links[:MAX_SITE_TEXTS])
    holders = (_copyright_holder(text) for text in _COPYRIGHT(visible.page.root)[:MAX_SITE_TEXTS])
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
