"""Show declarative shadow DOM: a template in an element, which browsers show in place of the element's own content."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

MAX_ROOTS = 5_000  # shadow roots per page
MAX_SLOTS = 1_000  # slots per shadow root


def show_shadow_roots(tree: HtmlElement) -> None:
    """Replace the content of each element that has a shadow root by that root, with the content in its slots."""
    count = 0
    for template in list(tree.iter("template")):
        is_root = template.get("shadowrootmode") in ("open", "closed") or template.get("shadowroot") == "open"
        host = template.getparent()
        if is_root and host is not None and count < MAX_ROOTS:
            count += 1
            _show(host, template)


def _show(host: HtmlElement, template: HtmlElement) -> None:
    """Replace the host's own content by its shadow root; only the content that has slots there stays."""
    slots = [slot for slot, _ in zip(template.iter("slot"), range(MAX_SLOTS), strict=False)]
    if not slots and not _has_text(template):
        return  # styles alone hide nothing
    light = _wrap_texts(host, template)
    for slot in slots:
        _fill(slot, [child for child in light if (child.get("slot") or "") == (slot.get("name") or "")])
        light = [child for child in light if child.getparent() is host]
    for child in light:
        host.remove(child)
    template.tag = "span" if host.tag in ("p", "span") else "div"


def _wrap_texts(host: HtmlElement, template: HtmlElement) -> list[HtmlElement]:
    """Return the host's own content as a list of elements, with its texts put into elements."""
    for element in [None, *host]:
        text = host.text if element is None else element.tail
        if not (text or "").strip():
            continue
        wrapper = host.makeelement("span")
        wrapper.text = text
        if element is None:
            host.text = None
            host.insert(0, wrapper)
        else:
            element.tail = None
            element.addnext(wrapper)
    return [child for child in host if child is not template and isinstance(child.tag, str)]


def _fill(slot: HtmlElement, content: list[HtmlElement]) -> None:
    """Put content into a slot. A slot that gets none keeps its own."""
    if content:
        for own in list(slot):
            slot.remove(own)
        slot.text = None
        slot.extend(content)


def _has_text(element: HtmlElement) -> bool:
    return any(text.strip() for text in _texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of an element without styles and scripts."""
    for part in element.iter():
        if part.tag not in ("style", "script") and part.text:
            yield part.text
        if part is not element and part.tail:
            yield part.tail
