"""Stage: parse the HTML of a page into a tree.

Hostile and broken pages can make the parser take minutes or lose text, so their markup is simplified first. No normal
page reaches the limits where this begins.
"""

from __future__ import annotations

import re
from itertools import accumulate, chain, islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from cleaners.body.single_breaks import double_single_breaks
from cleaners.document import Document
from cleaners.markup.breaks import count_breaks, show_blank_lines
from cleaners.markup.element_index import ElementIndex
from cleaners.markup.home_links import separate_home_links
from cleaners.markup.inline_marks import remove_marks
from cleaners.markup.late_markup import join_late_markup
from cleaners.markup.noscript import show_stories_without_scripts
from cleaners.markup.ruby import remove_readings
from cleaners.markup.shadow_dom import show_shadow_roots
from cleaners.markup.streamed import keep_boundaries, show_streamed_parts
from cleaners.markup.unparsed.depth import limit_depth
from cleaners.markup.unparsed.long_runs import shorten_long_runs
from cleaners.markup.unparsed.programs import empty_programs, is_data
from cleaners.text.attributes import limit_attributes
from cleaners.text.encoded_twice import unescape_once

MANY_TAGS = 10_000  # tags per page; on a page with more, long runs of the same markup are shortened
# Tags per page that may be left after that; on a page with more, tags without text after them are removed. The largest
# of 1,300 news pages has 25,000.
MAX_TAGS = 200_000
MAX_BREAKS = 200  # line breaks per page; on a page with more, runs of them are shortened
MAX_LINK_CHARS = 1_000  # characters of text; a link with more was never closed, or is not meant for readers
MAX_TEXT_BESIDE_PAGE = 200  # characters of each element beside a form that holds a whole page
MIN_LINK_PARTS = 8  # elements in a link that is too long
MAX_BYLINE_CHARS = 2_000  # characters of an element that is named for authors; a longer one is not for readers
MAX_TEXT_CHARS = 200_000  # characters of one text node; this is as long as a short novel
# Levels of a tree; if it has more, its tallest elements are removed. With 200 more levels, the models decide the same.
MAX_DEPTH = 150
MAX_PARSED_DEPTH = 2_000  # levels; libxml2 omits everything that is nested in more than 2,048 elements

# One class for all elements. By default, lxml.html calls a Python function to choose a class for every element that is
# touched. That takes an eighth of the time per page, only for the classes of forms, which are not used here.
_ELEMENT_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)

_BREAKS = re.compile(r"(?:<br\s*+/?+>\s*+){3,}+", re.IGNORECASE)
_WORD_BREAKS = re.compile(r"(?:<wbr\s*+/?+>\s*+){2,}+", re.IGNORECASE)
_REMARK = re.compile(r"<!--[^<>]{0,500}+(?<=--)>")  # a comment without markup
# Tags with less than a line of text after them, except those that show where the article is, and ends of comments.
_TAG_WITHOUT_TEXT = re.compile(
    r"</?+(?!(?:article|base|body|h[1-6]|head|html|link|main|meta|noscript|script|style|svg|template|textarea|title)\b)"
    r"[a-z][^<>]{0,300}+(?<!--)>(?=[^<>]{0,80}+<)",
    re.IGNORECASE,
)
_DEEP = etree.XPath(f"boolean({'/*' * MAX_DEPTH})")
_TOO_DEEP = etree.XPath(f"boolean({'/*' * MAX_PARSED_DEPTH})")
_LONG_TEXTS = etree.XPath(f"//text()[string-length() > {MAX_TEXT_CHARS}][not(parent::script)]")
_INLINE_TAG = re.compile(r"</?+(?:b|big|em|font|i|s|small|span|strong|sub|sup|u)\b[^<>]*+>", re.IGNORECASE)
# A page that opens <html> or <body> but closes neither near its end is cut off, or omits optional tags.
_BODY_START = re.compile(r"<(?:body|html)\b", re.IGNORECASE)
_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
MAX_TAIL_CHARS = 200_000  # characters at the end of the page that are searched for the end tags
USUAL_TAIL_CHARS = 1_000  # the same for the first search; most pages have an end tag there
_EMPTY_PARAGRAPHS = re.compile(r"(?:<p>\s*+){2,}+")
_CONTAINER_TAG = re.compile(
    r"</?+(?!(?:a|body|br|h[1-6]|head|html|img|link|meta|p|script|style|title)\b)[a-z][^<>]*+>", re.IGNORECASE
)


def parse(document: Document) -> None:
    """Set `document.tree`; leave it None if the page has no text.

    Scripts other than JSON and RSL, styles and drawings are removed. Add the flag "text_cut" if a text node was too
    long, and "truncated" if the markup breaks off.
    """
    if not document.html or document.html.isspace():
        return
    tree, markup = _build_bounded_tree(keep_boundaries(unescape_once(_simplify(empty_programs(document.html)))))
    if tree is None:
        return
    _remove_programs(tree)
    _show_as_browsers_do(tree)
    document.tree, document.elements = tree, _correct(tree, markup, document.page.url)
    if len(markup) > MAX_TEXT_CHARS and _cut_long_texts(tree):
        document.flags.append("text_cut")
    if not _is_whole(markup) and _BODY_START.search(markup):
        document.flags.append("truncated")


def _build_bounded_tree(markup: str) -> tuple[HtmlElement | None, str]:
    """Return the tree of a page, with fewer levels if it has too many, and the markup that it was built from."""
    tree = _build_tree(markup)
    if tree is not None and _DEEP(tree):
        markup = limit_depth(markup)
        tree = _build_tree(markup)
        if tree is not None and _TOO_DEEP(tree):
            tree = _build_tree(_flatten(markup))
    return tree, markup


def _correct(tree: HtmlElement, markup: str, url: str) -> ElementIndex:
    """Correct what would mislead later stages, such as blank lines without markup, and return the tree's index."""
    elements = ElementIndex(tree)
    if show_blank_lines(tree, markup, elements.by_class):
        elements = ElementIndex(tree)
    if double_single_breaks(elements.by_tag.get("br", ())):
        elements = ElementIndex(tree)
    _show_slots_as_boxes(elements)
    changed = _unwrap_large_links(elements) + _unwrap_pages(elements) + _remove_giant_bylines(elements)
    if changed + remove_marks(elements) + separate_home_links(elements, url):
        elements = ElementIndex(tree)
    return elements


def _is_whole(markup: str) -> bool:
    """Return True if the end of the markup closes the page."""
    return any(_PAGE_END.search(markup[-chars:]) for chars in (USUAL_TAIL_CHARS, MAX_TAIL_CHARS))


def _simplify(html: str) -> str:
    """Remove attributes, line breaks, repetitions and empty tags beyond their limits, because they only cost time."""
    if count_breaks(html) > MAX_BREAKS:
        html = _WORD_BREAKS.sub("<wbr>", _BREAKS.sub("<br><br>", html))
    if html.count("<") > MANY_TAGS:
        html = _with_fewer_tags(html)
    return limit_attributes(html)


def _with_fewer_tags(html: str) -> str:
    """Remove comments, repetitions and tags without text beyond their limits."""
    if html.count("<!--") > MANY_TAGS:
        html = _REMARK.sub("", html)
    if html.count("<") > MANY_TAGS:
        html = shorten_long_runs(html)
    return _TAG_WITHOUT_TEXT.sub(" ", html) if html.count("<") > MAX_TAGS else html


def _flatten(html: str) -> str:
    """Replace the tags of all nested containers by paragraphs."""
    return _EMPTY_PARAGRAPHS.sub("<p>", _CONTAINER_TAG.sub("<p>", _INLINE_TAG.sub("", html)))


def _build_tree(html: str) -> HtmlElement | None:
    """Return the tree, or None if there is nothing but comments, declarations or white space."""
    # The parser gets UTF-8 bytes and the name of the charset: it refuses a string with an XML declaration, and would
    # follow a `meta` charset that is no longer true. huge_tree raises the nesting depth of libxml2 from 256 to 2,048;
    # the stage `decode` limits the size.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    parser.set_element_class_lookup(_ELEMENT_CLASS)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    join_late_markup(tree)
    return tree if isinstance(tree, HtmlElement) else None


def _remove_programs(tree: HtmlElement) -> None:
    """Remove styles, drawings and scripts other than JSON and RSL: they hold no text, and later stages run faster."""
    for script in list(tree.iter("script")):
        if not is_data(script.get("type") or ""):
            script.tag = "style"
    etree.strip_elements(tree, "style", "svg", with_tail=False)


def _show_as_browsers_do(tree: HtmlElement) -> None:
    """Put text where browsers show it: stories in `noscript`, shadow roots, streamed parts, and ruby text."""
    tags = {element.tag for element in tree.iter("noscript", "rt", "template")}
    if "noscript" in tags:
        show_stories_without_scripts(tree)
    if "template" in tags:
        show_streamed_parts(tree)
        show_shadow_roots(tree)
    if "rt" in tags:
        remove_readings(tree)


def _show_slots_as_boxes(elements: ElementIndex) -> None:
    """Turn the inline elements that an advertising network fills into boxes, as its style sheet does."""
    for name, slots in elements.by_class.items():
        for slot in slots if "adsbygoogle" in name else ():
            if slot.tag == "ins":
                slot.tag = "div"


def _unwrap_large_links(elements: ElementIndex) -> int:
    """Turn links with very long texts into spans, because later stages take text in links for menus and teasers.

    Return the number of these links.
    """
    large = [link for link in elements.tagged("a") if _has_many_parts(link) and _is_longer(link, MAX_LINK_CHARS)]
    for link in large:
        link.tag = "span"
    return len(large)


def _unwrap_pages(elements: ElementIndex) -> int:
    """Turn forms around whole pages into plain containers, because later stages do not expect a story in a form.

    Some systems send the whole page back to the server as a form. Such a form is directly in the body, and no element
    beside it has more than a little text. Return the number of these forms.
    """
    in_body = [form for form in elements.tagged("form") if _is_in_body(form)]
    body = in_body[0].getparent() if in_body else None
    beside = body.iterchildren("*") if body is not None else iter([])
    long = list(islice((one for one in beside if _is_longer(one, MAX_TEXT_BESIDE_PAGE)), 2))
    forms = [form for form in in_body if all(one is form for one in long)]
    for form in forms:
        form.tag = "div"
    return len(forms)


def _is_in_body(form: HtmlElement) -> bool:
    parent = form.getparent()
    return parent is not None and parent.tag == "body"


def _has_many_parts(link: HtmlElement) -> bool:
    return len(link) > 0 and next(islice(link.iterdescendants(), MIN_LINK_PARTS - 1, None), None) is not None


def _is_longer(element: HtmlElement, chars: int) -> bool:
    """Return True if the text of an element has more than this number of characters."""
    return any(size > chars for size in accumulate(map(len, element.itertext())))


def _remove_giant_bylines(elements: ElementIndex) -> int:
    """Remove elements that are named for authors and longer than any byline, unless they contain paragraphs.

    Return the number of these elements.
    """
    named = [group for name, group in elements.by_class.items() if "author" in name or "byline" in name]
    named.append([element for element in elements.annotated if "author" in element.get("itemprop", "")])
    named.append([link for link, rel in elements.related if "author" in rel])
    giant = [element for element in chain.from_iterable(named) if _is_giant(element)]
    for byline in giant:
        if byline.getparent() is not None:
            byline.drop_tree()
    return len(giant)


def _is_giant(byline: HtmlElement) -> bool:
    """Return True for a long element of the body that has neither paragraphs nor elements that may hold them."""
    has_paragraphs = next(byline.iterdescendants("p", "div", "section", "li"), None) is not None
    if has_paragraphs or not _is_longer(byline, MAX_BYLINE_CHARS):
        return False
    return any(ancestor.tag == "body" for ancestor in byline.iterancestors())


def _cut_long_texts(tree: HtmlElement) -> bool:
    """Cut text nodes at MAX_TEXT_CHARS; return True if there was a longer one."""
    long_texts = _LONG_TEXTS(tree)
    for text in long_texts:
        element = text.getparent()
        if text.is_tail:
            element.tail = text[:MAX_TEXT_CHARS]
        else:
            element.text = text[:MAX_TEXT_CHARS]
    return bool(long_texts)
