"""What stands around the body of a plain-text page: title, date line, section label, byline, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cleaners.document import Block
from cleaners.metadata import DateEvidence
from cleaners.metadata.authors.byline_text import labelled_names
from cleaners.metadata.dates.formats import parse
from cleaners.plain_text.rows import FeatureRow
from cleaners.rules import find_rule
from cleaners.text.normalize import is_doubled, normalise
from cleaners.text.words import count_words

MAX_DATE_WORDS = 14
MAX_DATE_CHARS = 120
SHORT_DATE_CHARS = 45  # so short a line is a date line however many words are counted in it
MAX_CONTRIBUTOR_WORDS = 30
MAX_HEADER_CHARS = 300  # of a line with names, dates and reading time between separators
MAX_SECTION_WORDS = 3
MIN_TITLE_WORDS = 4  # of a line that may have the name of a site at its end, this name included
HEADER_LINES = 6  # between title and body, or just before the title, stand date and byline
_SEPARATOR = re.compile(r"\s[|•·–—/]\s|[|•]")
_SITE_SUFFIX = re.compile(r"\s+[|–—·•»-]\s+[^|–—·•»]{2,40}$")
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
_YEAR_AND_TIME = re.compile(r"\b((?:19|20)\d\d)(?=\d{1,2}:\d\d)")  # run together by the loss of their markup
_CONTRIBUTED = re.compile(
    r"\bcontributed to (?:this|the) (?:report|story|article)|\b(?:contributed|additional) reporting\b|"
    r"\btrug(?:en)? zu diesem (?:bericht|artikel) bei|\ba(?:nt)? contribué à (?:cet article|ce reportage)|"
    r"\bcontribu(?:yó|yeron|iu|íram|ito) (?:a|para|com|al) (?:este|esta|questo)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,4}[./\-年년 ]|\d{1,2}(?:st|nd|rd|th|,|º)?\s")


def headline_text(blocks: Sequence[Block], headline: int, copy: int) -> str:
    """The headline as its best copy has it: the first line of a dump, and a line with labels run into it, have more."""
    text, other = blocks[headline].text, blocks[copy].text
    if set(normalise(other).split()) < set(normalise(text).split()) or (headline == 0 and copy):
        return other
    return without_site(text) if headline == 0 else text


def without_site(text: str) -> str:
    """Return the headline without the site's name at its end, which the first line of a plain-text page often has."""
    return _SITE_SUFFIX.sub("", text) if count_words(text) >= MIN_TITLE_WORDS else text


def read_date(text: str) -> tuple[str, DateEvidence] | None:
    """The date of a line that is little more than one; without offset where the line has none."""
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
    """Index and date of the date line: after the title and before the body, else before the title, else after the body.

    One that says it is of publication goes before one that says nothing, and that before the time of an update.
    """
    body_end = max((i for i, keep in enumerate(kept) if keep), default=body_start)
    after_title = range(title + 1, min(body_start + 2, len(blocks)))
    header = [*after_title, *range(title - 1, max(title - HEADER_LINES, -1), -1)]
    footer = range(body_end + 1, min(body_end + HEADER_LINES, len(blocks)))
    for places in (header, footer):
        found = [(rank, i, date) for i in places for rank, date in _dates(blocks[i].text)]
        if found:
            _, index, date = min(found, key=lambda entry: entry[0])  # the first of the best
            return index, date
    return None


def _dates(text: str) -> list[tuple[int, tuple[str, DateEvidence]]]:
    """The dates in a line, one between two separators, each with its rank: 0 published, 1 unlabelled, 2 updated."""
    if len(text) > MAX_HEADER_CHARS:
        return []
    found = []
    for part in [text] if read_date(text) and not _UPDATED.search(text) else _cut(text):
        if date := read_date(part):
            rank = 0 if _PUBLISHED.search(part) else 2 if _UPDATED.search(part) else 1
            found.append((rank, (date[0], replace(date[1], raw=text))))
    return found


def _cut(text: str) -> list[str]:
    """The parts of a line between separators, and before a label of a second date."""
    return [piece for part in _SEPARATOR.split(text) for piece in _BEFORE_UPDATE.split(part) if piece.strip()]


def names_contributors(text: str) -> bool:
    """Whether the line says who else worked on the story, which is printed as its last paragraph."""
    return count_words(text) <= MAX_CONTRIBUTOR_WORDS and bool(_CONTRIBUTED.search(text))


def find_section(blocks: Sequence[Block], rows: Sequence[FeatureRow], title: int) -> int | None:
    """Index of the section label: a line of up to three words that stands alone just before the title."""
    index = title - 1
    if index < 0 or rows[index]["words"] > MAX_SECTION_WORDS or rows[index]["rule"] or rows[index]["teaser"]:
        return None
    text = blocks[index].text
    plain = not any(c.isdigit() for c in text) and text[-1:].isalpha() and not is_doubled(text)
    alone = index == 0 or not _adjacent(blocks[index - 1], blocks[index])
    return index if plain and alone else None


def find_bylines(blocks: Sequence[Block], title: int, body_start: int) -> dict[int, list[str]]:
    """The names in each line around the title that begins with a label such as "By"."""
    places = range(max(0, title - 2), min(body_start + 1, len(blocks)))
    found = {i: labelled_names([blocks[i].text]) for i in places if i != title and blocks[i].words <= 15}
    return {index: names for index, names in found.items() if names}


def find_captions(blocks: Sequence[Block], rows: Sequence[FeatureRow], title: int | None) -> list[int]:
    """Lines with a picture's credit, and the line above one that touches it and repeats the title or is no sentence."""
    captions: list[int] = []
    for index, block in enumerate(blocks):
        match = find_rule(block.text)
        if not match or match.rule.kind != "photo-credit" or rows[index]["teaser"]:
            continue
        above = index - 1
        if (
            above >= 0
            and above != title
            and _adjacent(blocks[above], block)
            and _is_caption_text(rows[above], blocks[above])
        ):
            captions.append(above)
        captions.append(index)
    return captions


def _is_caption_text(row: FeatureRow, block: Block) -> bool:
    return not row["rule"] and not row["prose"] and row["words"] > 2 and read_date(block.text) is None


def _adjacent(before: Block, block: Block) -> bool:
    """Return True if no blank line is between the two."""
    return bool(before.layout and block.layout and block.layout.line - before.layout.last_line <= 1)
