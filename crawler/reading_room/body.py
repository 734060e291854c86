"""The text of an article as a page to read: its blocks, its pictures as places without the files, and its removals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.record import BlockRecord, ImageRecord, Record, RemovalRecord
from crawler.inspection.removal_kinds import family_of, kind_of_rule
from crawler.inspection.signals import printable

MAX_REMOVED_CHARACTERS = 400  # shown of a removed block
SHOWN_REMOVED = 4  # neighbouring removals of one kind; further ones are folded
_PICTURE_RULES = frozenset({"caption", "photo-credit"})  # kinds of removed blocks that stand at a picture
_GROUPED = frozenset({"list_item", "table_row"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, a removal or a picture, in page order."""

    kind: str  # the type of the block, "removed" or "picture"
    block: BlockRecord | None = None
    removal: RemovalRecord | None = None
    image: ImageRecord | None = None


def body(record: Record) -> list[HtmlElement]:
    """Return the elements of the text, in page order. Removals are hidden until the page's switch shows them."""
    found = _with_pictures(list(_in_page_order(record)), record["images"])
    return [element for kind, run in groupby(_removals_after_groups(found), key=_group) for element in _run(kind, run)]


def _in_page_order(record: Record) -> Iterator[Piece]:
    """Yield blocks and removals; a removal knows its index among both."""
    removals = {removal["position"]: removal for removal in record["removed"] or []}
    kept = iter(record["blocks"])
    for position in range(len(record["blocks"]) + len(removals)):
        removal = removals.pop(position, None)
        block = None if removal else next(kept, None)
        if removal:
            yield Piece("removed", removal=removal)
        elif block:
            yield Piece(block["type"], block=block)
    yield from (Piece(block["type"], block=block) for block in kept)
    yield from (Piece("removed", removal=removal) for removal in removals.values())


def _with_pictures(pieces: Sequence[Piece], images: Sequence[ImageRecord]) -> list[Piece]:
    """Return the pieces, and before each caption its picture; pictures without a caption come after the last block."""
    waiting = list(images)
    placed: list[Piece] = []
    for piece in pieces:
        for image in [image for image in waiting if _is_caption_of(piece, image)]:
            waiting.remove(image)
            placed.append(Piece("picture", image=image))
        placed.append(piece)
    end = 1 + max((index for index, piece in enumerate(placed) if piece.block), default=-1)
    return [*placed[:end], *(Piece("picture", image=image) for image in waiting), *placed[end:]]


def _is_caption_of(piece: Piece, image: ImageRecord) -> bool:
    if piece.removal:
        text = piece.removal["text"] if kind_of_rule(piece.removal["rule"]) in _PICTURE_RULES else ""
    else:
        text = piece.block["text"] if piece.block and piece.kind == "caption" else ""
    words = image["caption"] or image["credit"]
    return bool(text and words and (words in text or text in words))


def _removals_after_groups(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with the removals and pictures inside a list or table after its end."""
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
    blocks = [piece.block for piece in pieces if piece.block]
    if kind.startswith("removed "):
        return [_removals(kind.removeprefix("removed "), [piece.removal for piece in pieces if piece.removal])]
    if kind == "picture":
        return [picture(piece.image) for piece in pieces if piece.image]
    if kind == "list_item":
        return [E("ul", *(E("li", _auto(), printable(block["text"])) for block in blocks))]
    if kind == "table_row":
        return [_table([printable(block["text"]).split(" | ") for block in blocks])]
    return [_block(block) for block in blocks]


def _block(block: BlockRecord) -> HtmlElement:
    text = printable(block["text"])
    kind = block["type"]
    if kind == "heading":
        return E(f"h{min(max(block['level'] or 2, 2), 4)}", _auto(), text)
    if kind == "quote":
        return E("blockquote", E("p", _auto(), text))
    if kind == "preformatted":
        return E("pre", _auto() | {"tabindex": "0"}, text)
    return E("p", _auto() | ({} if kind == "paragraph" else {"class": kind}), text)


def _table(rows: list[list[str]]) -> HtmlElement:
    """Return a table; the first row is its head if all rows have as many cells."""
    has_head = len(rows) > 1 and len({len(row) for row in rows}) == 1
    head = [E("thead", E("tr", *(E("th", _auto() | {"scope": "col"}, cell) for cell in rows[0])))] if has_head else []
    cells = [E("tr", *(E("td", _auto(), cell) for cell in row)) for row in rows[len(head) :]]
    table = E("table", *head, E("tbody", *cells))
    return E("div", {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table"}, table)


def picture(image: ImageRecord) -> HtmlElement:
    """Return the place of a picture, with a link to its file, which the page does not load."""
    address = printable(image["url"] or "")
    frame = E("span", "Picture without an address")
    if address.startswith(("http://", "https://")):
        site = _host(address)
        frame = E(
            "a", {"href": address, "rel": "noreferrer noopener nofollow"}, f"Picture at {site}" if site else "Picture"
        )
    caption = [E("span", _auto(), printable(text)) for text in (image["caption"], image["credit"]) if text]
    credit = image["credit"] and len(caption) > 1
    if credit:
        caption[-1].set("class", "credit")
        caption[0].tail = " "
    return E("figure", {"class": "picture"}, frame, *([E("figcaption", *caption)] if caption else []))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _removals(kind: str, removals: Sequence[RemovalRecord]) -> HtmlElement:
    """Return neighbouring removals of one kind, with the reasons, each once."""
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
