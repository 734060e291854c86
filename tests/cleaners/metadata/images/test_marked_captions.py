"""Captions and credits that elements mark."""

import pytest

from cleaners.metadata import Image
from tests.cleaners.metadata.pages import meta, read

PICTURE = "https://www.daily.example/bridge.jpg"
IMG = "<img src='/bridge.jpg' width='800' height='500'>"
STORY = f"<p>{'The bridge opens on Monday, after two years of work. ' * 3}</p>"


def images_of(markup: str, head: str = "") -> list[Image]:
    return read(head, f"<article><h1>The bridge opens</h1>{STORY}{markup}{STORY}</article>").images


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='image'>{IMG}<p class='caption'>The bridge.</p><p class='credit'>Ada Berg</p></div>",
        f"<div class='wp-caption'><a href='/bridge.jpg'>{IMG}</a><p class='caption'>The bridge. © Ada Berg</p></div>",
        f"<figure>{IMG}<span class='credit'>Ada Berg</span><figcaption>The bridge.</figcaption></figure>",
        f"<figure>{IMG}<figcaption>The bridge. <i>Ada Berg</i></figcaption></figure>",
        f"<figure>{IMG}<figcaption>The bridge.<br>Ada Berg</figcaption></figure>",
        f"<figure>{IMG}<figcaption>The bridge. <span class='f--author'>Ada Berg</span></figcaption></figure>",
        f"<figure>{IMG}<figcaption>The bridge. Photo: Ada Berg <button>Show more</button></figcaption></figure>",
        f"<figure>{IMG}<figcaption>The bridge. Photo: Ada Berg <span role='button'>Mer</span></figcaption></figure>",
    ],
)
def test_caption_and_credit_are_found_beside_the_picture(markup: str) -> None:
    assert [(i.url, i.caption, i.credit) for i in images_of(markup)] == [(PICTURE, "The bridge.", "Ada Berg")]


@pytest.mark.parametrize(
    ("figcaption", "caption", "credit"),
    [
        ("<i class='copyright'>Ada Berg/Agency</i><div>The old bridge in May</div>",
         "The old bridge in May", "Ada Berg/Agency"),
        ("<div class='copyright'>All rights reserved</div><div>Agency</div>", None, "All rights reserved Agency"),
        ("(The Daily)", None, "The Daily"),
        ("(file picture)", "(file picture)", None),
    ],
)  # fmt: skip
def test_a_credit_may_come_first_or_be_alone(figcaption: str, caption: str | None, credit: str | None) -> None:
    images = images_of(f"<figure>{IMG}<figcaption>{figcaption}</figcaption></figure>")
    assert [(image.caption, image.credit) for image in images] == [(caption, credit)]


def test_a_caption_of_many_pictures_belongs_to_none_of_them() -> None:
    images = images_of(f"<div>{IMG}<img src='/2.jpg'><p class='caption'>The bridge.</p></div>")
    assert [image.caption for image in images] == [None, None]


def test_captioned_pictures_outside_the_text_count_only_if_the_markup_names_them() -> None:
    card = f"<div><a href='/other'><div>{IMG}<p class='caption'>The tunnel.</p></div></a></div>"
    assert images_of(card) == []
    assert images_of(card, meta(og="x") + f"<meta property='og:image' content='{PICTURE}'>")[0].caption == "The tunnel."


def test_the_last_words_of_a_caption_are_not_a_credit() -> None:
    markup = f"<figure>{IMG}<figcaption>The bridge in the <i>Harbour Courier</i></figcaption></figure>"
    assert [(i.caption, i.credit) for i in images_of(markup)] == [("The bridge in the Harbour Courier", None)]
