"""Questions with answers below the text are put back; polls, single questions and lists of links are not."""

from collections.abc import Sequence

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.document import Block
from cleaners.rescue.questions import rescue_questions

TEXT = "The night ferry takes nine hours and calls at two islands, and its cabins are booked out from June to August. "
QUESTIONS = {
    "en": ("Can I take a bicycle?", "Bicycles go on the car deck and cost four crowns for each crossing."),
    "de": ("Darf ein Hund mitfahren?", "Hunde fahren an der Leine mit und dürfen nicht in das Restaurant."),
    "fr": ("Où garer sa voiture ?", "Le parking du port est gratuit pour les passagers munis d'un billet."),
    "es": (
        "¿Hay camarotes individuales?",
        "Los camarotes individuales se reservan por teléfono con un mes de antelación.",
    ),
    "el": ("Μπορώ να αλλάξω το εισιτήριο;", "Το εισιτήριο αλλάζει χωρίς χρέωση έως και δύο ημέρες πριν από το ταξίδι."),
    "ja": ("犬を連れて行けますか？", "犬はリードをつければ乗船できますが、食堂には入れません。"),
}
PARTS = {
    "headings": "<h3>{}</h3><p>{}</p>",
    "accordion": "<details><summary>{}</summary><div><p>{}</p></div></details>",
    "accordion of a program": "<div><button>{}</button><div hidden><p>{}</p></div></div>",
    "accordion of links": '<div><a href="#">{}</a></div><div>{}</div>',
    "accordion of links without addresses": '<h4><a href="" class="title">{}</a></h4><p>{}</p>',
    "bold lines": "<p><strong>{}</strong></p><p>{}</p>",
}


def rescued(below: str, probability: float = 0.2, kept: Sequence[str] = ()) -> list[str]:
    """Return the rescued texts of a page whose last part the models removed, except the texts that they kept."""
    blocks = split_tree(lxml.html.document_fromstring(f"<body><p>{TEXT * 2}</p><section>{below}</section></body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.99
        if position and block.text not in kept:
            _remove(block, probability)
    return [block.text for block in rescue_questions(blocks)]


def _remove(block: Block, probability: float) -> None:
    block.signals.body = probability
    block.remove("main_content", "outside_body", "a test removed it")


def part(form: str, *pairs: tuple[str, str]) -> str:
    return "".join(PARTS[form].format(*pair) for pair in pairs)


@pytest.mark.parametrize("form", PARTS)
def test_questions_in_all_languages_are_put_back_with_their_heading(form: str) -> None:
    below = "<h2>FAQ</h2>" + part(form, *QUESTIONS.values())
    assert rescued(below) == ["FAQ", *(text for pair in QUESTIONS.values() for text in pair)]


def test_an_answer_may_go_on_in_paragraphs_and_items() -> None:
    below = part("headings", QUESTIONS["en"]) + "<ul><li>Tandems</li><li>Trailers</li></ul>"
    assert len(rescued(below + part("headings", QUESTIONS["de"]))) == 6


@pytest.mark.parametrize("form", PARTS)
def test_lost_questions_above_kept_answers_are_put_back(form: str) -> None:
    kept = [answer for _, answer in QUESTIONS.values()]
    assert rescued(part(form, *QUESTIONS.values()), kept=kept) == [question for question, _ in QUESTIONS.values()]
    assert rescued(part(form, QUESTIONS["en"]), kept=kept) == []


@pytest.mark.parametrize(
    "below",
    [
        part("headings", QUESTIONS["en"]),
        "<h3>Which ferry do you like best?</h3><ul><li>Day</li><li>Night</li></ul>" * 2,
        "<h3>Can I take a bicycle?</h3><p><a href='/help/bicycles'>Read the answer to all such questions here</a></p>"
        * 2,
        "<h3>Can I take a bicycle?</h3><h3>Darf ein Hund mitfahren?</h3><h3>Où garer sa voiture ?</h3>",
        "<p>Captain Rolfe answers the questions of the passengers every Monday on the quay.</p>" * 3,
    ],
    ids=["one question", "polls", "links", "questions alone", "no question"],
)
def test_parts_without_questions_and_answers_are_not_put_back(below: str) -> None:
    assert rescued(below) == []


def test_questions_that_the_models_rule_out_are_not_put_back() -> None:
    assert rescued(part("headings", *QUESTIONS.values()), probability=0.01) == []


def test_a_page_of_questions_alone_is_left_to_the_models() -> None:
    blocks = split_tree(lxml.html.document_fromstring(f"<body>{part('headings', *QUESTIONS.values())}</body>"))
    for position, block in enumerate(blocks):
        block.position = position
        _remove(block, 0.2)
    assert rescue_questions(blocks) == []
