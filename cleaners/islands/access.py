"""Tell from a story's data whether it costs money: `isPremium`, `access: "paid"`, `paywall: {active: true}`."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

MAX_MEMBERS = 100  # members of an object whose names are read

_ONLY = r"(?:subscribers?|members?|premium|paying)only"
# Names of members, in lower case and without underscores and hyphens. Those of the first pattern are true if a story
# costs money, those of the second if it is free, and those of the third have the kind of access, such as "premium".
_COSTS = re.compile(
    r"(?:is|has|behind|isbehind)?(?:premium|paid|paywall|paywalled|locked|metered|" + _ONLY + r")"
    r"(?:article|content|story|post)?|requires?(?:subscription|payment)|subscription(?:required|only)"
    r"|onlyfor(?:subscribers|members)"
)
_IS_FREE = re.compile(r"(?:is)?(?:accessibleforfree|free|freearticle|freecontent|freetoread)")
_ACCESS = re.compile(
    r"(?:content)?(?:access|tier|code|visibility)(?:type|level|mode|tier|status)?|paywall(?:status|type|mode)?"
)
_GROUP = re.compile(r"paywall|access|(?:content)?restrictions?|accessrights|premium")
_ON = frozenset(["true", "1", "yes", "on"])
_OFF = frozenset(["false", "0", "no", "off"])
_PAID = frozenset([
    "premium", "paid", "locked", "metered", "subscriber", "subscribers", "subscription", "subscribersonly", "members",
    "membersonly", "paywall", "paywalled",
])  # fmt: skip
_IS_ON = frozenset(["active", "isactive", "locked", "islocked"])  # members of `paywall`


def costs_money(story: dict[str, Any]) -> bool:
    """Return True if the data of a story say that only readers who pay may read it."""
    members = [(_folded(name), value) for name, value in islice(story.items(), MAX_MEMBERS)]
    inner = [value for name, value in members if isinstance(value, dict) and _GROUP.fullmatch(name)]
    return any(_says_paid(name, value) for name, value in members) or any(map(_group_says_paid, inner))


def _group_says_paid(group: dict[str, Any]) -> bool:
    members = [(_folded(name), value) for name, value in islice(group.items(), MAX_MEMBERS)]
    return any(_says_paid(name, value) or (name in _IS_ON and _text(value) in _ON) for name, value in members)


def _says_paid(name: str, value: Any) -> bool:
    text = _text(value)
    if _COSTS.fullmatch(name) and text in _ON:
        return True
    if _IS_FREE.fullmatch(name):
        return text in _OFF
    return bool(_ACCESS.fullmatch(name)) and text in _PAID


def _folded(name: str) -> str:
    return name[:MAX_MEMBERS].replace("_", "").replace("-", "").casefold()


def _text(value: Any) -> str:
    """Return a flag, number or short string in lower case; "" for other values."""
    if isinstance(value, bool | int) or (isinstance(value, str) and len(value) <= MAX_MEMBERS):
        return _folded(str(value).strip())
    return ""
