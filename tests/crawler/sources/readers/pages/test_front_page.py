import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.readers.pages.front_page import MAX_LINKS, read_front_page
from crawler.sources.source import ListingError, Source

URL = "https://www.paper.example/"

ENGLISH = """<!doctype html><html><head>
<link rel="alternate" type="application/rss+xml" title="Paper" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="Paper - Comments Feed" href="/comments/feed/">
<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
<link rel="alternate" hreflang="de" href="/de/"></head><body>
<header><a href="/"><img alt="The Paper" src="l.png"></a><nav><ul>
<li><a href="/news">News</a></li><li><a href="/news/politics">Politics</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/video">Video</a></li>
<li><a href="/about-us">About us</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav>
</header>
<main><article><a href="/news/politics/harbour-vote-ends-in-a-tie-2041177"><img alt="Harbour"></a>
<h2><a href="/news/politics/harbour-vote-ends-in-a-tie-2041177?utm_source=home">Harbour vote ends in a tie</a></h2>
<a href="/author/ann-smith">Ann Smith</a><a href="/news/politics/harbour-vote-ends-in-a-tie-2041177#comments">12</a>
</article>
<div class="card"><a href="/sport/rowers-win-3041178"><h3>Rowers win</h3>
<p>They were quick, and it was close until the end.</p></a></div>
<a href="https://elsewhere.example/news/a-story-of-another-paper-12345">A story of another paper, told by us</a>
<a href="https://www.facebook.com/thepaper">Facebook</a><a href="/paper.pdf">Today's paper as a file to print</a>
<a href="mailto:desk@paper.example">Mail</a><a href="javascript:void(0)">More</a><a href="#top">Top</a>
<aside><ol><li><a href="/business/mill-to-close-in-the-spring-2041100">Mill to close in the spring</a></li></ol>
</aside></main>
<footer><a href="/privacy-policy">Privacy policy</a>
<a href="/terms-and-conditions-of-use-and-sale">Terms and conditions of use and sale</a>
<a href="/rss/world.xml">RSS</a></footer></body></html>"""

RUSSIAN = """<html><head><meta charset="windows-1251"></head><body><div class="menu"><a href="/politika/">Политика</a>
<a href="/o-nas/">О нас</a></div><div class="news">
<a href="/news/2026/03/03/48211.html">Совет договорился о новом мосте</a>
<a href="/politika/most-4822.html">Мост откроют в мае, обещает мэр города</a></div></body></html>"""

JAPANESE = """<html><body><nav><a href="/politics/">政治</a><a href="/sports/">スポーツ</a></nav><ul>
<li><a href="/articles/ASX3F4445X1F.html">市議会が新しい橋の建設に合意、来春に着工へ</a></li>
<li><a href="/a/?id=20481">港の祭りに三万人、雨のなか花火も</a></li></ul></body></html>"""

GERMAN = """<html><body><div id="hauptnavigation" class="navigation"><a href="/politik">Politik</a>
<a href="/thema/bruecken">Brücken</a></div>
<section><h3><a href="/lokales/rat-einigt-sich-auf-neue-bruecke-id88123.html">
Rat einigt sich</a></h3><a href="/lokales/rat-einigt-sich-auf-neue-bruecke-id88123.html">mehr</a></section>
<section><h3><a href="/plus411200/Der-Fluss-steigt.html">Der Fluss steigt</a></h3></section>
<div class="footer"><a href="/impressum">Impressum</a><a href="/agb">AGB</a></div></body></html>"""


def articles(body: bytes | str, url: str = URL, source: Source | None = None) -> list[str]:
    links = read_front_page(body, url, source).articles
    return [link.url.removeprefix("https://www.paper.example") for link in links if link.score >= ARTICLE_THRESHOLD]


def test_english_front_page_in_page_order():
    assert articles(ENGLISH) == [
        "/news/politics/harbour-vote-ends-in-a-tie-2041177",
        "/sport/rowers-win-3041178",
        "/business/mill-to-close-in-the-spring-2041100",
    ]


def test_address_with_several_links_takes_the_best_text():
    titles = {link.url.rsplit("/", 1)[1]: link.title for link in read_front_page(ENGLISH, URL).articles}
    assert titles["harbour-vote-ends-in-a-tie-2041177"] == "Harbour vote ends in a tie"
    assert titles["rowers-win-3041178"] == "Rowers win"


def test_feeds_are_declared_and_linked_ones_without_comments_and_oembed():
    assert read_front_page(ENGLISH, URL).listings == [
        "https://www.paper.example/feed/",
        "https://www.paper.example/rss/world.xml",
    ]


def test_other_sites_are_kept_with_the_reason_files_and_social_networks_are_not():
    links = {link.url: link for link in read_front_page(ENGLISH, URL).articles}
    assert links["https://elsewhere.example/news/a-story-of-another-paper-12345"].reasons == ("other_site",)
    assert not any("facebook" in url or url.endswith(".pdf") for url in links)


def test_russian_front_page_in_windows_1251():
    body = RUSSIAN.encode("windows-1251")
    assert articles(body) == ["/news/2026/03/03/48211.html", "/politika/most-4822.html"]
    assert "Совет договорился о новом мосте" in {link.title for link in read_front_page(body, URL).articles}


def test_japanese_front_page():
    assert articles(JAPANESE) == ["/articles/ASX3F4445X1F.html", "/a/?id=20481"]


def test_german_front_page():
    assert articles(GERMAN) == [
        "/lokales/rat-einigt-sich-auf-neue-bruecke-id88123.html",
        "/plus411200/Der-Fluss-steigt.html",
    ]


def test_sections_come_from_the_navigation():
    assert read_front_page(ENGLISH, URL).sections == [
        "https://www.paper.example/news",
        "https://www.paper.example/news/politics",
        "https://www.paper.example/sport",
    ]
    assert read_front_page(GERMAN, URL).sections == ["https://www.paper.example/politik"]
    assert read_front_page(JAPANESE, URL).sections == [
        "https://www.paper.example/politics/",
        "https://www.paper.example/sports/",
    ]


def test_match_of_article_url_gives_the_full_score():
    source = Source(id="p", name="P", home=URL, article_url=re.compile("/sport$"), sections=(URL + "news",))
    assert "/sport" in articles(ENGLISH, source=source)
    links = read_front_page(ENGLISH, URL + "news", source).articles
    assert {link.found_by for link in links} == {"section"}


def test_base_element_is_kept():
    body = (
        '<base target="_top"><base href="/archive/">'
        '<h2><a href="council-agrees-on-a-bridge">Council agrees on a bridge</a></h2>'
    )
    assert articles(body) == ["/archive/council-agrees-on-a-bridge"]


def test_only_the_best_links_are_kept_beyond_the_bound():
    weak = "".join(f'<a href="/x{i}">x</a>' for i in range(3_000))
    strong = "".join(f'<a href="/city/story-of-the-day-{i}1234">Story of the day in town</a>' for i in range(500))
    links = read_front_page(weak + strong, URL).articles
    assert len(links) == MAX_LINKS
    assert sum(link.score >= ARTICLE_THRESHOLD for link in links) == 500


def test_links_of_one_kind_do_not_push_out_those_of_another():
    junk = "".join(
        f'<a href="/blog/2025/06/junk-entry-number-{i}">Junk entry number {i} of very many</a>' for i in range(3_000)
    )
    news = "".join(f'<a href="/news/2026/11/24/bridge-{i}-is-open-again">Bridge is open</a>' for i in range(20))
    links = read_front_page(junk + news, URL).articles
    assert len(links) == MAX_LINKS
    assert sum("/news/" in link.url for link in links) == 20


@pytest.mark.parametrize("wrapper", ["<div>", "<div class=a><span>", "<center>"])
def test_links_inside_thousands_of_elements_are_found(wrapper: str):
    body = wrapper * 8_000 + '<h2><a href="/city/council-agrees-on-a-bridge">Council agrees on a bridge</a></h2>'
    assert articles(body) == ["/city/council-agrees-on-a-bridge"]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + '<a href="/a">x</a>',
        '<a href="/a">' * 50_000,
        "".join(f'<a href="/a{i}" title="{"x" * 100}">' + "<b>" * 20 for i in range(5_000)),
        f'<a href="/{"a" * 1_000_000}">x</a>',
        f'<a href="/a">{"word " * 400_000}</a>',
    ],
    ids=["deep", "unclosed links", "nested", "long address", "long text"],
)
def test_hostile_pages_are_read_in_bounded_time(body):
    read_front_page(body, URL)


@pytest.mark.parametrize("body", [b"", b"no markup", "", b"\x1f\x8bgarbage", "<!-- x -->"])
def test_body_that_is_not_a_page_is_an_error_that_names_the_url(body):
    with pytest.raises(ListingError, match=URL):
        read_front_page(body, URL)


@given(st.binary() | st.text() | st.text().map(lambda noise: f'<html><a href="{noise}">{noise}</a>{noise}<'))
def test_any_bytes_give_a_listing_or_a_listing_error(body):
    with contextlib.suppress(ListingError):
        read_front_page(body, URL)


@pytest.mark.parametrize("text", ["RSS", "Atom feed", "(RSS 2.0)", "rss-feed"])
def test_a_link_to_an_xml_file_that_is_called_a_feed_is_a_feed(text: str) -> None:
    assert read_front_page(f'<a href="/all/stories.xml">{text}</a>', URL).listings == [URL + "all/stories.xml"]


@pytest.mark.parametrize("link", ['<a href="/help/rss">RSS', '<a href="/all.xml">RSS is back', '<a href="/a.xml">Map'])
def test_other_links_that_speak_of_feeds_are_not_feeds(link: str) -> None:
    assert [feed for feed in read_front_page(f"{link}</a>", URL).listings if feed.endswith(".xml")] == []


def test_links_after_early_end_tags_are_read() -> None:
    assert articles(ENGLISH.replace("</header>", "</header></body></html>")) == articles(ENGLISH)


def test_other_forms_of_a_page_in_json_may_be_feeds() -> None:
    page = '<link rel="alternate" type="application/json" href="/stories.json"><link type="application/json" href="/a">'
    assert read_front_page(f"{page}<p>News</p>", URL).possible_feeds == [URL + "stories.json"]


@pytest.mark.parametrize("others", [3, 0])
def test_a_link_that_asks_not_to_be_followed_is_not_an_article_unless_all_links_ask_that(others: int) -> None:
    links = "".join(
        f'<h2><a href="/2026/03/harbour-wall-part-{number}">Harbour wall</a></h2>' for number in range(others)
    )
    body = f'{links}<h2><a rel="nofollow" href="/2026/03/the-hidden-story">The hidden story</a></h2>'
    listing = read_front_page(f"<body>{body}</body>", "https://paper.example/")
    assert (listing.articles[-1].score < ARTICLE_THRESHOLD) is bool(others)


def test_a_link_to_the_next_page_of_the_list_is_not_an_article() -> None:
    listing = read_front_page('<body><a href="/by/hale?p=2">2</a></body>', "https://paper.example/by/hale")
    assert listing.next_page == "https://paper.example/by/hale?p=2"
    assert [link.score for link in listing.articles] == [0.0]
