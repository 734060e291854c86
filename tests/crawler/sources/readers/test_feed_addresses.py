"""The address of each entry of a feed, in the many forms in which programs write it."""

import pytest

from crawler.sources.readers.feeds import read_feed
from tests.crawler.sources.readers.feeds import URL, rss, summary


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("<guid>https://paper.example/g</guid>", "https://paper.example/g"),
        ('<guid isPermaLink="true">https://paper.example/g</guid>', "https://paper.example/g"),
        ("<link>/relative</link>", "https://paper.example/relative"),
        ("<link></link><guid>https://paper.example/g</guid>", "https://paper.example/g"),
        (
            '<link>https://hop.example/1</link><fb:origLink xmlns:fb="f">https://paper.example/o</fb:origLink>',
            "https://paper.example/o",
        ),
        (
            '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="/no"/>'
            '<a:link xmlns:a="http://www.w3.org/2005/Atom" href="/yes"/>',
            "https://paper.example/yes",
        ),
        ('<guid isPermaLink="false">https://paper.example/g</guid>', "https://paper.example/g"),
        ('<guid isPermaLink="false">https://paper.example/g</guid><link>/a</link>', "https://paper.example/a"),
        ("<guid>/g</guid>", "https://paper.example/g"),
        ('<link url="/a"/>', "https://paper.example/a"),
        ('<link xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:resource="/a"/>', "https://paper.example/a"),
        ("<encoded>&lt;a href='https://paper.example/a'&gt;More&lt;/a&gt;</encoded>", "https://paper.example/a"),
        ("<link>javascript:void(0)</link><guid>https://paper.example/g</guid>", "https://paper.example/g"),
        ("<link>None</link><guid>https://paper.example/g</guid>", "https://paper.example/g"),
        ("<link>N/A</link><guid>https://paper.example/g</guid>", "https://paper.example/g"),
        ("<link> n / a </link><guid>https://paper.example/g</guid>", "https://paper.example/g"),
        ("<link>n/a-story</link><guid>https://paper.example/g</guid>", "https://paper.example/feeds/n/a-story"),
        ("<link>http://localhost:3000/a</link><guid>https://paper.example/g</guid>", "https://paper.example/g"),
        ("<link>https://other.example/a</link><guid>https://paper.example/g</guid>", "https://other.example/a"),
        ('<link><a href="/a">A story</a></link>', "https://paper.example/a"),
        ('<link>&lt;a href="https://paper.example/a"&gt;A story&lt;/a&gt;</link>', "https://paper.example/a"),
        ("<link>\ufeffhttps://paper.example/a\u200b</link>", "https://paper.example/a"),
        ("<link>&lt;https://paper.example/a&gt;</link>", "https://paper.example/a"),
        ('<link>"https://paper.example/a"</link>', "https://paper.example/a"),
        ("<link>https:// paper.example/a</link>", "https://paper.example/a"),
        ("<link>https://paper.example/a https://paper.example/b</link>", "https://paper.example/a"),
        ("<link>https://paper.example/a?to=https://b.example</link>", "https://paper.example/a?to=https://b.example"),
        ("<link><![cdata[https://paper.example/a]]></link>", "https://paper.example/a"),
        ("<link>&lt;![CDATA[https://paper.example/a]]&gt;</link>", "https://paper.example/a"),
        ("<!-- a -- b ---><link>/a</link><!-- <link>/b</link> -->", "https://paper.example/a"),
    ],
)
def test_address_of_an_item(item, address):
    assert [link[0] for link in summary(rss(f"<item>{item}</item>"))] == [address]


@pytest.mark.parametrize(
    "item",
    ["<guid>77</guid>", '<guid isPermaLink="false">77</guid>', "<link>mailto:a@b.example</link>", "<link>None</link>"],
)
def test_item_without_an_address_is_left_out_and_counted(item):
    listing = read_feed(rss(f"<item>{item}</item><item><link>/b</link></item>"), URL)
    assert [link.url for link in listing.articles] == ["https://paper.example/b"]
    assert listing.unaddressed == 1


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("https://paper.example/city/", "https://paper.example/city/wall.html"),
        ("https://www.paper.example/", "https://www.paper.example/wall.html"),
        ("https://news.example/city/", "https://news.example/city/wall.html"),  # a feed on a host for feeds
        ("/city/", "https://paper.example/city/wall.html"),
        ("http://localhost/city/", "https://paper.example/feeds/wall.html"),
        ("Paper", "https://paper.example/feeds/wall.html"),
    ],
)
def test_a_relative_link_refers_to_the_address_of_the_channel(channel, address):
    assert summary(rss(f"<link>{channel}</link><item><link>wall.html</link></item>")) == [(address, None, None)]
    absolute = rss(f"<link>{channel}</link><item><link>https://paper.example/a</link></item>")
    assert summary(absolute) == [("https://paper.example/a", None, None)]


def test_an_address_that_all_entries_share_is_not_that_of_an_article():
    item = "<item><link>{}</link><guid>https://paper.example/{}</guid></item>"
    for shared in ("/news", "/?from=rss", "/feeds/news"):
        links = summary(rss(item.format(shared, "a") + item.format(shared, "b")))
        assert [address for address, _, _ in links] == ["https://paper.example/a", "https://paper.example/b"]
    described = (
        "<item><link>/a</link><description>&lt;a href='https://paper.example/{}'&gt;More&lt;/a&gt;</description></item>"
    )
    both = summary(rss(described.format("b") + described.format("c")))
    assert {address for address, _, _ in both} == {"https://paper.example/a"}
    twice = summary(rss(2 * item.format("/story", "?p=7")))
    assert {address for address, _, _ in twice} == {"https://paper.example/story"}


ATOM = "http://www.w3.org/2005/Atom"
MRSS = "http://search.yahoo.com/mrss/"


@pytest.mark.parametrize(
    "item",
    [
        f"<m:title xmlns:m='{MRSS}'>Photo</m:title><title>Nets</title><link>/a</link>",
        "<media:title>Photo</media:title><media:link href='/photo'/><title>Nets</title><link>/a</link>",
        f"<a:link xmlns:a='{ATOM}' rel='self' href='/api'/><title>Nets</title><link>/a</link>",
        f"<a:link xmlns:a='{ATOM}' rel='alternate' href='/a'/><title>Nets</title>",
        f"<a:link xmlns:a='{ATOM}' href='/other'/><title>Nets</title><link>/a</link>",
        "<enclosure url='/sound.mp3' type='audio/mpeg'/><title>Nets</title><guid>https://paper.example/a</guid>",
        "<link>https://paper.example/</link><title>Nets</title><guid ispermalink='TRUE'>https://paper.example/a</guid>",
        "<link type='application/json' href='/a.json'/><link type='text/html' href='/a'/><title>Nets</title>",
        "<title>Nets</title><link><![CDATA[ /a ]]></link>",
        "<title><![CDATA[Nets]]></title><guid isPermaLink='false'>https://paper.example/x</guid><link>/a</link>",
    ],
)
def test_the_articles_own_link_and_title_are_taken(item):
    assert summary(rss(f"<item>{item}</item>")) == [("https://paper.example/a", "Nets", None)]


def test_an_ampersand_that_is_escaped_several_times_is_one():
    body = rss("<item><link>/story?id=7&amp;amp;sec=news&amp;#38;p=1</link></item>")
    assert summary(body) == [("https://paper.example/story?id=7&sec=news&p=1", None, None)]


def test_a_name_that_starts_like_an_entity_is_kept_in_an_address():
    body = rss("<item><link>/story?id=7&amp;copy=1&amp;ampere=2</link></item>")
    assert summary(body) == [("https://paper.example/story?id=7&copy=1&ampere=2", None, None)]


def test_a_link_through_a_counting_program_is_read_as_the_page_that_it_leads_to():
    counted = "https://search.example/url?rct=j&amp;url=https%3A%2F%2Fpaper.example%2F2026%2Fferry-turns-back&amp;ct=ga"
    assert [url for url, _, _ in summary(rss(f"<item><link>{counted}</link></item>"))] == [
        "https://paper.example/2026/ferry-turns-back"
    ]


@pytest.mark.parametrize(
    "link",
    [
        "https://paper.example/2026/03/a-ferry-turns-back-412345?from=https://paper.example/",
        "https://other.example/url?u=https://third.example/story",
        "https://paper.example/url?u=/story",
    ],
)
def test_other_parameters_with_addresses_are_kept(link):
    assert [url for url, _, _ in summary(rss(f"<item><link>{link}</link></item>"))] == [link]
