"""The stage main_content with given probabilities in place of those of the learned models."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from cleaners.document import Document
from cleaners.metadata import Author, Metadata
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.main_content import decide, main_content
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html

FIRST = (
    "The orchard above the village was planted in the spring of 1921, and of its three hundred trees every second one "
    "still bears pears, most of them of kinds that no nursery has sold for decades."
)
LAST = (
    "On Saturday the pickers come again, with ladders that are older than most of them, and by the evening the barn "
    "will smell as it has smelled in every October that anybody here remembers."
)


@dataclass
class FixedModel:
    """A model with a fixed probability for the first word of each block, and a default for all other words."""

    by_first_word: dict[str, float]
    threshold: float = 0.5
    default: float = 0.95

    def probabilities(self, document: Document) -> np.ndarray:
        return np.array([self.by_first_word.get(block.text.split()[0], self.default) for block in document.blocks])


@dataclass
class Models:
    """The full model, and a page-only model that is unsure of every block unless one is given."""

    body: FixedModel
    page_only: FixedModel = field(default_factory=lambda: FixedModel({}, default=0.5))


def models(probabilities: dict[str, float]) -> Models:
    return Models(FixedModel(probabilities))


def cleaned(between: str, metadata: Metadata | None = None, **probabilities: float) -> Document:
    html = f"<html><body><article><h1>Old pears</h1><p>{FIRST}</p>{between}<p>{LAST}</p></article></body></html>"
    document = Document(Page(body=html), metadata=metadata or Metadata(title="Old pears"))
    for stage in (decode, parse, split_html):
        stage(document)
    main_content(document, models({"Old": 0.1, **probabilities}))
    return document


def kept(document: Document) -> list[str]:
    return [block.text.split()[0] for block in document.kept()]


def test_the_model_decides_against_trafilatura():
    document = cleaned(
        "<p>Subscribers of our letter read about the orchard first, every Friday at noon.</p>", Subscribers=0.2
    )
    assert kept(document) == ["The", "On"]
    assert document.blocks[2].signals.trafilatura > 0.5
    assert document.blocks[2].signals.body == 0.2


@pytest.mark.parametrize(
    ("line", "probability", "stays"),
    [
        ("Harvest by year:", 0.4, True),
        ("Harvest je Jahr:", 0.4, True),
        ("Harvest 各年产量：", 0.4, True),
        ("Harvest by year", 0.4, False),
        ("Harvest by year:", 0.1, False),
    ],
)
def test_a_doubtful_line_stays_above_the_list_that_it_leads_into(line: str, probability: float, stays: bool):
    document = cleaned(f"<p>{line}</p><ul><li>Nineteen tons</li><li>Twenty tons</li></ul>", Harvest=probability)
    assert ("Harvest" in kept(document)) is stays


def test_doubtful_paragraphs_are_removed():
    assert kept(cleaned("<p>Perhaps you have an orchard of your own to tell us about.</p>", Perhaps=0.4)) == [
        "The",
        "On",
    ]


@pytest.mark.parametrize(("probability", "stays"), [(0.9, True), (0.6, False)])
def test_a_line_that_names_the_author_is_text_if_the_model_is_sure(probability: float, stays: bool):
    metadata = Metadata(title="Old pears", authors=[Author("Orchard House")])
    document = cleaned("<h2>Orchard House today</h2>", metadata, Orchard=probability)
    assert ("Orchard" in kept(document)) is stays


def test_trafilatura_decides_with_a_flag_if_the_model_keeps_nothing():
    document = cleaned("", The=0.0, On=0.0)
    assert kept(document) == ["The", "On"]
    assert document.flags == ["unusual_page"]


def test_trafilatura_decides_with_a_flag_on_a_page_of_few_blocks():
    document = Document(Page(body=f"<html><body><article><p>{FIRST} {LAST}</p></article></body></html>"))
    for stage in (decode, parse, split_html):
        stage(document)
    main_content(document, models({}))
    assert kept(document) == ["The"]
    assert document.flags == ["unusual_page"]
    assert document.blocks[0].signals.body is None


def test_the_dek_that_the_page_marks_gets_its_type():
    dek = "Half of the trees have outlived everybody who planted them."
    html = f"<html><body><article><h1>Old pears</h1><p>{dek}</p><p>{FIRST}</p><p>{LAST}</p></article></body></html>"
    document = Document(Page(body=html), metadata=Metadata(title="Old pears", subtitle=dek))
    for stage in (decode, parse, split_html):
        stage(document)
    main_content(document, models({"Old": 0.1}))
    assert [block.type for block in document.kept()] == ["dek", "paragraph", "paragraph"]


def test_repeated_teasers_are_not_taken_for_text_from_elsewhere():
    cards = "".join(f"<div><h3>{FIRST[:60]}</h3><p>{LAST}</p></div>" for _ in range(30))
    document = Document(Page(body=f"<html><body><main>{cards}</main></body></html>"))
    for stage in (decode, parse, split_html):
        stage(document)
    main_content(document)
    assert "text_not_in_page" not in document.flags


def test_the_threshold_is_lowered_on_a_page_in_doubt():
    probabilities = dict.fromkeys(["The", "On", "Perhaps"], 0.4)
    document = cleaned("<p>Perhaps the cellar door was never locked at all in those years.</p>", **probabilities)
    assert kept(document) == ["The", "Perhaps", "On"]


def test_the_second_copy_of_an_article_is_marked():
    copy = f"<h2>Ladders</h2><p>{FIRST}</p><p>{LAST}</p>"
    document = cleaned(f"<h2>Ladders</h2><p>{LAST}</p></article><article>{copy}{copy}")
    assert kept(document) == ["The", "Ladders", "On"]
    assert {block.removal.rule for block in document.blocks[4:] if block.removal} == {"second_copy"}


CELLAR = "<p>Perhaps the cellar door was never locked at all in those years.</p>"


def test_a_teaser_is_not_repeated_above_the_full_text_that_begins_with_it():
    document = cleaned(f"<div class='teaser'>{CELLAR}</div><div class='full'>{CELLAR}</div>")
    assert kept(document) == ["The", "Perhaps", "On"]
    assert "second_copy" in {block.removal.rule for block in document.blocks if block.removal}


@pytest.mark.parametrize("form", ["<div hidden>{0}</div><p>Between.</p><div>{0}</div>", "{0}<div hidden>{0}</div>"])
def test_a_hidden_copy_of_a_visible_paragraph_goes(form: str):
    document = cleaned(form.format(CELLAR))
    assert [block.signals.hidden for block in document.kept() if block.text.startswith("Perhaps")] == [False]


def test_a_quote_that_the_article_repeats_stays():
    quote = "<p>“We never locked the cellar door, not even in the year of the flood,” she says.</p>"
    assert kept(cleaned(quote + quote)).count("“We") == 2


@pytest.mark.parametrize(("paragraphs", "stays"), [(12, True), (3, False)])
def test_the_model_decides_on_a_page_with_prose_if_trafilatura_finds_nothing(paragraphs: int, stays: bool):
    html = "<h1>Old pears</h1>" + "".join(f"<p>{FIRST} That is tree number {n}.</p>" for n in range(paragraphs))
    document = Document(Page(body=html), metadata=Metadata(title="Old pears"))
    for stage in (decode, parse, split_html):
        stage(document)

    def nothing_found(document: Document) -> tuple[str, float]:
        for block in document.blocks:
            block.signals.trafilatura = 0.0
        return "", 0.0

    decide(document, models({"Old": 0.1}), nothing_found)
    assert kept(document) == ["The"] * (paragraphs if stays else 0)
    assert ("unusual_page" in document.flags) == stays


@pytest.mark.parametrize(("probability", "paragraphs", "runs"), [(0.99, 8, False), (0.7, 8, True), (0.99, 4, True)])
def test_trafilatura_runs_if_the_page_only_model_is_unsure_or_keeps_little(
    probability: float, paragraphs: int, runs: bool
):
    html = "<h1>Old pears</h1>" + "".join(f"<p>{FIRST} It is tree number {n}.</p>" for n in range(paragraphs))
    document = Document(Page(body=html), metadata=Metadata(title="Old pears"))
    for stage in (decode, parse, split_html):
        stage(document)
    main_content(document, Models(FixedModel({"Old": 0.1}), page_only=FixedModel({"Old": 0.01}, default=probability)))
    assert (document.blocks[1].signals.trafilatura is not None) is runs
    assert kept(document) == ["The"] * paragraphs


@pytest.mark.parametrize("language", ["de", "ja"])
def test_a_scrap_from_trafilatura_does_not_outweigh_the_body_of_the_page_only_model(language: str):
    slogan = {"de": "Die Zeitung für Obst und Garten.", "ja": "果樹と庭の新聞です。"}[language]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (FIRST, LAST) * 3)
    document = Document(Page(body=f"<html><body><div>{slogan}</div><article>{text}</article></body></html>"))
    for stage in (decode, parse, split_html):
        stage(document)
    misled = FixedModel({"The": 0.1, "On": 0.1}, default=0.9)
    unsure = FixedModel({"The": 0.7, "On": 0.7}, default=0.3)
    decide(document, Models(misled, unsure), lambda _: (slogan, 1.0))
    assert slogan not in [block.text for block in document.kept()]
    assert {FIRST, LAST} <= {block.text for block in document.kept()}
