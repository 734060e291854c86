"""Features of a block's text: its words and characters, phrase-pack rules, and overlaps with the page's fields."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.body.features.characters import SAMPLE, count_characters
from cleaners.body.features.page_words import PageWords, word_set
from cleaners.document import Block
from cleaners.metadata import Metadata
from cleaners.rules import find_rule
from cleaners.text.normalize import ELLIPSES, OPENING_QUOTES, is_cut_off, is_quoted
from cleaners.text.sentences import CLOSING, ENDS, ends_sentence

MAX_RULE_CHARACTERS = 120  # phrase packs are not applied to longer lines, which they hardly ever match
# Feature for each kind of phrase-pack rule.
RULE_KINDS = {
    "advertisement": "rule_advertisement", "read-also": "rule_related", "related-list": "rule_related",
    "newsletter": "rule_service", "follow-us": "rule_service", "support-us": "rule_service", "share": "rule_service",
    "comments": "rule_service", "cookie-notice": "rule_service", "paywall": "rule_service",
    "author-box": "rule_author", "copyright": "rule_author", "photo-credit": "rule_author",
    "syndication": "rule_author", "navigation": "rule_navigation", "placeholder": "rule_navigation",
}  # fmt: skip
TEXT_NAMES = (
    "log_words", "log_chars", "word_chars", "sentence", "inner_ends", "commas", "colon", "question", "cut_off",
    "quoted", "lower_start", "title_case", "upper_share", "digit_share", "separated", "sign_start", "address",
)  # fmt: skip
# The features of TEXT_NAMES, by how they are computed: from counts for all texts at once, or from one text at a time.
NUMBER_NAMES = (
    "log_words", "log_chars", "word_chars", "inner_ends", "commas", "title_case", "upper_share", "digit_share",
)  # fmt: skip
SIGN_NAMES = ("sentence", "colon", "question", "cut_off", "quoted", "lower_start", "separated", "sign_start", "address")
RULE_NAMES = tuple(dict.fromkeys(RULE_KINDS.values()))

_COLONS, _QUESTIONS = (":", "："), ("?", "？", "؟")
_SEPARATORS, _ADDRESSES = (" | ", " · ", " • ", " / "), ("http", "www.", "@", ".com")
# What the compiled signs read.
_RULES = SimpleNamespace(
    ends=ENDS,
    closing=CLOSING,
    ellipses=ELLIPSES,
    quotes=OPENING_QUOTES,
    colons=_COLONS,
    questions=_QUESTIONS,
    separators=_SEPARATORS,
    addresses=_ADDRESSES,
)

Floats = NDArray[np.float64]


def text_columns(blocks: Sequence[Block], menus: NDArray[np.bool_]) -> dict[str, Floats]:
    """Return features of the texts alone, by the names of TEXT_NAMES, and set the number of words of each block.

    `menus` marks the blocks that need only the numbers and the sign "sentence".
    """
    texts = [block.text for block in blocks]
    counts = count_characters(texts)
    for block, words in zip(blocks, counts.words.tolist(), strict=True):
        block.words = words
    words, size = np.maximum(1, counts.words), np.array([len(text) for text in texts])
    heads, sample = np.maximum(1, counts.heads), np.minimum(np.maximum(1, size), SAMPLE)
    numbers = [
        np.log1p(counts.words), np.log1p(size), size / words, np.log1p(counts.inner_ends), counts.commas / words,
        counts.capital_heads / heads, counts.capitals / sample, counts.digits / sample,
    ]  # fmt: skip
    signs = native.columns.signs(texts, menus, _RULES) if native.in_use() else _signs_of(texts, menus)
    columns = dict(zip(NUMBER_NAMES, numbers, strict=True)) | dict(zip(SIGN_NAMES, signs, strict=True))
    return {name: columns[name] for name in TEXT_NAMES}


def _signs_of(texts: Sequence[str], menus: NDArray[np.bool_]) -> Floats:
    """Return a row per sign of SIGN_NAMES, with the sign of each text."""
    signs = np.zeros((len(SIGN_NAMES), len(texts)))
    for index, (text, is_menu) in enumerate(zip(texts, menus.tolist(), strict=True)):
        if is_menu:
            signs[0, index] = ends_sentence(text)
        else:
            signs[:, index] = _signs(text)
    return signs


def _signs(text: str) -> tuple[bool, ...]:
    """Return the signs of a text, in the order of SIGN_NAMES."""
    first = text[:1]
    return (
        ends_sentence(text),
        text.endswith(_COLONS),
        text.endswith(_QUESTIONS),
        is_cut_off(text),
        is_quoted(text),
        first.islower(),
        any(mark in text for mark in _SEPARATORS),
        not (first.isalnum() or first.isspace()),
        any(mark in text for mark in _ADDRESSES),
    )


def rule_name(block: Block) -> str | None:
    """Return the feature, one of RULE_NAMES, for the phrase-pack rule that matches the block, or None."""
    match = find_rule(block.text) if len(block.text) <= MAX_RULE_CHARACTERS else None
    return RULE_KINDS.get(match.rule.kind) if match else None


def field_overlaps(words: PageWords, metadata: Metadata) -> dict[str, Floats]:
    """Return for each field of the page the shares that it and each block have in common.

    `in_FIELD` is the share of the block's words that the field has, `of_FIELD` the share of the field's words that the
    block has, both 0 to 1. The field "frame" is what a site puts around articles: its name, the section and the tags.
    """
    fields = {
        "title": metadata.title or "",
        "summary": " ".join({metadata.subtitle or "", metadata.description or ""}),
        "authors": " ".join(author.name for author in metadata.authors),
        "frame": " ".join([metadata.site_name or "", metadata.section or "", *metadata.tags]),
    }
    sizes = np.maximum(1, words.sizes())
    columns: dict[str, Floats] = {}
    for name, text in fields.items():
        field_words = word_set(text)
        common = words.in_common(field_words)
        columns[f"in_{name}"] = common / sizes
        columns[f"of_{name}"] = common / max(1, len(field_words))
    return columns
