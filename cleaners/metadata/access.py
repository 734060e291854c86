"""Read from the markup whether an article is free or behind a paywall."""

from __future__ import annotations

from collections.abc import Iterable

from cleaners.metadata.json_ld import nameless_articles
from cleaners.metadata.raw_metadata import RawMetadata

# Values of JSON-LD and meta tags, in lower case and without "https://schema.org/".
_IS_FREE_BY_VALUE = {
    "true": True,
    "1": True,
    "yes": True,
    "free": True,
    "false": False,
    "0": False,
    "no": False,
    "locked": False,
    "metered": False,
    "paid": False,
    "premium": False,
}
_ACCESS_TAGS = (
    "article:content_tier",
    "og:article:content_tier",
    "content_tier",
    "isaccessibleforfree",
    "cxenseparse:recs:paywall",
)


def is_free(raw: RawMetadata) -> bool | None:
    """Return True if the article can be read without paying, and None if the page does not say.

    JSON-LD takes precedence over meta tags. An article is not free if any part of it costs money (`hasPart`).
    """
    stated = (node.get("isAccessibleForFree") for node in nameless_articles(raw.json_ld))
    of_article = _first_known([*raw.values("isAccessibleForFree"), *stated])
    parts = [part for value in raw.values("hasPart") for part in (value if isinstance(value, list) else [value])]
    nodes = [node for node in map(raw.json_ld.resolve, parts) if isinstance(node, dict)]
    of_part = _first_known(node.get("isAccessibleForFree") for node in nodes)
    if of_article is False or of_part is False:
        return False
    return of_article if of_article is not None else _first_known([raw.tag(*_ACCESS_TAGS)])


def _first_known(values: Iterable[object]) -> bool | None:
    """Return the first value that is understood."""
    answers = (_as_boolean(value) for value in values)
    return next((answer for answer in answers if answer is not None), None)


def _as_boolean(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return _IS_FREE_BY_VALUE.get(value.rsplit("/", 1)[-1].strip().lower()) if isinstance(value, str) else None
