"""Entries of data that have only a slug are articles if links on the page show how the site composes addresses."""

from __future__ import annotations

import json

import pytest

from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.readers.pages.front_page import read_front_page

URL = "https://paper.example/"
SLUGS = [f"rowers-win-the-cup-on-day-{number}" for number in range(6)]


def found(forms: list[str], entries: list[dict[str, str]]) -> list[str]:
    """Return the articles of a page with a link for each form and slug, and with data."""
    links = "".join(
        f'<h2><a href="{form.replace("SLUG", slug)}">Rowers win the cup again</a></h2>'
        for form, slug in zip(forms, SLUGS, strict=False)
    )
    data = f'<script type="application/json">{json.dumps({"stories": entries})}</script>'
    listing = read_front_page(f"<body><main>{links}</main>{data}</body>", URL)
    return [link.url.removeprefix(URL) for link in listing.articles if link.score >= ARTICLE_THRESHOLD]


ENTRIES = [{"slug": slug, "title": "Rowers win the cup again today"} for slug in SLUGS]


@pytest.mark.parametrize("form", ["/sport/SLUG", "/sport/2026/SLUG.html", "/sport/SLUG/", "/en/sport/SLUG?from=front"])
@pytest.mark.parametrize("count", [2, 5])
def test_links_show_the_form_of_the_addresses_in_data(form: str, count: int) -> None:
    assert sorted(found([form] * count, ENTRIES)) == [form[1:].replace("SLUG", slug) for slug in SLUGS]


@pytest.mark.parametrize(
    ("forms", "entries"),
    [
        (["/sport/SLUG"], ENTRIES),  # one link may be a coincidence
        (["/sport/SLUG", "/city/SLUG"], ENTRIES),
        (["/sport/SLUG"] * 2, [{"slug": slug} for slug in SLUGS]),  # may be sections or tags
        (["/sport/SLUG"] * 2, [{"slug": f"../{slug}", "title": "Rowers win the cup"} for slug in SLUGS]),
    ],
)
def test_nothing_is_composed_without_evidence(forms: list[str], entries: list[dict[str, str]]) -> None:
    assert len(found(forms, entries)) == len(forms)


def with_sections(section: object, key: str = "section") -> list[dict[str, object]]:
    """Return entries whose section is the given value, with one of three names in place of NAME."""
    names = ("city", "sport", "news/farm")
    return [
        {**entry, key: json.loads(json.dumps(section).replace("NAME", names[number % 3]))}
        for number, entry in enumerate(ENTRIES)
    ]


SECTIONED = [f"{('city', 'sport', 'news/farm')[number % 3]}/{slug}" for number, slug in enumerate(SLUGS)]


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("NAME", "section"),
        ("/NAME/", "bereich"),
        ("https://paper.example/NAME/", "sectionUrl"),
        ({"slug": "NAME", "title": "City"}, "category"),
        ([{"term": {"slug": "NAME"}}], "categories"),
        ({"url": "/NAME/", "title": "The name"}, "section"),
    ],
)
@pytest.mark.parametrize("ending", ["", "/", ".html", "?from=front"])
def test_the_section_of_an_address_may_stand_in_another_field(section: object, key: str, ending: str) -> None:
    forms = [f"/{each.rpartition('/')[0]}/SLUG{ending}" for each in SECTIONED]
    expected = sorted(f"{each}{ending}" for each in SECTIONED)
    assert sorted(found(forms[:3], with_sections(section, key))) == expected


def test_linked_sections_show_the_form_of_addresses_if_no_article_is_linked() -> None:
    forms = ["/city/", "/sport/", "/news/farm/"]
    assert sorted(found(forms, with_sections({"slug": "NAME"}))) == sorted(
        ["city/", "sport/", "news/farm/", *SECTIONED]
    )
    assert sorted(found(["/city/", "/sport/"], with_sections({"slug": "other"}))) == ["city/", "sport/"]


@pytest.mark.parametrize("form", ["/?slug=SLUG", "/read.php?lang=en&article=SLUG"])
def test_a_slug_may_stand_in_the_query(form: str) -> None:
    assert sorted(found([form] * 2, ENTRIES)) == sorted(form[1:].replace("SLUG", slug) for slug in SLUGS)
