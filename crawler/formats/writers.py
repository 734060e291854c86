"""The writers of all formats by name: formats of one stream of bytes, and formats with a file per article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from crawler.formats.atom import write_atom
from crawler.formats.chunks import write_chunks
from crawler.formats.fields import Row
from crawler.formats.json_feed import write_json_feed
from crawler.formats.lines import write_csv, write_jsonl
from crawler.formats.markdown import FRONT_MATTER, markdown_document
from crawler.formats.options import Options
from crawler.formats.tei import tei_document
from crawler.formats.trafilatura_json import write_trafilatura_json

StreamWriter = Callable[[Iterable[Row], BinaryIO, Options], None]

STREAMS: dict[str, StreamWriter] = {
    "jsonl": lambda rows, out, options: write_jsonl(rows, out, options.names),
    "csv": lambda rows, out, options: write_csv(rows, out, options.names),
    "atom": lambda rows, out, options: write_atom(rows, out, options.feed),
    "jsonfeed": lambda rows, out, options: write_json_feed(rows, out, options.feed),
    "chunks": lambda rows, out, options: write_chunks(rows, out, options.max_words),
    "trafilatura": lambda rows, out, _: write_trafilatura_json(rows, out),
}


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format with a file per article: the suffix of the files, and the function that makes their content."""

    suffix: str
    content: Callable[[Row, Options], bytes]


FILES: dict[str, FileFormat] = {
    "markdown": FileFormat(".md", lambda row, options: markdown_document(row, options.chosen or FRONT_MATTER)),
    "tei": FileFormat(".xml", lambda row, _: tei_document(row)),
}
