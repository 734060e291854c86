"""Render the text of an article: its blocks, links in place of its pictures, and its removals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.metadata.sanitize import host_of
from cleaners.output.html import linked_parts, links_by_block
from cleaners.record import BlockRecord, ImageRecord, LinkRecord, Record, RemovalRecord
from crawler.inspection.record import link
from crawler.inspection.removal_kinds import family_of, kind_of_rule
from crawler.messages.foreign_text import printable

MAX_REMOVED_CHARACTERS = 400  # of a removed block that are shown
SHOWN_REMOVED = 4  # consecutive removals of one kind; further ones are folded
_GROUPED = frozenset({"list_item", "table_row"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its links, a removal, or a picture."""

    kind: str  # the type of the block, "removed" or "picture"
    block: BlockRecord | None = None
    links: Sequence[LinkRecord] = ()
    removal: RemovalRecord | None = None
    image: ImageRecord | None = None


def body(record: Record) -> list[HtmlElement]:
    """Return the elements of the text, in page order. Removals are hidden until the page's switch shows them."""
    pieces = list(_in_page_order(_blocks_and_pictures(record), record["removed"] or []))
    return [element for kind, run in groupby(_removals_after_groups(pieces), key=_group) for element in _run(kind, run)]


def _blocks_and_pictures(record: Record) -> Iterator[Piece]:
    """Yield the blocks, with each picture before the block where it stands, or after all blocks if that is unknown."""
    pictures: dict[int, list[Piece]] = {}
    end = len(record["blocks"])
    for image in record["images"]:
        position = image.get("position")
        pictures.setdefault(end if position is None else min(position, end), []).append(Piece("picture", image=image))
    links = links_by_block(record.get("links") or [])
    for index, block in enumerate(record["blocks"]):
        yield from pictures.get(index, ())
        yield Piece(block["type"], block=block, links=links.get(index, ()))
    yield from pictures.get(end, ())


def _in_page_order(pieces: Iterable[Piece], removed: Sequence[RemovalRecord]) -> Iterator[Piece]:
    """Yield blocks, pictures and removals in page order; a removal has its index among blocks and removals."""
    removals = {removal["position"]: Piece("removed", removal=removal) for removal in removed}
    position = 0
    for piece in pieces:
        while piece.block and position in removals:
            yield removals.pop(position)
            position += 1
        yield piece
        position += piece.block is not None
    yield from removals.values()


def _removals_after_groups(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, but move the removals and pictures inside a list or table to its end."""
    held: list[Piece] = []
    last = ""
    for piece in pieces:
        if last in _GROUPED and piece.block is None:
            held.append(piece)
            continue
        if piece.kind != last:
            yield from held
            held, last = [], piece.kind
        yield piece
    yield from held


def _group(piece: Piece) -> str:
    if piece.removal:
        return f"removed {kind_of_rule(piece.removal['rule'])}"
    return piece.kind


def _run(kind: str, run: Iterator[Piece]) -> list[HtmlElement]:
    pieces = list(run)
    if kind.startswith("removed "):
        return [_removals(kind.removeprefix("removed "), [piece.removal for piece in pieces if piece.removal])]
    if kind == "picture":
        return [picture(piece.image) for piece in pieces if piece.image]
    if kind == "list_item":
        return [E("ul", *(E("li", _auto(), *_inline(piece)) for piece in pieces))]
    if kind == "table_row":
        return [_table([[E("td", _auto(), *parts) for parts in _cells(piece)] for piece in pieces])]
    return [_block(piece) for piece in pieces]


def _block(piece: Piece) -> HtmlElement:
    assert piece.block
    text, kind = _inline(piece), piece.kind
    if kind == "heading":
        return E(f"h{min(max(piece.block['level'] or 2, 2), 4)}", _auto(), *text)
    if kind == "quote":
        return E("blockquote", E("p", _auto(), *text))
    if kind == "preformatted":
        return E("pre", _auto() | {"tabindex": "0"}, *text)
    return E("p", _auto() | ({} if kind == "paragraph" else {"class": kind}), *text)


def _inline(piece: Piece, text: str | None = None) -> list[HtmlElement | str]:
    """Return the text of a block, or a part of the text, with its links."""
    assert piece.block
    parts = linked_parts(piece.block["text"] if text is None else text, piece.links)
    return [link(printable(url), printable(part)) if url else printable(part) for part, url in parts]


def _cells(piece: Piece) -> list[list[HtmlElement | str]]:
    assert piece.block
    return [_inline(piece, cell) for cell in piece.block["text"].split(" | ")]


def _table(rows: list[list[HtmlElement]]) -> HtmlElement:
    """Return a table; the first row is its head if all rows have the same number of cells."""
    head = []
    if len(rows) > 1 and len({len(row) for row in rows}) == 1:
        for cell in rows[0]:
            cell.tag = "th"
            cell.set("scope", "col")
        head.append(E("thead", E("tr", *rows[0])))
    table = E("table", *head, E("tbody", *(E("tr", *row) for row in rows[len(head) :])))
    return E("div", {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table"}, table)


def picture(image: ImageRecord) -> HtmlElement:
    """Return a link to a picture, in a frame with its caption; the page does not load the file."""
    address = printable(image["url"] or "")
    frame = E("span", "Picture without an address")
    if address.startswith(("http://", "https://")):
        site = host_of(address) or ""
        frame = link(address, f"Picture at {site}" if site else "Picture")
    caption = [E("span", _auto(), printable(text)) for text in (image["caption"], image["credit"]) if text]
    credit = image["credit"] and len(caption) > 1
    if credit:
        caption[-1].set("class", "credit")
        caption[0].tail = " "
    return E("figure", {"class": "picture"}, frame, *([E("figcaption", *caption)] if caption else []))


def _removals(kind: str, removals: Sequence[RemovalRecord]) -> HtmlElement:
    """Return consecutive removals of one kind, with their distinct reasons."""
    reasons = list(dict.fromkeys(printable(removal["reason"]) for removal in removals))
    name = printable(kind.replace("-", " "))
    head = E("p", {"class": "reason"}, E("b", name), f" {'; '.join(reasons[:3])}")
    texts = [E("p", _auto(), E("del", _cut(printable(removal["text"])))) for removal in removals]
    folded = texts[SHOWN_REMOVED:] if len(texts) > SHOWN_REMOVED + 1 else []
    more = [E("details", E("summary", f"{len(folded)} more"), *folded)] if folded else []
    attributes = {"class": f"removed {family_of(kind)}", "role": "note", "aria-label": f"Removed: {name}"}
    return E("div", attributes, head, *texts[: len(texts) - len(folded)], *more)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_REMOVED_CHARACTERS else f"{text[: MAX_REMOVED_CHARACTERS - 1]}…"


def _auto() -> dict[str, str]:
    return {"dir": "auto"}
