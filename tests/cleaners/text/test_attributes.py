"""Attributes beyond the limit are removed from a tag, and nothing else is changed."""

from __future__ import annotations

import pytest

from cleaners.text.attributes import MAX_ATTRIBUTES, limit_attributes

MANY = " ".join(f"a{number}=1" for number in range(3 * MAX_ATTRIBUTES))


def attributes_of(tag: str) -> int:
    return tag.count("=")


@pytest.mark.parametrize("name", ["p", "html", "img", "script", "style", "x-card", "SCRIPT", "script-x"])
def test_the_attributes_above_the_limit_are_removed(name: str) -> None:
    limited = limit_attributes(f"<i>before</i><{name} {MANY}>inside</{name}><b>after</b>")
    assert attributes_of(limited) == MAX_ATTRIBUTES
    assert limited.startswith(f"<i>before</i><{name} a0=1")
    assert limited.endswith(f">inside</{name}><b>after</b>")


def test_a_tag_that_never_ends_is_limited() -> None:
    assert attributes_of(limit_attributes(f"<p {MANY}")) <= MAX_ATTRIBUTES


@pytest.mark.parametrize(
    "text", ["<!-- <p x={} -->", "<script>if (a <b && '{}') run()</script>", "<style>a <b {}</style>"]
)
def test_comments_scripts_and_styles_keep_their_text(text: str) -> None:
    kept = text.format(MANY)
    limited = limit_attributes(f"{kept}<p {MANY}>end")
    assert limited.startswith(kept)
    assert attributes_of(limited.removeprefix(kept)) == MAX_ATTRIBUTES


@pytest.mark.parametrize("comment", ["<!-- text --!>", "<!-->", "<!--->", "<!-- text -->"])
def test_a_comment_ends_where_parsers_end_it(comment: str) -> None:
    assert attributes_of(limit_attributes(f"{comment}<p {MANY}>end")) == MAX_ATTRIBUTES


def test_ordinary_markup_is_returned_unchanged() -> None:
    page = f"<p {' '.join(f'a{number}=1' for number in range(MAX_ATTRIBUTES - 1))}>text</p>"
    assert limit_attributes(page) == page
