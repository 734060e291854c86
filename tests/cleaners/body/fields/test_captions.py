"""Captions that are the text of a picture story."""

import pytest

from cleaners.body.fields.captions import mark_captions
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html

PICTURE = "<figure><img src='/mill-{0}.jpg'><figcaption><p>{1}</p></figcaption></figure>"
LONG = "Im {0}. Jahr nach der Flut steht die Mühle wieder so am Fluss, wie die Alten sie kannten."


def marked(body: str) -> Document:
    document = Document(Page(body=f"<html><body>{body}"))
    decode(document)
    parse(document)
    split_html(document)
    for block in document.blocks:
        block.signals.body = 0.6
    mark_captions(document, "main_content")
    return document


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The old mill had stood on the river for three hundred years before it burned down.", "Photo: Bo Lind"),
        ("Die alte Mühle stand dreihundert Jahre lang am Fluss, ehe sie an einem Sonntag abbrannte.", "dpa/Bo Lind"),
        ("Le vieux moulin était au bord de la rivière depuis trois cents ans quand il a brûlé.", "© Bo Lind"),
    ],
)
def test_a_named_caption_goes_with_the_credit_after_it(caption: str, credit: str) -> None:
    picture = f"<div><a href='/big.jpg'><img src='/mill.jpg'></a></div><div><span class='caption'>{caption}</span>"
    story = "<p>The town wants to build the mill again, with the old stones, and the council has the money for it.</p>"
    alone = marked(f"{story}<div>{picture} <span class='credit'>{credit}</span></div></div>{story}")
    assert not any(caption in block.text for block in alone.kept())
    followed = marked(f"{story}<div>{picture} <span>It was the last of its kind.</span></div></div>{story}")
    assert any(caption in block.text for block in followed.kept())


@pytest.mark.parametrize(("told", "stays"), [(4, True), (2, False), (1, False)])
def test_a_short_caption_stays_if_most_captions_tell_the_story(told: int, stays: bool) -> None:
    texts = [*map(LONG.format, range(1, told + 1)), "Das Mühlrad", "Die alte Brücke"]
    pictures = "".join(map(PICTURE.format, range(9), texts))
    document = marked(f"<h1>Die Mühle</h1><p>Ein Rundgang.</p>{pictures}")
    assert ([block.text for block in document.kept()][-2:] == texts[-2:]) is stays
