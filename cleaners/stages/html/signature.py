"""Stage: make the people who sign the text its authors.

Reporters who are named in its first line always count. Names at its end count only if nothing else on the page names a
person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml.html import HtmlElement

from cleaners.body.fields.bylines import is_date_line
from cleaners.document import Block, Document
from cleaners.metadata.authors.bare_names import with_plain_label
from cleaners.metadata.authors.people import Credit, people_and_organisations
from cleaners.metadata.authors.signatures import is_only_signature, names_with_role, signed_at_start, signed_by
from cleaners.metadata.fields import Author
from cleaners.text.function_words import is_surely_in
from cleaners.text.sentences import ends_sentence

MAX_LINES_BELOW = 4  # lines below the last sentence that are read
MAX_SAMPLE_CHARS = 1_000  # characters of the text that show its language if the page declares none
_STYLED = frozenset({"b", "strong", "em", "i"})
_AT_THE_RIGHT = re.compile(r"text-align:\s*(?:right|end)|^(?:right|end)$|align-?right|text-?right", re.IGNORECASE)


def signature(document: Document) -> None:
    """Set `metadata.authors` to the people who sign the text, and mark the last line if it is only the signature."""
    known, site = document.metadata, [document.metadata.site_name or ""]
    first = next(iter(document.kept()), None)
    if document.tree is None or first is None:
        return
    reporters = signed_at_start(first.text, site)
    if reporters and {one.name for one in reporters}.isdisjoint(one.name for one in known.authors):
        known.authors = reporters  # the page often names its editor elsewhere
    if people_and_organisations([Credit(one.name) for one in known.authors], site)[0]:
        return
    for block in _last_lines(document):
        text = with_plain_label(block.text, known.language)
        if authors := signed_by(text, site, is_set_off=_is_set_off(block, is_english=_is_english(document))):
            known.authors = authors
            if is_only_signature(block.text):
                block.remove("main_content", "byline", "it names the author")
            return
    known.authors = _portrayed(document) or known.authors


def _last_lines(document: Document) -> Iterator[Block]:
    """Yield the lines that may be a signature: the last kept ones from the last sentence on, and a removed one below.

    The removed line must be the only one below with the same parent, or a child of the element around that parent.
    Lines after a signature, such as a date or links to print the page, are short or are removed later.
    """
    kept = list(document.kept())
    below = [*takewhile(lambda block: not ends_sentence(block.text), reversed(kept))][:MAX_LINES_BELOW]
    yield from below or kept[-1:]
    last = kept[-1] if kept else None
    if last is None or last.element is None:
        return
    if below and len(below) < len(kept):
        yield kept[-len(below) - 1]
    parent = last.element.getparent()
    following = document.blocks[last.position + 1 :][:2]
    inside = [block for block in following if block.is_in(parent) and not is_date_line(block)]
    if len(inside) == 1 and inside[0].position == last.position + 1:
        yield inside[0]
    elif following and parent is not None and _is_child(following[0], parent.getparent()):
        yield following[0]


def _portrayed(document: Document) -> list[Author]:
    """Return the person whose name and role are lines below the text: "Ada Berg", "Political correspondent"."""
    last = next(iter(reversed(list(document.kept()))))
    texts = [block.text for block in document.blocks[last.position + 1 :][:MAX_LINES_BELOW]]
    return people_and_organisations(map(Credit, names_with_role(texts)), [document.metadata.site_name or ""])[0]


def _is_child(block: Block, parent: HtmlElement | None) -> bool:
    return block.element is not None and parent is not None and block.element.getparent() is parent


def _is_set_off(block: Block, *, is_english: bool) -> bool:
    """Return True for a paragraph that begins with a dash, is aligned to the right, or is in bold or italics.

    Bold and italics do not count on English pages: there, writers rarely sign below the text, and such lines are
    headings and captions.
    """
    element = block.element
    if block.text.startswith("—") and block.type == "paragraph" and not block.link_share:
        return True
    if element is None or block.type != "paragraph" or block.link_share:
        return False
    names = (element.get(name) or "" for name in ("style", "align", "class"))
    return any(map(_AT_THE_RIGHT.search, names)) or (not is_english and _is_styled(element))


def _is_english(document: Document) -> bool:
    declared = document.metadata.language
    if declared:
        return declared.startswith("en")
    return is_surely_in("en", " ".join(block.text for block in document.kept())[:MAX_SAMPLE_CHARS])


def _is_styled(element: HtmlElement) -> bool:
    """Return True if all text of an element is in one bold or italic element."""
    children = list(element.iterchildren("*"))
    own_text = "".join([element.text or "", *(child.tail or "" for child in children)])
    return len(children) == 1 and children[0].tag in _STYLED and not own_text.strip()
