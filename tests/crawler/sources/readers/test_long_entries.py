"""One entry with an endless text costs no other entry of its feed."""

import pytest

from crawler.sources.readers import decoding
from crawler.sources.readers.feeds import read_feed

PAPER = "https://www.example.org"
MARKUP = "<div><p>One of <b>many</b> words<br/></p>" * 200 + "</div>" * 200


def entry(name: str, content: str) -> str:
    return f"<item><title>{name}</title>{content}<link>{PAPER}/2026/03/{name}</link></item>"


def atom(name: str, content: str) -> str:
    return f'<entry><title>{name}</title>{content}<link href="{PAPER}/2026/03/{name}"/></entry>'


@pytest.mark.parametrize(
    ("start", "one", "content", "end"),
    [
        ("<rss><channel>", entry, f"<content:encoded><![CDATA[{MARKUP}]]></content:encoded>", "</channel></rss>"),
        ("<rss><channel>", entry, f"<description>{MARKUP}</description>", "</channel></rss>"),
        ("<rss><channel>", entry, f"<description>{'<p>' * 900}</description>", "</channel></rss>"),
        ("<feed>", atom, f'<content type="xhtml">{MARKUP}</content>', "</feed>"),
    ],
)
def test_an_entry_with_more_tags_than_a_feed_may_have_costs_no_other_one(
    start: str, one: object, content: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "MAX_TAGS", 500)
    monkeypatch.setattr("crawler.sources.readers.long_entries.MAX_ENTRY_TAGS", 40)
    entries = [one("before", ""), one("long", content), one("longer", content), one("after", "")]  # type: ignore[operator]
    listing = read_feed((start + "".join(entries) + end).encode(), f"{PAPER}/feed.xml")
    assert [link.url.rpartition("/")[2] for link in listing.articles] == ["before", "long", "longer", "after"]
    assert [link.title for link in listing.articles] == ["before", "long", "longer", "after"]
