"""Listings in forms that their kind, address or type does not announce give their articles nevertheless."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest

from crawler.frontier.listings import Kind, ListingRef, read
from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.source import Listing, ListingError, Source

SITE = "https://paper.example"
SOURCE = Source(id="paper", name="The Paper", home=f"{SITE}/")
PATHS = [f"/2026/03/council-votes-on-the-harbour-wall-{number}.html" for number in (40_001, 40_002, 40_003)]
LINKS = [SITE + path for path in PATHS]


def rss(*links: str, head: str = "") -> str:
    items = "".join(f"<item><title>A story</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss><channel>{head}{items}</channel></rss>'


def urlset(*links: str) -> str:
    return f'<?xml version="1.0"?><urlset>{"".join(f"<url><loc>{link}</loc></url>" for link in links)}</urlset>'


def page(head: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>The Paper</title>{head}</head><body><p>Hello</p></body></html>".encode()


def atom(entries: str, head: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'


def objects(key: str = "url") -> list[dict[str, str]]:
    return [{key: link, "title": "Council votes on the wall"} for link in LINKS]


def each(pattern: str) -> str:
    return "".join(pattern.replace("URL", link).replace("PATH", link.removeprefix(SITE)) for link in LINKS)


def escaped(markup: str) -> str:
    return f"<html><body><pre>{markup.replace('<', '&lt;').replace('>', '&gt;')}</pre></body></html>"


IANA = "http://www.iana.org/assignments/relation"
IN_TEXT = "<item><description>&lt;a href=&quot;URL&quot;&gt;A&lt;/a&gt;</description></item>"
ITEM_LIST = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": item} for item in objects()]}
FEEDS = {
    "jsonp": f"callback({json.dumps({'items': objects()})});",
    "jsonp with a comment": f"/**/ jQuery12_3.cb ({json.dumps({'items': objects()})})",
    "a guard before JSON": f")]}}',\n{json.dumps({'items': objects()})}",
    "an assignment": f"window.news = {json.dumps({'items': objects()})};",
    "an interface's answer": json.dumps({"status": "ok", "articles": objects()}),
    "a deep answer": json.dumps({"response": {"docs": objects("web_url")}}),
    "posts under another name": json.dumps(objects("permalink")),
    "JSON-LD": json.dumps(ITEM_LIST),
    "lines of JSON": "\n".join(map(json.dumps, objects())),
    "two feeds": rss(LINKS[0]) + "\n" + rss(*LINKS[1:]),
    "a feed and Atom": rss(LINKS[0]) + atom("".join(f'<entry><link href="{link}"/></entry>' for link in LINKS[1:])),
    "XML shown as text": escaped(rss(*LINKS)),
    "many warnings before": "<br />\n<b>Notice</b>: undefined in <b>/feed.php</b><br />\n" * 200 + rss(*LINKS),
    "no root": each("<item><title>A story</title><link>URL</link></item>"),
    "another root": f"<news>{each('<item><title>A story</title><link>URL</link></item>')}</news>",
    "no scheme": rss(*(link.removeprefix("https://") for link in LINKS)),
    "line breaks in links": rss(*(link.replace("2026/", "2026/\r\n    ") for link in LINKS)),
    "relation as an address": atom(each(f'<entry><link rel="{IANA}/alternate" href="URL"/></entry>')),
    "only a link to itself": atom(each('<entry><id>tag:1</id><link rel="self" href="URL"/></entry>')),
    "content elsewhere": atom(each('<entry><id>tag:1</id><content type="text/html" src="URL"/></entry>')),
    "url instead of link": f"<rss><channel>{each('<item><title>A</title><url>URL</url></item>')}</channel></rss>",
    "a link in the text": f"<rss><channel>{each(IN_TEXT)}</channel></rss>",
    "a sitemap": urlset(*LINKS),
    "a table": "title,url\n" + each('"A story, told",URL\n'),
}  # fmt: skip
SITEMAPS = {
    "a page": f"<html><body><ul>{each('<li><a href=PATH>Council votes on the wall</a>')}</ul></body></html>",
    "a page of addresses": f"<html><body><table>{each('<tr><td><a href=URL>URL</a><td>2026')}</table></body></html>",
    "XML shown as text": escaped(urlset(*LINKS)),
    "a table": "url,lastmod\n" + each("URL,2026-03-04\n"),
    "a table with semicolons": '"lastmod";"url"\n' + each('"2026-03-04";"URL"\n'),
    "a table without header": each("URL,2026-03-04,daily,0.5\n"),
    "tabs": each("URL\t2026-03-04\tdaily\n"),
    "Markdown": each("* [Council votes](URL)\n"),
    "paths": each("PATH\n"),
    "capitals": each("URL\n").replace("https", "HTTPS"),
    "one line": "# our pages\n" + each("URL "),
    "JSON": json.dumps(LINKS),
    "JSON objects": json.dumps({"urls": objects("loc")}),
    "two sitemaps": urlset(LINKS[0]) + urlset(*LINKS[1:]),
    "no root": each("<url><loc>URL</loc></url>"),
    "href": "<urlset>" + each('<url><loc href="URL"/></url>') + "</urlset>",
    "many warnings before": "<br />\n<b>Notice</b>: undefined in <b>/map.php</b><br />\n" * 200 + urlset(*LINKS),
}  # fmt: skip
TITLED = "<h3>Council votes on the wall</h3>"
DATA = json.dumps({"props": {"stories": objects()}})
OBJECTS = json.dumps([{"href": link, "children": "Council votes on the wall"} for link in LINKS])
LITERAL = "[" + each(f"{{url:'URL',title:'Council votes on the wall',text:'{'x' * 150}'}},") + "]"
PAGES = {
    "feed": rss(*LINKS),
    "JSON": json.dumps({"articles": objects()}),
    "markup in JSON": json.dumps({"html": each(f'<a href="PATH">{TITLED}</a>'), "more": True}),
    "data-href": "<main>" + each(f'<article data-href="PATH">{TITLED}</article>') + "</main>",
    "data-link of a link": "<main>" + each(f'<a href="#" data-link="PATH">{TITLED}</a>') + "</main>",
    "data-target-url": "<main>" + each(f'<div role="link" data-target-url="PATH">{TITLED}</div>') + "</main>",
    "ng-href": "<main>" + each(f'<a ng-href="PATH">{TITLED}</a>') + "</main>",
    "a router's link": "<main>" + each(f'<router-link to="PATH">{TITLED}</router-link>') + "</main>",
    "an expression": "<main>" + each(f"""<router-link :to="'PATH'">{TITLED}</router-link>""") + "</main>",
    "data-path": "<main>" + each(f'<article data-path="PATH">{TITLED}</article>') + "</main>",
    "itemid": "<main>" + each(f'<article itemscope itemid="PATH">{TITLED}</article>') + "</main>",
    "a property": "<main>" + each(f'<div itemscope><meta itemprop="url" content="PATH">{TITLED}</div>') + "</main>",
    "a linked property": "<main>" + each(f'<div itemscope><link itemprop="url" href="PATH">{TITLED}</div>') + "</main>",
    "a function with an event": "<main>" + each(f"""<div onclick="go(event, 'PATH')">{TITLED}</div>""") + "</main>",
    "options": f"<select>{each('<option value=PATH>Council votes on the wall</option>')}</select>",
    "forms": "<main>" + each(f'<form action="PATH">{TITLED}<button>Lire</button></form>') + "</main>",
    "buttons": "<form>" + each('<button formaction="PATH">Council votes on the wall</button>') + "</form>",
    "a function": "<main>" + each(f"""<div onclick="show('PATH')">{TITLED}</div>""") + "</main>",
    "a program's literal": f"<div id=app></div><script>w.data=(function(a){{return {{s:{LITERAL}}}}}(1))</script>",
    "rows of a program": f"<div id=app></div><script>self.__next_f.push([1,{json.dumps('5:' + OBJECTS)}])</script>",
    "onclick": "<main>" + each(f"""<div onclick="window.location.href = 'PATH'">{TITLED}</div>""") + "</main>",
    "a window": "<main>" + each(f"""<a href="#" onclick="window.open('PATH', 'x')">{TITLED}</a>""") + "</main>",
    "a script as address": "<main>" + each(f"""<a href="javascript:location='PATH'">{TITLED}</a>""") + "</main>",
    "a link in a picture": "<svg>" + each('<a xlink:href="PATH"><text>Council votes on the wall</text></a>') + "</svg>",
    "data of a program": f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{DATA}</script>',
    "a program's state": f"<div id=app></div><script>window.__STATE__ = JSON.parse({json.dumps(DATA)});</script>",
    "JSON-LD": f'<div id=app></div><script type="application/ld+json">{json.dumps(ITEM_LIST)}</script>',
    "noscript": "<div id=app></div><noscript>" + each(f'<a href="PATH">{TITLED}</a>') + "</noscript>",
}  # fmt: skip


def read_as(kind: Kind, body: str | bytes, path: str = "/x", **kwargs: object) -> Listing:
    url = SITE + path
    content = body.encode() if isinstance(body, str) else body
    return read(ListingRef(url, kind, **kwargs), content, url, SOURCE)  # type: ignore[arg-type]


def found(listing: Listing) -> list[str]:
    return sorted(link.url for link in listing.articles if link.score >= ARTICLE_THRESHOLD)


@pytest.mark.parametrize("body", FEEDS.values(), ids=FEEDS)
def test_a_feed_in_another_form_gives_its_articles(body: str) -> None:
    assert found(read_as("feed", body)) == LINKS


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode())], ids=["plain", "packed"])
@pytest.mark.parametrize("body", SITEMAPS.values(), ids=SITEMAPS)
def test_a_sitemap_in_another_form_gives_its_articles(body: str, pack: Callable[[str], bytes]) -> None:
    assert found(read_as("sitemap", pack(body))) == LINKS


@pytest.mark.parametrize("kind", ["front_page", "section"])
@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_a_page_in_another_form_gives_its_articles(body: str, kind: Kind) -> None:
    assert found(read_as(kind, body)) == LINKS


def test_a_page_at_the_address_of_a_feed_is_an_error() -> None:
    with pytest.raises(ListingError, match="is not a feed"):
        read_as("feed", SITEMAPS["a page"])


def test_a_page_at_a_usual_address_that_nothing_names_is_not_a_sitemap() -> None:
    with pytest.raises(ListingError, match="is not a sitemap"):
        read_as("sitemap", SITEMAPS["a page"], guessed=True)


def test_a_page_without_articles_is_not_a_sitemap() -> None:
    with pytest.raises(ListingError, match="is not a sitemap"):
        read_as(
            "sitemap", "<html><body><h1>Not found</h1><a href=/>Home</a> <a href=/contact>Contact</a></body></html>"
        )


def test_a_page_with_links_is_not_searched_for_data() -> None:
    other = json.dumps([{"url": "/2026/03/a-story-of-the-archive-40009.html", "title": "A story of the archive told"}])
    page = each(f'<h2><a href="PATH">{TITLED}</a></h2>') + f"<script>var archive = {other}</script>"
    assert found(read_as("front_page", page)) == LINKS


def test_objects_of_other_kinds_in_json_are_not_articles() -> None:
    other = {
        "authors": [{"name": "Ann Lee", "url": "/authors/ann-lee"}],
        "tags": [{"name": "Port", "link": "/tag/port"}],
    }
    assert found(read_as("feed", json.dumps({"stories": objects(), **other}))) == LINKS


def test_elements_with_addresses_for_scripts_that_are_not_articles_score_low() -> None:
    page = '<div data-url="/ajax/comments?page=2">More</div><div onclick="location.href=\'/login\'">Log in</div>'
    other = "/2026/03/council-votes-on-the-harbour-wall-50001.html"
    page += f'<div data-image-path="{other}">A</div><img itemprop="url" src="{other}">'
    page += f'<div data-share-url="{other}">Share</div><img data-url="{other}"><div data-image-url="{other}">A</div>'
    page += f'<form method="post" action="{other}"><button>Send</button></form>'
    page += f'<form action="{other}"><input name="q"><button>Search</button></form>'
    assert found(read_as("front_page", each(f'<h2><a href="PATH">{TITLED}</a></h2>') + page)) == LINKS


@pytest.mark.parametrize(
    "more",
    [
        '<button class="load-more" data-url="/sport/more/2">Mehr laden</button>',
        '<div class="load-more" data-ajax-url="/sport/more/2">Больше</div>',
        '<button data-next="/sport/more/2">Еще</button>',
        """<a href="#" onclick="location='/sport/more/2'">2</a>""",
        '<button formaction="/sport/more/2">2</button>',
        '<form action="/sport/more/2"><button>Suivant</button></form>',
        '<div class="infinite-scroll" data-next-page-url="/sport/more/2"></div>',
        '<div hx-get="/sport/more/2" hx-trigger="revealed"></div>',
        '<a class="pagination__next" aria-label="Next" href="/sport/more/2">&raquo;</a>',
    ],
)
def test_what_a_script_loads_next_continues_a_list(more: str) -> None:
    assert read_as("section", f'<a href="{PATHS[0]}">{TITLED}</a>{more}', "/sport/").next_page == f"{SITE}/sport/more/2"


@pytest.mark.parametrize(
    "other",
    [
        '<a class="read-more" href="/sport/2026/03/the-race-of-the-year-40004.html">Read more</a>',
        '<a class="slick-next" href="/sport/2026/03/the-race-of-the-year-40004.html">Next</a>',
        '<a class="next" href="/subscribe">Next</a>',
        '<div class="more" data-url="https://elsewhere.example/more/2"></div>',
    ],
)
def test_other_links_that_are_called_next_or_more_do_not_continue_a_list(other: str) -> None:
    assert read_as("section", f'<a href="{PATHS[0]}">{TITLED}</a>{other}', "/sport/").next_page is None


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ('<form action="/x"><input type=hidden name=page value=2><button>Weiter</button></form>', "/x?page=2"),
        ('<form action="/x?page=1"><input type=hidden name=page value=2><button>2</button></form>', "/x?page=2"),
        ('<a href="/x?offset=20">Старее</a>', "/x?offset=20"),
        ('<a href="/x?start=20">3</a>', None),
        ('<a href="/x?number=20">Old</a>', None),
        ('<form action="/x" method=post><input type=hidden name=page value=2><button>2</button></form>', None),
        ('<form action="/x"><input name=page value=2><button>2</button></form>', None),
    ],
)
def test_the_next_page_may_be_a_form_or_named_by_a_number_of_articles(more: str, address: str | None) -> None:
    listing = read_as("section", each(f'<h2><a href="PATH">{TITLED}</a></h2>') + more)
    assert listing.next_page == (address and SITE + address)


def test_a_feed_names_its_next_page() -> None:
    channel = '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="next" href="/feed?paged=2"/>'
    assert read_as("feed", rss(*LINKS, head=channel)).next_page == f"{SITE}/feed?paged=2"
    assert read_as("feed", atom("", '<link rel="next" href="/feed?paged=2"/>')).next_page == f"{SITE}/feed?paged=2"
    archive = '<link rel="prev-archive" href="/feed/2026-10"/>'
    assert read_as("feed", atom("", archive)).next_page == f"{SITE}/feed/2026-10"
    json_feed = f'{{"items": [{{"url": "{LINKS[0]}"}}], "next_url": "{SITE}\\/feed?paged=2"}}'
    assert read_as("feed", json_feed).next_page == f"{SITE}/feed?paged=2"
    assert read_as("feed", atom("", '<link rel="next" href="https://other.example/2"/>')).next_page is None


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="text/xml" href="/news/all">',
        '<link rel="alternate" href="/news/all.rss">',
        '<link rel="feed" href="/news/all">',
        '<link rel="sitemap" type="application/xml" href="/news/all">',
    ],
)
def test_a_page_declares_its_feed_in_many_ways(link: str) -> None:
    (feed,) = read_as("front_page", f"<html><head>{link}</head><body>Hello</body></html>").listings
    assert feed.startswith(f"{SITE}/news/all")


def test_other_forms_of_a_page_are_not_feeds() -> None:
    links = (
        '<link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" type="application/json" href="/json/7">'
        '<link rel="alternate" type="text/xml+oembed" href="/oembed"><link rel="alternate" media="print" href="/print">'
    )
    assert read_as("front_page", f"<html><head>{links}</head><body>Hello</body></html>").listings == []
