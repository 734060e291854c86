"""Cutting a sitemap at its entries gives the same links as parsing the whole."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.urls import article_id
from crawler.sources.readers import sitemap_entries
from crawler.sources.readers.sitemap_entries import MIN_ENTRIES, CutSitemap, cut_sitemap, rules_fingerprint, settle
from crawler.sources.readers.sitemaps import read_markup, read_sitemap
from crawler.sources.settled import Settled
from crawler.sources.source import ArticleLink, Source

URL = "https://paper.example/sitemap.xml"
SOURCE = Source(id="paper", name="The Paper", home="https://paper.example/")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="/map.xsl"?>'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="urn:i" xmlns:n="urn:n"><!-- made today -->\n'
)
TAIL = "</urlset><!-- in 0.1 s -->"
NOTHING = Settled()
FILLED = [f"<url><loc>https://paper.example/filled/{n}</loc></url>" for n in range(MIN_ENTRIES)]


def body_of(entries: list[str], head: str = HEAD, tail: str = TAIL) -> bytes:
    return (head + "\n".join(entries) + tail).encode()


def story(number: int, more: str = "<lastmod>2026-03-04</lastmod>") -> str:
    return f"<url>\n  <loc>https://paper.example/story/{number}</loc>{more}\n</url>"


def cut_with(entries: list[str], settled: Settled = NOTHING) -> CutSitemap:
    sitemap = cut_sitemap(body_of([*entries, *FILLED]), URL, settled)
    assert sitemap is not None
    return sitemap


def urls(links: list[ArticleLink]) -> list[str]:
    return [link.url for link in links if "/filled/" not in link.url]


def read_rest(sitemap: CutSitemap, *known: str) -> list[str]:
    return urls(read_markup(sitemap.rest({article_id(url) for url in known}), URL).articles)


def test_known_entries_are_taken_out_and_the_others_read() -> None:
    sitemap = cut_with([story(1), story(2), story(3)])
    assert read_rest(sitemap, "http://www.paper.example/story/2/") == [
        "https://paper.example/story/1",
        "https://paper.example/story/3",
    ]


def test_a_small_sitemap_is_read_as_a_whole() -> None:
    assert cut_sitemap(body_of([story(n) for n in range(MIN_ENTRIES - 1)]), URL, NOTHING) is None


@pytest.mark.parametrize(
    "odd",
    [
        story(1, "<n:news><n:title>Rain</n:title></n:news>"),
        story(1, "<x>"),
        story(1, "<url>"),
        story(1, "<sitemap><loc>https://paper.example/map</loc></sitemap>"),
        story(1, "<i:title><![CDATA[</url>]]></i:title>"),
        story(1, '<x a="b>"c">d</x>'),
        "<url/>" + story(1),
        '<url x="y"><loc>https://paper.example/a</loc></url>',
        "</urlset>" + story(1),
    ],
)
def test_a_sitemap_with_an_odd_entry_is_read_as_a_whole(odd: str) -> None:
    assert cut_sitemap(body_of([odd, *FILLED]), URL, NOTHING) is None
    assert cut_sitemap(body_of([*FILLED, odd]), URL, NOTHING) is None


@pytest.mark.parametrize(
    "made_to_cost",
    [
        "<priority>0.5</priority>" * 900 + "<",
        "<x><y><z/></y></x>" * 900 + "<x>",
        ("<x>" + "<y>" * 900) * 90,
        "<x" + " a='b'" * 90_000,
        "<![CDATA[]]" * 90_000,
        "<![CDATA[" + "]" * 900_000,
        "<x" * 300_000,
        " " * 900_000 + "<",
    ],
)
def test_odd_entries_are_read_in_bounded_time(made_to_cost: str) -> None:
    assert cut_sitemap(body_of([story(1, made_to_cost), *FILLED]), URL, NOTHING) is None


@pytest.mark.parametrize(
    "head",
    ["<urlset/>", "<urlset><!-- ", "<sitemapindex>", "<URLSET>", "<urlset><a>", "<urlset>words", "words <urlset>"],
)
def test_a_sitemap_with_an_odd_root_is_read_as_a_whole(head: str) -> None:
    assert cut_sitemap(body_of(FILLED, head), URL, NOTHING) is None


@pytest.mark.parametrize(
    ("loc", "address"),
    [
        ("<loc>/a?b=1&amp;c=2</loc>", "https://paper.example/a?b=1&c=2"),
        ("<loc><![CDATA[https://paper.example/a]]></loc>", "https://paper.example/a"),
        ("<loc>\n https://paper.example/a\n</loc>", "https://paper.example/a"),
    ],
)
def test_an_address_is_read_in_any_notation(loc: str, address: str) -> None:
    sitemap = cut_with([f"<url>{loc}</url>"])
    assert next(iter(sitemap.keys.values())) == article_id(address)
    assert read_rest(sitemap) == [address]


@pytest.mark.parametrize(
    "entry",
    [
        "<url><lastmod>2026-03-04</lastmod><loc>/a</loc></url>",
        "<url><loc>/&#97;</loc></url>",
        "<url><loc></loc><loc>/a</loc></url>",
        "<url><loc>/a</loc><loc>/b</loc></url>",
        "<url><loc>mailto:desk@paper.example</loc></url>",
    ],
)
def test_an_entry_whose_address_is_not_plain_is_always_left_to_the_parser(entry: str) -> None:
    sitemap = cut_with([entry])
    again = cut_with([entry], settle(sitemap, set(sitemap.keys.values()), SOURCE))
    assert list(again.entries.values()) == [entry.removesuffix("</url>")]
    assert not again.keys


def test_settled_entries_are_offered_or_refused() -> None:
    entries = [story(1), story(2), story(2, "")]
    first = cut_with(entries)
    offered = {article_id("https://paper.example/story/2")}
    settled = settle(first, offered, SOURCE)
    again = cut_with([*entries, story(3)], settled)
    assert (len(again.offered), len(again.refused)) == (1, len(FILLED) + 2)  # of two entries of one story one
    assert read_rest(again) == ["https://paper.example/story/3"]


def test_an_entry_whose_lastmod_changed_is_new() -> None:
    first = cut_with([story(1), story(2)])
    settled = settle(first, set(first.keys.values()), SOURCE)
    again = cut_with([story(1), story(2, "<lastmod>2026-03-05</lastmod>")], settled)
    assert read_rest(again) == ["https://paper.example/story/2"]
    assert list(again.keys.values()) == [article_id("https://paper.example/story/2")]


def test_entries_that_are_gone_are_forgotten() -> None:
    first = cut_with([story(1), story(2)])
    again = cut_with([story(2)], settle(first, set(first.keys.values()), SOURCE))
    assert len(settle(again, set(), SOURCE).offered) == len(FILLED) + 1


def test_offered_entries_are_not_settled_under_max_age() -> None:
    sitemap = cut_with([story(1), story(2)])
    of_a_week = Source(id="paper", name="The Paper", home="https://paper.example/", max_age=timedelta(days=7))
    settled = settle(sitemap, {article_id("https://paper.example/story/1")}, of_a_week)
    assert not settled.offered
    assert len(settled.refused) == len(FILLED) + 1
    assert sitemap.dates({article_id("https://paper.example/story/1")}) == {
        article_id("https://paper.example/story/1"): "2026-03-04"
    }


def test_the_fingerprint_depends_on_the_rules_and_not_on_the_name() -> None:
    other_rules = Source(id="paper", name="The Paper", home="https://paper.example/", skip_url=re.compile("/video/"))
    other_name = Source(id="paper", name="", home=SOURCE.home)
    assert rules_fingerprint(other_rules) != rules_fingerprint(SOURCE)
    assert rules_fingerprint(other_name) == rules_fingerprint(SOURCE)


def test_only_the_allowed_number_of_entries_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap_entries, "MAX_ENTRIES", 3)
    assert len(cut_with([story(1)]).entries) == 3


LOCATIONS = st.sampled_from(
    ["/a", "/b", " /c ", "https://paper.example/d", "//paper.example/a", "/e?x=1&amp;y=2", "/f&g", "/h&#38;i", "", "/ü"]
) | st.sampled_from(
    ["<![CDATA[/k]]>", "<![CDATA[/l&m]]>", "x<![CDATA[/n]]>", "mailto:a", "/tag/o", "/a/", "http://[", "/p]]>q", "/&x;"]
)
SOUND = st.sampled_from(
    [
        *("", " text ", "<priority>0.5</priority>", "<lastmod>2026-03-04</lastmod>", "<lastmod>no day</lastmod>"),
        *("<lastmod>2026-03-05T10:00:00Z</lastmod>", "<x><y><z>deep</z></y></x>", "<a b='c' d=\"&amp;\"/>"),
        *("<i:image><i:loc>/x.jpg</i:loc><i:title>A &amp; B & C</i:title></i:image>", "<u:x>y</u:x>"),
        *("<loc>/second</loc>", "<x><![CDATA[<loc>]]></x>", "<x>]]></x>", "<x:y/>"),
    ]
)
ODD = st.sampled_from(
    [
        *("<!--", "-->", "<![CDATA[", "]]>", "<x>", "</x>", "<url>", "<url/>", "<url>z</url >", "<?x", "?>", "</loc>"),
        *("<n:news><n:title>T</n:title></n:news>", "<sitemap><loc>/s</loc></sitemap>", "<x a=b>c</x>", "</urlset>"),
        *('<x a="&">c</x>', "<x a='1' a='2'>c</x>", "<w><x><y><z>1</z></y></x></w>", "<x", "&#0;", "\x00", "\ufffd"),
    ]
)


@st.composite
def entry(draw: st.DrawFn) -> str:
    parts = [f"<loc>{draw(LOCATIONS)}</loc>", *draw(st.lists(SOUND | SOUND | SOUND | ODD, max_size=3))]
    before = draw(SOUND) if draw(st.integers(0, 9)) == 0 else ""
    between = draw(ODD) if draw(st.integers(0, 19)) == 0 else ""
    return f"{between}<url>{before}{''.join(parts)}</url>"


def unknown_links(links: list[ArticleLink], known: set[str]) -> list[ArticleLink]:
    """Return the unknown links, each once, because identical entries count as one."""
    return [link for link in dict.fromkeys(links) if article_id(link.url) not in known]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(entry(), min_size=1, max_size=8), st.sets(st.integers(0, 7)), st.sampled_from([TAIL, "", "</urlset><x>"])
)
def test_cutting_a_sitemap_does_not_change_its_links(entries: list[str], known_places: set[int], tail: str) -> None:
    body = body_of([*entries[:4], *FILLED, *entries[4:]], tail=tail)
    sitemap = cut_sitemap(body, URL, NOTHING)
    if sitemap is None:
        return
    whole = read_sitemap(body, URL).articles
    keys = list(sitemap.keys.values())
    assert set(keys) <= {article_id(link.url) for link in whole}
    known = {keys[place] for place in known_places if place < len(keys)}
    rest = read_markup(sitemap.rest(known), URL).articles
    assert unknown_links(rest, known) == unknown_links(whole, known)

    again = cut_sitemap(body, URL, settle(sitemap, known, SOURCE))
    assert again is not None
    assert not again.keys
    assert len(again.offered) == len(known)
