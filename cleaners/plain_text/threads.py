"""Find readers' comments below the article: entries with a name, a stamp (a date with a time of day) and a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest
from itertools import accumulate, pairwise
from operator import sub
from statistics import median

from cleaners.document import Block
from cleaners.groups.comment_signs import is_time_line
from cleaners.text.sentences import ends_sentence

MIN_WORDS_BEFORE = 60  # kept words above the first entry; with fewer, the entries may be the article: a live blog
MAX_AFTER = 0.3  # kept words after the last entry per kept word above the first; with more the article goes on
MIN_ENTRIES = 3
MAX_FORMS = 4  # forms of stamps that are tried, the most frequent first
MAX_ENTRY_LINES = 60  # lines from one stamp to the next
MIN_TEXT_WORDS = 4  # words of the longest line between two stamps
MIN_WITH_TEXT = 0.7  # share of the entries that have a text
MIN_DISTINCT = 0.6  # number of different stamps, as a share of all
# Share of the words in sentences that the line model may keep: it is surer of the entries of a live blog than of
# comments.
MAX_KEPT = 0.9
MAX_LABEL_WORDS = 5  # words of a name or heading above the first stamp
MAX_LABELS = 3
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b\d{1,2}[./-]\d{1,2}[./-]\d\d\b|\d\s?[月월]")
_TIME_OF_DAY = re.compile(
    r"(?<![\d.:/-])\d{1,2}[:.h]\d\d(?![\d./-]|\s?min)|\d\s?[ap]\.?m\b|\d\s?[時时시]", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")


def find_thread(blocks: Sequence[Block], kept: Sequence[bool]) -> range:
    """Return the indexes of the lines of a thread below the article, with its heading; an empty range without one.

    `kept` says which lines were taken for body.
    """
    words = [0, *accumulate(block.words if keep else 0 for block, keep in zip(blocks, kept, strict=True))]
    for stamps in nlargest(MAX_FORMS, (_below_text(places, words) for places in _stamps(blocks).values()), key=len):
        if not stamps or not _are_entries(blocks, stamps):
            continue
        thread = range(_first_label(blocks, stamps[0]), min(stamps[-1] + _usual_lines(stamps), len(blocks)))
        ends_text = words[-1] - words[thread.stop] <= MAX_AFTER * words[thread.start]
        if ends_text and _kept_share(blocks, kept, thread) < MAX_KEPT:
            return thread
    return range(0)


def _below_text(stamps: Sequence[int], words: Sequence[int]) -> Sequence[int]:
    """Return the stamps from the first that has the article above it and two more stamps close below it.

    `words` are the kept words above each line. Earlier stamps of this form may be the article's own. Farther down,
    stamps may be far apart, because replies have none.
    """
    for start in range(len(stamps) - MIN_ENTRIES + 1):
        first = stamps[start : start + MIN_ENTRIES]
        above, below = words[first[0]], words[first[1]] - words[first[0]]
        if above >= max(MIN_WORDS_BEFORE, below) and max(map(sub, first[1:], first)) <= MAX_ENTRY_LINES:
            return stamps[start:]
    return ()


def _stamps(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Return the indexes of the lines with a date and a time of day, by the form of these."""
    found = defaultdict(list)
    for index, block in enumerate(blocks):
        if is_time_line(block) and not ends_sentence(block.text) and (form := _form_of_stamp(block.text)):
            found[form].append(index)
    return found


def _form_of_stamp(text: str) -> str:
    """Return what is left of a date with a time of day without words and numbers; "" for any other text."""
    date, time = _DATE.search(text), _TIME_OF_DAY.search(text)
    if date is None or time is None:
        return ""
    stamp = text[min(date.start(), time.start()) : max(date.end(), time.end())]
    return _WORD.sub("a", _NUMBER.sub("0", stamp))


def _are_entries(blocks: Sequence[Block], stamps: Sequence[int]) -> bool:
    """Return True if there are enough stamps, most of them different, and texts between most of them."""
    longest = [max((block.words for block in blocks[a + 1 : b]), default=0) for a, b in pairwise(stamps)]
    with_text = sum(words >= MIN_TEXT_WORDS for words in longest)
    distinct = len({blocks[index].text for index in stamps})
    return (
        len(stamps) >= MIN_ENTRIES
        and with_text >= MIN_WITH_TEXT * len(longest)
        and distinct >= MIN_DISTINCT * len(stamps)
    )


def _usual_lines(stamps: Sequence[int]) -> int:
    """Return the number of lines that an entry usually has."""
    return max(2, round(median(after - before for before, after in pairwise(stamps))))


def _first_label(blocks: Sequence[Block], stamp: int) -> int:
    """Return the index of the first of the short lines right above a stamp, such as a name and a heading."""
    start = stamp
    while start > max(0, stamp - MAX_LABELS) and _is_label(blocks[start - 1]):
        start -= 1
    return start


def _is_label(block: Block) -> bool:
    return block.words <= MAX_LABEL_WORDS and not ends_sentence(block.text)


def _kept_share(blocks: Sequence[Block], kept: Sequence[bool], lines: range) -> float:
    """Return the share of the words in sentences that are kept."""
    sentences = [index for index in lines if ends_sentence(blocks[index].text)]
    words = sum(blocks[index].words for index in sentences)
    return sum(blocks[index].words for index in sentences if kept[index]) / max(words, 1)
