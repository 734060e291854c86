"""Find the header fields of a plain-text page: headline, date line, section label and byline; also picture captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cleaners.document import Block
from cleaners.metadata import DateEvidence
from cleaners.metadata.authors.byline_text import labelled_names
from cleaners.metadata.dates.parsing import parse
from cleaners.plain_text.rows import FeatureRow
from cleaners.rules import find_rule
from cleaners.text.normalize import is_doubled, normalise
from cleaners.text.words import count_words

MAX_DATE_WORDS = 14  # words of a date line, unless it has at most SHORT_DATE_CHARS
MAX_DATE_CHARS = 120
SHORT_DATE_CHARS = 45  # a date line this short may have any number of words
MAX_CONTRIBUTOR_WORDS = 30
MAX_HEADER_CHARS = 300  # of a line whose separators divide names, dates and reading time
MAX_SECTION_WORDS = 3
MAX_SMALL_NAME_WORDS = 2  # words of a site's name that begins with a small letter, such as "derStandard"
MAX_ADDED_WORDS = 12  # words of a line that repeats the headline, besides those of the headline
MIN_TITLE_WORDS = 4  # of a headline with the site's name at its end; from a shorter one, nothing is cut
HEADER_LINES = 6  # lines above the title, or below the body, that are searched for the date
_SEPARATOR = re.compile(r"\s[|•·–—/]\s|[|•]")
_SITE_SUFFIX = re.compile(r"(?<!\s)\s++[|–—·•»-]\s+([^|–—·•»]{2,40})$")
_UPDATE_WORDS = (
    r"updated?|modified|revised|aktualisiert|akt\.|mis à jour|modifié|actualizado|actualización|aggiornato|modificato|"
    r"atualizado|bijgewerkt|uppdaterad|oppdatert|opdateret|päivitetty|zaktualizowano|aktualizacja|aktualizováno|"
    r"обновлено|оновлено|güncelleme|ενημέρωση|actualizat|frissítve|diperbarui|cập nhật|更新|수정|עודכן|تحديث"
)
_UPDATED = re.compile(_UPDATE_WORDS, re.IGNORECASE)
_BEFORE_UPDATE = re.compile(rf"(?=\b(?:last |zuletzt |dernière )?(?:{_UPDATE_WORDS}))", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"published|posted|first |veröffentlicht|erstellt|erschienen|publié|publicado|pubblicato|gepubliceerd|geplaatst|"
    r"publicerad|publisert|publiceret|julkaistu|opublikowano|publikováno|опубликован|опубліковано|yayın|δημοσ|publicat|"
    r"megjelen|dipublikasikan|xuất bản|公開|発行|입력|פורסם|نشر",
    re.IGNORECASE,
)
_YEAR_AND_TIME = re.compile(r"\b((?:19|20)\d\d)(?=\d{1,2}:\d\d)")  # written together after their markup was lost
_CONTRIBUTED = re.compile(
    r"\bcontributed to (?:this|the) (?:report|story|article)|\b(?:contributed|additional) reporting\b|"
    r"\btrug(?:en)? zu diesem (?:bericht|artikel) bei|\ba(?:nt)? contribué à (?:cet article|ce reportage)|"
    r"\bcontribu(?:yó|yeron|iu|íram|ito) (?:a|para|com|al) (?:este|esta|questo)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,4}[./\-年년 ]|\d{1,2}(?:st|nd|rd|th|,|º)?\s")


def headline_text(blocks: Sequence[Block], headline: int, copy: int) -> str:
    """Return the headline without the site's name, which the page's first line may have, or labels joined to it.

    `headline` and `copy` are the indexes of the headline and of its last copy, which may be the same line.
    """
    text, copied_text = blocks[headline].text, blocks[copy].text
    is_shorter = set(normalise(copied_text).split()) < set(normalise(text).split())
    if is_shorter or (headline == 0 and copy):
        return copied_text
    return without_site(text) if headline == 0 else text


def without_site(text: str) -> str:
    """Return the headline without the site's name at its end, which the first line of a plain-text page often has.

    If several words after the separator begin with a small letter, they belong to the sentence.
    """
    suffix = _SITE_SUFFIX.search(text)
    if not suffix or count_words(text) < MIN_TITLE_WORDS:
        return text
    goes_on = suffix[1][0].islower() and count_words(suffix[1]) > MAX_SMALL_NAME_WORDS
    return text if goes_on else text[: suffix.start()]


def names_headline(text: str, headline: str) -> bool:
    """Return True if a line repeats the headline with a few words, such as "The post ... appeared first on Port"."""
    added = count_words(text) - count_words(headline)
    return (
        count_words(headline) >= MIN_TITLE_WORDS
        and 0 < added <= MAX_ADDED_WORDS
        and normalise(headline) in normalise(text)
    )


def read_date(text: str) -> tuple[str, DateEvidence] | None:
    """Return the date of a line that is little more than a date, with its evidence, or None.

    The date is RFC 3339 or a day. It has no offset if the line has none.
    """
    if len(text) > MAX_DATE_CHARS or not _DAY.search(f"{text} "):
        return None
    if count_words(text) > MAX_DATE_WORDS and len(text) > SHORT_DATE_CHARS:
        return None
    moment = parse(_YEAR_AND_TIME.sub(r"\1 ", text))
    if moment is None:
        return None
    value = re.sub(r"(T\d\d:\d\d):00$", r"\1", moment.value) if moment.precision == "minute" else moment.value
    return value, DateEvidence(text, "text:date_line", moment.precision)


def find_date(
    blocks: Sequence[Block], kept: Sequence[bool], title: int, body_start: int
) -> tuple[int, tuple[str, DateEvidence]] | None:
    """Return the index and date of the date line, or None.

    The lines around the title are searched first, those below it before those above it. If they have no date, the lines
    after the body are searched. A date labelled as publication takes precedence over one without a label, and a date
    without a label over one labelled as update.
    """
    body_end = max((i for i, keep in enumerate(kept) if keep), default=body_start)
    after_title = range(title + 1, min(body_start + 2, len(blocks)))
    header = [*after_title, *range(title - 1, max(title - HEADER_LINES, -1), -1)]
    footer = range(body_end + 1, min(body_end + HEADER_LINES, len(blocks)))
    for places in (header, footer):
        ranked_dates = [(rank, i, date) for i in places for rank, date in _ranked_dates(blocks[i].text)]
        if ranked_dates:
            _, index, date = min(ranked_dates, key=lambda ranked: ranked[0])  # the first one with the lowest rank
            return index, date
    return None


def _ranked_dates(text: str) -> list[tuple[int, tuple[str, DateEvidence]]]:
    """Return the dates of a line with their ranks: 0 for published, 1 for a date without a label, 2 for updated.

    A part of the line between two separators has one date.
    """
    if len(text) > MAX_HEADER_CHARS:
        return []
    ranked_dates = []
    for part in [text] if read_date(text) and not _UPDATED.search(text) else _parts(text):
        if date := read_date(part):
            rank = 0 if _PUBLISHED.search(part) else 2 if _UPDATED.search(part) else 1
            ranked_dates.append((rank, (date[0], replace(date[1], raw=text))))
    return ranked_dates


def _parts(text: str) -> list[str]:
    """Split a line at its separators and before the label of an update."""
    return [piece for part in _SEPARATOR.split(text) for piece in _BEFORE_UPDATE.split(part) if piece.strip()]


def names_contributors(text: str) -> bool:
    """Return True if the line says who else worked on the story. Sites print it as the last paragraph."""
    return count_words(text) <= MAX_CONTRIBUTOR_WORDS and bool(_CONTRIBUTED.search(text))


def find_section(blocks: Sequence[Block], rows: Sequence[FeatureRow], title: int) -> int | None:
    """Return the index of the section label, or None: a line of up to three words, alone right above the title."""
    index = title - 1
    if index < 0 or rows[index]["words"] > MAX_SECTION_WORDS or rows[index]["rule"] or rows[index]["teaser"]:
        return None
    text = blocks[index].text
    is_plain = not any(c.isdigit() for c in text) and text[-1:].isalpha() and not is_doubled(text)
    is_alone = index == 0 or not _are_adjacent(blocks[index - 1], blocks[index])
    return index if is_plain and is_alone else None


def find_bylines(blocks: Sequence[Block], title: int, body_start: int) -> dict[int, list[str]]:
    """Return the names in lines around the title that begin with a label such as "By", by the index of the line."""
    places = range(max(0, title - 2), min(body_start + 1, len(blocks)))
    names_by_line = {i: labelled_names([blocks[i].text]) for i in places if i != title and blocks[i].words <= 15}
    return {index: names for index, names in names_by_line.items() if names}


def find_captions(blocks: Sequence[Block], rows: Sequence[FeatureRow], title: int | None) -> list[int]:
    """Return the indexes of lines with a picture's credit, and of caption lines directly above them.

    The title is not a caption, nor is prose, a date or a line that another rule matches.
    """
    captions: list[int] = []
    for index, block in enumerate(blocks):
        match = find_rule(block.text)
        if not match or match.rule.kind != "photo-credit" or rows[index]["teaser"]:
            continue
        above = index - 1
        if (
            above >= 0
            and above != title
            and _are_adjacent(blocks[above], block)
            and _is_caption_text(rows[above], blocks[above])
        ):
            captions.append(above)
        captions.append(index)
    return captions


def _is_caption_text(row: FeatureRow, block: Block) -> bool:
    return not row["rule"] and not row["prose"] and row["words"] > 2 and read_date(block.text) is None


def _are_adjacent(above: Block, below: Block) -> bool:
    """Return True if no blank line separates the two blocks."""
    return bool(above.layout and below.layout and below.layout.line - above.layout.last_line <= 1)
