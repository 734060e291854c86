"""A page in a hostile shape gives the record of the same page in a usual shape."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from cleaners.article import Article
from cleaners.cleaning import clean_page
from cleaners.page import Page

Shape = Callable[[str, str, str], str]  # from before, article and after to the body of a page

STORIES = {
    "en": (
        "North basin reopens in May",
        "The harbour board of Lindersund voted on Monday to reopen the north basin, eleven months after a storm.",
        "Boats of up to twelve metres may moor there from the first of May, said Marit Oland, who chairs the board.",
        "The repairs cost 3.4 million crowns, of which the insurers paid two thirds and the town the rest.",
        "Divers found in autumn that the chains had worn thin where they rub against the sea bed.",
        "“Nobody wants to see a pontoon drift past the church again,” Oland told the meeting, to laughter.",
        "The fishing co-operative had asked for a fourth pontoon, but the board put off that decision.",
    ),
    "de": (
        "Nordbecken öffnet im Mai",
        "Der Hafenrat von Lindersund hat am Montag beschlossen, das Nordbecken elf Monate nach dem Sturm zu öffnen.",
        "Boote bis zwölf Meter dürfen dort ab dem ersten Mai festmachen, sagte die Vorsitzende Marit Oland.",
        "Die Reparatur kostete 3,4 Millionen Kronen, von denen die Versicherer zwei Drittel übernahmen.",
        "Taucher hatten im Herbst festgestellt, dass die Ketten am Meeresgrund dünn gescheuert waren.",
        "„Niemand will noch einmal einen Ponton an der Kirche vorbeitreiben sehen“, sagte Oland in der Sitzung.",
        "Die Fischer hatten einen vierten Ponton verlangt, doch der Rat vertagte diese Entscheidung auf den Sommer.",
    ),
    "ru": (
        "Северный бассейн откроют в мае",
        "Портовый совет Линдерсунда решил в понедельник открыть северный бассейн через год после шторма.",
        "Лодки длиной до двенадцати метров смогут вставать там с первого мая, сказала председатель Марит Оланд.",
        "Ремонт обошёлся в 3,4 миллиона крон, две трети которых заплатили страховщики, а остальное — город.",
        "Осенью водолазы обнаружили, что цепи истончились там, где они трутся о морское дно.",
        "«Никто не хочет снова видеть, как понтон проплывает мимо церкви», — сказала Оланд на заседании.",
        "Рыбаки просили четвёртый понтон, но совет отложил это решение до лета.",
    ),
}
HEADER = (
    '<header><a href="/">Lindersund Post</a><nav><ul><li><a href="/news">News</a></li>'
    '<li><a href="/sport">Sport</a></li><li><a href="/culture">Culture</a></li></ul></nav></header>'
)
SHARE = (
    '<div class="share"><ul><li><a href="https://face.example/s">Share on Face</a></li>'
    '<li><a href="https://bird.example/s">Share on Bird</a></li></ul></div>'
)
COMMENTS = (
    '<section class="comments"><h2>Comments</h2>'
    '<div class="comment"><h3>Seadog</h3><p>About time, I have paid for a berth that I could not use.</p></div>'
    '<div class="comment"><h3>Anna K.</h3><p>And who pays for the boats that were damaged?</p></div></section>'
)
RELATED = (
    '<aside class="related"><h2>More news</h2><ul><li><a href="/2026/choir">School choir wins the regional prize</a>'
    '</li><li><a href="/2026/bridge">Bridge closes for two weeks in April</a></li></ul></aside>'
)
FOOTER = (
    "<footer><p>Lindersund Post, 4 Quay Street. All rights reserved.</p>"
    '<p><a href="/terms">Terms of use</a></p></footer>'
)


def around(opening: str, closing: str) -> Shape:
    return lambda before, article, after: f"{opening}{before}{article}{after}{closing}"


def around_article(opening: str, closing: str) -> Shape:
    return lambda before, article, after: f"{before}{opening}{article}{closing}{after}"


def at(place: int, filler: str) -> Shape:
    """Return the shape with a filler before all, between header and article, in the article, or after all."""

    def shape(before: str, article: str, after: str) -> str:
        middle = article.index("</p>", len(article) // 2) + 4
        parts = [before, article[:middle], article[middle:], after]
        parts[place] = parts[place] + filler if place == 3 else filler + parts[place]
        return "".join(parts)

    return shape


def numbered(piece: str, count: int) -> str:
    return "".join(piece.replace("#", str(n)) for n in range(count))


DEEP, MANY = 5_000, 100_000
NESTS = {
    "divs": ("<div>" * DEEP, "</div>" * DEEP),
    "divs of 300 levels": ("<div>" * 300, "</div>" * 300),
    "sections with classes": ('<section class="a b" id="c">' * DEEP, "</section>" * DEEP),
    "spans": ("<span>" * DEEP, "</span>" * DEEP),
    "tables": ("<table><tr><td>" * DEEP, "</td></tr></table>" * DEEP),
    "lists": ("<ul><li>" * DEEP, "</li></ul>" * DEEP),
    "bold and italic": ("<b><i>" * DEEP, "</i></b>" * DEEP),
    "custom elements": ("<x-box>" * DEEP, "</x-box>" * DEEP),
    "different elements": (numbered('<div id="n#">', DEEP), "</div>" * DEEP),
    "very many divs": ("<div>" * MANY, "</div>" * MANY),
}
FILLERS = {
    "line breaks": "<br>" * 1_000_000,
    "line breaks and white space": "<BR />\n" * MANY,
    "possible line breaks": "<wbr>" * 50_000,
    "rules": "<hr>" * MANY,
    "empty divs": "<div></div>" * MANY,
    "empty paragraphs": "<p> </p>\n" * MANY,
    "empty elements in elements": "<span><b></b></span>" * MANY,
    "comments": "<!-- nothing -->" * MANY,
    "nested divs": "<div>" * DEEP + "</div>" * DEEP,
}
SHAPES: dict[str, Shape] = {
    **{f"{name}, around all": around(*nest) for name, nest in NESTS.items()},
    **{f"{name}, around the article": around_article(*nest) for name, nest in NESTS.items()},
    **{f"{name}, place {place}": at(place, filler) for place in range(4) for name, filler in FILLERS.items()},
    "divs that are not closed": around("<div>" * DEEP, ""),
    "links": at(3, numbered('<a href="/s/#">Boat #</a> ', 200_000)),
    "a list of links": at(3, "<ul>" + numbered('<li><a href="/s/#">Boat # came home again</a></li>', 20_000) + "</ul>"),
    "short paragraphs": at(3, "<p>x</p>" * 60_000),
}


def page(shape: Shape, language: str, byline: str = "By Tove Lindahl") -> Page:
    title, *paragraphs = STORIES[language]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = (
        f'<article><h1>{title}</h1><p class="byline">{byline}</p><time datetime="2026-03-02T10:00:00Z">2 March 2026'
        f"</time>{SHARE}{text}</article>"
    )
    head = f'<title>{title} | Lindersund Post</title><meta property="og:type" content="article">'
    body = shape(HEADER, article, COMMENTS + RELATED + FOOTER)
    html = f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
    return Page(body=html, url="https://lindersund.example/2026/03/02/north-basin-reopens")


@cache
def usual(language: str) -> Article:
    return clean_page(page(around("", ""), language))


@pytest.mark.parametrize("language", STORIES)
def test_the_text_of_the_usual_page_is_its_story(language: str) -> None:
    article = usual(language)
    assert article.text.split("\n\n") == list(STORIES[language][1:])
    assert (article.title, article.date_published) == (STORIES[language][0], "2026-03-02T10:00:00+00:00")


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_shape_changes_nothing_in_the_record(name: str) -> None:
    language = list(STORIES)[sorted(SHAPES).index(name) % len(STORIES)]
    result = clean_page(page(SHAPES[name], language))
    expected = usual(language)
    assert result.dropped is None
    assert result.text == expected.text
    assert [block["type"] for block in result.to_record()["blocks"]] == [
        block["type"] for block in expected.to_record()["blocks"]
    ]
    assert (result.title, result.authors) == (expected.title, expected.authors)
    assert result.date_published == expected.date_published


@pytest.mark.parametrize(
    "byline",
    [
        "By Tove Lindahl " + "and Ida Holm " * 6_000,
        "By " + ", ".join(f"Tove Lindahl{n}" for n in range(5_000)),
        "Tove Lindahl " + "boat " * 15_000,
    ],
    ids=["the same name", "many names", "words"],
)
@pytest.mark.parametrize("language", STORIES)
def test_a_giant_byline_is_not_text(byline: str, language: str) -> None:
    assert clean_page(page(around("", ""), language, byline)).text == usual(language).text
