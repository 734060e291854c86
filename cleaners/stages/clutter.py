"""Stage: mark clutter by the phrase packs, that is the lines inside the body that are not part of the story."""

from __future__ import annotations

from cleaners.document import Block, Document
from cleaners.metadata import Image, Syndication
from cleaners.removal import PackRuleId, RemovingStage
from cleaners.rules import Match, find_rule
from cleaners.rules.teasers import find_links_end, find_teasers_end
from cleaners.text.normalize import fold_visible, straighten

STAGE: RemovingStage = "clutter"
MAX_LINES_AFTER_BODY = 5  # lines that are searched for the name of the original publisher
MAX_LABEL_CHARS = 30  # of a label in an element of its own
_LABELS = frozenset(["b", "strong", "small", "em", "i", "span", "sup", "cite"])
MIN_ROW_BARS = 2  # bars between the cells of a row of data; with fewer, it may be a label and its value
# Kinds and names of rules for lines that some pages print as quotations to set them off from the text.
_SET_OFF = frozenset(["newsletter", "follow-us", "support-us", "read-also", "cookie-notice", "affiliate-links"])


def clutter(document: Document) -> None:
    """Mark the kept blocks that a rule matches, after copying facts in them, such as a publisher, to the metadata.

    If such a block is the heading of a list, the teasers below it are marked too, even if the heading is outside the
    body.
    """
    _note_syndication(document)
    list_end = 0
    heading: tuple[PackRuleId, str] | None = None  # rule and text of the last list heading
    for index, block in enumerate(document.blocks):
        if heading and index < list_end:
            block.remove(STAGE, heading[0], f"stands in the list under {heading[1]!r}")
        if block.removal:
            if _is_above_kept_block(document.blocks, index) and (match := find_rule(block.text)):
                list_end, heading = _list_end(document, match, index, list_end), (match.rule.id, block.text)
            continue
        match = _find_rule(block)
        if not match:
            continue
        _note_facts(document, block, match)
        block.remove(STAGE, match.rule.id, match.rule.reason)
        list_end, heading = _list_end(document, match, index, list_end), (match.rule.id, block.text)


def _list_end(document: Document, match: Match, index: int, list_end: int) -> int:
    """Return the end of the list below a line that a rule matches, or `list_end` if the line has none.

    Below a pointer such as "Read also", only lines that are links belong to the list.
    """
    if match.list_follows:
        return find_teasers_end(document.blocks, index + 1)
    if match.rule.kind == "read-also" and match.rule.match == "start":
        return max(list_end, find_links_end(document.blocks, index + 1))
    return list_end


def _find_rule(block: Block) -> Match | None:
    """Return the rule that matches a block, or None.

    Rows of data match no rule, and quotations only match rules for appeals and notes on paid links, if they have a
    link. Headings and table rows match no rule for menus, and code none for placeholders.
    """
    match = None if _is_row_of_data(block) else find_rule(block.text) or _find_label(block)
    if match and match.rule.kind == "placeholder" and _is_code(block):
        return None
    if match and block.type == "quote" and not (block.link_share > 0 and _is_set_off(match)):
        return None
    is_never_menu = block.type in ("heading", "table_row")
    return None if match and match.rule.kind == "navigation" and is_never_menu else match


def _is_set_off(match: Match) -> bool:
    return match.rule.kind in _SET_OFF or match.rule.id.partition(".")[2] in _SET_OFF


def _find_label(block: Block) -> Match | None:
    """Return the rule that matches an element with the label of an advertisement before its copy, or None."""
    element = block.element
    first = None if element is None or (element.text or "").strip() else next(iter(element), None)
    copy = "" if first is None else (first.tail or "").strip()
    if first is None or first.tag not in _LABELS or not copy[:1].isalnum() or copy[:1].islower():
        return None
    label = fold_visible("".join(first.itertext()))
    match = find_rule(label) if label and len(label) <= MAX_LABEL_CHARS and block.text.startswith(label) else None
    return match if match and match.rule.id.endswith(".advertisement") else None


def _is_row_of_data(block: Block) -> bool:
    """Return True for a row with more cells than a label and its value, "Watch | Price | Display", or of headings."""
    if block.type != "table_row" or block.link_share or " | " not in block.text:
        return False
    are_headings = block.element is not None and all(cell.tag == "th" for cell in block.element)
    return are_headings or block.text.count(" | ") >= MIN_ROW_BARS


def _is_code(block: Block) -> bool:
    """Return True for code that the article shows."""
    is_in_code = block.element is not None and next(block.element.iter("code", "kbd", "samp"), None) is not None
    return block.type == "preformatted" or is_in_code


def _note_syndication(document: Document) -> None:
    """Note the publisher that a line right below the body names: the models often put this line outside the body."""
    end = max((block.position for block in document.kept()), default=-1) + 1
    for block in document.blocks[end : end + MAX_LINES_AFTER_BODY]:
        match = find_rule(block.text)
        if match and match.rule.kind == "syndication":
            _note_facts(document, block, match)


def _is_above_kept_block(blocks: list[Block], index: int) -> bool:
    """Return True if the next block is kept: a removed block above it may be the heading of a list."""
    return index + 1 < len(blocks) and blocks[index + 1].removal is None


def _note_facts(document: Document, block: Block, match: Match) -> None:
    """Copy facts from a clutter line to the metadata: the publisher of origin, a photo credit, or a paywall."""
    if match.rule.kind == "syndication" and match.name and document.metadata.syndicated_from is None:
        document.metadata.syndicated_from = Syndication(match.name, None, straighten(block.text))
    if match.rule.kind == "photo-credit":
        document.metadata.images.append(Image(url=None, caption=block.text, credit=match.name))
    if match.rule.kind == "paywall" and document.metadata.is_accessible_for_free is None:
        document.metadata.is_accessible_for_free = False
