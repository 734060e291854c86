"""One block as an item of the page's list, with the card that explains it."""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html.builder import E

from cleaners.document import Block
from crawler.inspection.removal_kinds import KEPT, family_of
from crawler.inspection.signals import Value, evidence_of, printable

_TAGS = {"quote": "blockquote", "preformatted": "pre"}


def block_item(block: Block, kind: str, *, is_first: bool) -> HtmlElement:
    """Return a block as it reads, struck out where it was removed; `is_first` of a run of its kind is named so."""
    card = f"why-{block.position}"
    attributes = {
        "id": f"block-{block.position}",
        "class": f"block {family_of(kind)} {block.type}",
        "data-kind": kind,
        "tabindex": "0",
        "aria-describedby": card,
    }
    label = [E("span", {"class": "label"}, _name(kind))] if is_first and kind != KEPT else []
    return E("li", attributes, *label, _text(block), _card(block, kind, card))


def _text(block: Block) -> HtmlElement:
    text = printable(block.text)
    attributes = {"class": "text", "dir": "auto"}
    if block.removal is not None:
        return E("p", attributes, E("del", text))
    tag = f"h{min((block.level or 2) + 1, 6)}" if block.type == "heading" else _TAGS.get(block.type, "p")
    return E(tag, attributes, text)


def _card(block: Block, kind: str, name: str) -> HtmlElement:
    card = E("div", {"class": "why", "id": name, "role": "tooltip"}, E("p", {"class": "kind"}, _name(kind)))
    removal = block.removal
    if removal is not None:
        card.append(E("p", {"class": "reason"}, printable(removal.reason)))
    by = [("stage", removal.stage), ("rule", removal.rule)] if removal else []
    card.append(_facts([(name, printable(value)) for name, value in by], "by"))
    card.append(_facts(evidence_of(block), "evidence"))
    return card


def _facts(facts: list[tuple[str, Value]], name: str) -> HtmlElement:
    facts_list = E("dl", {"class": name})
    for term, value in facts:
        facts_list.append(E("dt", printable(term)))
        facts_list.append(E("dd", _share(value) if isinstance(value, float) else value))
    return facts_list


def _share(value: float) -> HtmlElement:
    return E("span", f"{value:.2f} ", E("meter", {"value": f"{value:.3f}"}))


def _name(kind: str) -> str:
    return kind.replace("-", " ")
