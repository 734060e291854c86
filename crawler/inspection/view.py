"""Render a cleaned document as an HTML page that shows all blocks, and why a block was removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from string import Template

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.article import to_article
from cleaners.document import Block, Document
from cleaners.record import Record
from crawler.design.masthead import Place, RoomLink
from crawler.design.sheet import frame, markup, read
from crawler.inspection.blocks import block_item
from crawler.inspection.legend import legend
from crawler.inspection.record import link, record_list
from crawler.inspection.removal_kinds import FAMILIES, KEPT, OTHER, family_of, kind_of
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted

FOLDED = frozenset({OTHER, "links"})  # long runs of these families inside the article are folded
FOLDED_BLOCKS = 4  # in a run


def render(
    document: Document,
    place: Place | None = None,
    article: str | None = None,
    room_links: Callable[[str], Sequence[RoomLink]] | None = None,
) -> str:
    """Return the inspection page of a cleaned document, as HTML that can be written as UTF-8.

    In the reading room, `place` is the page's place and `article` the address of the article's page. A self-contained
    page has `room_links` to the article with its id instead.
    """
    record = to_article(document).to_record()
    kinds = [printable(kind_of(block)) for block in document.all_blocks()]
    body = Template(read("inspect.html")).substitute(
        header=markup([_header(document, record, article), _ribbon(document.all_blocks(), kinds), _colours(kinds)]),
        legend=markup(_legend(Counter(kinds))),
        record=markup([record_list(record)]),
        blocks=markup(_items(document, kinds)),
    )
    shown_links = room_links(record["id"]) if room_links else ()
    return frame(f"{_title(record)} – inspected", body, "inspection", ["inspect.js"], place, shown_links)


def _title(record: Record) -> str:
    return printable(record["title"] or "No title")


def _header(document: Document, record: Record, article: str | None) -> HtmlElement:
    """Return the head of the page: address, title, verdict, counts, and a link to the first kept block."""
    kept = [block.position for block in document.all_blocks() if block.removal is None]
    verdict = f"Not an article: {document.dropped.replace('_', ' ')}" if document.dropped else "Article"
    facts = [
        f"{record['word_count']:,} words in {len(kept)} blocks kept",
        f"{len(document.all_blocks()) - len(kept)} blocks removed",
        f"quality {record['quality']['score']:.2f}",
    ]
    address = printable(document.page.url)
    is_link = address.startswith(("http://", "https://"))
    return E(
        "header",
        E("p", {"class": "address"}, link(address) if is_link else address or "A page without an address"),
        E("h1", {"dir": "auto"}, _title(record)),
        E("p", {"class": "facts"}, E("strong", {"class": "dropped" if document.dropped else "article"}, verdict)),
        E("ul", {"class": "facts"}, *(E("li", fact) for fact in facts)),
        E("a", {"href": f"#block-{kept[0]}" if kept else "#blocks", "class": "start"}, "To the first kept block"),
        *([E("a", {"href": article, "class": "start"}, "To the article")] if article else []),
    )


def _ribbon(blocks: list[Block], kinds: list[str]) -> HtmlElement:
    """Return the whole page as a bar; the length of each section of one family is the length of its text."""
    bars, start = [], 0
    for family, run in groupby(zip(kinds, blocks, strict=True), key=lambda pair: family_of(pair[0])):
        length = sum(len(block.text) for _, block in run)
        bars.append(E("rect", {"x": str(start), "width": str(length), "height": "1", "class": family}))
        start += length
    box = {"viewBox": f"0 0 {max(start, 1)} 1", "preserveAspectRatio": "none", "class": "ribbon", "aria-hidden": "true"}
    return E("svg", box, *bars)


def _colours(kinds: list[str]) -> HtmlElement:
    """Return the meaning of the bar and of the colours."""
    meaning = E(
        "p", "The bar is the page from top to bottom. Removed blocks are struck out, in the colour of the reason:"
    )
    return E("div", {"class": "colours"}, meaning, legend(map(family_of, kinds)))


def _legend(counts: Counter[str]) -> Iterator[HtmlElement]:
    """Yield a checkbox for each kind on the page: kept blocks, then family by family, frequent kinds first."""
    order = [KEPT, *FAMILIES]
    for kind, count in sorted(counts.items(), key=lambda pair: (order.index(family_of(pair[0])), -pair[1], pair[0])):
        box = E("input", {"type": "checkbox", "value": kind, "checked": "", "autocomplete": "off"})
        name = E("span", {"class": "name"}, kind.replace("-", " "))
        yield E("label", {"class": family_of(kind)}, box, name, E("span", {"class": "count"}, str(count)))


def _items(document: Document, kinds: list[str]) -> Iterator[HtmlElement]:
    """Yield the blocks as list items; on the page of an article, fold long runs of blocks outside it."""
    kept = [index for index, kind in enumerate(kinds) if kind == KEPT]
    pairs = list(zip(kinds, document.all_blocks(), strict=True))
    for is_outside, run in groupby(enumerate(pairs), key=lambda each: _is_outside(each[0], each[1][0], kept)):
        items = list(_unfolded([pair for _, pair in run]))
        if is_outside and len(items) >= FOLDED_BLOCKS:
            yield _fold(items)
        else:
            yield from items


def _is_outside(index: int, kind: str, kept: list[int]) -> bool:
    """Return True for a block above or below the article, or of a folded family."""
    return bool(kept) and (not kept[0] <= index <= kept[-1] or family_of(kind) in FOLDED)


def _unfolded(pairs: list[tuple[str, Block]]) -> Iterator[HtmlElement]:
    """Yield blocks as list items; the first of several consecutive blocks of one kind gets a label."""
    previous_kind = KEPT
    for kind, block in pairs:
        yield block_item(block, kind, is_first_of_kind=kind != previous_kind)
        previous_kind = kind


def _fold(items: list[HtmlElement]) -> HtmlElement:
    """Return blocks as one folded list item."""
    summary = E("summary", f"{counted(len(items), 'block')} outside the article")
    return E("li", {"class": "fold"}, E("details", summary, E("ol", *items)))
