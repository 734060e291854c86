"""Boxes of the story that the models lost or kept in part are put back; other boxes are not."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.rescue.boxes import rescue_boxes
from tests.cleaners.rescue.stories import FRENCH, GERMAN, RUSSIAN, Story, paragraphs

FACTS = {
    "de": (GERMAN, ("Die Seilbahn", "Gondeln: leiser als die alten", "Umbau: acht Monate", "Wirtin: Lene Taub")),
    "fr": (FRENCH, ("Le chantier", "Coût : quatre millions d'euros", "Poutres et piles : la région", "Vélos : détour")),
    "ru": (RUSSIAN, ("Паром", "Пассажиров: около четырёхсот", "Судно: одно, старое", "Жителей: шесть тысяч")),
}
LABELS = "".join(f"<p>{text}</p>" for text in FACTS["de"][1])


def rescued(story: Story, box: str, probability: float = 0.3, kept: int = 0) -> list[str]:
    """Return the rescued texts of a page whose box the models removed, except its first `kept` blocks."""
    body = f"{paragraphs(story.paragraphs[:4])}<aside id=m>{box}</aside>{paragraphs(story.paragraphs[4:])}"
    blocks = split_tree(lxml.html.document_fromstring(f"<body><main>{body}</main></body>"))
    inside = [one for one in blocks if one.element is not None and one.element.xpath("ancestor-or-self::*[@id='m']")]
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.98
    for block in inside[kept:]:
        block.signals.body = probability
        block.remove("main_content", "outside_body", "a test removed it")
    return [block.text for block in rescue_boxes(blocks)]


@pytest.mark.parametrize("language", FACTS)
def test_a_list_of_facts_is_put_back(language: str) -> None:
    story, facts = FACTS[language]
    assert rescued(story, "".join(f"<p>{text}</p>" for text in facts)) == [*facts]


@pytest.mark.parametrize("language", FACTS)
def test_the_rest_of_a_box_is_put_back_if_half_was_kept(language: str) -> None:
    story, facts = FACTS[language]
    box = "".join(f"<p>{text}</p>" for text in facts)
    assert rescued(story, box, 0.1, kept=3) == [facts[-1]]
    assert rescued(story, box, 0.1, kept=2) == [*facts[2:]]


@pytest.mark.parametrize(
    ("box", "probability"),
    [
        (LABELS, 0.15),
        (f"{LABELS}<a href='/abo'>Abo</a>", 0.3),
        (f"<img src='/i.jpg'>{LABELS}", 0.3),
        (f"{LABELS}<button>Mehr</button>", 0.3),
        ("<p>Gewinnzahlen</p><p>3, 14, 21, 28</p><p>Superzahl: fünf</p>", 0.4),
        ("<p>Seilbahn am Hohen Kamm</p>", 0.4),
        ("<h4>Die Autorin</h4><p>Lene Taub lebt am Hohen Kamm.</p><p>Sie schreibt über die Seilbahn.</p>", 0.4),
    ],
    ids=["ruled out", "link", "picture", "button", "other words", "single label", "sentences"],
)
def test_boxes_of_other_kinds_are_not_put_back(box: str, probability: float) -> None:
    assert rescued(GERMAN, box, probability) == []
