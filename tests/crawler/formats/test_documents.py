"""Formats with a document per article: Markdown with front matter, TEI, and the keys of trafilatura."""

from __future__ import annotations

import json
from io import BytesIO

import trafilatura
import yaml
from lxml import etree
from trafilatura.xml import validate_tei

from crawler.formats.markdown import markdown_document
from crawler.formats.tei import tei_document
from crawler.formats.trafilatura_json import write_trafilatura_json
from tests.crawler.formats.records import ODD, TOMBSTONE, odd_records, record


def front_matter(document: bytes) -> tuple[dict[str, object], str]:
    _, head, text = document.decode().split("---\n", 2)
    return yaml.safe_load(head), text


def test_front_matter_is_yaml_with_the_fields_of_the_record() -> None:
    head, text = front_matter(markdown_document(record()))
    assert head["title"] == record()["title"]
    assert head["date"] == record()["date_published"]
    assert head["authors"] == record()["authors"]
    assert text.startswith(f"\n# {record()['title']}\n")
    for row in odd_records():
        assert front_matter(markdown_document(row))[0]["id"] == row["id"]
    assert front_matter(markdown_document(odd_records()[1]))[0]["title"] == ODD


def test_front_matter_has_the_fields_that_were_chosen() -> None:
    assert set(front_matter(markdown_document(record(), ["title", "url"]))[0]) == {"title", "url"}


def test_links_of_the_record_are_links_in_markdown() -> None:
    blocks = [{"type": "paragraph", "text": "See the plan of the city.", "level": None}]
    links = [{"block": 0, "text": "the plan", "url": "https://city.example/plan"}]
    assert (
        "See [the plan](https://city.example/plan) of" in markdown_document(record(blocks=blocks, links=links)).decode()
    )


def test_tei_documents_satisfy_the_validator_of_trafilatura() -> None:
    kinds = ("paragraph", "heading", "list_item", "list_item", "quote", "table_row", "preformatted", "caption", "dek")
    blocks = [{"type": kind, "text": f"A | {kind} \x01", "level": 3 if kind == "heading" else None} for kind in kinds]
    for row in [record(), record(blocks=blocks), *odd_records()]:
        document = etree.fromstring(tei_document(row))
        assert validate_tei(document)
        assert "".join(document.itertext()).count(row["blocks"][0]["text"].replace("\x01", "")) or "\x85" in row["text"]


def test_trafilatura_json_has_the_keys_of_trafilatura() -> None:
    page = (
        "<html><body><article><p>"
        + "A long sentence about the old harbour wall. " * 20
        + "</p></article></body></html>"
    )
    theirs = json.loads(trafilatura.extract(page, output_format="json", with_metadata=True))
    out = BytesIO()
    write_trafilatura_json([record(), TOMBSTONE], out)
    ours, tombstone = (json.loads(line) for line in out.getvalue().splitlines())
    assert set(ours) == set(theirs)
    assert tombstone == TOMBSTONE
