"""Feeds and sitemaps that are not well-formed lose what is broken, and nothing else."""

from __future__ import annotations

import gzip
import zlib

import pytest

from crawler.sources.readers.feeds import read_feed
from crawler.sources.readers.repair import repair
from crawler.sources.readers.sitemaps import read_sitemap

SITE = "https://paper.example"
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def feed_paths(body: str | bytes) -> list[str]:
    body = body if isinstance(body, bytes) else body.encode()
    return [link.url.removeprefix(SITE) for link in read_feed(body, f"{SITE}/feed").articles]


def sitemap_paths(body: str | bytes) -> list[str]:
    body = body if isinstance(body, bytes) else body.encode()
    return [link.url.removeprefix(SITE) for link in read_sitemap(body, f"{SITE}/sitemap.xml").articles]


def rss(first_item: str) -> str:
    second = "<item><title>Otters return</title><link>/otters</link></item>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>P</title>{first_item}{second}</channel></rss>"


def news_sitemap(title: str) -> str:
    first = f"<url><loc>{SITE}/weir</loc><news:news><news:title>{title}</news:title></news:news></url>"
    return f"<urlset {NEWS}>{first}<url><loc>{SITE}/otters</loc></url><url><loc>{SITE}/mill</loc></url></urlset>"


@pytest.mark.parametrize(
    "title",
    [
        "Weir<br>opens",
        "The <em>Blue Heron opens",
        "<b><i>Weir</b> opens",
        "<img src='w.jpg'>Weir",
        "<img src=w.jpg alt=Weir>",
        "Water < wine",
        "a<b",
        "1 <2 and 3> 2",
        "Weir</span>",
        "<a href='/x'>Weir",
        "<!-- weir",
        "<![CDATA[Weir",
        "<![CDATA[Weir]]",
        "Weir ]]> opens",
        "R&D & weir &nbsp; &unknown; &#x0; &#99999999;",
        "Вода <пена",
        "水位<下がる",
        "<?php echo 1 ?>Weir",
        "</item",
        "Weir \x0b\x00 opens",
    ],
)
def test_what_is_in_a_title_costs_no_item(title: str) -> None:
    assert feed_paths(rss(f"<item><title>{title}</title><link>/weir</link></item>")) == ["/weir", "/otters"]
    assert sorted(sitemap_paths(news_sitemap(title))) == ["/mill", "/otters", "/weir"]


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>Weir<link>/weir</link></item>",
        "<item><title>Weir</titel><link>/weir</link></item>",
        "<item><title>Weir</title><link>/weir</item>",
        "<item><title>Weir</title><link>/weir</link>",
        "<ITEM><Title>Weir</TITLE><LINK>/weir</link></Item>",
        "<item><media:thumbnail url='w.jpg'><title>Weir</title><link>/weir</link></item>",
        "<item><description><p>Boats<title>x</title></description><link>/weir</link></item>",
        "<item><description><![CDATA[<item><p>]]></description><link>/weir</link><br></item>",
        "<item><title>Weir</title><link href=/weir rel=alternate></item>",
        "<item><link href='/weir' href='/other'/><title>Weir</title></item>",
        "<item><guid>/no</gui><link>/weir</link></item>",
    ],
)
def test_a_broken_item_is_read_and_costs_no_other_one(item: str) -> None:
    assert feed_paths(rss(item)) == ["/weir", "/otters"]


@pytest.mark.parametrize("end", ["", "<", "</", "</li", "</link", "</link>", "</link><tit"])
def test_half_an_address_is_not_taken_and_a_whole_one_is(end: str) -> None:
    items = "<item><link>/weir</link></item><item><title>x</title><link>/otters"
    assert feed_paths(f"<rss><channel>{items}{end}") == (["/weir", "/otters"] if end else ["/weir"])
    entries = f"<url><loc>{SITE}/weir</loc></url><url><loc>{SITE}/otters"
    end = end.replace("link", "loc").replace("li", "lo")
    assert sorted(sitemap_paths(f"<urlset>{entries}{end}")) == (["/otters", "/weir"] if end else ["/weir"])


def test_what_is_well_formed_is_read_as_it_is() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/news/"><entry>'
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>weir</b></div></title>'
        '<link href="weir"/></entry></feed>'
    )
    (link,) = read_feed(atom.encode(), f"{SITE}/feed").articles
    assert (link.url, link.title) == (f"{SITE}/news/weir", "The weir")


def test_a_repaired_feed_keeps_the_base_of_its_links() -> None:
    atom = "<feed xml:base='https://paper.example/news/'><entry><title>a < b</title><link href='weir'/></entry></feed>"
    assert feed_paths(atom) == ["/news/weir"]


def test_a_gzipped_or_deflated_sitemap_needs_no_header() -> None:
    body = f"<urlset><url><loc>{SITE}/weir</loc></url></urlset>".encode()
    assert sitemap_paths(gzip.compress(body)) == sitemap_paths(zlib.compress(body)) == ["/weir"]


@pytest.mark.parametrize(
    "markup",
    [
        "<![CDATA[" * 100_000,
        "<!--" * 100_000,
        "<item><title>" * 50_000,
        "<a>" * 100_000 + "</b>" * 100_000,
        "<p " + "a='" * 100_000,
        "<title>" + "<b" * 100_000,
        "<p" + " a=1" * 100_000 + ">",
    ],
)
def test_repairing_takes_time_in_proportion_to_the_length(markup: str) -> None:
    assert len(repair(f"<rss><channel>{markup}")) < 8 * len(markup) + 100
