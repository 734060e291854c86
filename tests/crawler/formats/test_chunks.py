"""Chunks hold the whole text, within the limit of words, each under its headings."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cleaners.text.words import count_words
from crawler.formats.chunks import split, write_chunks
from tests.crawler.formats.records import TOMBSTONE, odd_records, record


def block(text: str, kind: str = "paragraph", level: int | None = None) -> dict[str, Any]:
    return {"type": kind, "text": text, "level": level}


def test_a_chunk_ends_before_a_heading_and_has_the_headings_above_it() -> None:
    blocks = [
        block("One two."),
        block("What it costs", "heading", 2),
        block("Three four."),
        block("By year", "heading", 3),
        block("Five."),
        block("Six.", "list_item"),
        block("Who pays", "heading", 2),
        block("Seven."),
    ]
    assert [(chunk.text, chunk.heading_path) for chunk in split(blocks, 100)] == [
        ("One two.", ()),
        ("Three four.", ("What it costs",)),
        ("Five.\n\nSix.", ("What it costs", "By year")),
        ("Seven.", ("Who pays",)),
    ]


SENTENCES = "The wall is old. It was built by hand! Who will pay for it? Nobody knows, said the mayor."


@pytest.mark.parametrize(
    "text", [SENTENCES, "word " * 50, "港口的旧墙很老。谁来付钱？没有人知道！" * 5, "ท่าเรือเก่า" * 30, "x" * 900]
)
@pytest.mark.parametrize("limit", [1, 7, 40])
def test_long_blocks_are_divided_and_nothing_is_lost(text: str, limit: int) -> None:
    chunks = [chunk.text for chunk in split([block(text.strip())], limit)]
    assert "".join("".join(chunks).split()) == "".join(text.split())
    assert all(count_words(chunk) <= limit for chunk in chunks)
    assert all(chunk in text for chunk in chunks)


def test_a_long_block_is_divided_after_sentences() -> None:
    assert [chunk.text for chunk in split([block(SENTENCES)], 9)] == [
        "The wall is old. It was built by hand!",
        "Who will pay for it?",
        "Nobody knows, said the mayor.",
    ]
    chinese = "港口的旧墙很老。谁来付钱？"
    assert [chunk.text for chunk in split([block(chinese)], 8)] == ["港口的旧墙很老。", "谁来付钱？"]


def test_a_line_has_what_a_retrieval_index_needs() -> None:
    out = BytesIO()
    write_chunks([record(), *odd_records(), TOMBSTONE], out, 40)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    first = lines[0]
    assert first["article_id"] == record()["id"]
    assert first["id"] == f"{record()['id']}-0"
    assert (first["url"], first["title"], first["date"]) == tuple(
        record()[name] for name in ("url", "title", "date_published")
    )
    assert first["chunks"] == sum(line["article_id"] == record()["id"] for line in lines)
    assert lines[-1] == {
        "article_id": TOMBSTONE["id"],
        "change": "deleted",
        "sequence": 7,
        "stored_at": TOMBSTONE["stored_at"],
    }
