# ruff: noqa: E501 (a paragraph per line)
"""Lines that lead to a service of the site or to an advertiser go; paragraphs with links stay."""

import pytest

from tests.cleaners.groups.pages import kept, page, paragraphs
from tests.cleaners.rescue.stories import FRENCH, GERMAN, RUSSIAN, Story

OFFERS = {
    "de": (
        GERMAN,
        "Jeden Freitag im Postfach: <a href='/briefe'>das Beste der Woche</a>, ausgewählt von der Redaktion.",
    ),
    "fr": (FRENCH, "Quatre semaines pour un euro : <a href='/offre?x=1'>tous nos articles</a>. Sans engagement."),
    "ru": (RUSSIAN, "Газета выходит благодаря читателям. <a href='/podpiska/'>Подпишитесь на неё</a> сегодня."),
}
FORMS = [
    "<p class='o'>{}</p>",
    "<div class='o'>{}</div>",
    "<aside><p>{}</p></aside>",
    "<div class='o'><div>{}</div></div>",
]


def texts(story: Story, line: str) -> list[str]:
    return kept(page(inside=line + paragraphs(*story.paragraphs[4:]), story=story.paragraphs[:4]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", OFFERS)
def test_an_offer_with_a_link_inside_its_text_goes(language: str, form: str) -> None:
    story, offer = OFFERS[language]
    assert texts(story, form.format(offer)) == [*story.paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Jeden Freitag im Postfach: <a href='/leser/newsletter'>das Beste der Woche</a>, kostenlos.</p>",
        "<p><strong>Was bewegt Sie? <a href='/sorgen/fragebogen'>Erzählen Sie davon</a>, kurz und vertraulich.</strong></p>",
        "<p>Fehler gefunden? <a href='mailto:korrektur@kustposten.example'>Bitte melden</a>, danke!</p>",
        "<p>Schlafen wie ein Murmeltier: <a rel='sponsored' href='https://a.example/'>Matratzen zur Probe</a>, frei Haus.</p>",
        "<div><a rel='sponsored' href='https://a.example/'><img src='/b.gif'></a><div>Wärmegürtel</div><p>Ärztlich empfohlen, erste Lieferung portofrei.</p></div>",
        "<p>Warme Füße den ganzen Januar: <a href='https://ad.example/c?5;https://sox.example'>Socken aus Filz</a> portofrei.</p>",
    ],
    ids=[
        "address of a service",
        "bold",
        "mailbox",
        "sponsored link",
        "box with a sponsored picture",
        "counter of an advertiser",
    ],
)
def test_a_line_that_looks_like_a_paragraph_goes_if_its_words_and_links_are_foreign_to_the_story(line: str) -> None:
    assert texts(GERMAN, line) == [*GERMAN.paragraphs]


SPONSORED = "<p>Der Schlafsack von <a rel='sponsored' href='https://a.example/{}'>Firma {}</a> wiegt wenig.</p>"


@pytest.mark.parametrize(
    "lines",
    [
        [SPONSORED.format(number, number) for number in "12"],
        ["<p>Die Gondeln am Kamm baut <a rel='sponsored' href='https://a.example/'>eine Firma</a> in Ruhland.</p>"],
        [
            "<p>Die Anlage erfüllt <a href='/terms/safety'>alle Auflagen</a> und beachtet Artenschutz, Bauordnung, Lärm.</p>"
        ],
        ["<p><b>Im Umbau der Seilbahn half <a href='/verein'>der Verein</a> vom Hohen Kamm.</b></p>"],
        ["<p>Jana Mohr gibt Gästen <a href='mailto:mohr@kustposten.example'>an der Talstation</a> Auskunft.</p>"],
    ],
    ids=["review", "advertiser in the story", "explained term", "bold line of the story", "office"],
)
def test_lines_of_the_story_with_such_links_stay(lines: list[str]) -> None:
    assert len(texts(GERMAN, "".join(lines))) == len(GERMAN.paragraphs) + len(lines)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='o'>In der ersten Fassung stand eine falsche Zahl. <a href='/korrekturen'>Korrekturen</a></p>",
        "<p>Der Verein sammelt weiter, und <a href='/verein'>sein Vorstand</a> hofft auf Spenden.</p>",
        "<p class='o'>Im Herbst schloss <a href='/2026/11/baeckerei-schliesst'>eine Bäckerei</a> am Markt.</p>",
        "<p class='o'>Das Gutachten steht bei <a href='https://amt.example/'>einem Amt</a> zur Einsicht bereit.</p>",
        "<p class='o'>Jana Mohr leitet <a href='/seilbahn'>die Seilbahn am Hohen Kamm</a> seit dem Umbau.</p>",
        "<p class='o'>„Kommen Sie vorbei, <a href='/kontakt'>schreiben</a> Sie Briefe“, bittet sie.</p>",
    ],
    ids=["link behind", "form of the paragraphs", "story", "other site", "words of the story", "quote"],
)
def test_a_paragraph_with_a_link_stays(line: str) -> None:
    assert len(texts(GERMAN, line)) == len(GERMAN.paragraphs) + 1
