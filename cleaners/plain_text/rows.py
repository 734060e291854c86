"""The features of each line of a plain-text page: from its own text, and from the other lines of the page.

The line model was fitted to these names. Two terms recur: prose is a sentence of at least PROSE_WORDS words, and the
core is the stretch of lines with the most prose for the fewest other lines.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from cleaners.body.features.clutter_words import ClutterWords
from cleaners.body.features.page_words import page_words
from cleaners.document import Block, Layout
from cleaners.learning.numbers import signed_log
from cleaners.learning.vocabulary import Vocabulary
from cleaners.rules import find_rule
from cleaners.rules.teasers import find_teasers_end
from cleaners.text.normalize import is_cut_off, is_quoted, normalise
from cleaners.text.sentences import ends_sentence

PROSE_WORDS = 12  # a line of at least this many words that ends like a sentence is prose
LINE_COST = 9.0  # words of prose that outweigh one line without prose inside the core
WIDE_LINE_COST = 3.0  # LINE_COST of the wide core, which may have longer lists and tables inside
MAX_CHARS = 600  # characters at the start of a line that are searched for patterns
LEAD_LINES = 6  # lines of prose at the start of the wide core, which say what the article is about
SHORT_WORD = 3  # letters; words up to this length say nothing about the topic
FREQUENT = 25  # how many of the most frequent words of the prose count as function words of its language
DATE_WORDS = 14  # a line with more words is not a date line
CREDIT_CHARS = 80  # characters at the end of a line that are searched for a picture's credit
RULE_KINDS = ("comments", "related-list", "newsletter", "author-box", "copyright", "share", "photo-credit")

FeatureRow = dict[str, float]  # the features of one line, by name

_NO_LAYOUT = Layout(line=0, last_line=0, indent=0, columns=0)  # for blocks that do not come from a plain text

_YEAR_OR_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./]\d{1,2}\b|年|ago$")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w|\.(?:com|org|net)\b")
_SEPARATOR = re.compile(r" [|•·/»›>] ")
_INNER_END = re.compile(r"[.!?।]['\"”’)]? \S|[。！？]\S")
_BYLINE = re.compile(
    r"(?:written |reported )?(?:by|von|par|por|di|da|door|av|af|autor\w*|auteurs?|author|reporter|text[eo]?|przez|"
    r"автор|yazan|oleh|โดย)\b:? \S",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\W\d_]{3,15}(?: [^\W\d_]{2,15})?: \S")
_RUN_TOGETHER = re.compile(r"[^\W\d_][a-z)][A-Z][a-z]")
# Words that many languages share, in captions and in lines about the site rather than the story.
_CREDIT = re.compile(
    r"©|\b(?:photos?|fotos?|getty|reuters|afp|epa|dpa|ap photo|images?|credit|bild|picture|screenshot|shutterstock|"
    r"unsplash|фото|archiv\w*|courtesy|file|source|quelle|fuente)\b|사진|写真|撮影|图|图片",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"©|\b(?:newsletters?|subscri\w+|abonn\w+|sign ?up|log ?in|cookies?|privacy|datenschutz\w*|copyright|click|"
    r"podcasts?|e-?mails?|whats ?app|telegram|instagram|facebook|twitter|linkedin|youtube|comments?|kommentare?|"
    r"premium|online|webinar|contact us|our team|free|follow|read more)\b",
    re.IGNORECASE,
)
_CLAUSE_END = (",", ";", "–", "—", "，", "、", "；")


def feature_rows(blocks: Sequence[Block], words: ClutterWords) -> list[FeatureRow]:
    """Return the features of each block, by name. A value is a share or flag from 0 to 1, a count or a logarithm.

    `words` are the words of clutter, which score each block.
    """
    keys = [normalise(block.text) for block in blocks]
    rows = [_text_features(block) for block in blocks]
    _add_repetition(rows, keys)
    _add_likeness(rows, keys)
    _add_rules(rows, blocks)
    _add_vocabulary(rows, keys)
    _add_layout(rows, blocks)
    _add_position(rows)
    _add_echo(rows, keys)
    _add_lead(rows, keys)
    _add_clutter_score(rows, blocks, words)
    return rows


def _text_features(block: Block) -> FeatureRow:
    """Return the features that need only the line itself."""
    return {**_length_features(block), **_character_features(block.text), **_pattern_features(block)}


def _length_features(block: Block) -> FeatureRow:
    text, count = block.text, block.words
    cut_off = is_cut_off(text)
    sentence = ends_sentence(text.rstrip("“‟")) and not cut_off  # German and others close quotations with “
    return {
        "words": float(count),
        "log_words": math.log1p(count),
        "short": float(count <= 3),
        "long": float(count >= 25),
        "sentence": float(sentence),
        "prose": float(sentence and count >= PROSE_WORDS),
        "cut_off": float(cut_off),
        "byline": float(count <= 12 and not sentence and bool(_BYLINE.match(text))),
        "date": float(count <= DATE_WORDS and bool(_YEAR_OR_TIME.search(text))),
        "service": float(len(_SERVICE.findall(text[:MAX_CHARS]))) / max(math.sqrt(count), 1.0),
    }


def _character_features(text: str) -> FeatureRow:
    # The line model was fitted to the words that `split` gives here, and to those that `normalise` gives below.
    words, characters = text.split(), max(len(text), 1)
    return {
        "word_length": characters / max(len(words), 1),
        "upper_start": float(text[:1].isupper()),
        "lower_start": float(text[:1].islower()),
        "digit_start": float(text[:1].isdigit()),
        "title_case": sum(word[:1].isupper() for word in words) / max(len(words), 1),
        "upper_share": sum(map(str.isupper, text)) / characters,
        "digit_share": sum(map(str.isdigit, text)) / characters,
        "commas": min(text.count(",") / max(len(words), 1), 0.3),
        "colon": float(text.endswith((":", "："))),
        "clause_end": float(text.endswith(_CLAUSE_END)),
        "question": float(text.endswith(("?", "？"))),
        "bracketed": float(text.endswith((")", "]", "）"))),
    }


def _pattern_features(block: Block) -> FeatureRow:
    text, beginning = block.text, block.text[:MAX_CHARS]
    return {
        "labelled": float(bool(_LABELLED.match(text))),
        "inner_ends": math.log1p(len(_INNER_END.findall(beginning))),
        "separated": float(len(_SEPARATOR.findall(beginning))),
        "run_together": float(len(_RUN_TOGETHER.findall(beginning))),
        "address": float(bool(_ADDRESS.search(beginning))),
        "quoted": float(is_quoted(text)),
        "list_item": float(block.type == "list_item"),
        "credit": float(bool(_CREDIT.search(text[-CREDIT_CHARS:]))),
    }


def _add_repetition(rows: list[FeatureRow], keys: list[str]) -> None:
    """Add how often the page has each line, and whether an earlier line, or the beginning of the first, equals it."""
    counts = Counter(keys)
    seen: set[str] = set()
    for index, (row, key) in enumerate(zip(rows, keys, strict=True)):
        row["repeated"] = float(counts[key] > 1)
        row["times"] = math.log(counts[key])
        row["repeats"] = float(key in seen)
        row["in_title_line"] = float(index > 0 and len(key) > 8 and keys[0].startswith(key))
        seen.add(key)


def _add_likeness(rows: list[FeatureRow], keys: list[str]) -> None:
    """Add the likeness of each line to the first: some pages begin with their title, and the headline resembles it.

    The first line gets the greatest likeness that any other line has to it.
    """
    first = set(keys[0].split()) if keys else set()
    for row, key in zip(rows, keys, strict=True):
        words = set(key.split())
        row["like_first"] = len(words & first) / max(len(words | first), 1)
        row["of_first"] = len(words & first) / max(len(words), 1)
    best = max((row["like_first"] for row in rows[1:]), default=0.0)
    for row in rows[:1]:
        row["like_first"], row["of_first"] = best, 0.0


def _add_rules(rows: list[FeatureRow], blocks: Sequence[Block]) -> None:
    """Add the kind of the rule that matches each line, and whether the line is in a list under a heading of clutter."""
    teasers_end = 0
    for index, (row, block) in enumerate(zip(rows, blocks, strict=True)):
        match = find_rule(block.text)
        row["rule"] = float(match is not None)
        row["teaser"] = float(index < teasers_end)
        for kind in RULE_KINDS:
            row[kind] = float(match is not None and match.rule.kind == kind)
        if match and match.rule.match == "list_heading":
            teasers_end = max(teasers_end, find_teasers_end(blocks, index + 1))


def _add_vocabulary(rows: list[FeatureRow], keys: list[str]) -> None:
    """Add the share of each line's rarer words that other prose of the page uses, and its share of function words."""
    line_words = [set(key.split()) for key in keys]
    prose = Vocabulary((words for row, words in zip(rows, line_words, strict=True) if row["prose"]), FREQUENT)
    for row, words in zip(rows, line_words, strict=True):
        row["familiar"] = prose.familiarity(words, is_inside=bool(row["prose"]))
        row["function_words"] = prose.function_share(words)


def _add_echo(rows: list[FeatureRow], keys: list[str]) -> None:
    """Add the shares of three-word runs that other lines and that earlier lines have, as in captions and teasers."""
    line_runs = [{*zip(words, words[1:], words[2:], strict=False)} for words in map(str.split, keys)]
    counts = Counter(run for runs in line_runs for run in runs)
    seen: set[tuple[str, str, str]] = set()
    for row, runs in zip(rows, line_runs, strict=True):
        row["echo"] = sum(counts[run] > 1 for run in runs) / max(len(runs), 1)
        row["echo_before"] = len(runs & seen) / max(len(runs), 1)
        seen |= runs


def _add_lead(rows: list[FeatureRow], keys: list[str]) -> None:
    """Add the share of each line's words that other lines at the start of the article's prose use."""
    lead = [index for index, row in enumerate(rows) if row["in_wide_core"] and row["prose"]][:LEAD_LINES]
    topic_words = [{word for word in keys[i].split() if len(word) > SHORT_WORD or not word.isascii()} for i in lead]
    uses = Counter(word for words in topic_words for word in words)
    for index, (row, key) in enumerate(zip(rows, keys, strict=True)):
        words, own_uses = set(key.split()), int(index in lead)
        row["lead"] = sum(uses[word] > own_uses for word in words) / max(len(words), 1)


def _add_clutter_score(rows: list[FeatureRow], blocks: Sequence[Block], words: ClutterWords) -> None:
    """Add the clutter score of each line, and the share of its words that have a weight."""
    scores, known = words.columns(page_words([block.text[:MAX_CHARS] for block in blocks]))
    for row, score, share in zip(rows, scores.tolist(), known.tolist(), strict=True):
        row["clutter"], row["clutter_known"] = score, share


def _add_layout(rows: list[FeatureRow], blocks: Sequence[Block]) -> None:
    """Add the distance from the line above, and the indentation compared with that of most of the prose."""
    layouts = [block.layout or _NO_LAYOUT for block in blocks]
    prose_words: Counter[int] = Counter()  # by indentation
    for row, layout in zip(rows, layouts, strict=True):
        prose_words[layout.indent] += int(row["words"] * row["prose"])
    prose_indent = max(prose_words, key=lambda indent: prose_words[indent], default=0)
    total = max(sum(prose_words.values()), 1)
    end = 0  # number of the last line of the block above
    for row, layout in zip(rows, layouts, strict=True):
        row["indent"] = math.log1p(layout.indent)
        row["indent_off"] = float(max(-12, min(12, layout.indent - prose_indent)))
        row["indent_share"] = prose_words[layout.indent] / total
        row["columns"] = float(layout.columns)
        row["gap"] = float(min(layout.line - end, 6))
        end = layout.last_line


def _add_position(rows: list[FeatureRow]) -> None:
    """Add the place of each line on the page, and relative to the core."""
    start, end = core(rows)
    wide_start, wide_end = core(rows, WIDE_LINE_COST)
    last = max(len(rows) - 1, 1)
    for index, row in enumerate(rows):
        row["position"] = index / last
        row["in_core"] = float(start <= index < end)
        row["in_wide_core"] = float(wide_start <= index < wide_end)
    place = np.arange(len(rows), dtype=float)
    for name, distances in (("from_core_start", place - start), ("from_core_end", place - end + 1)):
        for row, value in zip(rows, signed_log(distances).tolist(), strict=True):
            row[name] = value


def core(rows: Sequence[FeatureRow], line_cost: float = LINE_COST) -> tuple[int, int]:
    """Return start and end of the lines with the greatest sum of prose words less `line_cost` for each other line.

    A line that a phrase-pack rule matches costs 20 words more. A page without prose is all core.
    """
    greatest, span, total, start = 0.0, (0, len(rows)), 0.0, 0
    for index, row in enumerate(rows):
        if total <= 0:
            total, start = 0.0, index
        total += row["words"] if row["prose"] else -line_cost - 20 * row["rule"]
        if total > greatest:
            greatest, span = total, (start, index + 1)
    return span
