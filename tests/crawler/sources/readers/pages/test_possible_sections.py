"""Links that may lead to lists are told from articles, services and other pages of the same list."""

from __future__ import annotations

import pytest

from crawler.sources.readers.pages.front_page import read_front_page, read_json_page

SITE = "https://paper.example"
STORY = '<h3><a href="/2026/03/harbour-wall-to-be-rebuilt">The harbour wall is to be rebuilt this year</a></h3>'
MANY = "".join(
    f'<a href="/find?q={number}">{number}</a>' for number in range(20)
)  # more than a page has that only leads into a site


def possible(body: str, path: str = "/") -> list[str]:
    found = read_front_page(f"<body>{STORY}{MANY}{body}</body>", SITE + path).possible_sections
    return [address.removeprefix(SITE) for address in found]


@pytest.mark.parametrize(
    "link",
    [
        '<h2><a href="/city?page=1">City news and politics</a></h2>',
        '<nav><a href="/issue/412">Issue 412</a></nav>',
        '<nav><a href="/index.php?option=com_content&amp;view=category&amp;id=7">Harbour</a></nav>',
        '<nav><a href="/?option=com_content&amp;view=category&amp;layout=blog&amp;id=7&amp;Itemid=5">Harbour</a></nav>',
        '<footer><a href="/sitemap">Sitemap</a></footer>',
        '<a href="/topic/harbour">#harbour</a>',
        '<select><option value="/regions/north">North</option></select>',
        '<iframe src="/box/latest"></iframe>',
        '<object data="/box/latest" type="text/html"></object>',
        '<embed src="/box/latest">',
        '<esi:include src="/box/latest"/>',
        '<!--#include virtual="/box/latest" -->',
        '<!-- #include file="latest.shtml"-->',
        '<link rel="archives" href="/older.html">',
        '<nav><a href="/foto/">Galerie</a></nav>',
        '<nav><a href="/presse/">Medien</a></nav>',
        '<a href="/about-us/announcements/">Announcements</a>',
        '<ul class="menu"><li><a href="/boletines">Boletines</a></li></ul>',
        '<nav><a href="/pogoda/">Pogoda</a></nav>',
        '<nav><a href="/topics/112/">112</a></nav>',
        '<p><a href="https://opinion.paper.example/">Opinion</a></p>',
        '<form action="/archive"><select name="day"><option value="2026-11-24">24 November</select></form>',
        '<link rel="alternate" hreflang="fr" href="/fr/">',
        '<map><area href="/county/north" alt="North"></map>',
        '<div data-endpoint="/items?start=0"></div>',
        '<a href="#c" data-remote="/tab/culture">Culture</a>',
    ],
)
def test_a_link_whose_kind_is_uncertain_may_lead_to_a_list(link: str) -> None:
    assert len(possible(link)) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<nav><a href="/login">Log in</a></nav>',
        '<nav><a href="/?page=7">7</a></nav>',
        '<a href="/?page=9">Last page</a>',
        '<a href="/share?u=/2026/03/harbour-wall">Share</a>',
        '<a href="/wiki?title=Main&amp;action=edit">Edit</a>',
        '<a rel="nofollow" href="/vote">Vote</a>',
        '<a href="/poll?vote=2">Yes</a>',
        '<a href="https://m.paper.example/">Mobile site</a>',
        '<link rel="alternate" hreflang="x-default" href="/start/">',
        '<form action="/find"><input name="q"><select name="day"><option value="2026-11-24">24</select></form>',
        '<nav><a href="/events?day=12">12</a></nav>',
        '<a href="/report.pdf">Report</a>',
        '<a href="https://other.example/city">City</a>',
        '<a href="/">Home</a>',
        '<a href="/empty"></a>',
        '<div data-ad-unit-path="/4711/paper/home"></div>',
        '<a href="/foto/">Galerie</a>',
        '<nav><a href="/foto/login">Galerie</a></nav>',
        '<nav><a href="/about-us/contact/">Contact</a></nav>',
        '<!-- include virtual="/box/latest" -->',
    ],
)
def test_a_link_to_a_service_or_another_page_of_the_list_does_not(link: str) -> None:
    assert possible(link) == []


def test_the_navigation_comes_first_and_tags_last() -> None:
    links = (
        '<a href="/tag/rail">rail</a><footer><a href="/older">Older</a></footer><nav><a href="/issue/4">No. 4</a></nav>'
    )
    assert possible(links) == ["/issue/4", "/older", "/tag/rail"]


@pytest.mark.parametrize("text", ["Read more", ""])
def test_a_button_that_many_cards_share_has_the_headlines_of_its_cards(text: str) -> None:
    cards = "".join(
        f'<div><h3>A headline about the harbour, part {number}</h3><a href="/entry/{number}">{text}</a></div>'
        for number in range(3)
    )
    links = {link.url: link for link in read_front_page(f"<body>{cards}</body>", f"{SITE}/").articles}
    assert [link.title for link in links.values()] == [f"A headline about the harbour, part {n}" for n in range(3)]
    assert all(link.score >= 0.5 for link in links.values())


@pytest.mark.parametrize("between", ["", "</dl><dl>"])
def test_a_button_in_a_description_has_the_term_as_headline(between: str) -> None:
    items = between.join(
        f'<dt>A headline about the harbour, part {number}</dt><dd>Lead</dd><dd><a href="/entry/{number}">More</a></dd>'
        for number in range(3)
    )
    articles = read_front_page(f"<main><dl>{items}</dl></main>", f"{SITE}/").articles
    assert [link.title for link in articles] == [f"A headline about the harbour, part {n}" for n in range(3)]


def test_a_button_beside_a_headline_that_leads_elsewhere_has_its_own_text() -> None:
    cards = "".join(
        f'<div><h3><a href="/2026/{n}">A headline about the harbour, part {n}</a></h3><a href="/{n}/all">All</a></div>'
        for n in range(3)
    )
    links = {link.url: link.title for link in read_front_page(f"<body>{cards}</body>", f"{SITE}/").articles}
    assert links[f"{SITE}/0/all"] == "All"


@pytest.mark.parametrize(
    "named",
    ['"next": "/api?cursor=2"', '"links": {"next": {"href": "/api?cursor=2"}}', '"next_page_url": "/api?cursor=2"'],
)
def test_json_names_its_next_page(named: str) -> None:
    body = f'{{"items": [{{"title": "The harbour wall", "url": "/2026/03/harbour-wall"}}], {named}}}'
    assert read_json_page(body.encode(), f"{SITE}/api").next_page == f"{SITE}/api?cursor=2"


@pytest.mark.parametrize(
    ("head", "is_article"),
    [
        ('<meta property="article:published_time" content="2026-03-04">', True),
        ('<script type="application/ld+json">{"@type": "NewsArticle"}</script>', True),
        ('<script type="application/ld+json">[{"@type": "NewsArticle"}, {"@type": "NewsArticle"}]</script>', False),
        ('<meta property="og:type" content="article">', False),
    ],
)
def test_a_page_declares_itself_to_be_an_article(head: str, is_article: bool) -> None:
    page = f"<html><head>{head}</head><body><p>Text</p></body></html>"
    assert read_front_page(page, f"{SITE}/x").is_article is is_article


def test_the_address_in_the_data_of_a_list_is_not_that_of_an_article() -> None:
    rows = "".join(f"<h3><a href='/2026/{n}'>A headline about the harbour, part {n}</a></h3>" for n in range(4))
    listing = read_front_page(f'<body><div data-rest="/list/2">{rows}</div></body>', f"{SITE}/")
    assert listing.next_page == f"{SITE}/list/2"
    assert f"{SITE}/list/2" not in {link.url for link in listing.articles}


def test_a_link_in_the_navigation_and_the_footer_is_not_among_the_articles() -> None:
    link = '<a href="/info/team">The people behind the paper</a>'
    listing = read_front_page(f"<body>{STORY}<nav>{link}</nav><footer>{link}</footer></body>", f"{SITE}/")
    assert {item.url: item.score >= 0.5 for item in listing.articles}[f"{SITE}/info/team"] is False


@pytest.mark.parametrize(
    ("path", "link", "following"),
    [
        ("/", '<a href="/index2.htm">2</a><a href="/index3.htm">3</a>', "/index2.htm"),
        ("/desk/list?n=2", '<a href="/desk/list?n=3">Next</a>', "/desk/list?n=3"),
        ("/", '<ul data-rest="/list/2"></ul>', "/list/2"),
        ("/", '<a href="/2.html">Part 2</a>', None),
    ],
)
def test_the_number_of_the_next_page_may_stand_anywhere(path: str, link: str, following: str | None) -> None:
    found = read_front_page(f"<body>{STORY}{link}</body>", SITE + path).next_page
    assert found == (following and SITE + following)


def test_the_pages_of_a_newspaper_that_stand_on_a_page_without_articles_may_all_be_lists() -> None:
    pages = "".join(f'<a href="/issue/p{number}">Page {number}</a>' for number in (1, 2, 3))
    found = read_front_page(f"<body>{pages}</body>", f"{SITE}/issue/")
    assert [f"{SITE}/issue/p{number}" for number in (1, 2, 3)] == sorted([*found.sections, *found.possible_sections])
