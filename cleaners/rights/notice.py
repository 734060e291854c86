"""Read the copyright notice of a page, such as "© 2026 The Harbour Times", and its year and holder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import plain
from cleaners.record import RightsKind, RightsStatementRecord
from cleaners.rights.statement import statement

MAX_NOTICE_CHARS = 400  # a longer block is not a notice
MAX_HOLDER_CHARS = 100
_TAGS = ("copyright", "dcterms.rights", "dc.rights", "rights", "dcterms.rightsholder", "rights-standard")
_SIGN = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"(?<!\d){_YEAR}(?:\s?[-–—/]\s?({_YEAR}))?(?!\d)")
# Ends of a holder's name: the end of a sentence, a separator, or a reservation that follows.
_HOLDER_END = re.compile(
    r"(?<=\w\w\w)\.(?=\s|$)|\s\.\s|[|•·;–—©]|\s-\s|[,.]?\s{1,9}(?:all rights reserved|alle rechte)", re.IGNORECASE
)
# How texts begin that are not names: with a particle ("a" in "a Harbour Press company") or the name of a licence.
_NO_NAME = re.compile(r"[a-z]{1,2}\s|(?i:creative commons)")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def from_text(text: str) -> list[RightsStatementRecord]:
    """Return the notice in a block below the article, with its year and holder, or [] without a sign and a year."""
    if len(text) > MAX_NOTICE_CHARS or not (sign := _SIGN.search(text)):
        return []
    years = _YEARS.search(text)
    if not years or abs(years.start() - sign.start()) > MAX_HOLDER_CHARS:
        return []
    return _statements(text, "page:notice")


def from_markup(raw: RawMetadata) -> Iterator[RightsStatementRecord]:
    """Yield the statements about copyright in the article's JSON-LD and in the page's meta tags."""
    fields: tuple[tuple[str, RightsKind], ...] = (
        ("copyrightHolder", "copyright_holder"),
        ("copyrightYear", "copyright_year"),
        ("copyrightNotice", "copyright_notice"),
    )
    for key, kind in fields:
        text = raw.text(key) or next((str(value) for value in raw.values(key) if isinstance(value, int)), None)
        if text:
            yield statement(kind, text, f"json-ld:{key}")
    for name in _TAGS:
        if value := raw.tag(name):
            yield from _statements(value, f"meta:{name}")
            return


def _statements(notice: str, where: str) -> list[RightsStatementRecord]:
    found = [statement("copyright_notice", notice, where)]
    if years := _YEARS.search(notice):
        found.append(statement("copyright_year", years[1] or years[0], where))
    holder = _holder(notice)
    return [*found, statement("copyright_holder", holder, where)] if holder else found


def _holder(notice: str) -> str | None:
    """Return the name after the sign and the years, or before the sign if nothing follows."""
    sign = _SIGN.search(notice)
    after = notice[sign.end() :] if sign else notice
    before = notice[: sign.start()] if sign else ""
    return _name(after) or _name(before)


def _name(text: str) -> str | None:
    """Return the name at the start of a text without sign and years; None if it starts with something else."""
    rest = _YEARS.sub(" ", _SIGN.sub(" ", text)).strip(" ,.:-–—()[]")
    rest = re.sub(r"^by\s+", "", rest, flags=re.IGNORECASE)
    name = plain(_HOLDER_END.split(rest, maxsplit=1)[0].strip(" ,:-–—()[]"))
    if not name or len(name) > MAX_HOLDER_CHARS or _NO_NAME.match(name) or not _LETTERS.search(name):
        return None
    return name
