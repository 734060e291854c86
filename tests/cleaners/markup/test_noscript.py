"""A story that is in `noscript` alone is the article; notices, menus and copies in `noscript` are not shown."""

import pytest

from cleaners.cleaning import clean_document
from cleaners.page import Page
from tests.cleaners.rescue.stories import STORIES, Story, page, paragraphs

URL = "https://kurier.example/2026/03/05/story-of-the-day"
TEMPLATE = "<div class='post'><script type='text/template'>{0}</script>\n<noscript>{0}</noscript></div>"

for_all_stories = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)


def texts(story: Story, body: str) -> list[str]:
    return [block.text for block in clean_document(Page(body=page(story, body), url=URL)).kept()]


@for_all_stories
@pytest.mark.parametrize(
    "markup", [TEMPLATE, "<noscript><div>{}</div></noscript>", "<div id='app'></div><noscript>{}</noscript>"]
)
def test_a_story_in_noscript_alone_is_kept(story: Story, markup: str) -> None:
    assert texts(story, markup.format(paragraphs(story.paragraphs))) == list(story.paragraphs)


@for_all_stories
def test_a_copy_of_the_story_is_not_shown_twice(story: Story) -> None:
    body = paragraphs(story.paragraphs)
    assert texts(story, f"{body}<noscript><div>{body}</div></noscript>") == list(story.paragraphs)


@for_all_stories
@pytest.mark.parametrize(
    "noscript",
    [
        "<p>Please enable JavaScript to read this page and its comments.</p>",
        "<img src='https://count.example/1.gif' alt=''>",
        "<ul>"
        + "".join(f"<li><a href='/{n}'>The section of the paper with number {n}.</a></li>" for n in range(40))
        + "</ul>",
    ],
    ids=["notice", "picture", "menu"],
)
def test_other_markup_for_readers_without_scripts_stays_out(story: Story, noscript: str) -> None:
    body = paragraphs(story.paragraphs)
    assert texts(story, f"{body}<noscript>{noscript}</noscript>") == list(story.paragraphs)
