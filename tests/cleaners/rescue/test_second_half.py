"""The lost second half of a split story is put back; lines about the site, comments and other stories are not."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.document import Block
from cleaners.removal import OUTSIDE_BODY
from cleaners.rescue.second_half import rescue_second_half
from tests.cleaners.rescue.stories import FRENCH, GERMAN, STORIES, Story

PART = "<div class='row'><div class='text'>{}</div></div>"


def paragraphs(texts: tuple[str, ...], name: str = "par") -> str:
    return "".join(f"<p class='{name}'>{text}</p>" for text in texts)


def split(story: Story, between: str = "<p>Anzeige</p>", wrap: str = PART) -> str:
    """Return a story in two parts with other text between them."""
    first, second = story.paragraphs[:3], story.paragraphs[3:]
    return wrap.format(paragraphs(first)) + between + wrap.format(paragraphs(second))


def rescued(html: str, kept: tuple[str, ...]) -> list[str]:
    """Return the texts that are put back on a page on which the models kept some paragraphs alone."""
    blocks: list[Block] = split_tree(lxml.html.document_fromstring(f"<body><main>{html}</main></body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.9 if block.text in kept else 0.03
        if block.text not in kept:
            block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    return [block.text for block in rescue_second_half(blocks)]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
def test_the_second_part_of_a_split_story_is_put_back(story: Story) -> None:
    assert rescued(split(story), story.paragraphs[:3]) == list(story.paragraphs[3:])


def test_headings_within_the_second_half_come_back_with_it() -> None:
    first, second = GERMAN.paragraphs[:3], GERMAN.paragraphs[3:]
    half = f"<h2>Später Umbau</h2>{paragraphs(second[:2])}<h2>Kritik</h2>{paragraphs(second[2:])}"
    html = PART.format(paragraphs(first)) + PART.format(half) + "<h2>Mehr aus der Region</h2>"
    assert set(rescued(html, first)) == {*second, "Später Umbau", "Kritik"}


@pytest.mark.parametrize("name", ["text last", "text"], ids=["one more", "one less"])
def test_the_last_part_may_have_one_class_more_or_fewer(name: str) -> None:
    usual = PART if name != "text" else PART.replace("'text'", "'text spaced'")
    last = PART.replace("'text'", f"'{name}'")
    parts = [usual.format(paragraphs(part)) for part in (GERMAN.paragraphs[:2], GERMAN.paragraphs[2:6])]
    html = "<p>Anzeige</p>".join([*parts, last.format(paragraphs(GERMAN.paragraphs[6:]))])
    assert rescued(html, GERMAN.paragraphs[:2]) == list(GERMAN.paragraphs[2:])
    teaser = PART.replace("'text'", "'teaser'").format(paragraphs(GERMAN.paragraphs[6:]))
    assert rescued("<p>Anzeige</p>".join([*parts, teaser]), GERMAN.paragraphs[:2]) == list(GERMAN.paragraphs[2:6])


def test_a_few_paragraphs_stay_lost() -> None:
    few = GERMAN.paragraphs[3:6]
    html = PART.format(paragraphs(GERMAN.paragraphs[:3])) + PART.format(paragraphs(few))
    assert rescued(html, GERMAN.paragraphs[:3]) == []


def test_little_text_beside_a_long_story_stays_lost() -> None:
    story, lines = tuple(f"{number} {text}" for number in range(6) for text in GERMAN.paragraphs), GERMAN.paragraphs[:4]
    html = PART.format(paragraphs(story)) + PART.format(paragraphs(lines))
    assert rescued(html, story) == []


@pytest.mark.parametrize(
    "wrap",
    [
        "<div class='row'><div class='comment'>{}</div></div>",
        "<div class='teasers'><div class='text'>{}</div></div>",
        "<ul><li>{}</li></ul>",
    ],
)
def test_text_in_another_kind_of_place_stays_lost(wrap: str) -> None:
    html = PART.format(paragraphs(GERMAN.paragraphs[:3])) + wrap.format(paragraphs(GERMAN.paragraphs[3:]))
    assert rescued(html, GERMAN.paragraphs[:3]) == []


def test_the_next_story_below_stays_lost() -> None:
    html = PART.format(paragraphs(GERMAN.paragraphs))
    html += f"<h1>{FRENCH.title}</h1>" + PART.format(paragraphs(FRENCH.paragraphs))
    assert rescued(html, GERMAN.paragraphs) == []
