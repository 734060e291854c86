"""Captions that are the text of a picture story."""

import pytest

from cleaners.body.fields.captions import mark_captions
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.parse import parse
from cleaners.stages.split_html import split_html

PICTURE = "<figure><img src='/mill-{0}.jpg'><figcaption><p>{1}</p></figcaption></figure>"
LONG = "Im {0}. Jahr nach der Flut steht die Mühle wieder so am Fluss, wie die Alten sie kannten."


@pytest.mark.parametrize(("told", "stays"), [(4, True), (2, False), (1, False)])
def test_a_short_caption_stays_if_most_captions_tell_the_story(told: int, stays: bool) -> None:
    texts = [*map(LONG.format, range(1, told + 1)), "Das Mühlrad", "Die alte Brücke"]
    pictures = "".join(map(PICTURE.format, range(9), texts))
    document = Document(Page(body=f"<html><body><h1>Die Mühle</h1><p>Ein Rundgang.</p>{pictures}"))
    decode(document)
    parse(document)
    split_html(document)
    for block in document.blocks:
        block.signals.body = 0.6
    mark_captions(document, "main_content")
    assert ([block.text for block in document.kept()][-2:] == texts[-2:]) is stays
