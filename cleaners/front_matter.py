"""What stands around the body of a plain-text page: title, date line, section label, byline, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.document import Block
from cleaners.line_evidence import Evidence
from cleaners.lines import is_doubled, normalise
from cleaners.metadata import DateEvidence
from cleaners.metadata.authors import labelled_names
from cleaners.metadata.dates import parse
from cleaners.rules import find_rule
from cleaners.scripts import count_words

MAX_TITLE_WORDS = 40
MAX_DATE_WORDS = 14
MAX_SECTION_WORDS = 3
HEADER_LINES = 6  # between title and body, or just before the title, stand date and byline
HINTED = 8.0
MIN_TITLE_SCORE = 2.0
# Learned, in folds by site, from 245 pages saved as plain text; evidence as in `line_evidence` and `_title_score`.
TITLE_WEIGHTS = {
    "familiar": 1.9, "near": 2.2, "in_title_line": 2.9, "first_line": 3.5, "repeated": 0.7, "statement": -3.0,
    "cut_off": -4.1, "colon": -2.4, "length": 4.5, "over_20_words": -1.0, "date_after": 1.5, "function_words": 4.3,
    "chance": -3.0, "commas": -3.9, "separated": -0.6, "opens_body": 1.5, "list_item": -0.4,
}  # fmt: skip
_SITE_SUFFIX = re.compile(r"\s+[|–—·•»-]\s+[^|–—·•»]{2,40}$")
_DAY = re.compile(r"\d{1,4}[./\-年년 ]|\d{1,2}(?:st|nd|rd|th|,|º)?\s")


def find_title(blocks: Sequence[Block], rows: Sequence[Evidence], body_start: int, hint: str | None) -> int | None:
    """Index of the headline, sought up to the body's first paragraph; None where no line looks like one.

    Rows carry `chance` too, the chance of being body.
    """
    wanted = normalise(hint or "")
    scored = [
        (_title_score(rows, index, body_start) + HINTED * (normalise(blocks[index].text) == wanted), index)
        for index in range(min(body_start + 1, len(blocks)))
        if _may_be_title(blocks[index], rows[index])
    ]
    score, index = max(scored, default=(MIN_TITLE_SCORE, 0))
    return _first_copy(blocks, index) if score > MIN_TITLE_SCORE else None


def _may_be_title(block: Block, row: Evidence) -> bool:
    known = row["rule"] or row["teaser"] or is_doubled(block.text)
    return not known and 2 <= row["words"] <= MAX_TITLE_WORDS and read_date(block.text) is None


def _title_score(rows: Sequence[Evidence], index: int, body_start: int) -> float:
    """The logarithm of the odds that the line is the headline."""
    row, before_body = rows[index], body_start - index
    evidence = {
        **row,
        "near": 1 / (1 + before_body / 8),
        "first_line": float(index == 0),
        "opens_body": float(before_body == 0),
        "length": min(row["words"], 8) / 8,
        "over_20_words": float(row["words"] > 20),
        "statement": row["sentence"] * (1 - row["question"]),
        "date_after": float(any(near["date"] for near in rows[index + 1 : index + 4])),
    }
    return sum(weight * evidence[name] for name, weight in TITLE_WEIGHTS.items())


def _first_copy(blocks: Sequence[Block], index: int) -> int:
    """The first of the lines shortly before that say the same: picture captions repeat headlines."""
    wanted = normalise(blocks[index].text)
    return next(i for i in range(max(0, index - HEADER_LINES), index + 1) if normalise(blocks[i].text) == wanted)


def without_site(text: str) -> str:
    """The headline without a site's name at its end, as the first line of a dump often has it."""
    return _SITE_SUFFIX.sub("", text) if count_words(text) > 4 else text


def read_date(text: str) -> tuple[str, DateEvidence] | None:
    """The date of a line that is little more than one; without offset where the line has none."""
    if len(text) > 120 or count_words(text) > MAX_DATE_WORDS or not _DAY.search(f"{text} "):
        return None
    moment = parse(text)
    if moment is None:
        return None
    value = re.sub(r"(T\d\d:\d\d):00$", r"\1", moment.value) if moment.precision == "minute" else moment.value
    return value, DateEvidence(text, "text:date_line", moment.precision)


def find_date(blocks: Sequence[Block], kept: Sequence[bool], title: int, body_start: int) -> int | None:
    """Index of the date line: after the title and before the body, else before the title, else after the body."""
    body_end = max((i for i, keep in enumerate(kept) if keep), default=body_start)
    header = [*range(title + 1, body_start + 2), *range(title - 1, max(title - HEADER_LINES, -1), -1)]
    places = [*header, *range(body_end + 1, min(body_end + HEADER_LINES, len(blocks)))]
    return next((i for i in places if 0 <= i < len(blocks) and read_date(blocks[i].text)), None)


def find_section(blocks: Sequence[Block], rows: Sequence[Evidence], title: int) -> int | None:
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
    found = {i: labelled_names([blocks[i].text]) for i in places if i != title and count_words(blocks[i].text) <= 15}
    return {index: names for index, names in found.items() if names}


def find_captions(blocks: Sequence[Block], rows: Sequence[Evidence], title: int | None) -> list[int]:
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


def _is_caption_text(row: Evidence, block: Block) -> bool:
    return not row["rule"] and not row["prose"] and row["words"] > 2 and read_date(block.text) is None


def _adjacent(before: Block, block: Block) -> bool:
    """Whether no blank line stands between the two."""
    return int(block.evidence.get("line", 0)) - int(before.evidence.get("last_line", -9)) <= 1
