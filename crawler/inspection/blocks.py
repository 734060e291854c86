"""Render one block as a list item of the inspection page, with a card that explains why it was kept or removed."""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.document import Block
from crawler.inspection.removal_kinds import KEPT, family_of
from crawler.inspection.signals import Value, signals_of
from crawler.messages.foreign_text import printable

_TAGS = {"quote": "blockquote", "preformatted": "pre"}


def block_item(block: Block, kind: str, *, is_first_of_kind: bool) -> HtmlElement:
    """Return a block as a list item, struck out if it was removed.

    `kind` comes from `removal_kinds.kind_of`. The first of several consecutive removed blocks of one kind gets the kind
    as its label.
    """
    card = f"why-{block.position}"
    attributes = {
        "id": f"block-{block.position}",
        "class": f"block {family_of(kind)} {block.type}",
        "data-kind": kind,
        "tabindex": "0",
        "aria-describedby": card,
    }
    label = [E("span", {"class": "label"}, _name(kind))] if is_first_of_kind and kind != KEPT else []
    return E("li", attributes, *label, _text(block), _card(block, kind, card))


def _text(block: Block) -> HtmlElement:
    """Return the text in an element of the block's type; removed text is struck out in a paragraph."""
    text = printable(block.text)
    attributes = {"class": "text", "dir": "auto"}
    if block.removal is not None:
        return E("p", attributes, E("del", text))
    # One level lower than on the page, because the h1 is the title of the inspection page.
    tag = f"h{min((block.level or 2) + 1, 6)}" if block.type == "heading" else _TAGS.get(block.type, "p")
    return E(tag, attributes, text)


def _card(block: Block, kind: str, card_id: str) -> HtmlElement:
    """Return the card of a block: its kind, its signals, and the stage, rule and reason of its removal."""
    card = E("div", {"class": "why", "id": card_id, "role": "tooltip"}, E("p", {"class": "kind"}, _name(kind)))
    removal = block.removal
    if removal is not None:
        card.append(E("p", {"class": "reason"}, printable(removal.reason)))
    removed_by = [("stage", removal.stage), ("rule", removal.rule)] if removal else []
    card.append(_term_list([(name, printable(value)) for name, value in removed_by], "by"))
    card.append(_term_list(signals_of(block), "signals"))
    return card


def _term_list(pairs: list[tuple[str, Value]], css_class: str) -> HtmlElement:
    """Return names and values as a description list. A float is a share from 0 to 1 and gets a meter."""
    terms = E("dl", {"class": css_class})
    for term, value in pairs:
        terms.append(E("dt", printable(term)))
        terms.append(E("dd", _meter(value) if isinstance(value, float) else value))
    return terms


def _meter(value: float) -> HtmlElement:
    return E("span", f"{value:.2f} ", E("meter", {"value": f"{value:.3f}"}))


def _name(kind: str) -> str:
    return kind.replace("-", " ")
