"""Link headers are read as servers write them."""

import pytest

from cleaners.text.link_header import MAX_HEADERS, MAX_LINKS, HeaderLink, read_links

STORY = "https://www.example.org/story"


@pytest.mark.parametrize(
    "value",
    [
        f"<{STORY}>; rel=canonical",
        f'<{STORY}>; rel="canonical"',
        f"< {STORY} > ; REL='Canonical'",
        f'</style.css>; rel=preload; as="style, print", <{STORY}>; title="a; rel=next"; rel="canonical"',
        f'<{STORY}>;rel="shortlink canonical";type=text/html',
        f"<{STORY}>; rel=canonical; rel=next",
    ],
)
def test_the_relation_of_a_link_is_found(value: str) -> None:
    assert [link.address for link in read_links([value]) if "canonical" in link.relations] == [STORY]


def test_address_and_type_are_read() -> None:
    value = '</feed>; rel="alternate"; type="Application/RSS+XML"'
    assert list(read_links([value])) == [HeaderLink("/feed", frozenset({"alternate"}), "application/rss+xml")]


@pytest.mark.parametrize("value", ["", "</a", f"{STORY}; rel=canonical", "<>; rel=canonical", '<">' * 3_000])
def test_a_reference_other_than_a_link_is_left_out(value: str) -> None:
    assert not [link for link in read_links([value]) if link.relations]


def test_many_links_are_bounded() -> None:
    values = [", ".join(["</a>; rel=x"] * 1_000)] * 1_000
    assert len(list(read_links(values))) == MAX_HEADERS * MAX_LINKS
