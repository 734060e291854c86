"""Whether an article may be read without paying, as far as the page says so."""

from __future__ import annotations

from cleaners.metadata.readings import Readings

_FREE = {
    "true": True,
    "yes": True,
    "free": True,
    "false": False,
    "no": False,
    "locked": False,
    "metered": False,
    "paid": False,
    "premium": False,
}
_TIERS = (
    "article:content_tier",
    "og:article:content_tier",
    "content_tier",
    "isaccessibleforfree",
    "cxenseparse:recs:paywall",
)


def is_free(found: Readings) -> bool | None:
    """True or False as JSON-LD (the article's or a part's) or a content tier says; None where the page does not."""
    own = _first(found.values("isAccessibleForFree"))
    parts = [part for value in found.values("hasPart") for part in (value if isinstance(value, list) else [value])]
    part = _first(p.get("isAccessibleForFree") for p in map(found.json_ld.resolve, parts) if isinstance(p, dict))
    if own is False or part is False:
        return False
    return own if own is not None else _first([found.tag(*_TIERS)])


def _first(values: object) -> bool | None:
    truths = (_truth(value) for value in values)  # type: ignore[attr-defined]
    return next((truth for truth in truths if truth is not None), None)


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return _FREE.get(value.rsplit("/", 1)[-1].strip().lower()) if isinstance(value, str) else None
