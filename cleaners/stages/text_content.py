"""Stage: decide, line by line, what each part of a plain-text page is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from cleaners.document import Block, Document
from cleaners.front_matter import (
    find_bylines,
    find_captions,
    find_date,
    find_section,
    first_copy,
    names_contributors,
)
from cleaners.line_decision import MIN_HEADLINE_CHANCE, LineModel, judge, load
from cleaners.line_evidence import Evidence, core, line_evidence
from cleaners.lines import is_doubled, normalise, without_site
from cleaners.metadata import Author, Image

STAGE = "text_content"
# Measured by cross-validation over sites: the chance from which a line is body, and a sentence right after body.
THRESHOLD = 0.45
GOES_ON_THRESHOLD = 0.1
MAX_LINES = 10_000  # judging a line takes about a third of a millisecond; no article has so many


def text_content(document: Document, model: LineModel | None = None) -> None:
    """Fill the metadata from the lines that carry it, and mark every line that is no body.

    Lines that the phrase packs know are left to the clutter stage, which says by which rule they go. `model` is by
    default the one that the package brings.
    """
    blocks = document.blocks[:MAX_LINES]
    for block in document.blocks[MAX_LINES:]:
        block.remove(STAGE, "too_long", f"stands after the first {MAX_LINES} lines")
    rows = line_evidence(blocks)
    judged = judge(blocks, rows, document.page.title_hint, model or load())
    kept = _kept(blocks, rows, judged.body)
    body_start = _body_start(rows, kept)
    title = judged.headline if judged.headline_chance >= MIN_HEADLINE_CHANCE else None
    title = None if title is None else first_copy(blocks, title)
    if title is not None and sum(kept) == kept[title]:
        title = None  # the only line of the body is no headline
    _take_captions(document, rows, title)
    if title is not None:
        _take_title(document, title)
        header = judged.copy if judged.copy is not None else title
        _take_header(document, rows, kept, header, body_start)
    for block, row, keep in zip(blocks, rows, kept, strict=True):
        if not keep and not row["rule"]:
            block.remove(STAGE, *_no_body(block, row))


def _body_start(rows: Sequence[Evidence], kept: Sequence[bool]) -> int:
    """Index of the first kept prose in the stretch that has the most of it, not of a single line far above."""
    judged = [{**row, "prose": row["prose"] * keep} for row, keep in zip(rows, kept, strict=True)]
    start, end = core(judged)
    return next((i for i in range(start, end) if kept[i]), len(rows))


def _kept(blocks: Sequence[Block], rows: Sequence[Evidence], chances: Sequence[float]) -> list[bool]:
    """Which lines are body; where none is, whatever the page has of prose, sentences or unknown lines."""
    kept = [chance >= THRESHOLD and not row["rule"] for chance, row in zip(chances, rows, strict=True)]
    _close_gaps(kept, blocks, rows, chances)
    _keep_lists_whole(kept, rows)
    for name in ("prose", "sentence"):
        if not any(kept):
            kept = [bool(row[name]) and not row["rule"] and not row["teaser"] for row in rows]
    return kept if any(kept) else [not row["rule"] for row in rows]


def _close_gaps(kept: list[bool], blocks: Sequence[Block], rows: Sequence[Evidence], chances: Sequence[float]) -> None:
    """Keep sentences that follow on kept ones, lines that announce a kept one, and labelled lines among others.

    Such are "Background:" before a list, and "Source: the council" where "Details: ..." is kept. Lines of a rule are
    passed over: an advertisement does not part what it stands between.
    """
    lines = [index for index, row in enumerate(rows) if not row["rule"]]
    for before, index in pairwise(lines):
        follows = kept[before] and rows[index]["sentence"] and rows[before]["sentence"]
        goes_on = chances[index] >= GOES_ON_THRESHOLD or names_contributors(blocks[index].text)
        kept[index] = kept[index] or bool(follows and goes_on)
    for before, index, after in zip(lines, lines[1:], lines[2:], strict=False):
        company = rows[before]["labelled"] or rows[after]["labelled"]
        belongs = rows[index]["colon"] or (rows[index]["labelled"] and company)
        kept[index] = kept[index] or bool(belongs and kept[before] and kept[after])


def _keep_lists_whole(kept: list[bool], rows: Sequence[Evidence]) -> None:
    """Keep all items of a list of which at least half are kept: its last one is no less body than its first."""
    for is_list, run in groupby(range(len(rows)), key=lambda index: bool(rows[index]["list_item"])):
        items = [index for index in run if not rows[index]["rule"]]
        if is_list and 2 * sum(kept[index] for index in items) >= len(items):
            for index in items:
                kept[index] = True


def _take_title(document: Document, index: int) -> None:
    """Note the title, and mark it wherever it stands, also with the site's name behind it."""
    title = without_site(document.blocks[index].text)
    document.metadata.title = title
    wanted = normalise(title)
    for block in document.blocks:
        if wanted in (normalise(block.text), normalise(without_site(block.text))):
            block.remove(STAGE, "title", "the headline, kept as the title")


def _take_header(
    document: Document, rows: Sequence[Evidence], kept: Sequence[bool], title: int, body_start: int
) -> None:
    blocks, metadata = document.blocks, document.metadata
    if dated := find_date(blocks, kept, title, body_start):
        index, (metadata.date_published, metadata.date_evidence) = dated
        blocks[index].remove(STAGE, "date_line", "the date of publication, kept as a field")
    if (section := find_section(blocks, rows, title)) is not None:
        metadata.section = blocks[section].text
        blocks[section].remove(STAGE, "section_label", "the section's name over the headline, kept as a field")
    for index, names in find_bylines(blocks, title, body_start).items():
        metadata.authors += [Author(name) for name in names if name not in [a.name for a in metadata.authors]]
        blocks[index].remove(STAGE, "byline", "who wrote it, kept as authors")


def _take_captions(document: Document, rows: Sequence[Evidence], title: int | None) -> None:
    for index in find_captions(document.blocks, rows, title):
        block = document.blocks[index]
        block.type = "caption"
        block.remove(STAGE, "caption", "the caption of a picture, kept with the images")
        document.metadata.images.append(Image(url=None, caption=block.text))


def _no_body(block: Block, row: Evidence) -> tuple[str, str]:
    """Rule and reason for a line that is not body."""
    if is_doubled(block.text):
        return "banner", "the same words twice in one line"
    if row["teaser"]:
        return "teaser", "stands in a list under a heading that announces other articles"
    if row["words"] <= 3:
        return "navigation", "a label outside the running text"
    return "outside", "length, punctuation, place and neighbours are those of lines outside the article"
