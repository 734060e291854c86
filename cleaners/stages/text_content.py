"""Stage: decide for each line of a plain-text page if it is body, a field such as the title, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from cleaners.document import Block, Document
from cleaners.metadata import Author, Image
from cleaners.plain_text.header_fields import (
    find_bylines,
    find_captions,
    find_date,
    find_section,
    headline_text,
    names_contributors,
    without_site,
)
from cleaners.plain_text.model import (
    MIN_HEADLINE_CHANCE,
    Judgement,
    LineModel,
    headline_candidates,
    judge,
    last_copy,
    load,
)
from cleaners.plain_text.rows import FeatureRow, core, feature_rows
from cleaners.removal import LineRule, RemovingStage
from cleaners.rules import find_rule
from cleaners.text.normalize import is_doubled, normalise

STAGE: RemovingStage = "text_content"
# Probabilities from which a line is kept, chosen by cross-validation over sites.
THRESHOLD = 0.45  # of any line
GOES_ON_THRESHOLD = 0.05  # of a sentence right after body
LEADS_UP_THRESHOLD = 0.2  # of prose right before body
SURE = 0.8  # of a line that breaks off after clutter; of 109 such lines 15 were body
MIN_DEK_WORDS = 8
MIN_TEASER_WORDS = 12
MAX_LINES = 10_000  # more than any article has; judging a line takes about a third of a millisecond


def text_content(document: Document, model: LineModel | None = None) -> None:
    """Fill the metadata from the lines that hold it, and mark every line that is not body.

    Lines that a phrase pack recognises are left to the stage `clutter`, which names the rule. `model` is by default the
    one of the package.
    """
    blocks = document.blocks[:MAX_LINES]
    for block in document.blocks[MAX_LINES:]:
        block.remove(STAGE, "too_long", f"stands after the first {MAX_LINES} lines")
    rows = feature_rows(blocks)
    judged = judge(blocks, rows, document.page.title_hint, model or load())
    kept = _kept(blocks, rows, judged)
    body_start = _body_start(rows, kept)
    headline, header = _headline(blocks, rows, judged)
    if header is not None and sum(kept) == kept[header]:
        headline = header = None  # the only line of the body is not a headline
    _take_captions(document, rows, header)
    if header is not None and headline is not None:
        _take_title(document, headline_text(blocks, headline, header), {headline, header})
        _take_header(document, rows, kept, header, body_start)
    for block, row, keep in zip(blocks, rows, kept, strict=True):
        if not keep and not row["rule"]:
            block.remove(STAGE, *_removal_of(block, row))


def _headline(blocks: Sequence[Block], rows: Sequence[FeatureRow], judged: Judgement) -> tuple[int | None, int | None]:
    """Return the indexes of the headline and of its last copy; a caption that repeats the headline is neither."""
    if judged.headline is None or judged.headline_chance < MIN_HEADLINE_CHANCE:
        return None, None
    captions = set(find_captions(blocks, rows, None))
    places = [index for index in headline_candidates(rows) if index not in captions]
    copy = last_copy([block.text for block in blocks], places, judged.headline)
    return (copy if judged.headline in captions else judged.headline), copy


def _body_start(rows: Sequence[FeatureRow], kept: Sequence[bool]) -> int:
    """Return the index of the first kept prose in the stretch with most of it; a single line far above is skipped."""
    judged = [{**row, "prose": row["prose"] if keep else 0.0} for row, keep in zip(rows, kept, strict=True)]
    start, end = core(judged)
    return next((i for i in range(start, end) if kept[i]), len(rows))


def _kept(blocks: Sequence[Block], rows: Sequence[FeatureRow], judged: Judgement) -> list[bool]:
    """Return for each line if it is body; without any, prose, else sentences, else all lines without a rule count."""
    kept = [chance >= THRESHOLD and not row["rule"] for chance, row in zip(judged.body, rows, strict=True)]
    kept = [keep and not _is_stray_teaser(rows, index, judged) for index, keep in enumerate(kept)]
    _close_gaps(kept, blocks, rows, judged)
    _keep_lists_whole(kept, rows)
    for name in ("prose", "sentence"):
        if not any(kept):
            kept = [bool(row[name]) and not row["rule"] and not row["teaser"] for row in rows]
    return kept if any(kept) else [not row["rule"] for row in rows]


def _is_stray_teaser(rows: Sequence[FeatureRow], index: int, judged: Judgement) -> bool:
    """Return True if the line breaks off shortly after a line with a rule, as a teaser under "Read more" does."""
    row, before = rows[index], rows[max(0, index - 2) : index]
    breaks_off = row["cut_off"] and row["words"] >= MIN_TEASER_WORDS and any(near["rule"] for near in before)
    return bool(breaks_off and judged.body[index] < SURE)


def _close_gaps(kept: list[bool], blocks: Sequence[Block], rows: Sequence[FeatureRow], judged: Judgement) -> None:
    """Keep lines that belong to kept lines next to them; lines with a rule, such as an advertisement, do not count.

    These are a sentence after a sentence or right under the headline, prose that leads up to prose, a line such as
    "Background:" before a list, and "Source: the council" where "Details: ..." is kept.
    """
    lines = [index for index, row in enumerate(rows) if not row["rule"]]
    for before, index in pairwise(lines):
        under_headline = before == judged.copy and rows[index]["words"] >= MIN_DEK_WORDS
        follows = rows[index]["sentence"] and (under_headline or (kept[before] and rows[before]["sentence"]))
        goes_on = judged.body[index] >= GOES_ON_THRESHOLD or names_contributors(blocks[index].text)
        kept[index] = kept[index] or bool(follows and goes_on)
    for after, index in pairwise(reversed(lines)):
        leads_up = kept[after] and rows[index]["prose"] and rows[after]["prose"]
        kept[index] = kept[index] or bool(leads_up and judged.body[index] >= LEADS_UP_THRESHOLD)
    for before, index, after in zip(lines, lines[1:], lines[2:], strict=False):
        company = rows[before]["labelled"] or rows[after]["labelled"]
        belongs = rows[index]["colon"] or (rows[index]["labelled"] and company)
        kept[index] = kept[index] or bool(belongs and kept[before] and kept[after])


def _keep_lists_whole(kept: list[bool], rows: Sequence[FeatureRow]) -> None:
    """Keep all items of a list if at least half of them are kept."""
    for is_list, run in groupby(range(len(rows)), key=lambda index: bool(rows[index]["list_item"])):
        items = [index for index in run if not rows[index]["rule"]]
        if is_list and 2 * sum(kept[index] for index in items) >= len(items):
            for index in items:
                kept[index] = True


def _take_title(document: Document, title: str, copies: set[int]) -> None:
    """Note the title, and mark every line that repeats it, also with the site's name appended."""
    document.metadata.title = title
    wanted = normalise(title)
    for index, block in enumerate(document.blocks):
        if index in copies or wanted in (normalise(block.text), normalise(without_site(block.text))):
            block.remove(STAGE, "title", "the headline, kept as the title")


def _take_header(
    document: Document, rows: Sequence[FeatureRow], kept: Sequence[bool], title: int, body_start: int
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


def _take_captions(document: Document, rows: Sequence[FeatureRow], title: int | None) -> None:
    for index in find_captions(document.blocks, rows, title):
        block = document.blocks[index]
        block.type = "caption"
        block.remove(STAGE, "caption", "the caption of a picture, kept with the images")
        match = find_rule(block.text)
        document.metadata.images.append(Image(url=None, caption=block.text, credit=match.name if match else None))


def _removal_of(block: Block, row: FeatureRow) -> tuple[LineRule, str]:
    """Return the rule and the reason for a line that is not body."""
    if is_doubled(block.text):
        return "banner", "the same words twice in one line"
    if row["teaser"]:
        return "teaser", "stands in a list under a heading that announces other articles"
    if row["words"] <= 3:
        return "navigation", "a label outside the running text"
    return "outside", "length, punctuation, place and neighbours are those of lines outside the article"
