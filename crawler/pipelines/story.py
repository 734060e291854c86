"""Judge whether a further page continues the story of the pages before it."""

from __future__ import annotations

from cleaners.page import Page
from cleaners.record import Record
from cleaners.text.words import tokens
from cleaners.urls import url_key
from crawler.pipelines.cleaned import Cleaned

MAX_NUMBER_TOKENS = 4  # of "page 2 of 5" in the headline of a later page
DAY = len("2026-01-31")


class PartMissingError(Exception):
    """A further page is not available or does not continue the story; `reason` is the code.

    With `is_temporary`, a later try may succeed.
    """

    def __init__(self, reason: str, *, is_temporary: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_temporary = is_temporary


class Story:
    """The pages of a story that were found so far."""

    def __init__(self, page: Page, cleaned: Cleaned) -> None:
        self.page = page
        self.later: list[Page] = []
        self.copies: list[str] = []  # addresses that showed an earlier page again
        self.has_requested = False  # True after a further page was requested
        self.next_page = cleaned.next_page
        self.size = len(page.body)
        self._record = cleaned.record
        self._last = cleaned
        self._texts = _texts(cleaned)

    @property
    def is_gallery(self) -> bool:
        """True if the last page has little text, like a page of a gallery; only a story's last page is short."""
        return "short" in self._last.record["quality"]["flags"]

    def add(self, page: Page, cleaned: Cleaned) -> None:
        """Add the next page. Raises PartMissingError if it does not continue the story."""
        if self._is_repeated(cleaned):
            self.copies.append(page.url)
            raise PartMissingError("repeated")
        if cleaned.dropped and not (cleaned.dropped == "too_short" and cleaned.next_page is None):
            raise PartMissingError("no_article")
        if not _is_same_story(self._record, cleaned.record, len(self.later) + 2):
            raise PartMissingError("other_story")
        self.later.append(page)
        self.size += len(page.body)
        self.next_page, self._last = cleaned.next_page, cleaned
        self._texts |= _texts(cleaned)

    def _is_repeated(self, cleaned: Cleaned) -> bool:
        """Return True if more than half of a page's text is the text of earlier pages."""
        words = {text: len(text.split()) for text in _texts(cleaned)}
        shown = sum(count for text, count in words.items() if text in self._texts)
        return shown > sum(words.values()) - shown


def _texts(cleaned: Cleaned) -> set[str]:
    return {block["text"] for block in cleaned.record["blocks"]}


def _is_same_story(first: Record, later: Record, number: int) -> bool:
    """Return True if a later page has the headline of the first page, or names its address as canonical.

    The page number may follow the headline. A column may keep its headline for years, so a page with another day or
    other authors is another story.
    """
    if later["canonical_url"] and url_key(later["canonical_url"]) == url_key(first["url"] or ""):
        return True
    headline, found = (tokens((record["title"] or "").casefold()) for record in (first, later))
    rest = found[len(headline) :]
    is_number = not rest or (str(number) in rest and len(rest) <= MAX_NUMBER_TOKENS)
    has_headline = bool(headline) and found[: len(headline)] == headline and is_number
    return has_headline and not _is_other_story(first, later)


def _is_other_story(first: Record, later: Record) -> bool:
    """Return True if two pages name different days of publication, or different authors."""
    days = {(record["date_published"] or "")[:DAY] for record in (first, later)} - {""}
    names = [{author["name"] for author in record["authors"]} for record in (first, later)]
    return len(days) > 1 or (all(names) and names[0].isdisjoint(names[1]))
