"""Every part of the program that counts or splits words agrees with `cleaners.text.words`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaners.rules
from cleaners.body.alignment import matched_shares
from cleaners.body.features.characters import count_characters
from cleaners.body.features.page_words import word_set
from cleaners.compare.revisions import is_revised
from cleaners.document import Block
from cleaners.text.words import IDEOGRAPH, UNSPACED_CHARACTER, UNSPACED_WORD_CHARS, count_words, tokens
from crawler.sources.link_score import telling_words

PACKS = {path.stem: path.read_text(encoding="utf-8") for path in Path(cleaners.rules.__file__).parent.glob("*.toml")}
# Scripts without spaces for which there is no pack yet, and marks and signs that programs differ about.
OTHERS = {
    "th": "สวัสดีชาวโลก",
    "lo": "ສະບາຍດີ",
    "my": "မင်္ဂလာပါ",
    "km": "សួស្តី",
    "bn": "বাংলা সংবাদ",
    "ta": "தமிழ் செய்தி",
    "signs": "e\u0301 _ ’ ' - – \u00ad \u200b \u200c \u200d \ufeff 1,5 ½ ² 〇 𠀀 ｱ",
}
ALPHABETS = {name: "".join(sorted(set(text))) for name, text in (PACKS | OTHERS).items()}
# One letter of each script with spaces. A word of these letters and marks is one token.
LETTERS = {name: "".join(filter(str.isalpha, alphabet)) for name, alphabet in ALPHABETS.items()}


def texts() -> st.SearchStrategy[str]:
    """Text in the characters of one language, of several, and of all Unicode."""
    mixed = st.lists(st.sampled_from(sorted(ALPHABETS)), min_size=1, max_size=3, unique=True)
    of_languages = mixed.flatmap(lambda names: st.text("".join(ALPHABETS[name] for name in names) + " \n"))
    return st.one_of(of_languages, st.text())


def plain_words() -> st.SearchStrategy[list[str]]:
    """Words of two letters and more of the scripts with spaces, without punctuation."""
    spaced = ("".join(re.findall(r"[^\W\d_]", text)) for text in LETTERS.values())
    alphabets = [kept for text in spaced if (kept := UNSPACED_CHARACTER.sub("", IDEOGRAPH.sub("", text)))]
    return st.lists(st.sampled_from(alphabets).flatmap(lambda alphabet: st.text(alphabet, min_size=2)))


def lines(pack: str) -> Iterator[str]:
    return (line.strip(' ",') for line in pack.splitlines())


def test_every_language_has_letters() -> None:
    assert len(PACKS) >= 26
    assert all(letters for name, letters in LETTERS.items() if name != "any")


@pytest.mark.parametrize("language", sorted(PACKS))
def test_lines_of_a_phrase_pack_are_counted_alike(language: str) -> None:
    found = list(lines(PACKS[language]))
    assert count_characters(found).words.tolist() == list(map(count_words, found))


@given(st.lists(texts(), min_size=1, max_size=5))
def test_many_texts_at_once_have_the_counts_of_each(found: list[str]) -> None:
    assert count_characters(found).words.tolist() == [count_words(text) for text in found]
    assert [Block(text).words for text in found] == [count_words(text) for text in found]
    assert [Block(text).tokens for text in found] == [tokens(text) for text in found]


@given(texts())
def test_counts_and_tokens_agree_by_the_documented_rule(text: str) -> None:
    ideographs, unspaced = len(IDEOGRAPH.findall(text)), len(UNSPACED_CHARACTER.findall(text))
    spaced = UNSPACED_CHARACTER.sub(" ", IDEOGRAPH.sub(" ", text)).split()
    split = [tokens(word) for word in spaced if tokens(word)]
    assert count_words(text) == len(split) + ideographs + -(-unspaced // UNSPACED_WORD_CHARS)
    assert len(tokens(text)) == sum(map(len, split)) + ideographs + unspaced


@given(plain_words())
def test_words_without_punctuation_are_one_token_everywhere(words: list[str]) -> None:
    text = " ".join(words)
    assert tokens(text) == words
    assert count_words(text) == telling_words(text) == len(words)
    assert word_set(text) == set(tokens(text.casefold()))


@given(texts())
def test_a_text_is_found_in_itself_and_is_not_a_revision_of_itself(text: str) -> None:
    split = tokens(text)
    if len(split) >= 3 and len(set(split)) == len(split):
        assert matched_shares([split], split) == ([1.0], 1.0)
    record = {
        "title": text,
        "is_accessible_for_free": None,
        "blocks": [{"type": "paragraph", "text": text, "level": None}],
    }
    assert not is_revised(record, record)
