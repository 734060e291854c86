"""Portraits of the author and signatures at the end of a story."""

import pytest

from cleaners.document import Document
from cleaners.metadata import Author
from cleaners.page import Page
from cleaners.stages.html.groups import groups
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html
from tests.cleaners.groups import pages
from tests.cleaners.groups.pages import STORY, TITLE, paragraphs

AUTHOR = "Ada Lind"


def kept(inside: str, after: str = "", site_name: str = "Coast Post") -> list[str]:
    article = f"<article><h1>{TITLE}</h1><p>By {AUTHOR}</p>{paragraphs(*STORY)}{inside}{after}</article>"
    html = f"<html><body><main>{article}</main></body></html>"
    document = Document(Page(body=html, url="https://kustposten.example/news/lighthouse"), html=html)
    document.metadata.title, document.metadata.site_name = TITLE, site_name
    document.metadata.authors = [Author(AUTHOR)]
    parse(document)
    split_html(document)
    groups(document)
    return [block.text for block in document.kept()][2:]


@pytest.mark.parametrize(
    "portrait",
    [
        f"<div><h4>{AUTHOR}</h4><p>Ada writes about harbours and has two goats.</p></div>",
        f"<div><div>{AUTHOR}</div><div>Schreibt seit 2012 über Häfen und Inseln an der Küste.</div></div>",
        f"<p><em>{AUTHOR} is a reporter who covers harbours.</em></p>",
        f"<p>{AUTHOR} est journaliste au Courrier de la côte.</p>",
        f"<p>{AUTHOR} has written for the Post since 2015.</p>",
        f"<p>{AUTHOR} ist Hafenredakteurin und lebt am Meer.</p>",
        f"<p><em>{AUTHOR} grows roses. Her book <b>Lamps</b> is out in May.</em></p>",
        f"<p><em>{AUTHOR} keeps two goats.</em></p><p>More of that next week.</p>",
        "<p>The writer is a professor of harbours at the university of the coast.</p>",
        "<p><em>Die Autorin ist Lehrerin und lebt am Meer.</em></p>",
        "<p>L’auteure est professeure à l’université de la côte.</p>",
        "<p>Автор — преподаватель истории флота.</p>",
    ],
)
def test_a_portrait_of_the_author_at_the_end_goes(portrait: str) -> None:
    after = ["More of that next week."] if "More of that" in portrait else []
    assert kept(portrait) == [*STORY, *after]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Olle Brandt is a former reporter who took the post in 1984.</p>",
        f"<p>“{AUTHOR} is a reporter who asks too much,” he said.</p>",
        f"<p>{AUTHOR} went up the tower with him one last time.</p>",
        "<p>The reporter Ada Lind asked him to stay, and he laughed.</p>",
        "<p>The author of the letters is unknown to this day.</p>",
        "<p>Der Autor der Briefe ist bis heute unbekannt.</p>",
        "<p>“The author is a liar,” he said.</p>",
    ],
)
def test_the_last_paragraph_of_the_story_stays(text: str) -> None:
    assert len(kept(text)) == len(STORY) + 1


@pytest.mark.parametrize(
    "line",
    [
        "<p>Eva Malá píše o venkově od roku 2014. Kontakt: mala@breh.example</p>",
        "<p>Gino Riva racconta i paesi della valle. Scrivigli: griva@riva.example</p>",
        "<p>eva.lund@kusten.example</p><p>Texten får inte kopieras.</p>",
    ],
)
def test_a_line_at_the_end_with_the_name_and_mail_address_of_its_writer_goes(line: str) -> None:
    assert not any("@" in text for text in kept(line))


@pytest.mark.parametrize(
    "line",
    [
        "<p>Anyone who saw the boat should write to harbour@police.example</p>",
        "<p>Karten gibt es unter turm@museum.example oder an der Kasse.</p>",
        "<p>„Lund antwortet nie“, sagt sie über lund@kusten.example.</p>",
    ],
)
def test_the_address_of_an_office_stays(line: str) -> None:
    assert "@" in kept(line)[-1]


@pytest.mark.parametrize(
    "below",
    ["Sign up for our free newsletter!", "Lesen Sie auch: Abschied vom Turm", "Suivez-nous sur Facebook et Instagram."],
)
def test_a_portrait_above_lines_of_clutter_goes(below: str) -> None:
    lines = kept(f"<p>{AUTHOR} has written for the Post since 2015.</p>", f"<p>{below}</p>")
    assert [line for line in lines if line != below] == list(STORY)


def test_a_portrait_with_story_after_it_stays() -> None:
    assert len(kept(f"<p>{AUTHOR} is a reporter who covers harbours.</p>", paragraphs(*STORY))) == 2 * len(STORY) + 1


def test_an_interview_keeps_the_name_of_the_interviewer() -> None:
    rows = "".join(
        f"<div><b>{name}</b><p>{text}</p></div>"
        for name, text in [(AUTHOR, "Do you miss it?"), ("Olle Brandt", "Every night."), (AUTHOR, "And now?")] * 2
    )
    assert kept(rows)[-1] == "And now?"


@pytest.mark.parametrize(
    ("byline", "line"),
    [
        ("Petr Malý, 14. 10. 2026", "Petr Malý je redaktorem Pobřežních listů a píše o dopravě."),
        ("Νίκος Ράπτης", "Ο Νίκος Ράπτης είναι συντάκτης και καλύπτει τις μεταφορές."),
        ("Autor: Jan Kos", "Jan Kos jest dziennikarzem i pisze o transporcie."),
        ("Иван Мороз | 14.10.2026", "Иван Мороз – журналист, пишет о транспорте."),
    ],
)
def test_a_line_about_the_author_goes_if_the_byline_above_the_story_names_them(byline: str, line: str) -> None:
    html = f"<html><body><main><h1>{TITLE}</h1><p>{byline}</p>{paragraphs(*STORY)}<p>{line}</p></main></body></html>"
    assert pages.kept(html) == [byline, *STORY]


@pytest.mark.parametrize(
    ("top", "line"),
    [
        ("Petr Malý, 14. 10. 2026", "Petr Malý zamkl maják naposledy a klíče odevzdal úřadu."),
        ("Ein Jahr ohne Licht", "Jan Kuhl ist Redakteur und schreibt über Verkehr."),
    ],
    ids=["no role", "no byline"],
)
def test_the_last_sentence_about_a_person_stays(top: str, line: str) -> None:
    html = f"<html><body><main><h1>{TITLE}</h1><p>{top}</p>{paragraphs(*STORY)}<p>{line}</p></main></body></html>"
    assert line in pages.kept(html)


def test_the_last_sentence_stays_if_the_models_are_sure_of_it() -> None:
    line = "Canopy Lights says that its chief editor leaves in May."
    top = "<p>Canopy Lights 4.20</p>"
    document = pages.parsed(
        f"<html><body><main><h1>{TITLE}</h1>{top}{paragraphs(*STORY)}<p>{line}</p></main></body></html>"
    )
    last = document.blocks[-1]
    last.signals.body = 0.999
    groups(document)
    assert last.removal is None
