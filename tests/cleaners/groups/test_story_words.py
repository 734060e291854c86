"""A box of labels among the paragraphs goes if it shares hardly any words with the story, else it stays."""

import pytest

from tests.cleaners.groups.pages import kept, page, paragraphs
from tests.cleaners.rescue.stories import FRENCH, GERMAN, RUSSIAN, Story

OTHERS = {
    "fuel": (FRENCH, ("Carburants", "Gazole 1,649 €", "Super 1,729 €", "Relevé à 7.30")),
    "lottery": (GERMAN, ("Gewinnzahlen", "3, 14, 21, 28, 40, 47", "Superzahl 5")),
    "television": (RUSSIAN, ("Телепрограмма", "20:15 Дикие утки", "21:45 Новости культуры")),
    "exclamation": (RUSSIAN, ("Скачайте приложение и получите скидку до конца недели!",)),
    "until p.m.": (FRENCH, ("Roads", "Northbound: delays of 12 min", "Closed at Reiss until 6 p.m.")),
}
OWN = {
    "de": (GERMAN, ("Die Seilbahn", "Gondeln: leiser als die alten", "Umbau: acht Monate", "Wirtin: Lene Taub")),
    "fr": (FRENCH, ("Le chantier", "Coût : quatre millions d'euros", "Poutres remplacées : 214", "Boutiques : trois")),
    "ru": (RUSSIAN, ("Паром", "Пассажиров: около четырёхсот", "Судно: одно, старое", "Жителей: шесть тысяч")),
}


def texts(story: Story, box: str) -> list[str]:
    return kept(page(inside=box + paragraphs(*story.paragraphs[4:]), story=story.paragraphs[:4]))


def lines(texts: tuple[str, ...], tag: str) -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize("name", OTHERS)
def test_a_box_that_shares_no_words_with_the_story_goes(name: str, tag: str) -> None:
    story, box = OTHERS[name]
    assert texts(story, f"<aside>{lines(box, tag)}</aside>") == [*story.paragraphs]


@pytest.mark.parametrize("language", OWN)
def test_a_box_that_shares_words_with_the_story_stays(language: str) -> None:
    story, box = OWN[language]
    assert texts(story, f"<aside>{lines(box, 'p')}</aside>") == [*story.paragraphs[:4], *box, *story.paragraphs[4:]]


@pytest.mark.parametrize(
    "box",
    [
        "<aside><h4>Telephone</h4><p>The office answers from Monday to Thursday.</p></aside>",
        "<div><table><tr><td>Lobith</td><td>912</td></tr><tr><td>Maastricht</td><td>4410</td></tr></table></div>",
        "<div><div>Aus dem Logbuch</div><div>„Wieder Nordost, Koch krank, Laterne brennt gut“</div></div>",
        "<div>Wick 21</div>",
    ],
    ids=["sentence", "table", "quote", "few words"],
)
def test_sentences_tables_quotes_and_short_boxes_stay(box: str) -> None:
    assert len(texts(GERMAN, box)) > len(GERMAN.paragraphs)


def test_a_box_goes_from_text_without_paragraphs() -> None:
    story, box = OTHERS["lottery"]
    above, below = ("<br><br>".join(part) for part in (story.paragraphs[:4], story.paragraphs[4:]))
    html = f"<main><h1>{story.title}</h1><div>{above}<div class='n'>{lines(box, 'div')}</div>{below}</div></main>"
    assert [text for text in kept(html) if text != story.title] == [*story.paragraphs]
