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


@pytest.mark.parametrize(
    ("written", "link", "section"),
    [
        ("local", "Local", "Local"),
        ("kaernten", "<span>Kärnten</span>", "Kärnten"),
        ("world-news", "World news", "World news"),
        ("local", "LOCAL", "local"),
        ("local", "Locals", "local"),
        ("World,Politics", "Politics", "World"),
        ("Echo / Home / Garden", "Garden", "Garden"),
        ("Arts, Books", "Arts", "Arts, Books"),
        ("政治", "Politics", "政治"),
    ],
)
def test_a_section_is_written_as_the_page_shows_it(written: str, link: str, section: str) -> None:
    assert read(ARTICLE + meta(article__section=written), f"<a href='/l'>{link}</a>{H1}").section == section


@pytest.mark.parametrize(
    "section", ["tags", "Uncategorized", "Non classé", "Без рубрики", "https://www.daily.example/local"]
)
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


@pytest.mark.parametrize(
    "link",
    [
        "<p><a rel='category tag' href='/c/1'>Local</a></p>",
        "<div class='entry-footer'><a rel='category' href='/c/1'>Local</a></div>",
        "<div itemscope itemtype='https://schema.org/Article'><a itemprop='genre' href='/c/1'>Local</a></div>",
    ],
)
def test_a_link_to_a_category_gives_the_section(link: str) -> None:
    sidebar = "<div class='sidebar'><a rel='category tag' href='/c/2'>Sport</a></div>"
    assert read(ARTICLE, sidebar + H1 + link).section == "Local"


@pytest.mark.parametrize("footer", ["<footer>{}</footer>", "<div class='post-footer'>{}</div>"])
def test_the_footer_of_the_article_has_tags(footer: str) -> None:
    own = footer.format("<a rel='tag' href='/t/1'>Ferry</a>")
    assert read(ARTICLE, f"<article>{H1}{own}</article>").tags == ["Ferry"]


def test_the_footer_of_the_page_has_no_tags() -> None:
    page = f"<article>{H1}<p>Text.</p></article><footer><a rel='tag' href='/t/1'>Ferry</a></footer>"
    assert read(ARTICLE, page).tags == []


def test_a_tag_that_is_given_twice_keeps_its_first_place() -> None:
    assert read(ld(keywords=["Ferry", "Harbour", "ferry"]), H1).tags == ["Ferry", "Harbour"]


def test_a_mark_before_the_section_is_cut_off() -> None:
    assert read(ARTICLE + meta(article__section="› Local"), H1).section == "Local"


def test_a_footer_whose_class_says_entry_is_that_of_the_article() -> None:
    footer = "<footer class='entry-footer'><a rel='tag' href='/t/1'>Ferry</a></footer>"
    assert read(ARTICLE, f"<div>{H1}<p>Text.</p>{footer}</div>").tags == ["Ferry"]


def test_the_subjects_of_a_catalogue_are_tags_of_a_page_without_others() -> None:
    subjects = "<meta name='DC.Subject' content='sea; ferries'>"
    assert read(subjects).tags == ["sea", "ferries"]
    assert read(subjects + "<meta name='keywords' content='ice'>").tags == ["ice"]


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        (["sections/local", "topic/ferries & quays", "organization/port"], ["ferries & quays", "port"]),
        (["NLP Category: Politics", "Category: News", "Ferries"], ["Politics", "Ferries"]),
        (["ferries", "quays", "ferries,quays"], ["ferries", "quays"]),
        (["ferries", "_commerce", "AC/DC"], ["ferries", "AC/DC"]),
        ("Business, Finance, & Economics", ["Business, Finance, & Economics"]),
        ("bridges, ferries and quays", ["bridges", "ferries and quays"]),
    ],
)
def test_what_systems_add_to_tags_is_left_out(keywords: object, tags: list[str]) -> None:
    assert read(ld(keywords=keywords), H1).tags == tags
