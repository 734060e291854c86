"""Lines that invite the reader to other pages of the site go; sentences of the text with similar words stay."""

import pytest

from tests.cleaners.groups.pages import STORY, kept, page, paragraphs, rules

HERE = "<a href='/guides/lights'>{}</a>"
AWAY = "<a href='https://museum.example/lights'>{}</a>"
INVITATIONS = {
    "en": "For more on life in a tower, see our " + HERE.format("guide to lighthouses") + ".",
    "en question": "Not sure where to begin? Check out " + HERE.format("our list of open towers") + ".",
    "en reader": "You can read our full " + HERE.format("review of the lamp museum") + ".",
    "de": "Mehr über das Leben im Turm lesen Sie in unserem " + HERE.format("Ratgeber Leuchttürme") + ".",
    "de question": "Lust auf mehr Türme? Hier geht es zu unserer " + HERE.format("Übersicht aller Leuchttürme") + ".",
    "fr": "Pour en savoir plus, consultez notre " + HERE.format("guide des phares de la côte") + ".",
    "es": "Si quiere saber más, lea nuestra " + HERE.format("guía de los faros abiertos") + ".",
    "it": "Per saperne di più, leggi la nostra " + HERE.format("guida ai fari della costa") + ".",
    "pl": "Chcesz wiedzieć więcej? Zobacz nasz " + HERE.format("przewodnik po latarniach") + ".",
}
SENTENCES = {
    "other site": "For more on life in a tower, see our " + AWAY.format("guide to lighthouses") + ".",
    "no verb": "The county keeps our " + HERE.format("lighthouse and its lamp") + " in good order, he says.",
    "no word for our": "Visitors can see the " + HERE.format("keeper's old rooms") + " on Sundays in the summer.",
    "speech": "“Come and see our " + HERE.format("lighthouse") + " before they turn it into a museum!”",
    "announces a list": "Here is how to find our " + HERE.format("lighthouse") + " from the station:",
    "entry of a list": "Lamp room: visit our " + HERE.format("lamp") + " and the keeper's bed on the first floor.",
    "no link": "See our lighthouse while it stands, he told the children, and they ran up the stairs.",
    "de, the town's tower": "Der Turm, den viele für unser " + HERE.format("Wahrzeichen") + " halten, wird saniert.",
    "fr, speech of a mayor": "« Venez voir notre " + HERE.format("phare") + " avant qu'il ne devienne un musée. »",
    "es, a report": "El faro es nuestro " + HERE.format("patrimonio") + ", dijo el alcalde en el acto del viernes.",
}


def inside(line: str) -> str:
    return page(inside=f"<p>{line}</p>{paragraphs(STORY[0])}")


@pytest.mark.parametrize("line", INVITATIONS.values(), ids=INVITATIONS)
def test_an_invitation_between_paragraphs_goes(line: str) -> None:
    assert kept(inside(line)) == [*STORY, STORY[0]]
    assert "invitation" in rules(inside(line))


@pytest.mark.parametrize("line", SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_of_the_text_stays(line: str) -> None:
    assert len(kept(inside(line))) == len(STORY) + 2


def test_a_long_paragraph_with_an_invitation_stays() -> None:
    long = "He wrote down the weather of every day, and the names of the ships that passed, in forty grey books. "
    assert len(kept(inside(long + long + INVITATIONS["en"]))) == len(STORY) + 2


def test_an_invitation_above_the_text_stays() -> None:
    assert len(kept(page(story=(INVITATIONS["en"], *STORY)))) == len(STORY) + 1
