"""Stage: add the statements about rights in the headers, in the site's files and in the notice below the article.

The stage `metadata` has already read those in the markup.
"""

from __future__ import annotations

from cleaners.document import Document
from cleaners.record import RightsStatementRecord
from cleaners.rights import headers, notice
from cleaners.rights.statement import distinct


def rights(document: Document) -> None:
    """Complete `document.rights`: the page's own statements first, then those of its site."""
    page = document.page
    found = [*document.rights, *headers.read(page.headers, page.url), *_notice(document), *page.site_rights]
    document.rights = distinct(found)


def _notice(document: Document) -> list[RightsStatementRecord]:
    """Return the last copyright notice below the text; one above or within it may be that of a picture."""
    for block in reversed(document.blocks):
        if block.removal is None:
            break
        if found := notice.from_text(block.text):
            return found
    return []
