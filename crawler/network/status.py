"""Tell by the HTTP status whether a response holds a whole page."""

from __future__ import annotations

# Successful, but without the whole page (RFC 9110): no content, reset content, partial content. A page with the status
# 202 ("accepted") is read, because some servers always send that; a page that is not ready yet is no article anyway.
_WITHOUT_PAGE = frozenset({204, 205, 206})


def holds_page(status: int | None) -> bool:
    """Return True if a response with this status holds the whole page that was requested."""
    return status is not None and 200 <= status < 300 and status not in _WITHOUT_PAGE
