"""Name the kind of a removed block, such as "byline", and the kind's family, which determines the colour."""

from __future__ import annotations

from functools import cache

from cleaners.document import Block
from cleaners.rules import find_rule, load_rules

KEPT = "kept"
OTHER = "outside"
OUTSIDE_BODY = "outside-body"
# Families of kinds, in the order of the legend. A kind is the name of a rule, or the `kind` of a phrase pack's rule.
FAMILIES = {
    "field": ("title", "kicker", "byline", "date-line", "section-label", "caption", "photo-credit"),
    "promotion": ("advertisement", "newsletter", "support-us", "follow-us", "paywall"),
    "links": ("read-also", "related-list", "teaser", "navigation", "share"),
    "notice": (
        "author-box",
        "comments",
        "cookie-notice",
        "copyright",
        "syndication",
        "banner",
        "screen-reader",
        "site-line",
    ),
    OTHER: (OUTSIDE_BODY, "placeholder"),
}
_FAMILY_OF = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
_SYNONYMS = {"outside": OUTSIDE_BODY, "too-long": OUTSIDE_BODY}


def kind_of(block: Block) -> str:
    """Return the kind of a removed block, such as "byline" or "newsletter"; KEPT for a block that was not removed.

    The kind comes from the rule that removed the block. If that rule only says that the block is outside the body, a
    matching rule of the phrase packs gives a more precise kind.
    """
    if block.removal is None:
        return KEPT
    kind = kind_of_rule(block.removal.rule)
    match = find_rule(block.text) if kind == OUTSIDE_BODY else None
    return match.rule.kind if match else kind


def kind_of_rule(rule: str) -> str:
    """Return the kind of the blocks that a rule removes."""
    name = rule.replace("_", "-")
    return _pack_kinds().get(rule) or _SYNONYMS.get(name, name)


def family_of(kind: str) -> str:
    """Return the family of a kind: one of FAMILIES, OTHER for an unknown kind, or KEPT."""
    return KEPT if kind == KEPT else _FAMILY_OF.get(kind, OTHER)


@cache
def _pack_kinds() -> dict[str, str]:
    return {rule.id: rule.kind for rule in load_rules()}
