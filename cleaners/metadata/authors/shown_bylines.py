"""Find the elements and texts of a page that may credit its authors: marked bylines, links and "Written by"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassPattern
from cleaners.markup.text_nodes import short_texts, texts_in
from cleaners.metadata.authors.byline_labels import ARTICLE_BY, WRITTEN_BY
from cleaners.metadata.authors.names import looks_like_name
from cleaners.metadata.strings import MAX_CHARS, element_text, plain_texts
from cleaners.metadata.titles.comparison import name_key
from cleaners.metadata.visible import MAX_ELEMENTS, Visible
from cleaners.urls import parts_of

MAX_TEXTS = 20_000  # elements that are searched for "Written by"
MAX_PARAGRAPHS = 500  # paragraphs whose words are compared with those of a label
MAX_LABELLED_CHARS = 150  # a longer text is not a byline
MAX_BYLINE_CHARS = 400  # of an element with the links to all authors, and perhaps a date
MAX_BYLINE_LEVELS = 5  # elements around the first of these links

_NEXT_TEXT = XPath("following::text()[normalize-space()][1]", smart_strings=False)
# Labels of authors that are clear enough to be believed anywhere on the page.
_WRITTEN_BY = re.compile(
    rf"\s*+(?:\((?:{ARTICLE_BY})|\(?(?:{WRITTEN_BY})|(?:post|reported) by\b|(?:автор|yazan|作者|撰文|글)\s?[:：])",
    re.IGNORECASE,
)
_BYLINE_CLASS = ClassPattern(
    r"by-?line|auth?or(?![-_]?(?:desc|role?(?![a-z])|job|pos))|auteur|verfasser|writer|reporter|journalist|posted-?by|redakteur|periodista|kirjoittaja|forfatter"
    r"|(?:created|written)-?by|avtor|yazar|szerzo|toimittaja|tac-?gia"
    r"|skribent|(?<![a-z])contributors?(?![a-z])|penulis|muhabir|(?<=[ _-])(?:firma|signature)(?=[ _-])|assinatura"
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|e|i)?|auteurs?|contributors?|people|profiles?|staff|journalist(?:e|en|s|es)?|writers?"
    r"|reporters?|redakteure?|columnists?|by|byline)/[^/?#]|^/@[^/?#]|(?:substack|medium)\.com/@[^/?#]"
)
_NOT_BYLINE_TAGS = frozenset({"html", "body", "main", "script", "style", "svg", "img", "input"})


def marked_bylines(visible: Visible) -> list[list[str]]:
    """Return the pieces of text of each byline: links with rel="author" as one byline, then elements by class."""
    of_author = visible.outside_asides(link for link, rel in visible.page.related if "author" in rel)
    links = [text for e in _beside_first(of_author) if (text := element_text(e, 200))]
    marked = [_without_buttons(e) for e in visible.with_class(_BYLINE_CLASS) if e.tag not in _NOT_BYLINE_TAGS]
    return [pieces for pieces in (links, *marked) if pieces]


def _without_buttons(byline: HtmlElement) -> list[str]:
    """Return the pieces of text of a byline; a single word in a button, such as "Follow", is not part of it."""
    words = {element_text(button, 50) for button in byline.iter("button")}
    return [text for text in plain_texts(texts_in(byline, 1_000)) if text not in words or " " in text]


def _beside_first(links: list[HtmlElement]) -> list[HtmlElement]:
    """Return the links that share a small element with the first. The others belong to teasers of other stories."""
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
    """Return True if a text is that of a link which leads neither to a mailbox nor to an author's page."""
    links = (link for link in visible.page.tagged("a") if link.get("href") and element_text(link, 200) == text)
    addresses = [link.get("href", "") for link in islice(links, MAX_ELEMENTS)]
    return not all(
        address.startswith("mailto:") or _AUTHOR_PATH.search(address) or _is_of_people(visible, address, text)
        for address in addresses
    )


def _is_of_people(visible: Visible, address: str, name: str) -> bool:
    """Return True if an address repeats a name, as "/yazar/ada-berg" does, and all links to its folder have names.

    In a folder of tags or sections, some link has another text.
    """
    folder = address.rstrip("/").rpartition("/")[0]
    beside = [link for link, other in visible.page.linked if other.rstrip("/").rpartition("/")[0] == folder]
    texts = (element_text(link, 200) for link in beside[:MAX_ELEMENTS])
    return repeats_name(address, name) and all(looks_like_name(text) for text in texts if text)


def repeats_name(address: str, name: str) -> bool:
    """Return True if the last part of an address is a name, as in "/yazar/ada-berg"."""
    slug = unquote(parts_of(address).path).rstrip("/").rpartition("/")[2]
    return len(name_key(name)) > 2 and name_key(name) == name_key(slug)


def is_common_words(visible: Visible, text: str) -> bool:
    """Return True if each word of a capitalised text also occurs in small letters, as the words of labels do."""
    words = text.split()
    if not all(word[:1].isupper() for word in words):
        return False
    paragraphs = " ".join(_paragraphs(visible))
    return all(_is_word_of(paragraphs, word.lower()) for word in words)


def is_place_of_story(visible: Visible, text: str) -> bool:
    """Return True for the place of a report: words in capitals that begin a paragraph or follow a word such as "in"."""
    if not text.isupper():
        return False
    place = re.escape(text)
    pattern = re.compile(rf"^{place}\s?[.,:;(/–—-]|\b(?i:in|à|en|em|w|we|v|på|near|at)\s(?i:{place})\b")
    return any(pattern.search(paragraph) for paragraph in _paragraphs(visible))


def _paragraphs(visible: Visible) -> Iterator[str]:
    return ("".join(texts_in(p, MAX_CHARS)).strip() for p in visible.page.tagged("p")[:MAX_PARAGRAPHS])


def _is_word_of(text: str, word: str) -> bool:
    """Return True if a text has a whole word. Most texts do not even contain its letters, which is quick to check."""
    return word in text and re.search(rf"(?<![\w@/.-]){re.escape(word)}(?![\w@/-])", text) is not None


def texts_of_authorship(visible: Visible) -> list[list[str]]:
    """Return the pieces of text that begin with "Written by" or the like, wherever they are on the page.

    If an element has such a label but no name, the text after it is added.
    """
    labelled = (
        element
        for element, text in short_texts(visible.page.all[:MAX_TEXTS], MAX_LABELLED_CHARS)
        if _WRITTEN_BY.match(text)
    )
    return [
        plain_texts([*_without_bracket(texts_in(element, 200)), *_NEXT_TEXT(element)])
        for element in visible.outside_asides(labelled)
        if not visible.is_teaser(element)
    ]


def _without_bracket(pieces: list[str]) -> list[str]:
    """Remove the brackets in which agencies name their reporters: "(Reporting by Ada Berg; Editing by Bo Lind)"."""
    return [pieces[0].replace("(", "", 1), *pieces[1:]] if pieces and pieces[0].lstrip().startswith("(") else pieces
