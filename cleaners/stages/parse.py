"""Text to tree, once a page."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from cleaners.document import Document

# Guards against pages that are built, or broken, so that a parser takes minutes or loses the text.
MAX_ATTRIBUTES = 500  # of an element: the parser compares each with all before it
MAX_TAGS = 200_000  # from which those without text behind them go; the largest of 1,300 pages of news has 25,000
MAX_BREAKS = 1_000  # line breaks of a page, from which runs of them are shortened
MAX_LINK_CHARS = 1_000  # of text; a link with more is one that was never closed, or no link of a reader
MAX_TEXT_CHARS = 200_000  # without a tag in them; as long as a short novel
MAX_DEPTH = 2_000  # libxml2 leaves out what is nested in more than 2,048 elements

# lxml.html asks a Python function for the class of every element that is touched: an eighth of a page's time. Its form
# classes are not used here.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)

# White space and slashes part attributes, and after a quotation mark nothing need to; what is longer counts as several.
_ATTRIBUTE = r"""[\s/]*+[^\s/=><][^\s/=>]{0,100}+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+))?+"""
_ROOM = 3 * MAX_ATTRIBUTES  # characters; a shorter way to the next bracket of one kind has no room for as many
_TAG_NAME = r"[a-zA-Z][^\s/<>]*+"
_MANY_ATTRIBUTES = re.compile(
    rf"<(?=[a-zA-Z](?:[^<]{{{_ROOM}}}|[^>]{{{_ROOM}}})){_TAG_NAME}(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES}}}"
)
# Comments, scripts and styles have no tags: what looks like one there would take their end for an attribute.
_TAGS_CUT = re.compile(
    r"(<!--(?s:.*?)(?:-->|\Z)|<(script|style)\b(?s:.*?)(?:</\2\b|\Z))"
    rf"|(<{_TAG_NAME}(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+)(?:{_ATTRIBUTE})*+",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"(?:<br\s*+/?+>\s*+){3,}+", re.IGNORECASE)
# Tags with less than a line of text behind them; what says where the article is stays, and the end of a comment.
_IDLE_TAG = re.compile(
    r"</?+(?!(?:article|base|body|h[1-6]|head|html|link|main|meta|noscript|script|style|svg|template|textarea|title)\b)"
    r"[a-z][^<>]{0,300}+(?<!--)>(?=[^<>]{0,80}+<)",
    re.IGNORECASE,
)
_TOO_DEEP = etree.XPath(f"boolean({'/*' * MAX_DEPTH})")
_LARGE_LINKS = etree.XPath("//a[count(descendant::node()) > 15]")
_LONG_TEXTS = etree.XPath(f"//text()[string-length() > {MAX_TEXT_CHARS}][not(parent::script)]")
_INLINE_TAG = re.compile(r"</?+(?:b|big|em|font|i|s|small|span|strong|sub|sup|u)\b[^<>]*+>", re.IGNORECASE)
# A page that opens its body, and closes neither it nor the page near its end, is cut, or does without what HTML allows
# to be left out.
_BEGIN = re.compile(r"<body\b", re.IGNORECASE)
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
MAX_TAIL_CHARS = 200_000
_EMPTY_PARAGRAPHS = re.compile(r"(?:<p>\s*+){2,}+")
_CONTAINER_TAG = re.compile(
    r"</?+(?!(?:a|body|br|h[1-6]|head|html|img|link|meta|p|script|style|title)\b)[a-z][^<>]*+>", re.IGNORECASE
)


def parse(document: Document) -> None:
    """Set `document.tree`, without scripts but JSON-LD, styles and drawings; None where the page has no text.

    Flags: "text_cut" (a text without any markup in it was too long), "truncated" (the markup breaks off).
    """
    if not document.html.strip():
        return
    markup = _tamed(document.html)
    tree = _tree(markup)
    if tree is not None and _TOO_DEEP(tree):
        tree = _tree(_flat(markup))
    if tree is not None:
        _drop_programs(tree)
        _open_large_links(tree)
        if _cut_long_texts(tree):
            document.flags.append("text_cut")
        if not _END.search(markup[-MAX_TAIL_CHARS:]) and _BEGIN.search(markup):
            document.flags.append("truncated")
    document.tree = tree


def _tamed(html: str) -> str:
    """The markup without what only costs time: attributes and tags over a number, runs of line breaks."""
    if html.count("<") > MAX_TAGS:
        html = _IDLE_TAG.sub(" ", html)
    if _MANY_ATTRIBUTES.search(html):
        html = _TAGS_CUT.sub(r"\1\3", html)
    if html.count("<br") > MAX_BREAKS:
        html = _BREAKS.sub("<br><br>", html)
    return html


def _flat(html: str) -> str:
    """The markup with paragraphs in place of all that nests."""
    return _EMPTY_PARAGRAPHS.sub("<p>", _CONTAINER_TAG.sub("<p>", _INLINE_TAG.sub("", html)))


def _tree(html: str) -> HtmlElement | None:
    # UTF-8 bytes with the charset said: a string with an XML declaration is refused, and a `meta` charset that is
    # no longer true would be believed. huge_tree lifts the depth of nesting from 256 to 2,048 (libxml2); the size is
    # bounded by `decode`.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but comments, declarations or white space
        return None
    return tree if isinstance(tree, HtmlElement) else None


def _drop_programs(tree: HtmlElement) -> None:
    """Drop what holds no text of any reader: everything that follows is the faster."""
    for script in list(tree.iter("script")):
        if "json" not in (script.get("type") or "").lower():
            script.tag = "style"
    etree.strip_elements(tree, "style", "svg", with_tail=False)


def _open_large_links(tree: HtmlElement) -> None:
    """Make plain text of links that hold half a page: what stands in a link is taken for a menu or a teaser."""
    for link in _LARGE_LINKS(tree):
        size = 0
        for text in link.itertext():
            size += len(text)
            if size > MAX_LINK_CHARS:
                link.tag = "span"
                break


def _cut_long_texts(tree: HtmlElement) -> bool:
    """Cut texts of more than MAX_TEXT_CHARS; tell whether there was one."""
    found = _LONG_TEXTS(tree)
    for text in found:
        element = text.getparent()
        if text.is_tail:
            element.tail = text[:MAX_TEXT_CHARS]
        else:
            element.text = text[:MAX_TEXT_CHARS]
    return bool(found)
