"""Stage: decide for each line of a plain-text page whether it is body, a header field such as the title, or neither.

The line model gives each line a probability of being body. Rules then correct single lines by their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from cleaners.body.features import clutter_words
from cleaners.body.features.clutter_words import ClutterWords
from cleaners.body.repeats import mark_second_copies
from cleaners.document import Block, Document
from cleaners.metadata import Author, Image
from cleaners.plain_text.header_fields import (
    find_bylines,
    find_captions,
    find_date,
    find_section,
    headline_text,
    names_contributors,
    names_headline,
    without_site,
)
from cleaners.plain_text.model import (
    MIN_HEADLINE_PROBABILITY,
    Judgement,
    LineModel,
    headline_candidates,
    judge,
    last_copy,
    load,
)
from cleaners.plain_text.rows import FeatureRow, core, feature_rows
from cleaners.plain_text.threads import find_thread
from cleaners.removal import LineRule, RemovingStage
from cleaners.rules import find_rule
from cleaners.text.normalize import is_doubled, normalise

STAGE: RemovingStage = "text_content"
# A line is kept if its probability of being body reaches the threshold for lines of its kind. Cross-validation over
# sites chose the thresholds.
THRESHOLD = 0.5  # any line
CONTINUING_THRESHOLD = 0.25  # a sentence right after body
PRECEDING_THRESHOLD = 0.2  # prose right before body
CUT_OFF_THRESHOLD = 0.8  # a line that breaks off below clutter; of 109 such lines, 15 were body
MIN_DEK_WORDS = 8  # a sentence right under the headline with at least this many words may be its dek
MIN_TEASER_WORDS = 12  # a line that breaks off must have at least this many words to be a teaser
MAX_LINES = 10_000  # more than any article has; the model takes about a third of a millisecond per line


def text_content(document: Document, model: LineModel | None = None, words: ClutterWords | None = None) -> None:
    """Fill the metadata from the lines that hold it, and mark every line that is not body.

    Lines that a phrase pack recognises are left to the stage `clutter`, which names the rule. `model` and `words`, the
    words of clutter, are by default those of the package.
    """
    blocks = document.blocks[:MAX_LINES]
    for block in document.blocks[MAX_LINES:]:
        block.remove(STAGE, "too_long", f"stands after the first {MAX_LINES} lines")
    rows = feature_rows(blocks, words or clutter_words.load())
    judgement = judge(blocks, rows, document.page.title_hint, model or load())
    kept = _kept_lines(blocks, rows, judgement)
    thread = find_thread(blocks, kept)
    for index in thread:
        kept[index] = False
    body_start = _body_start(rows, kept)
    headline, copy = _headline_and_copy(blocks, rows, judgement)
    if copy is not None and _is_whole_text(rows, kept, copy):
        headline = copy = None
    _extract_captions(document, rows, copy)
    if copy is not None and headline is not None:
        _extract_title(document, headline_text(blocks, headline, copy), {headline, copy})
        _extract_header_fields(document, rows, kept, copy, body_start)
        _remove_note_on_headline(document, kept)
    for index in thread:
        blocks[index].remove(STAGE, "comments", "it is in a thread of readers' comments")
    for block, row, keep in zip(blocks, rows, kept, strict=True):
        if not keep and not row["rule"]:
            block.remove(STAGE, *_rule_and_reason(block, row))
    mark_second_copies(document, STAGE)


def _is_whole_text(rows: Sequence[FeatureRow], kept: Sequence[bool], headline: int) -> bool:
    """Return True if a headline is the only kept line or sentence, so that it is the text of the page."""
    others = [row for index, (row, keep) in enumerate(zip(rows, kept, strict=True)) if keep and index != headline]
    is_only_sentence = kept[headline] and rows[headline]["sentence"] and not any(row["sentence"] for row in others)
    return bool(is_only_sentence or not others)


def _headline_and_copy(
    blocks: Sequence[Block], rows: Sequence[FeatureRow], judgement: Judgement
) -> tuple[int | None, int | None]:
    """Return the indexes of the headline and of its last copy, which may be the same line; (None, None) without one.

    A caption that repeats the headline counts as neither.
    """
    if judgement.headline is None or judgement.headline_probability < MIN_HEADLINE_PROBABILITY:
        return None, None
    captions = set(find_captions(blocks, rows, None))
    candidates = [index for index in headline_candidates(rows) if index not in captions]
    copy = last_copy([block.text for block in blocks], candidates, judgement.headline)
    return (copy if judgement.headline in captions else judgement.headline), copy


def _body_start(rows: Sequence[FeatureRow], kept: Sequence[bool]) -> int:
    """Return the index of the first kept line in the core, or the number of lines if there is none.

    The core of the kept lines leaves out a single kept line far above the article.
    """
    kept_rows = [{**row, "prose": row["prose"] if keep else 0.0} for row, keep in zip(rows, kept, strict=True)]
    start, end = core(kept_rows)
    return next((i for i in range(start, end) if kept[i]), len(rows))


def _kept_lines(blocks: Sequence[Block], rows: Sequence[FeatureRow], judgement: Judgement) -> list[bool]:
    """Return True for each line that is body.

    If the model and the rules keep no line, keep all prose; without prose, all sentences; and without sentences, all
    lines that no phrase-pack rule matches.
    """
    kept = [probability >= THRESHOLD and not row["rule"] for probability, row in zip(judgement.body, rows, strict=True)]
    kept = [keep and not _is_stray_teaser(rows, index, judgement) for index, keep in enumerate(kept)]
    _close_gaps(kept, blocks, rows, judgement)
    _keep_whole_lists(kept, rows)
    for name in ("prose", "sentence"):
        if not any(kept):
            kept = [bool(row[name]) and not row["rule"] and not row["teaser"] for row in rows]
    return kept if any(kept) else [not row["rule"] for row in rows]


def _is_stray_teaser(rows: Sequence[FeatureRow], index: int, judgement: Judgement) -> bool:
    """Return True if a line breaks off within two lines below one that a rule matches, such as "Read more"."""
    row, before = rows[index], rows[max(0, index - 2) : index]
    breaks_off = row["cut_off"] and row["words"] >= MIN_TEASER_WORDS and any(near["rule"] for near in before)
    return bool(breaks_off and judgement.body[index] < CUT_OFF_THRESHOLD)


def _close_gaps(kept: list[bool], blocks: Sequence[Block], rows: Sequence[FeatureRow], judgement: Judgement) -> None:
    """Keep lines that belong to the kept lines next to them.

    Skip lines between them that a phrase-pack rule matches, such as an advertisement.
    """
    lines = [index for index, row in enumerate(rows) if not row["rule"]]
    _keep_continuing_sentences(kept, lines, blocks, rows, judgement)
    _keep_preceding_prose(kept, lines, rows, judgement)
    _keep_inner_labels(kept, lines, rows)


def _keep_continuing_sentences(
    kept: list[bool], lines: Sequence[int], blocks: Sequence[Block], rows: Sequence[FeatureRow], judgement: Judgement
) -> None:
    """Keep a likely sentence right below a kept sentence or the headline."""
    for before, index in pairwise(lines):
        is_under_headline = before == judgement.copy and rows[index]["words"] >= MIN_DEK_WORDS
        follows = rows[index]["sentence"] and (is_under_headline or (kept[before] and rows[before]["sentence"]))
        is_likely = judgement.body[index] >= CONTINUING_THRESHOLD or names_contributors(blocks[index].text)
        kept[index] = kept[index] or bool(follows and is_likely)


def _keep_preceding_prose(
    kept: list[bool], lines: Sequence[int], rows: Sequence[FeatureRow], judgement: Judgement
) -> None:
    """Keep likely prose right above kept prose."""
    for after, index in pairwise(reversed(lines)):
        precedes = kept[after] and rows[index]["prose"] and rows[after]["prose"]
        kept[index] = kept[index] or bool(precedes and judgement.body[index] >= PRECEDING_THRESHOLD)


def _keep_inner_labels(kept: list[bool], lines: Sequence[int], rows: Sequence[FeatureRow]) -> None:
    """Keep a label between kept lines: "Background:" before a list, or "Source: the council" next to "Details: ..."."""
    for before, index, after in zip(lines, lines[1:], lines[2:], strict=False):
        is_next_to_label = rows[before]["labelled"] or rows[after]["labelled"]
        is_label = rows[index]["colon"] or (rows[index]["labelled"] and is_next_to_label)
        kept[index] = kept[index] or bool(is_label and kept[before] and kept[after])


def _keep_whole_lists(kept: list[bool], rows: Sequence[FeatureRow]) -> None:
    """Keep all items of a list if at least half of them are kept, or if a kept line with a colon announces it."""
    lines = [index for index, row in enumerate(rows) if not row["rule"]]
    before = -1  # the line above the list
    for is_list, run in groupby(lines, key=lambda index: bool(rows[index]["list_item"])):
        items = list(run)
        is_announced = before >= 0 and kept[before] and bool(rows[before]["colon"])
        if is_list and (is_announced or 2 * sum(kept[index] for index in items) >= len(items)):
            for index in items:
                kept[index] = True
        before = items[-1]


def _extract_title(document: Document, title: str, copies: set[int]) -> None:
    """Set the title, and mark every line that repeats it, also with the site's name at its end."""
    document.metadata.title = title
    normalised_title = normalise(title)
    for index, block in enumerate(document.blocks):
        if index in copies or normalised_title in (normalise(block.text), normalise(without_site(block.text))):
            block.remove(STAGE, "title", "the headline, kept as the title")


def _remove_note_on_headline(document: Document, kept: Sequence[bool]) -> None:
    """Mark the last kept line if it only says where an article with this headline appeared."""
    last = max((index for index, keep in enumerate(kept) if keep), default=0)
    if any(kept[:last]) and names_headline(document.blocks[last].text, document.metadata.title or ""):
        document.blocks[last].remove(STAGE, "title", "the headline again, in a note on where it appeared")


def _extract_header_fields(
    document: Document, rows: Sequence[FeatureRow], kept: Sequence[bool], title: int, body_start: int
) -> None:
    """Set date, section and authors from the lines around the title, and mark these lines."""
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


def _extract_captions(document: Document, rows: Sequence[FeatureRow], title: int | None) -> None:
    """Add the captions to the images of the metadata, and mark their lines."""
    for index in find_captions(document.blocks, rows, title):
        block = document.blocks[index]
        block.type = "caption"
        block.remove(STAGE, "caption", "the caption of a picture, kept with the images")
        match = find_rule(block.text)
        document.metadata.images.append(Image(url=None, caption=block.text, credit=match.name if match else None))


def _rule_and_reason(block: Block, row: FeatureRow) -> tuple[LineRule, str]:
    """Return the rule and the reason for removing a line that is not body."""
    if is_doubled(block.text):
        return "banner", "the same words twice in one line"
    if row["teaser"]:
        return "teaser", "stands in a list under a heading that announces other articles"
    if row["words"] <= 3:
        return "navigation", "a label outside the running text"
    return "outside", "length, punctuation, place and neighbours are those of lines outside the article"
