"""Addresses of other sites beside the paragraphs are put back; those of the site itself and menus are not."""

from collections.abc import Callable, Sequence

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.document import Block
from cleaners.rescue.addresses import rescue_addresses, rescue_linked_lists

Finder = Callable[[Sequence[Block], str], list[Block]]
URL = "https://news.example/2026/ferry"
ADDRESSES = ["https://harbour.example/plans/ferry-2026.pdf", "www.harbour.example", "(http://harbour.example/a?b=1)"]


def rescued(lines: str, *, probability: float = 0.1, kept: int = 2, find: Finder = rescue_addresses) -> list[str]:
    """Return the rescued texts of a page whose first blocks are body and whose other blocks the models removed."""
    story = "<p>The ferry came at noon.</p><p>The plans are here.</p>"
    blocks = split_tree(lxml.html.document_fromstring(f"<body><div>{story}{lines}</div></body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.99
        if position >= kept:
            block.signals.body = probability
            block.remove("main_content", "outside_body", "a test removed it")
    return [block.text for block in find(blocks, URL)]


def link(text: str, href: str = "https://harbour.example/plans") -> str:
    return f"<a href='{href}'>{text}</a>"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<ul><li>{}</li></ul>"])
def test_an_address_of_another_site_is_put_back(form: str, address: str) -> None:
    assert rescued(form.format(link(address))) == [address]


@pytest.mark.parametrize(
    "line",
    [
        f"<p>{link('https://news.example/topics/ferries', 'https://news.example/topics/ferries')}</p>",
        f"<p>{link('https://news.example/topics/ferries', '/topics/ferries')}</p>",
        f"<p>{link('The plans of the harbour for 2026')}</p>",
        "<p>https://harbour.example/plans</p>",
        f"<section><p>{link('www.harbour.example')}</p></section>",
        f"<p>One.</p><p>Two.</p><p>{link('www.harbour.example')}</p>",
    ],
    ids=["own site", "own site, relative", "headline", "no link", "other container", "far below"],
)
def test_lines_without_a_nearby_address_of_another_site_are_not_put_back(line: str) -> None:
    assert rescued(line) == []


def test_an_address_that_the_models_rule_out_is_not_put_back() -> None:
    assert rescued(f"<p>{link('www.harbour.example')}</p>", probability=0.01) == []


def items(*links: str) -> str:
    return f"<ul>{''.join(f'<li>{one}</li>' for one in links)}</ul>"


SOURCES = (link("Plans of the harbour for 2026"), link("Report of the county"), link("Tables of the tides"))


def rescued_lists(lines: str, probability: float = 0.1) -> list[str]:
    return rescued(lines, probability=probability, find=rescue_linked_lists)


def test_a_list_of_links_to_other_sites_in_the_story_is_put_back() -> None:
    assert len(rescued_lists(items(*SOURCES))) == len(SOURCES)


@pytest.mark.parametrize(
    "lines",
    [
        items(*SOURCES, link("More on ferries", "/topics/ferries")),
        items(*SOURCES[:2]),
        items(*(f"{one}<img src='/a.jpg'>" for one in SOURCES)),
        items(*(one.replace("<a", "<a rel='nofollow sponsored'") for one in SOURCES)),
        items(*(one.replace("plans'", "share?u=https%3A%2F%2Fnews.example%2F'") for one in SOURCES)),
        items(*(link(name, f"https://www.{name.lower()}.example/us") for name in ("Lens", "Chat", "Video"))),
        items(*SOURCES, "Ask at the office"),
        f"<section>{items(*SOURCES)}</section>",
        f"<p>One.</p><p>Two.</p>{items(*SOURCES)}",
    ],
    ids=["own site", "two", "cards", "paid", "share", "networks", "no link", "other container", "far below"],
)
def test_lists_with_other_links_or_in_other_places_are_not_put_back(lines: str) -> None:
    assert rescued_lists(lines) == []


def test_a_list_that_the_models_rule_out_is_not_put_back() -> None:
    assert rescued_lists(items(*SOURCES), probability=0.01) == []


def test_a_list_of_sources_between_paragraphs_is_put_back_with_its_heading() -> None:
    html = f"<div><p>The ferry came.</p><h3>Sources</h3>{items(*SOURCES)}<p>It left at noon.</p></div>"
    blocks = split_tree(lxml.html.document_fromstring(f"<body>{html}</body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.02 if block.type == "list_item" else 0.3
        if block.type != "paragraph":
            block.remove("main_content", "outside_body", "a test removed it")
    assert rescue_linked_lists(blocks, URL)[0].text == "Sources"
    assert len(rescue_linked_lists(blocks, URL)) == 1 + len(SOURCES)


def test_a_list_of_links_below_the_story_is_put_back_if_its_last_line_announces_it() -> None:
    books = "".join(f"<li>{link(name)}</li>" for name in ("The Wreck", "A Cornish Kitchen", "Granite and Gorse"))
    lines = f"<p>{{}}</p><ul>{books}</ul>"
    found = rescued(lines.format("These books can be read online:"), probability=0.02, kept=3, find=rescue_linked_lists)
    assert found == ["The Wreck", "A Cornish Kitchen", "Granite and Gorse"]
    other = lines.format("These books can be read online.")
    assert rescued(other, probability=0.02, kept=3, find=rescue_linked_lists) == []
