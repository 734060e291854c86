import pytest
from lxml.html import document_fromstring

from cleaners.markup.shadow_dom import show_shadow_roots
from tests.support.blocks import texts


@pytest.mark.parametrize("attribute", ["shadowrootmode=open", "shadowrootmode=closed", "shadowroot=open"])
def test_a_shadow_root_shows_its_text_in_place(attribute):
    html = f"<p>one</p><x-text><template {attribute}><style>p{{}}</style><p>two</p></template></x-text><p>three</p>"
    assert texts(html) == ["one", "two", "three"]


def test_slots_take_the_content_of_the_host():
    html = (
        "<x-story><template shadowrootmode=open><h2><slot name=head></slot></h2><slot></slot><p>end</p></template>"
        "<p>first</p><b slot=head>head</b><p>second</p></x-story>"
    )
    assert texts(html) == ["head", "first", "second", "end"]


def test_an_empty_slot_shows_its_own_content():
    html = "<x-story><template shadowrootmode=open><p>a</p><slot><p>own</p></slot></template></x-story>"
    assert texts(html) == ["a", "own"]


def test_content_without_a_slot_is_not_shown():
    html = "<x-card><template shadowrootmode=open><p>shown</p></template><p>for old browsers</p></x-card>"
    assert texts(html) == ["shown"]


def test_styles_alone_hide_nothing():
    html = "<x-card><template shadowrootmode=open><style>p{}</style></template><p>content</p></x-card>"
    assert texts(html) == ["content"]


def test_nested_shadow_roots_are_shown():
    inner = "<x-b><template shadowrootmode=open><p>inner</p></template></x-b>"
    assert texts(f"<x-a><template shadowrootmode=open><p>outer</p>{inner}</template></x-a>") == ["outer", "inner"]


def test_other_templates_stay_hidden():
    assert texts("<p>a</p><template><p>b</p></template><div><template id=x><p>c</p></template></div>") == ["a"]


def test_many_shadow_roots_are_shown_in_time():
    tree = document_fromstring("<html><body>" + "<x-a><template shadowrootmode=open><p>x</p></template></x-a>" * 9_000)
    show_shadow_roots(tree)
    assert len(tree.xpath("//template")) > 0
