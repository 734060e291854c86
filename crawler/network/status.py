"""The HTTP status codes of responses that hold a whole page."""

from __future__ import annotations

# Successful, but without the page (RFC 9110): no content, nothing to show, a part of it. A page with status 202
# ("accepted") is read, because some servers answer so for good; what is not ready yet is not an article.
_WITHOUT_PAGE = frozenset({204, 205, 206})


def holds_page(status: int | None) -> bool:
    """Return True if a response with this status holds the whole page that was requested."""
    return status is not None and 200 <= status < 300 and status not in _WITHOUT_PAGE
