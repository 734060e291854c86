import hashlib
import json
from dataclasses import replace

import pytest

from cleaners.article import to_article
from cleaners.body import model as block_models
from cleaners.document import Block, Document
from cleaners.metadata import Author, DateEvidence, Metadata
from cleaners.page import Page
from cleaners.plain_text import model as line_model
from cleaners.record import LinkRecord
from cleaners.urls import article_id

URL = "https://news.example.com/local/bridge-closes"


def document(url: str = URL, **metadata: object) -> Document:
    result = Document(Page(body="", url=url), metadata=Metadata(**metadata))  # type: ignore[arg-type]
    result.blocks = [
        Block("Menu", position=0),
        Block("What it costs", "heading", 2, position=1),
        Block("Forty million crowns, 市議会.", position=2),
    ]
    result.blocks[0].remove("main_content", "outside_body", "it is a menu")
    return result


def test_the_text_is_the_unmarked_blocks_and_the_removals_are_the_others():
    article = to_article(document())
    assert article.text == "What it costs\n\nForty million crowns, 市議会."
    assert article.blocks[0] == {"type": "heading", "text": "What it costs", "level": 2}
    assert article.removed == [
        {"text": "Menu", "stage": "main_content", "rule": "outside_body", "reason": "it is a menu", "position": 0}
    ]


def test_an_article_is_written_as_markdown_and_html():
    link: LinkRecord = {"block": 1, "text": "crowns", "url": "https://news.example.com/crown"}
    article = replace(to_article(document(title="Bridge closes")), links=[link])
    assert article.to_markdown() == "# Bridge closes\n\n## What it costs\n\nForty million crowns, 市議会.\n"
    assert "Forty million [crowns](https://news.example.com/crown), 市議会." in article.to_markdown(links=True)
    linked = '<p>Forty million <a href="https://news.example.com/crown">crowns</a>, 市議会.</p>'
    assert article.to_html() == f"<h2>What it costs</h2>\n{linked}"


def test_invalid_characters_are_left_out_of_the_record_and_stay_in_the_document():
    cleaned = document()
    cleaned.blocks[0].text, cleaned.blocks[2].text = "Me\u202enu", "Forty\u202e crowns"
    article = to_article(cleaned)
    assert (article.text, article.removed[0]["text"]) == ("What it costs\n\nForty crowns", "Menu")
    assert [block.text for block in cleaned.blocks] == ["Me\u202enu", "What it costs", "Forty\u202e crowns"]


def test_words_are_counted_and_ideographs_count_one_each():
    assert to_article(document()).word_count == 9


def test_the_hash_is_that_of_the_text_with_white_space_folded():
    folded = "What it costs Forty million crowns, 市議会."
    assert to_article(document()).content_hash == hashlib.sha256(folded.encode()).hexdigest()


@pytest.mark.parametrize(
    ("canonical", "identity"),
    [
        ("https://www.example.com/bridge", "https://www.example.com/bridge"),
        ("https://www.example.com/", URL),
        ("https://elsewhere.example.org/bridge", URL),
        (None, URL),
    ],
)
def test_the_id_is_made_from_a_credible_canonical_address(canonical, identity):
    article = to_article(document(canonical_url=canonical))
    assert article.id == article_id(identity)
    assert article.canonical_url == canonical


def test_without_an_address_the_id_is_the_hash_of_the_text():
    article = to_article(document(url=""))
    assert article.url is None
    assert article.id == article.content_hash


def test_absent_fields_are_null():
    record = to_article(document(title="", site_name="")).to_record()
    empty = ("title", "site_name", "source", "language", "date_published", "fetched_at", "syndicated_from", "raw_ref")
    assert all(record[name] is None for name in empty)
    assert record["http"] == {"status": None, "etag": None, "last_modified": None}


def test_the_record_is_plain_json_and_names_where_a_date_was_found():
    evidence = DateEvidence("3 March", "page", "day")
    record = to_article(document(authors=[Author("Ada Quill")], date_evidence=evidence)).to_record()
    assert json.loads(json.dumps(record)) == record
    assert record["authors"] == [{"name": "Ada Quill", "url": None}]
    assert record["date_evidence"] == {
        "raw": "3 March",
        "from": "page",
        "precision": "day",
        "conflict": None,
        "clock_time": None,
    }


@pytest.mark.parametrize(
    ("date", "in_utc"),
    [
        ("2026-03-05T14:30:00+01:00", "2026-03-05T13:30:00Z"),
        ("2026-03-05T23:30:00.000-05:00", "2026-03-06T04:30:00Z"),
        ("2026-03-05", None),
        ("2026-03-05T14:30", None),
        (None, None),
    ],
)
def test_a_full_time_is_also_given_in_utc(date, in_utc):
    assert to_article(document(date_published=date)).date_published_utc == in_utc


def test_a_record_names_the_models_for_its_kind_of_page():
    html = to_article(document()).cleaner
    text = to_article(Document(Page(body="", kind="text"))).cleaner
    assert html["model_version"] == block_models.load().version
    assert text["model_version"] == line_model.load().version
    assert (html["features_version"], text["features_version"]) == (
        block_models.KIND.features_version,
        line_model.KIND.features_version,
    )


def test_a_record_names_the_version_of_the_features_of_its_own_models(monkeypatch):
    line_model.load()  # before the patch, since a model of another version cannot be loaded
    monkeypatch.setattr(line_model, "KIND", replace(line_model.KIND, features_version=77))
    assert to_article(document()).cleaner["features_version"] != 77
    assert to_article(Document(Page(body="", kind="text"))).cleaner["features_version"] == 77
