"""Features of a block's text: numbers and signs of its words, phrase packs, overlaps with the page's fields."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.characters import SAMPLE, count
from cleaners.document import Block
from cleaners.learning.vocabulary import Vocabulary
from cleaners.metadata import Metadata
from cleaners.rules import find_rule
from cleaners.text.normalize import is_cut_off, is_quoted
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import UNSPACED_RUN

MAX_RULE_CHARACTERS = 120  # the phrase packs hardly ever know a longer line
FREQUENT = 30  # words: the most frequent ones of the body stand in for the language's function words
RULE_KINDS = {
    "advertisement": "rule_advertisement", "read-also": "rule_related", "related-list": "rule_related",
    "newsletter": "rule_service", "follow-us": "rule_service", "support-us": "rule_service", "share": "rule_service",
    "comments": "rule_service", "cookie-notice": "rule_service", "paywall": "rule_service",
    "author-box": "rule_author", "copyright": "rule_author", "photo-credit": "rule_author",
    "syndication": "rule_author", "navigation": "rule_navigation",
}  # fmt: skip
TEXT_NAMES = (
    "log_words", "log_chars", "word_chars", "sentence", "inner_ends", "commas", "colon", "question", "cut_off",
    "quoted", "lower_start", "title_case", "upper_share", "digit_share", "separated", "sign_start", "address",
)  # fmt: skip
NUMBER_NAMES = (
    "log_words", "log_chars", "word_chars", "inner_ends", "commas", "title_case", "upper_share", "digit_share",
)  # fmt: skip
SIGN_NAMES = ("sentence", "colon", "question", "cut_off", "quoted", "lower_start", "separated", "sign_start", "address")
RULE_NAMES = tuple(dict.fromkeys(RULE_KINDS.values()))
NO_WORDS: frozenset[str] = frozenset()

Floats = NDArray[np.float64]
Row = list[float]


def text_columns(blocks: Sequence[Block], menus: NDArray[np.bool_]) -> dict[str, Floats]:
    """Return features of the texts alone, by the names of TEXT_NAMES, and set the number of words of each block.

    `menus` marks the blocks of which only the numbers and the end of the sentence are needed.
    """
    texts = [block.text for block in blocks]
    counted = count(texts)
    for block, words in zip(blocks, counted.words.tolist(), strict=True):
        block.words = words
    words, size = np.maximum(1, counted.words), np.array([len(text) for text in texts])
    heads, sample = np.maximum(1, counted.heads), np.clip(size, 1, SAMPLE)
    numbers = [
        np.log1p(counted.words), np.log1p(size), size / words, np.log1p(counted.inner_ends), counted.commas / words,
        counted.capital_heads / heads, counted.capitals / sample, counted.digits / sample,
    ]  # fmt: skip
    signs = np.array(
        [_end_only(text) if menu else _signs(text) for menu, text in zip(menus.tolist(), texts, strict=True)], float
    ).reshape(len(texts), len(SIGN_NAMES))
    found = dict(zip(NUMBER_NAMES, numbers, strict=True)) | dict(zip(SIGN_NAMES, signs.T, strict=True))
    return {name: found[name] for name in TEXT_NAMES}


def _end_only(text: str) -> tuple[bool, ...]:
    """Return the first of SIGN_NAMES, and False for all others."""
    return (ends_sentence(text), *[False] * (len(SIGN_NAMES) - 1))


def _signs(text: str) -> tuple[bool, ...]:
    """Return the signs of a text, in the order of SIGN_NAMES."""
    head = text[:1]
    return (
        ends_sentence(text),
        text.endswith((":", "：")),
        text.endswith(("?", "？", "؟")),
        is_cut_off(text),
        is_quoted(text),
        head.islower(),
        " | " in text or " · " in text or " • " in text or " / " in text,
        not (head.isalnum() or head.isspace()),
        "http" in text or "www." in text or "@" in text or ".com" in text,
    )


def rule_row(block: Block) -> Row:
    """Return 1.0 for the kind of line that the phrase packs recognise, in the order of RULE_NAMES."""
    match = find_rule(block.text) if len(block.text) <= MAX_RULE_CHARACTERS else None
    name = RULE_KINDS.get(match.rule.kind) if match else None
    return [float(name == known) for known in RULE_NAMES]


def field_overlaps(split: Sequence[frozenset[str]], metadata: Metadata) -> dict[str, list[float]]:
    """Return the share of each block's words that a field of the page has, and the share of the field in the block."""
    fields = {
        "title": metadata.title or "",
        "summary": " ".join({metadata.subtitle or "", metadata.description or ""}),
        "authors": " ".join(author.name for author in metadata.authors),
        "frame": " ".join([metadata.site_name or "", metadata.section or "", *metadata.tags]),
    }
    columns: dict[str, list[float]] = {}
    for name, text in fields.items():
        sought = word_set(text)
        common = [len(words & sought) for words in split]
        columns[f"in_{name}"] = [n / max(1, len(words)) for n, words in zip(common, split, strict=True)]
        columns[f"of_{name}"] = [n / max(1, len(sought)) for n in common]
    return columns


def familiarity(split: Sequence[frozenset[str]], kept: Sequence[bool]) -> list[float]:
    """Return the share of each block's rarer words that other blocks of the presumed body use, 0 to 1."""
    body = Vocabulary(compress(split, kept), FREQUENT)
    return [body.familiarity(words, is_inside=inside) for words, inside in zip(split, kept, strict=True)]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text without case and the punctuation around them.

    They are the words that `count_words` counts, and not tokens, because the models were fitted to them. In scripts
    without spaces they are pairs of neighbouring characters.
    """
    text = text.casefold()
    if text.isascii():
        return _stripped(text)
    pairs = [run[i : i + 2] for run in UNSPACED_RUN.findall(text) for i in range(len(run) - 1)]
    return _stripped(UNSPACED_RUN.sub(" ", text)).union(pairs) if pairs else _stripped(text)


def _stripped(text: str) -> frozenset[str]:
    return frozenset(
        filter(None, (word.strip(".,;:!?\"'()«»„“”’‘…-–—|。、，！？：；「」『』（）《》〈〉") for word in text.split()))
    )
