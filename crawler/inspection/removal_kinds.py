"""What kind of thing a removed block is, and the family of kinds that gives it its colour."""

from __future__ import annotations

from functools import cache

from cleaners.document import Block
from cleaners.rules import find_rule, load_rules

KEPT = "kept"
OTHER = "outside"
OUTSIDE_BODY = "outside-body"
# Families in the order of the legend. What a kind is called is the rule's name, or the kind of a phrase pack's rule.
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
    OTHER: (OUTSIDE_BODY,),
}
_FAMILY_OF = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
_SAME = {"outside": OUTSIDE_BODY, "too-long": OUTSIDE_BODY, "menu": "navigation"}


def kind_of(block: Block) -> str:
    """Return the kind of a removed block, such as "byline" or "newsletter"; KEPT for one that stays.

    The rule says it, or where that only knows the block to be outside the body, the phrase packs.
    """
    if block.removal is None:
        return KEPT
    rule = block.removal.rule
    name = rule.removeprefix("markup.").replace("_", "-")
    kind = _pack_kinds().get(rule) or _SAME.get(name, name)
    match = find_rule(block.text) if kind == OUTSIDE_BODY else None
    return match.rule.kind if match else kind


def family_of(kind: str) -> str:
    """Return the family of a kind: one of FAMILIES, OTHER for a kind that is new, or KEPT."""
    return KEPT if kind == KEPT else _FAMILY_OF.get(kind, OTHER)


@cache
def _pack_kinds() -> dict[str, str]:
    return {rule.id: rule.kind for rule in load_rules()}
