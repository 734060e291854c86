"""Sections and further pages are recognised in any language and markup, and traps are not."""

from __future__ import annotations

import pytest

from crawler.sources.readers.pages.front_page import read_front_page

SITE = "https://paper.example"
MANY = "".join(f'<a href="/find?q={number}">{number}</a>' for number in range(20))  # more than a door has
STORY = "A long report on what the council decided about the bridge"
MANY = "".join(f'<a href="/find?q={number}">{number}</a>' for number in range(20))  # more than on an entrance


def sections(body: str, url: str = f"{SITE}/") -> list[str]:
    return [found.removeprefix(SITE) for found in read_front_page(body, url).sections]


def next_page(body: str, url: str, page: int = 1) -> str | None:
    found = read_front_page(f"<body>{body}</body>", SITE + url, page=page).next_page
    return found.removeprefix(SITE) if found else None


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/politics/", "Politics"),
        ("/en/politics", "Politics"),
        ("/rubrik/lokales", "Lokales"),
        ("/category/world-news/", "World News"),
        ("/section/12", "Stadt"),
        ("/ressort/kultur.html", "Kultur"),
        ("/index.php?rubrik=3", "Stadt"),
        ("/?cat=7", "Town"),
        ("/politics?page=1", "Politics"),
        ("/nachrichten/stadt?seite=1", "Stadt"),
        ("/政治/", "政治"),
        ("/tag/2026-11-20", "20"),
        ("https://sport.paper.example/", "Sport"),
        ("/about/news/", "News"),
    ],
)
def test_links_of_the_navigation_that_lead_to_lists_are_sections(href: str, text: str) -> None:
    assert sections(f'<nav><a href="{href}">{text}</a></nav>') != []


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/login", "Log in"),
        ("/tag/rain", "Rain"),
        ("/author/ada-miller", "Ada Miller"),
        ("/suche", "Suche"),
        ("/politics/9999/11/25/", "25"),
        ("/tag/2026/", "2026"),
        ("/politics/?sort=new", "Newest"),
        ("/politics/?page=7", "7"),
        ("/login?step=1", "Log in"),
        ("/search?section=all", "All"),
        ("https://shop.paper.example/", "Shop"),
        ("https://other.example/politics/", "Politics"),
        ("/politics/council-decides-about-the-bridge", STORY),
        ("/category/", "All sections"),
        ("/paper.pdf", "Paper"),
        ("/", "Home"),
        ("/about/contact/", "Contact"),
    ],
)
def test_links_to_other_pages_are_not_sections(href: str, text: str) -> None:
    assert sections(f'<nav><a href="{href}">{text}</a></nav>') == []


def test_the_latest_lists_by_date_come_after_the_other_sections() -> None:
    months = "".join(
        f'<li><a href="/{year}/{month:02}/">{month}/{year}</a>' for year in (2024, 2025) for month in range(1, 13)
    )
    found = sections(f'<aside>{months}</aside><nav><a href="/politics/">Politics</a></nav>')
    assert found == ["/politics/", *(f"/2025/{month:02}/" for month in range(12, 0, -1))]


@pytest.mark.parametrize("href", ["/archive/", "/city/archiv.html", "/%D0%B0%D1%80%D1%85%D0%B8%D0%B2"])
def test_the_archive_is_a_section_wherever_its_link_is(href: str) -> None:
    assert sections(f'<footer><a href="{href}">Older</a> <a href="/fleet/">Fleet</a></footer>' + MANY) == [href]


@pytest.mark.parametrize("href", ["/2025/11/20/", "/archive/2025-11-20.html", "/?m=202511", "/archiv?datum=2025-11-20"])
def test_a_list_by_date_is_not_an_article(href: str) -> None:
    page = read_front_page(f'<p><a href="{href}">20. November 2025</a></p>', f"{SITE}/")
    assert [link.score for link in page.articles] == [0.0]
    assert page.sections == [SITE + href]


def test_a_label_outside_the_navigation_is_a_section_if_stories_are_below_its_address() -> None:
    story = f'<h2><a href="/stadt/der-rat-beschliesst-eine-bruecke-12345">{STORY}</a></h2>'
    assert sections(f'<p><a href="/stadt">Stadt</a></p><p><a href="/wetterkarte">Karte</a></p>{story}') == ["/stadt"]


@pytest.mark.parametrize(
    ("link", "url", "page", "expected"),
    [
        ('<a href="/city/?page=2">2</a>', "/city/", 1, "/city/?page=2"),
        ('<a href="/city/seite/2/">weiter</a>', "/city/", 1, "/city/seite/2/"),
        ('<a href="/city/page/3/">Older posts</a>', "/city/page/2/", 2, "/city/page/3/"),
        ('<a href="?start=20">2</a>', "/city/", 1, "/city/?start=20"),
        ('<a href="?start=20">More from the city</a>', "/city/", 1, "/city/?start=20"),
        (f'{MANY}<a href="/city/?page=1">suivant ›</a>', "/city/", 1, "/city/?page=1"),
        ('<a href="?page=2">››</a><a href="?page=9">fin »</a>', "/city/?page=1", 2, "/city/?page=2"),
        ('<a href="?page=1">‹ précédent</a>', "/city/?page=2", 3, None),
        ('<a class="pager-older-link" href="/find?max=2026-11-28T10">Antiguas</a>', "/", 1, "/find?max=2026-11-28T10"),
        ('<select><option value="2">2</select>', "/city/", 1, None),
        ('<a href="/poll?vote=2">Option 2</a>', "/", 1, None),
        ('<a href="/city-2.html">&raquo;</a>', "/city.html", 1, "/city-2.html"),
        ('<a href="/شهر/2">۲</a>', "/%D8%B4%D9%87%D8%B1", 1, "/%D8%B4%D9%87%D8%B1/2"),
        ('<a rel="nofollow next" href="/city/?before=2026-11-01">Ältere</a>', "/city/", 1, "/city/?before=2026-11-01"),
        ('<a href="/?cat=5&amp;paged=2">2</a>', "/?cat=5", 1, "/?cat=5&paged=2"),
        ('<a href="/city/?before=1764000000&amp;n=3">Ältere</a>', "/city/", 1, "/city/?before=1764000000&n=3"),
        ('<a href="?after=9">Neuere</a><a href="?before=7">Ältere</a>', "/city/?before=8", 2, "/city/?before=7"),
        ('<a href="?lastname=a">Names</a><a href="/find?after=7">Find</a>', "/city/", 1, None),
        (f'<a href="?after=9">{STORY}</a>', "/city/", 1, None),
        ('<a href="/city/?page=3">3</a><a href="/city/?page=2">2</a>', "/city/", 1, "/city/?page=2"),
        ('<a href="/city/?page=1">1</a><a href="/city/?page=3">3</a>', "/city/?page=2", 2, "/city/?page=3"),
        ('<a href="/?cat=2">Town</a><a href="/?cat=1&amp;paged=2">More</a>', "/?cat=1", 1, "/?cat=1&paged=2"),
        ('<a href="/city/2026/11/2">2</a>', "/city/", 1, None),
        ('<a href="/city/2026/">2026</a>', "/city/", 1, None),
        ('<a href="/politics/?page=2">2</a>', "/city/", 1, None),
        ('<a href="/city/?page=1">Previous</a>', "/city/?page=2", 2, None),
        ('<a href="/city/?page=2&amp;session=81">2</a>', "/city/", 1, None),
        (f'<a href="/city/2">{STORY}</a>', "/city/", 1, None),
        ('<a rel="next" href="https://other.example/2">2</a>', "/city/", 1, None),
        ('<a rel="next" href="#">2</a>', "/city/", 1, None),
    ],
)
def test_the_next_page_of_a_list(link: str, url: str, page: int, expected: str | None) -> None:
    assert next_page(link, url, page) == expected


def test_the_links_of_an_entrance_page_are_sections() -> None:
    links = ["/start", "/en", "/el/arxiki"]
    door = "".join(f'<p><a href="{link}">Enter</a></p>' for link in [*links, "/privacy", "https://other.example/start"])
    assert sections(door) == links
    assert sections(door + f'<h2><a href="/2026/03/04/the-council-decides-about-the-bridge">{STORY}</a></h2>') == []
    assert sections(door + "".join(f'<a href="/x{"x" * n}/y">More</a>' for n in range(30))) == []
