"""What is known of each line of a plain-text page: numbers that a decision over lines can weigh."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from cleaners.document import Block
from cleaners.lines import is_cut_off, is_quoted, normalise
from cleaners.rules import find_rule
from cleaners.scripts import count_words, ends_sentence
from cleaners.teasers import teaser_run

PROSE_WORDS = 12  # a line of so many words that ends as a sentence does is prose
LINE_COST = 9.0  # words of prose that outweigh a line that is none, when the core is sought
FREQUENT = 25  # the most frequent words of the prose stand for the language's function words
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
DECAYS = (0.5, 0.8, 0.93)  # weight of a line by its distance in lines

Evidence = dict[str, float]

_YEAR_OR_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./]\d{1,2}\b|年|ago$")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w|\.(?:com|org|net)\b")
_SEPARATED = re.compile(r" [|•·/»›>] ")
_INNER_END = re.compile(r"[.!?।]['\"”’)]? \S|[。！？]\S")
# Passed on from each neighbour.
_SHARED = ("log_words", "prose", "sentence", "short", "rule", "date", "familiar")


def line_evidence(blocks: Sequence[Block]) -> list[Evidence]:
    """The evidence of each block, by name; every value is about 0 to 1, or a logarithm."""
    rows = [_of_line(block) for block in blocks]
    keys = [normalise(block.text) for block in blocks]
    _add_repetition(rows, keys)
    _add_rules(rows, blocks)
    _add_vocabulary(rows, keys)
    _add_position(rows)
    _add_density(rows)
    _add_neighbours(rows)
    return rows


def _of_line(block: Block) -> Evidence:
    text = block.text
    words, letters = text.split(), max(len(text), 1)
    count = count_words(text)
    sentence = ends_sentence(text.rstrip("“‟")) and not is_cut_off(text)  # German and others close quotations with “
    return {
        "words": float(count),
        "log_words": math.log1p(count),
        "short": float(count <= 3),
        "long": float(count >= 25),
        "sentence": float(sentence),
        "prose": float(sentence and count >= PROSE_WORDS),
        "colon": float(text.endswith((":", "："))),
        "question": float(text.endswith(("?", "？"))),
        "cut_off": float(is_cut_off(text)),
        "inner_end": float(bool(_INNER_END.search(text))),
        "upper_start": float(text[:1].isupper()),
        "lower_start": float(text[:1].islower()),
        "digit_start": float(text[:1].isdigit()),
        "title_case": sum(word[:1].isupper() for word in words) / max(len(words), 1),
        "upper_share": sum(map(str.isupper, text)) / letters,
        "digit_share": sum(map(str.isdigit, text)) / letters,
        "commas": min(text.count(",") / max(len(words), 1), 0.3),
        "separated": float(bool(_SEPARATED.search(text))),
        "address": float(bool(_ADDRESS.search(text))),
        "date": float(count <= 14 and bool(_YEAR_OR_TIME.search(text))),
        "quoted": float(is_quoted(text)),
        "list_item": float(block.type == "list_item"),
        "indent": math.log1p(block.evidence.get("indent", 0)),
    }


def _add_repetition(rows: list[Evidence], keys: list[str]) -> None:
    counts = Counter(keys)
    seen: set[str] = set()
    for index, (row, key) in enumerate(zip(rows, keys, strict=True)):
        row["repeated"] = float(counts[key] > 1)
        row["repeats"] = float(key in seen)
        row["in_title_line"] = float(index > 0 and len(key) > 8 and keys[0].startswith(key))
        seen.add(key)


def _add_rules(rows: list[Evidence], blocks: Sequence[Block]) -> None:
    """Which lines the phrase packs know, and which stand in a list under a known heading."""
    teasers_end = 0
    for index, (row, block) in enumerate(zip(rows, blocks, strict=True)):
        match = find_rule(block.text)
        row["rule"] = float(match is not None)
        row["teaser"] = float(index < teasers_end)
        if match and match.rule.match == "list_heading":
            teasers_end = max(teasers_end, teaser_run(blocks, index + 1))


def _add_vocabulary(rows: list[Evidence], keys: list[str]) -> None:
    """How much of a line's words the other prose of the page uses, and how many are its most frequent ones."""
    uses = Counter(word for row, key in zip(rows, keys, strict=True) if row["prose"] for word in set(key.split()))
    frequent = {word for word, _ in uses.most_common(FREQUENT)}
    for row, key in zip(rows, keys, strict=True):
        words = set(key.split())
        own = int(row["prose"])
        known = [word for word in words if uses[word] > own]
        row["familiar"] = len([word for word in known if word not in frequent]) / max(len(words - frequent), 1)
        row["function_words"] = len(words & frequent) / max(len(words), 1)


def _add_position(rows: list[Evidence]) -> None:
    """Place on the page, and relative to the core: the stretch with the most prose for the fewest other lines."""
    start, end = core(rows)
    last = max(len(rows) - 1, 1)
    for index, row in enumerate(rows):
        row["position"] = index / last
        row["in_core"] = float(start <= index < end)
        row["before_core"] = math.log1p(max(start - index, 0))
        row["after_core"] = math.log1p(max(index - end + 1, 0))
        row["from_core_start"] = math.log1p(max(index - start, 0))
        row["to_core_end"] = math.log1p(max(end - 1 - index, 0))


def core(rows: Sequence[Evidence]) -> tuple[int, int]:
    """Start and end of the stretch of lines with the greatest sum of prose words less a cost for each other line."""
    best, span, total, start = 0.0, (0, len(rows)), 0.0, 0
    for index, row in enumerate(rows):
        if total <= 0:
            total, start = 0.0, index
        total += row["words"] if row["prose"] else -LINE_COST - 20 * row["rule"]
        if total > best:
            best, span = total, (start, index + 1)
    return span


def _add_density(rows: list[Evidence]) -> None:
    """Prose and other lines before and after each line, the nearer the weightier."""
    for decay in DECAYS:
        for side, ordered in (("before", rows), ("after", rows[::-1])):
            prose = other = rules = 0.0
            for row in ordered:
                row[f"prose_{side}_{decay}"] = math.log1p(prose)
                row[f"other_{side}_{decay}"] = other
                row[f"rules_{side}_{decay}"] = rules
                prose = decay * prose + row["words"] * row["prose"]
                other = decay * other + (1 - decay) * (1 - row["sentence"])
                rules = decay * rules + (1 - decay) * row["rule"]


def _add_neighbours(rows: list[Evidence]) -> None:
    for index, row in enumerate(rows):
        for offset in NEIGHBOURS:
            near = rows[index + offset] if 0 <= index + offset < len(rows) else None
            for name in _SHARED:
                row[f"{name}_{offset:+d}"] = near[name] if near else 0.0
