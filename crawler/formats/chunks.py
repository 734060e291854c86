"""Split articles into chunks for retrieval: pieces of text short enough for an embedding model, with their context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from cleaners.record import BlockRecord
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words
from crawler.formats.fields import Row, change_of

_ARTICLE_FIELDS = ("url", "source", "language")
_WORD = re.compile(r"\S+\s*")
# A word, or text without spaces up to the mark that ends its sentence, with the white space that follows.
_TOKEN = re.compile(r"[^\s。！？]*[。！？]+[”’」』）]*\s*|\S+\s*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a text, and the headings above it, outermost first."""

    text: str
    heading_path: tuple[str, ...]


def write_chunks(rows: Iterable[Row], out: BinaryIO, max_words: int) -> None:
    """Write one JSON object per chunk. A deleted article is one line, without text."""
    for row in rows:
        if "blocks" not in row:
            out.write(orjson.dumps({"article_id": row["id"], **change_of(row)}) + b"\n")
            continue
        chunks = list(split(row["blocks"], max_words))
        for number, chunk in enumerate(chunks):
            out.write(orjson.dumps(_line(row, chunk, number, len(chunks))) + b"\n")


def _line(row: Row, chunk: Chunk, number: int, count: int) -> dict[str, Any]:
    return {
        "id": f"{row['id']}-{number}",
        "article_id": row["id"],
        "chunk": number,
        "chunks": count,
        "text": chunk.text,
        "heading_path": chunk.heading_path,
        "title": row["title"],
        "date": row["date_published"],
        **{name: row[name] for name in _ARTICLE_FIELDS},
        **change_of(row),
    }


def split(blocks: Iterable[BlockRecord], max_words: int) -> Iterator[Chunk]:
    """Yield the chunks of a text.

    A chunk holds whole blocks and ends before a heading. A block of more than `max_words` words is divided between
    sentences, and a longer sentence between words.
    """
    headings: list[tuple[int, str]] = []
    parts: list[str] = []
    words = 0
    for block in blocks:
        is_heading = block["type"] == "heading"
        for piece in [block["text"]] if is_heading else _pieces(block["text"], max_words):
            more = count_words(piece)
            if parts and (is_heading or words + more > max_words):
                yield Chunk("\n\n".join(parts), tuple(text for _, text in headings))
                parts, words = [], 0
            if not is_heading:
                parts.append(piece)
                words += more
        if is_heading:
            level = block["level"] or 2
            headings = [*((above, text) for above, text in headings if above < level), (level, block["text"])]
    if parts:
        yield Chunk("\n\n".join(parts), tuple(text for _, text in headings))


def _pieces(text: str, max_words: int) -> Sequence[str]:
    """Return a text in pieces of at most `max_words` words."""
    if count_words(text) <= max_words:
        return [text]
    return _filled((unit for sentence in _sentences(text) for unit in _units(sentence, max_words)), max_words)


def _units(sentence: str, max_words: int) -> Sequence[str]:
    """Return a sentence, or the pieces of a long one: words or, in scripts without spaces, runs of characters."""
    if count_words(sentence) <= max_words:
        return [sentence]
    tokens = (
        token[start : start + max_words]
        for token in _WORD.findall(sentence)
        for start in range(0, len(token), max_words)
    )
    return _filled(tokens, max_words)


def _filled(units: Iterable[str], max_words: int) -> list[str]:
    """Join as many neighbouring units as the limit allows."""
    filled: list[str] = []
    part = ""
    words = 0
    for unit in units:
        more = count_words(unit)
        if part and words + more > max_words:
            filled.append(part.strip())
            part, words = "", 0
        part += unit
        words += more
    return [*filled, part.strip()]


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text with the white space after them."""
    sentence = ""
    for token in _TOKEN.findall(text):
        sentence += token
        if ends_sentence(token):
            yield sentence
            sentence = ""
    if sentence:
        yield sentence
