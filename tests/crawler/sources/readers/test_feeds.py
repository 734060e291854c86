import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.readers.feeds import read_feed
from crawler.sources.readers.sitemaps import read_sitemap
from crawler.sources.source import ListingError
from tests.crawler.sources.readers.feeds import URL, rss, summary


def test_rss_2_with_cdata_and_markup_keeps_addresses_as_the_site_gives_them():
    item = (
        "<item><title><![CDATA[Mayor &amp; <b>council</b> agree]]></title>"
        "<link><![CDATA[\n https://paper.example/a?utm_source=rss&id=7 ]]></link>"
        "<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate></item>"
    )
    assert summary(rss(item)) == [
        ("https://paper.example/a?utm_source=rss&id=7", "Mayor & council agree", "2026-03-03T10:00:00+01:00")
    ]
    assert read_feed(rss(item), URL).articles[0].found_by == "feed"


def test_rss_1_rdf():
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://paper.example/"><title>P</title></channel>
      <item rdf:about="https://paper.example/1"><title>One</title><dc:date>2026-03-03T10:00Z</dc:date></item></rdf:RDF>"""
    assert summary(body) == [("https://paper.example/1", "One", "2026-03-03T10:00:00+00:00")]


def test_atom_takes_the_alternate_link_and_resolves_xml_base():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/news/"><entry xml:base="city/">
      <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>bridge</em></div></title>
      <link rel="enclosure" href="sound.mp3"/><link rel="self" href="self"/><link href="bridge.html"/>
      <published>2026-03-03T10:00:00Z</published><updated>2026-03-04T10:00:00Z</updated></entry></feed>"""
    assert summary(body) == [("https://paper.example/news/city/bridge.html", "A bridge", "2026-03-03T10:00:00+00:00")]


def test_json_feed():
    items = [
        {"url": "/a", "title": "A", "date_published": "2026-03-03"},
        {"external_url": "https://paper.example/b"},
        {"title": "no address"},
        7,
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    assert summary(body) == [("https://paper.example/a", "A", "2026-03-03"), ("https://paper.example/b", None, None)]


@pytest.mark.parametrize(
    "reference", ["&#xD800;", "&#XdFfF", "&#x" + "0" * 300 + "D912;", "&#55296;", "&#057343", "&#8;"]
)
@pytest.mark.parametrize("title", ["N{}ets", "<![CDATA[N{}ets]]>", "N<!-- {} -->ets"])
def test_a_reference_to_a_character_that_xml_forbids_costs_no_entry(reference, title):
    items = f"<item><title>{title.format(reference)}</title><link>/a</link></item><item><link>/b</link>"
    assert [address for address, _, _ in summary(rss(items))] == ["https://paper.example/a", "https://paper.example/b"]
    sitemap = f"<urlset><url><loc>https://paper.example/a</loc><x>{title.format(reference)}</x></url><url><loc>/b</loc>"
    assert len(read_sitemap(sitemap.encode(), URL).articles) == 2


def test_cdata_around_all_entries_and_in_titles_costs_nothing():
    items = "<item><title>&lt;![CDATA[Nets]]&gt;</title><link>/a</link></item>"
    assert summary(rss(f"<![CDATA[{items}]]>")) == [("https://paper.example/a", "Nets", None)]
    described = "<item><link>/a</link><description><![CDATA[<item><link>/b</link>]]></description></item>"
    assert summary(rss(described)) == [("https://paper.example/a", None, None)]


def test_a_broken_comment_before_a_feed_costs_nothing():
    assert summary(rss("<item><link>/a</link></item>", "<?xml version='1.0'?><!-- a -- b --->"))


def test_broken_entry_does_not_lose_the_feed():
    body = rss(
        "<item><link>/a</link></item><item><title>x < y & z</title><b><link>/lost</item>"
        "<item><title>&nbsp;caf&eacute;\x0b</title><link>/c</link></item>"
    )
    found = summary(body)
    assert found[0][0] == "https://paper.example/a"
    assert ("https://paper.example/c", "café", None) in found


def test_truncated_feed_gives_its_complete_entries():
    assert summary(rss("<item><link>/a</link></item><item><link>/b")[:-20])[0][0] == "https://paper.example/a"


def test_noise_before_the_feed_is_skipped():
    assert summary(b"\n\nWarning: on line 3\n" + rss("<item><link>/a</link></item>", '<?xml version="1.0"?>'))


def test_comment_feeds_and_comment_links_give_nothing():
    body = rss("<item><link>https://paper.example/a</link></item>")
    assert summary(body, "https://paper.example/comments/feed/") == []
    assert summary(body, "https://paper.example/?feed=comments-rss2") == []
    assert summary(rss("<item><link>https://paper.example/a#comment-17</link></item>")) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_encodings_are_recognised_by_their_first_bytes(encoding):
    body = rss("<item><title>Žižkov</title><link>/a</link></item>").decode().encode(encoding)
    assert summary(body) == [("https://paper.example/a", "Žižkov", None)]


def test_declared_encoding_is_used():
    text = '<?xml version="1.0" encoding="iso-8859-1"?><rss><item><title>Größe – ß</title><link>/a</link></item></rss>'
    assert summary(text.encode("cp1252"))[0][1] == "Größe – ß"


def test_windows_1251_without_declaration():
    titles = ["В городе открыли новый мост через реку", "Учёные рассказали о погоде на будущей неделе"]
    items = "".join(f"<item><title>{title}</title><link>/{i}</link></item>" for i, title in enumerate(titles))
    assert [link[1] for link in summary(rss(items).decode().encode("cp1251"))] == titles


def test_empty_feed_is_a_feed():
    assert summary(rss("")) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"<html><body>404</body></html>", b"{", b'{"a": 1}', b"[1]", b"\x00\xff\xfe", b"<", b"%PDF-1.4",
     b"\x1f\x8b garbage", b'{"items":' * 100_000, b"<urlset><url/></urlset>"],
)  # fmt: skip
def test_body_that_is_not_a_feed_is_an_error_that_names_the_url(body):
    with pytest.raises(ListingError, match=URL):
        read_feed(body, URL)


def test_a_link_whose_tag_is_damaged_costs_its_entry_only():
    body = rss("<item><title>Nets</title><link</item>>/nets</link></item><item><link>/boats</link></item>")
    assert summary(body) == [("https://paper.example/boats", None, None)]


def test_entities_are_not_expanded_and_nothing_is_read_from_outside(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = rss('<item><title>A &e11; &x;</title><link t="&e11;">/a</link></item>', head)
    assert summary(body) == [("https://paper.example/a", "A", None)]


def test_deep_and_giant_feeds_are_read_in_bounded_time():
    deep = rss("<item><link>/a</link></item>" + "<x>" * 50_000)
    assert summary(deep)[0][0] == "https://paper.example/a"
    long = rss(f"<item><title>{'long ' * 200_000}</title><link>/a</link></item>")
    assert len(summary(long)[0][1]) <= 500


@given(st.binary() | st.binary().map(lambda noise: b"<rss><channel><item><link>/a</link>" + noise))
def test_any_bytes_give_a_listing_or_a_listing_error(body):
    with contextlib.suppress(ListingError):
        read_feed(body, URL)


LEAF = st.none() | st.integers() | st.text()
JSON = st.recursive(LEAF, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(JSON)
def test_json_items_of_any_type_do_not_break_the_feed(item):
    assert isinstance(read_feed(json.dumps({"items": [item, {"url": item}]}).encode(), URL).articles, list)


def test_an_unescaped_ampersand_does_not_damage_later_references():
    items = "<item><title>Q&A</title><link>/a?b=1&amp;c=2</link></item>"
    items += "<item><title>Caf&eacute; &amp; <![CDATA[th&eacute; & bar]]></title><link>/d?e=1&amp;f=2</link></item>"
    assert [(link.url, link.title) for link in read_feed(rss(items), URL).articles] == [
        ("https://paper.example/a?b=1&c=2", "Q&A"),
        ("https://paper.example/d?e=1&f=2", "Café & thé & bar"),
    ]


def test_dates_with_undeclared_prefixes_and_in_the_language_of_the_feed_are_read():
    body = rss("<language>cs</language><item><link>/a</link><dc:date>čt, 05 bře 2026 10:15:00 +0100</dc:date></item>")
    assert summary(body) == [("https://paper.example/a", None, "2026-03-05T10:15:00+01:00")]


def test_a_json_feed_that_breaks_off_or_has_line_breaks_in_its_texts_gives_its_whole_items():
    body = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "title": "Ne\nts"}, {"id": '
    assert summary(body.encode()) == [("https://paper.example/a", "Ne ts", None)]
    assert summary(b'\xef\xbb\xbf{"items": [{"id": "https://paper.example/a", "title": 5},]}') == [
        ("https://paper.example/a", None, None)
    ]


def test_a_list_of_feeds_names_them() -> None:
    opml = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Our feeds</title></head><body>
        <outline text="City"><outline type="rss" text="Harbour" xmlUrl="/rss/harbour.xml"/></outline>
        <outline text="Sport" XMLURL="https://feeds.paper.example/sport?a=1&amp;b=2"/>
        <outline text="Again" xmlUrl="https://paper.example/rss/harbour.xml"/>
        <outline text="Comments" xmlUrl="https://paper.example/comments/feed"/>
        <outline text="A link" htmlUrl="https://paper.example/"/></body></opml>"""
    listing = read_feed(opml, "https://paper.example/feeds.opml")
    assert listing.listings == ["https://paper.example/rss/harbour.xml", "https://feeds.paper.example/sport?a=1&b=2"]
    assert listing.articles == []


def test_a_list_of_posts_is_read_like_a_feed() -> None:
    posts = b"""[{"id": 7, "link": "https://paper.example/2026/03/wall/", "title": {"rendered": "The wall"}}, 5, [],
        {"link": "/2026/03/roof/"}]"""
    listing = read_feed(posts, "https://paper.example/wp-json/wp/v2/posts")
    assert [link.url for link in listing.articles] == [
        "https://paper.example/2026/03/wall/", "https://paper.example/2026/03/roof/",
    ]  # fmt: skip


@pytest.mark.parametrize("body", [b"[]x", b"[1, 2", b'"a text"', b"5"])
def test_other_json_is_not_a_feed(body: bytes) -> None:
    with pytest.raises(ListingError):
        read_feed(body, "https://paper.example/data.json")


@pytest.mark.parametrize("address", ["https://paper.example/feeds/all", "/feeds/all"])
def test_a_document_that_says_where_the_feed_moved_leads_there(address):
    body = f'<?xml version="1.0"?><redirect><newLocation>{address}</newLocation></redirect>'
    assert read_feed(body.encode(), URL).listings == ["https://paper.example/feeds/all"]


def test_a_feed_that_moved_to_itself_leads_nowhere():
    assert read_feed(f"<redirect><newLocation>{URL}</newLocation></redirect>".encode(), URL).listings == []
