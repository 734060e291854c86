"""Subtitle, section, tags and site name, read from whole pages."""

import json

import pytest

from tests.cleaners.metadata.pages import ld, meta, read


def test_a_marked_dek_is_the_subtitle_but_a_description_is_not() -> None:
    dek = "<h1>The bridge</h1><p class='article__dek'>After nine years the town can cross.</p>"
    assert read(body=dek).subtitle == "After nine years the town can cross."
    assert read(meta(description="After nine years the town can cross.")).subtitle is None


def test_the_section_is_read_from_the_breadcrumb_if_nothing_else_names_it() -> None:
    steps = [
        {"@type": "ListItem", "position": 1, "name": "Home"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "/city", "name": "City"}},
        {"@type": "ListItem", "position": 3, "name": "The bridge opens at last"},
    ]
    trail = json.dumps({"@type": "BreadcrumbList", "itemListElement": steps})
    head = ld(articleSection=None, headline="The bridge opens at last")
    assert read(f'{head}<script type="application/ld+json">{trail}</script>').section == "City"
    assert read(ld(articleSection=None)).section is None


def test_tags_exclude_the_site_name_and_ids() -> None:
    tags = ["The Daily", "bridge", "8f507083-bac4-423a-9015-2eb31e1bce50", "Bridge", "News", "123456", "2024"]
    assert read(ld(keywords=tags)).tags == ["bridge", "2024"]
    assert read(meta(keywords="bridge، river; town")).tags == ["bridge", "river", "town"]


def test_the_site_name_is_read_from_the_title_if_nothing_else_has_it() -> None:
    assert read("<title>The bridge opens | The Daily</title>", "<h1>The bridge opens</h1>").site_name == "The Daily"
    assert read("<title>The bridge opens</title>", "<h1>The bridge opens</h1>").site_name is None


@pytest.mark.parametrize(
    "line",
    [
        "Ada Berg | 5 March 2026, 10:20",
        "By Ada Berg and Bo Lind",
        "Journalist: Ada Berg",
        "Published on 5 March 2026, 10:20",
    ],
)
def test_a_byline_in_the_place_of_the_dek_is_not_the_subtitle(line: str) -> None:
    assert read(body=f"<h1>The bridge opens</h1><p class='subtitle'>{line}</p>").subtitle is None


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Traffic: The bridge opens at last", "The bridge opens at last"),
        ("Verkehr: „Die Brücke“ ist nach Jahren offen", "Die Brücke ist nach Jahren offen"),
        ("Circulation : le pont ouvre enfin au public", "Le pont ouvre enfin au public"),
    ],
)
def test_a_part_of_the_title_is_not_the_subtitle(title: str, part: str) -> None:
    assert read(ld(headline=title, alternativeHeadline=part), f"<h1>{title}</h1>").subtitle is None
    assert read(ld(headline=title, alternativeHeadline=part + " in May"), f"<h1>{title}</h1>").subtitle is not None


DEK = "Buses cross it from Monday on"
SHORT, LONG = "<p>By Ada Quill, 4 March</p>", "<div>Most read: the ferry, the quay, the fish market</div>" * 30


@pytest.mark.parametrize(
    ("body", "subtitle"),
    [
        (f"<h1>The bridge opens</h1>{SHORT}<h2 class='subtitle'>{DEK}</h2>", DEK),
        (f"<h1>The bridge opens</h1><script>{LONG}</script><h2 class='subtitle'>{DEK}</h2>", DEK),
        (f"<h2 class='subtitle'>{DEK}</h2><h1>The bridge opens</h1>", DEK),
        (f"<h1>The bridge opens</h1>{LONG}<div class='subtitle'>Do you want to leave the podcast?</div>", None),
        (f"<div class='subtitle'>A quick look at the weather</div>{LONG}<h1>The bridge opens</h1>", None),
        (f"<div class='sub-header'><h1>The bridge opens</h1>{SHORT}</div>", None),
    ],
)
def test_a_dek_stands_near_the_headline(body: str, subtitle: str | None) -> None:
    assert read(body=body).subtitle == subtitle


def test_the_heading_of_a_section_below_paragraphs_is_not_the_subtitle() -> None:
    heading, text = "<h2 class='article__subheading'>Buses cross it from Monday on</h2>", "The county opened it. " * 6
    assert read(body=f"<h1>The bridge opens</h1>{heading}<p>{text}</p>").subtitle == "Buses cross it from Monday on"
    assert read(body=f"<h1>The bridge opens</h1><p>{text}</p>{heading}").subtitle is None


def test_keywords_that_state_another_fact_are_not_tags() -> None:
    assert read(ld(keywords=["bridge", "section:news", "author: Ada Berg", "river"])).tags == ["bridge", "river"]


@pytest.mark.parametrize("bar", [" | ", "｜", "⎮", " ∣ ", " ❘ ", "丨"])
def test_any_bar_divides_headline_and_site(bar: str) -> None:
    title = f"<title>The bridge opens at last{bar}The Daily</title>"
    assert read(title + meta(og__site_name="The Daily"), "<h2>Other news</h2>").title == "The bridge opens at last"
