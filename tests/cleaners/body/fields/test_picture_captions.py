"""Captions that no class or element names, recognised by their place below a picture."""

import pytest
from lxml.html import document_fromstring

from cleaners.body.blocks import split_tree
from cleaners.body.fields.picture_captions import is_below_picture, is_caption_after_picture, is_in_caption

TEXT = "The dam in winter, seen from the mill"
PICTURE = "<img src='/dam.jpg'>"


def found(html: str) -> bool:
    blocks = split_tree(document_fromstring(f"<html><body><div>{html}</div><p>A paragraph.</p></body></html>"))
    return is_below_picture(next(block for block in blocks if TEXT in block.text))


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='x1'>{PICTURE}<div class='x2'>{TEXT}</div></div>",
        f"<figure>{PICTURE}<p>{TEXT}</p></figure>",
        f"<figure>{PICTURE}<div>{TEXT}, had never held so much water.</div></figure>",
        f"<div><picture>{PICTURE}</picture><span>{TEXT}</span></div>",
        f"<p>{PICTURE}<br><em>{TEXT}</em></p>",
        f"<p>{PICTURE}<br>{TEXT}</p>",
        f"<p>{PICTURE} <small>{TEXT}</small></p>",
        f"<table><tr><td>{PICTURE}</td></tr><tr><td>{TEXT}</td></tr></table>",
        f"<div><a href='/dam.jpg'>{PICTURE}</a><p>{TEXT}</p></div>",
        f"<div>{PICTURE}<div>{TEXT}</div><div>Bo Lind / Post</div></div>",
        f"<div><script>{{'@type': 'ImageObject', 'name': 'Dam'}}</script>{PICTURE}<div><p>{TEXT}</p></div></div>",
        f"<div><div><b class='visually-hidden'>Image</b>{PICTURE}</div><span>{TEXT} (Bo Lind / Post)</span></div>",
        f"<div><style>i {{color: red}}</style><i class='sr-only'>Bild</i>{PICTURE}<p>{TEXT}</p></div>",
    ],
)
def test_the_only_text_below_a_picture_is_a_caption(html: str) -> None:
    assert found(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{PICTURE}{TEXT}</p>",  # a picture that floats beside a paragraph
        f"<p>{PICTURE} {TEXT} <em>again</em></p>",
        f"<p>{PICTURE}</p><p>{TEXT}</p><p>And the story goes on.</p>",
        f"<div>{PICTURE}<p>{TEXT}</p><p>{TEXT} and much more of it, all the way down</p></div>",
        f"<div><img src='/flag.gif' width='16' height='11'><p>{TEXT}</p></div>",
        f"<div>{PICTURE}<p><a href='/other'>{TEXT}</a></p></div>",
        f"<div>{PICTURE}<h2>{TEXT}</h2></div>",
        f"<div>{PICTURE}<h3>Bo Lind</h3><p>{TEXT}</p></div>",
        f"<div>{PICTURE}<p>{TEXT}</p><a href='/dam'>More</a></div>",
        f"<ul><li>{PICTURE}<p>{TEXT}</p></li></ul>",
        f"<div>{PICTURE}<p>{TEXT}, had never held so much water.</p></div>",  # a section with a picture
        f"<div><p>{TEXT}</p>{PICTURE}</div>",
        f"<div>{PICTURE}<p>{TEXT * 6}</p></div>",
    ],
)
def test_other_text_beside_a_picture_is_not_its_caption(html: str) -> None:
    assert not found(html)


LONG = f"{TEXT}, had never held so much water as in that year, when the rain fell for weeks and the valley was a lake."


@pytest.mark.parametrize(
    "credit", ["(Photo: Bo Lind)", "Foto: Bo Lind/dpa", "(fot. Bo Lind / Agencja)", "Image: Keystone"]
)
def test_a_long_text_below_a_picture_is_a_caption_if_it_ends_with_a_credit(credit: str) -> None:
    assert found(f"<div>{PICTURE}<p>{LONG} {credit}</p></div>")
    assert not found(f"<div>{PICTURE}<p>{LONG}</p></div>")
    assert not found(f"<div>{PICTURE}<p>{LONG} {LONG} {LONG} {LONG} {credit}</p></div>")
    assert not found(f"<div>{PICTURE}<p>{LONG} {credit}</p><p>{LONG} {LONG}</p></div>")


def after_picture(html: str) -> bool:
    blocks = split_tree(document_fromstring(f"<html><body>{html}<p>A paragraph.</p></body></html>"))
    return is_caption_after_picture(next(block for block in blocks if TEXT in block.text))


@pytest.mark.parametrize(
    "line",
    [
        f"<p><em>{TEXT}</em></p>",
        f"<div><span><i>{TEXT}</i></span></div>",
        f"<section><span style='color:#888; font-size: 12px'>{TEXT}</span></section>",
        f"<p><font size='2'>{TEXT}</font></p>",
        f"<p>{TEXT}. Photo B. Lind</p>",
        f"<p>{TEXT} / Reuters</p>",
    ],
)
def test_a_line_in_small_print_or_with_a_credit_after_a_picture_is_a_caption(line: str) -> None:
    assert after_picture(f"<div>{PICTURE}</div>{line}")


@pytest.mark.parametrize(
    ("line", "is_caption"),
    [
        (f"<p>{TEXT}</p>", True),
        (f"<p>{TEXT}.</p>", False),
        (f"<p>{TEXT}:</p>", False),
        (f"<p><b>{TEXT}</b></p>", False),
        (f"<p>Snow fell on {TEXT}, and on the roads that lead to it.</p>", False),
    ],
)
def test_a_line_with_the_alternative_text_of_the_picture_above_is_a_caption(line: str, is_caption: bool) -> None:
    assert after_picture(f"<div><img src='/dam.jpg' alt='Dam in winter seen from mill'></div>{line}") == is_caption


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{PICTURE}</div><p>{TEXT}</p>",
        f"<div>{PICTURE}</div><p><em>{TEXT}.</em></p>",
        f"<div>{PICTURE}</div><p><span style='font-size: 16px'>{TEXT}</span></p>",
        f"<div>{PICTURE}</div><p>{TEXT} <em>of 1911</em></p>",
        f"<div>{PICTURE}</div><h3><em>{TEXT}</em></h3>",
        f"<div>{PICTURE} The mill</div><p><em>{TEXT}</em></p>",
        f"<p>The mill</p><p><em>{TEXT}</em></p>",
    ],
    ids=["large print", "sentence", "usual size", "partly", "heading", "text before", "no picture"],
)
def test_other_lines_after_a_picture_are_not_captions(html: str) -> None:
    assert not after_picture(html)


def test_a_list_of_credits_in_the_caption_of_a_picture_belongs_to_it() -> None:
    credits_ = "<figcaption><ul><li>Bo Lind</li></ul></figcaption>"
    blocks = split_tree(document_fromstring(f"<figure>{PICTURE}{credits_}</figure>"))
    assert [is_in_caption(block) for block in blocks] == [True]
    blocks = split_tree(document_fromstring(f"<figure>{credits_}</figure>"))
    assert [is_in_caption(block) for block in blocks] == [False]


@pytest.mark.parametrize(
    "line",
    [
        f"<p><span style='color:#777'>{TEXT}</span></p>",
        f"<p><span style='color: gray'>{TEXT}</span></p>",
        f"<p>{TEXT}. / B. LIND</p>",
    ],
)
def test_a_grey_line_or_one_signed_with_initials_after_a_picture_is_a_caption(line: str) -> None:
    assert after_picture(f"<p>{PICTURE}</p>{line}")


def test_a_line_that_is_centred_like_the_picture_above_is_its_caption() -> None:
    line = f"<p style='text-align:center'>{TEXT}</p>"
    assert after_picture(f"<div class='align-center'>{PICTURE}</div>{line}")
    assert not after_picture(f"<div>{PICTURE}</div>{line}")
    assert not after_picture(f"<center>{PICTURE}</center><p align='center'><b>{TEXT}</b></p>")


def test_an_inline_element_right_after_a_picture_is_its_caption() -> None:
    assert after_picture(f"<div><p>One.</p>{PICTURE}<span class='block'>{TEXT}</span><p>Two.</p></div>")
    assert not after_picture(f"<div><p>One.</p>{PICTURE} Also: <span>{TEXT}</span><p>Two.</p></div>")


@pytest.mark.parametrize(
    "text", ["豆腐を切り分ける堀江さんと妻の澄子さん＝山間村沢入で", "图为读者在粮仓改造而成的长廊里看书和休息 秦川 摄"]
)
def test_captions_in_han_and_kana_may_have_more_characters_than_others_words(text: str) -> None:
    assert is_below_picture(next(iter(split_tree(document_fromstring(f"<div>{PICTURE}<div>{text}</div></div>")))))


def test_a_sentence_in_a_box_unlike_the_paragraphs_beside_it_may_be_a_caption() -> None:
    story = "<p class='s'>The mill has a new wheel.</p>" * 2
    box = f"<div class='x'>{PICTURE}<p class='{{}}'>{TEXT}, had never held so much water.</p></div>"
    assert found(f"{story}{box.format('t')}")
    assert not found(f"{story}{box.format('t') * 2}")  # sections with pictures
    assert not found(f"{story}{box.format('s')}")
