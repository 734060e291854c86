from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from seeds.demo.gold import site_gold
from seeds.demo.newspaper import Newspaper, serve
from seeds.demo.site import Pages, Site, build_site
from seeds.demo.stories import load_stories, parse_body

BASE = "http://127.0.0.1:8765/"
NEWSPAPER = Path(__file__).parents[2] / "seeds" / "demo" / "newspaper.py"
STORIES = load_stories()
GOLD = {article["url"]: article for article in site_gold(BASE)}


@pytest.fixture(scope="module")
def pages() -> Pages:
    return build_site(BASE)


@pytest.fixture(scope="module")
def newspaper() -> Iterator[Newspaper]:
    with serve() as newspaper:
        yield newspaper


class Words(HTMLParser):
    """Collects the text that a reader sees and the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("script", "style")
        values = dict(attrs)
        self.text += [f" {values.get(name) or ''} " for name in ("aria-label", "placeholder", "value")]
        if tag == "a":
            self.links.append(values.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


def read(page: tuple[str, bytes]) -> Words:
    body = page[1]
    words = Words()
    words.feed(body.decode("windows-1252" if b"charset=windows-1252" in body else "utf-8"))
    return words


def visible_text(page: tuple[str, bytes]) -> str:
    return " ".join("".join(read(page).text).split())


def get(newspaper: Newspaper, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(newspaper.home).netloc, timeout=100)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    result = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return result


def test_has_thirty_articles_in_four_designs_and_three_languages_or_more() -> None:
    assert len(STORIES) >= 30
    assert len({story.design for story in STORIES}) >= 4
    assert len({story.language for story in STORIES}) >= 3


def test_no_paragraph_is_in_two_articles() -> None:
    texts = [text for article in GOLD.values() for text in article["paragraphs"] + article["captions"]]
    assert len(texts) == len(set(texts))


def test_addresses_are_not_shared() -> None:
    assert len(GOLD) == len(STORIES)


@pytest.mark.parametrize("url", GOLD)
def test_page_of_an_article_shows_its_gold_and_its_clutter(url: str, pages: Pages) -> None:
    text = visible_text(pages[urlsplit(url).path])
    article = GOLD[url]
    expected = [
        article["title"],
        *article["paragraphs"],
        *article["captions"],
        *article["authors"],
        *article["clutter"],
    ]
    assert [line for line in expected if line not in text] == []


@pytest.mark.parametrize("url", GOLD)
def test_clutter_is_not_part_of_the_article(url: str) -> None:
    article = GOLD[url]
    assert article["clutter"]
    assert not set(article["clutter"]) & {article["title"], *article["paragraphs"], *article["captions"]}


@pytest.mark.parametrize("url", GOLD)
def test_json_on_article_pages_is_valid(url: str, pages: Pages) -> None:
    html = pages[urlsplit(url).path][1].decode("utf-8", "replace")
    for script in re.findall(r'<script[^>]*type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', html, re.DOTALL):
        json.loads(script)


@pytest.mark.parametrize("url", GOLD)
def test_article_is_linked_by_a_listing_page(url: str, pages: Pages) -> None:
    fronts = [read(pages[path]).links for path in ("/", "/de/", "/es/", "/fr/")]
    assert any(urlsplit(url).path in links for links in fronts)


def test_feeds_and_sitemaps_are_xml_and_list_every_article(pages: Pages) -> None:
    listed = [
        unescape(text)
        for path, (content_type, body) in pages.items()
        if "xml" in content_type
        for text in etree.fromstring(body).itertext()
    ]
    assert set(GOLD) <= set(listed)
    assert pages["/sitemap.xml"][1].count(b"<sitemap>") == 2
    assert b"news:publication_date" in pages["/sitemap-news.xml"][1]
    assert b"http://www.w3.org/2005/Atom" in pages["/de/stadt/atom.xml"][1]


def test_exactly_one_link_is_broken(pages: Pages) -> None:
    html = [page for page in pages.values() if page[0].startswith("text/html")]
    paths = {urlsplit(link).path for page in html for link in read(page).links if link.startswith("/")}
    assert len(paths - set(pages)) == 1


def test_front_page_links_the_traps(pages: Pages) -> None:
    links = read(pages["/"]).links
    answers = {link: pages.get(urlsplit(link).path) for link in links}
    assert None in answers.values(), "a link to a page that does not exist"
    assert any(page and b"214 partners" in page[1] for page in answers.values()), "a consent wall"
    assert any(page and b"<h1>Page not found</h1>" in page[1] for page in answers.values()), "a soft 404"
    assert any(link.startswith("/internal/") for link in links), "a page that robots.txt forbids"
    assert any(link.endswith(".pdf") for link in links)


def test_front_page_links_one_article_under_three_addresses(pages: Pages) -> None:
    amp = next(path for path in pages if path.startswith("/amp/"))
    canonical = next(url for url in GOLD if f'<link rel="canonical" href="{url}">'.encode() in pages[amp][1])
    links = read(pages["/"]).links
    assert amp in links
    assert urlsplit(canonical).path in links
    assert any(link.startswith(urlsplit(canonical).path + "?utm_source=") for link in links)


def test_gold_of_a_body_has_no_marks() -> None:
    pieces = parse_body(
        "## A head\n\nOne **bold** word and a [link](/x).\n\n- first\n- second\nline\n\n! Caption | Photographer"
    )
    assert [(piece.type, piece.credit) for piece in pieces] == [
        ("heading", ""), ("paragraph", ""), ("list_item", ""), ("list_item", ""), ("image", "Photographer")
    ]  # fmt: skip
    assert pieces[3].text == "second line"


def test_designs_write_different_charsets_and_addresses() -> None:
    site = Site(BASE.rstrip("/"))
    assert {design.encoding for design in site.designs.values()} == {"utf-8", "windows-1252"}
    assert len({urljoin(BASE, site.path(STORIES[0], design)) for design in {story.design for story in STORIES}}) >= 4


def test_server_answers_robots_with_a_sitemap_and_a_disallow(newspaper: Newspaper) -> None:
    status, _, body = get(newspaper, "/robots.txt")
    assert status == 200
    assert b"Disallow: /internal/" in body
    assert f"Sitemap: {newspaper.home}sitemap.xml".encode() in body


def test_server_answers_304_to_a_known_etag_or_date(newspaper: Newspaper) -> None:
    status, headers, body = get(newspaper, "/rss.xml")
    assert (status, bool(body)) == (200, True)
    assert get(newspaper, "/rss.xml", If_None_Match=headers["etag"])[::2] == (304, b"")
    assert get(newspaper, "/rss.xml", If_Modified_Since=headers["last-modified"])[0] == 304
    assert get(newspaper, "/rss.xml", If_None_Match='"other"', If_Modified_Since=headers["last-modified"])[0] == 200


def test_server_answers_404_and_head_and_records_requests(newspaper: Newspaper) -> None:
    assert get(newspaper, "/no/such/page")[0] == 404
    assert get(newspaper, "/search?q=tide")[0] == 200
    assert get(newspaper, "/", "HEAD")[::2] == (200, b"")
    assert {"/no/such/page", "/search?q=tide"} <= set(newspaper.requested)


def test_program_prints_its_address_and_serves() -> None:
    process = subprocess.Popen([sys.executable, NEWSPAPER, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        home = json.loads(process.stdout.readline())["home"]
        assert get(Newspaper(home, []), "/")[0] == 200
    finally:
        process.kill()
        process.communicate()
