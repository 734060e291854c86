"""The meaning of each tag for splitting a page into blocks."""

from __future__ import annotations

from cleaners.record import BlockType

# Elements whose text a browser never shows, or shows inside a control.
SKIPPED = frozenset([
    "applet", "area", "audio", "base", "canvas", "col", "colgroup", "datalist", "embed", "frame", "frameset", "head",
    "iframe", "input", "link", "map", "meta", "meter", "noframes", "noscript", "object", "optgroup", "option", "param",
    "progress", "script", "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
])  # fmt: skip
# Elements that begin and end a block, since a browser sets them on lines of their own.
BLOCK_TAGS = frozenset([
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "marquee", "menu", "nav", "ol", "p", "pre",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
# A block's type is that of the innermost of these elements around it; without one it is a paragraph.
TYPES: dict[str, BlockType] = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], "heading"),
    **dict.fromkeys(["li", "dd", "dt"], "list_item"),
    **dict.fromkeys(["figcaption", "caption"], "caption"),
    "blockquote": "quote",
    "pre": "preformatted",
}
# Elements that hold one run of text. A button or custom element inside one of them is inline, elsewhere it is a block.
TEXT_TAGS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "figcaption"])

TYPE_TAGS = ("", *TYPES)  # by the number that `meaning` gives them
# Bits of a tag's meaning, for the compiled cutter, which has the same numbers (`cleaners/native/blocks.pyx`).
_SKIPPED, _BLOCK, _CUSTOM, _HOLDS_TEXT, _BREAK, _PICTURE, _LINK, _ROW, _CELL = (1 << bit for bit in range(9))
_TYPE_SHIFT = 9  # the bits above are the number of the tag in TYPE_TAGS
_SPECIAL = {"br": _BREAK, "img": _PICTURE, "a": _LINK, "tr": _ROW, "td": _CELL, "th": _CELL}


def meaning(tag: str) -> int:
    """Return what a tag means when a page is split, as bits."""
    if tag in SKIPPED:
        return _SKIPPED
    is_custom = tag == "button" or "-" in tag
    kind = _CUSTOM if is_custom else _BLOCK if tag in BLOCK_TAGS else 0
    holds_text = _HOLDS_TEXT if tag in TEXT_TAGS else 0
    number = TYPE_TAGS.index(tag) if tag in TYPES else 0
    return kind | holds_text | _SPECIAL.get(tag, 0) | number << _TYPE_SHIFT
