"""Rescue questions and answers below the text, which the models take for a help page.

A guide often ends with questions of its readers in a part with its own markup. A single question may be a poll or the
heading of a box, and short answers are the choices of a poll, so only several questions with long answers count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners.document import Block
from cleaners.rescue.lost import is_lost, mean_probability
from cleaners.text.sentences import ends_question

MIN_PROSE_BEFORE = 30  # words of kept paragraphs above; without them the questions may be the whole page
MAX_QUESTION_WORDS = 25
MIN_ANSWER_WORDS = 8  # of the paragraph right below a question
MAX_LINK_SHARE = 0.3
MIN_QUESTIONS = 2
# Least mean probability of a part. Out of fold, such parts are article on 4 sites, debatable on 1 and never clutter;
# parts with less are service pages of shops.
MIN_PROBABILITY = 0.05


def rescue_questions(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of lost parts that consist of questions and answers, with the heading above each part.

    Also return lost questions right above kept answers if there are several.
    """
    found: list[Block] = []
    for part in _parts(blocks):
        questions = sum(map(_is_question, part))
        if questions >= MIN_QUESTIONS and mean_probability(part) >= MIN_PROBABILITY:
            found += [*_heading_above(blocks, part[0]), *part]
    asked = [above for above, below in pairwise(blocks) if below.removal is None and _is_asked_above(above, below)]
    if len(asked) >= MIN_QUESTIONS and mean_probability(asked) >= MIN_PROBABILITY:
        found += asked
    return found


def _is_asked_above(question: Block, answer: Block) -> bool:
    """Return True for a lost question right above a paragraph."""
    is_answer = answer.type != "heading" and answer.words >= MIN_ANSWER_WORDS and not _is_question(answer)
    return is_answer and is_lost(question) and _is_question(question)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the runs of lost questions and answers below the first paragraphs."""
    words, part = 0, list[Block]()
    for block in blocks:
        if words >= MIN_PROSE_BEFORE and (_begins_answer(blocks, block) or (part and _is_answer(block))):
            part.append(block)
            continue
        if part:
            yield part
            part = []
        if block.removal is None and block.type != "heading" and block.words >= MIN_ANSWER_WORDS:
            words += block.words
    if part:
        yield part


def _is_question(block: Block) -> bool:
    if block.words > MAX_QUESTION_WORDS or not ends_question(block.text):
        return False
    return block.link_share <= MAX_LINK_SHARE or _opens_answer(block)


def _opens_answer(block: Block) -> bool:
    """Return True if the links of a question lead to no other page, so that they may open the answer."""
    return not any((link.get("href") or "").partition("#")[0].strip() for link in block.links)


def _begins_answer(blocks: Sequence[Block], block: Block) -> bool:
    """Return True for a lost question with a lost paragraph right below it."""
    if not is_lost(block) or not _is_question(block) or block.position + 1 == len(blocks):
        return False
    below = blocks[block.position + 1]
    return below.words >= MIN_ANSWER_WORDS and not _is_question(below) and _is_answer(below)


def _is_answer(block: Block) -> bool:
    """Return True for a lost line that may be part of an answer, even if it is hidden until readers click."""
    is_text = block.type == "list_item" or (block.type != "heading" and block.words >= MIN_ANSWER_WORDS)
    is_unlinked = block.link_share <= MAX_LINK_SHARE
    return is_text and is_unlinked and is_lost(block, may_be_hidden=True) and not _is_question(block)


def _heading_above(blocks: Sequence[Block], first: Block) -> list[Block]:
    above = blocks[max(0, first.position - 1) : first.position]
    return [block for block in above if block.type == "heading" and block.level != 1 and is_lost(block)]
