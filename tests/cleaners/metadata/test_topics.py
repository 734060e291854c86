"""Sections and tags, read from whole pages."""

import json

import pytest

from tests.cleaners.metadata.pages import ld, meta, read

H1 = "<h1>The bridge opens in spring</h1>"
ARTICLE = ld(articleSection=None, keywords=None, headline="The bridge opens in spring")


def _trail(*steps: tuple[str, str]) -> str:
    items = [{"@type": "ListItem", "position": n, "name": s[0], "item": s[1]} for n, s in enumerate(steps, 1)]
    data = json.dumps({"@type": "BreadcrumbList", "itemListElement": items})
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    "trail",
    [
        _trail(("Home", "https://www.daily.example/"), ("Local", "/local"), ("The bridge opens in spring", "")),
        _trail(("Local", "https://www.daily.example/local"), ("The bridge opens in spring", "")),
        _trail(("Startseite", "https://www.daily.example/start/"), ("Local", "/local")),
    ],
)
def test_the_breadcrumb_of_json_ld_gives_the_section(trail: str) -> None:
    assert read(ARTICLE + trail, H1).section == "Local"


@pytest.mark.parametrize(
    "trail",
    [
        "<nav class='breadcrumb'><a href='/'>Home</a> <a href='/l'>Local</a> The bridge opens in spring</nav>",
        "<nav aria-label='Breadcrumb'><a href='/'>Home</a> <a href='/l'>Local</a></nav>",
        "<ol itemscope itemtype='https://schema.org/BreadcrumbList'><a href='/de/'>S</a> <a href='/l'>Local</a></ol>",
    ],
)
def test_a_visible_breadcrumb_gives_the_section(trail: str) -> None:
    assert read(ARTICLE, trail + H1).section == "Local"


@pytest.mark.parametrize("section", ["Uncategorized", "Non classé", "Без рубрики", "https://www.daily.example/local"])
def test_defaults_and_addresses_are_not_a_section(section: str) -> None:
    assert read(ARTICLE + meta(article__section=section), H1).section is None


def test_a_lone_front_page_is_not_a_section() -> None:
    assert read(ARTICLE + _trail(("Accueil", "https://www.daily.example/accueil")), H1).section is None


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<p>Tags: <a rel='tag' href='/t/1'>Ferry</a>, <a rel='tag' href='/t/2'>Harbour</a></p>", ["Ferry", "Harbour"]),
        (
            "<ul class='tags'><li><a href='/t/1'>Fähre</a></li><li><a href='/t/2'>Hafen</a></li></ul>",
            ["Fähre", "Hafen"],
        ),
        ("<p><a rel='category tag' href='/c/1'>News</a></p>", []),
        ("<div class='tags-of-the-day'><p>" + "Long text. " * 80 + "</p><a href='/x'>Link</a></div>", []),
    ],
)
def test_visible_tags_are_read(body: str, tags: list[str]) -> None:
    assert read(ARTICLE, H1 + body).tags == tags


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("フェリー、港", ["フェリー", "港"]),
        ("渡轮 海港", ["渡轮", "海港"]),
        ("tag:ferry, tag:harbour", ["ferry", "harbour"]),
        ("#ferry, #harbour", ["ferry", "harbour"]),
        ("The bridge opens in spring", []),
        ("river bridge", ["river bridge"]),
    ],
)
def test_keywords_are_split_and_cleaned(keywords: str, tags: list[str]) -> None:
    assert read(ARTICLE + f"<meta name='keywords' content='{keywords}'>", H1).tags == tags
