"""Recognise pages that consist of posts, such as forum threads and live blogs: they are several texts, not one."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Document

MIN_POSTS = 3  # a story may show when it was published and changed
MAX_ANCESTORS = 8  # elements around a link whose ids are compared
MAX_LINKS = 3_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})  # many stories have headings that link to themselves


def has_posts(document: Document) -> bool:
    """Return True if several times, or several links to their own place on the page, stand between the kept blocks."""
    order = document.elements.positions
    kept = [order[block.element] for block in document.kept() if block.element in order]
    if not kept:
        return False

    def is_inside(element: HtmlElement) -> bool:
        return kept[0] <= order.get(element, -1) <= kept[-1]

    times = {each.get("datetime") or each.text for each in document.elements.tagged("time") if is_inside(each)}
    if len(times) >= MIN_POSTS:
        return True
    links = islice(document.elements.linked, MAX_LINKS)
    return len({place for link, href in links if is_inside(link) and (place := _own_place(link, href))}) >= MIN_POSTS


def _own_place(link: HtmlElement, href: str) -> str | None:
    """Return the fragment of a link's address if it names the link, or an element around it except a heading."""
    fragment = href.partition("#")[2]
    around = (link, *islice(link.iterancestors(), MAX_ANCESTORS)) if fragment else ()
    is_own = any(fragment in (each.get("id"), each.get("name")) for each in around if each.tag not in _HEADINGS)
    return fragment if is_own else None
