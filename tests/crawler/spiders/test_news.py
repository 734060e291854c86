import json
import re
import threading

import pytest

from crawler.sources.readers.sitemap_entries import MIN_ENTRIES
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Paper, article_html, rss, source_file


def test_a_site_given_by_its_address_alone_is_crawled(paper: Paper, scrapy: Scrapy) -> None:
    paper.front(paper.article("/2026/03/harbour-wall", "Harbour wall"), feed="/rss.xml")
    paper.feed("/rss.xml", paper.article("/2026/03/school-roof", "School roof"))
    paper.article("/2026/03/tram-line", "Tram line")
    sitemap = f"<urlset><url><loc>{paper.base}/2026/03/tram-line</loc></url></urlset>"
    paper.add("/map.xml", sitemap, content_type="application/xml")
    paper.add("/robots.txt", f"User-agent: *\nsitemap:{paper.base}/map.xml", content_type="text/plain")

    ended = scrapy("crawl", "news", "-a", f"site={paper.base}")

    assert ended.code == 0, ended.log
    assert scrapy.titles() == ["Harbour wall", "School roof", "Tram line"]


def test_a_second_run_fetches_no_article_again(paper: Paper, scrapy: Scrapy) -> None:
    lost = [f"{paper.base}/2026/03/{name}-of-the-harbour" for name in ("pilot", "keeper", "master")]
    broken = paper.add("/2026/03/bridge-of-the-harbour", "<title>Error</title><h1>503 Service Unavailable</h1>")
    paper.front(paper.article("/2026/03/harbour-wall", "Harbour wall"), broken, *lost)
    scrapy("crawl", "news", "-a", f"site={paper.base}")

    ended = scrapy("crawl", "news", "-a", f"site={paper.base}")

    assert ended.code == 0, "the pages that fail again say nothing new"
    assert ended.summary()["articles_stored"] == 0
    assert ended.summary()["sources"][0]["lost_again"] == {"http_404": 3, "error_page": 1}
    assert paper.paths().count("/2026/03/harbour-wall") == 1


def test_a_source_is_asked_again_only_when_it_is_due(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    sources = source_file(scrapy.folder, paper, feeds=[feed], every="1h")
    scrapy("crawl", "news", "-a", sources)
    ended = scrapy("crawl", "news", "-a", sources)
    assert ended.code == 0
    assert ended.summary()["sources"][0]["status"] == "not_due"
    assert re.search(r"No source is due before 20\S+Z; -a force=1 reads the listings now", ended.log)
    assert paper.paths().count("/rss.xml") == 1

    scrapy("crawl", "news", "-a", sources, "-a", "force=1")
    assert paper.paths().count("/rss.xml") == 2


def test_an_unchanged_feed_is_asked_with_its_validators_and_not_read_again(paper: Paper, scrapy: Scrapy) -> None:
    link = paper.article("/2026/03/harbour-wall", "Harbour wall")

    def feed(headers: dict[str, str]) -> Answer:
        unchanged = headers.get("if-none-match") == '"v1"' and "if-modified-since" in headers
        validators = {"ETag": '"v1"', "Last-Modified": "Wed, 04 Mar 2026 08:00:00 GMT"}
        return Answer(status=304) if unchanged else Answer(rss(link), headers=validators)

    paper.pages["/rss.xml"] = feed
    sources = source_file(scrapy.folder, paper, feeds=[f"{paper.base}/rss.xml"])
    scrapy("crawl", "news", "-a", sources)
    ended = scrapy("crawl", "news", "-a", sources)

    assert ended.code == 0
    assert ended.summary()["sources"][0]["listings_unchanged"] == 1


def test_a_page_that_failed_is_tried_again_by_the_next_run(paper: Paper, scrapy: Scrapy) -> None:
    link = paper.add("/2026/03/harbour-wall", "busy", status=500)
    feed = paper.feed("/rss.xml", link)
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    first = scrapy("crawl", "news", "-a", sources)
    paper.article("/2026/03/harbour-wall", "Harbour wall")
    second = scrapy("crawl", "news", "-a", sources)

    assert first.code == 3
    assert first.summary()["pages_failed"] == {"http_500": 1}
    assert second.code == 0
    assert scrapy.titles() == ["Harbour wall"]


@pytest.mark.soak
def test_a_page_that_keeps_failing_waits_longer_each_time(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", f"{paper.base}/2026/03/gone")
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    for _ in range(4):
        scrapy("crawl", "news", "-a", sources)
    assert paper.paths().count("/2026/03/gone") == 2


def test_one_story_under_several_addresses_is_one_record(paper: Paper, scrapy: Scrapy) -> None:
    head = f'<link rel="canonical" href="{paper.base}/2026/03/harbour-wall">'
    plain = paper.article("/2026/03/harbour-wall", "Harbour wall", head=head)
    printed = paper.article("/print/2026/03/harbour-wall-story", "Harbour wall", head=head)
    paper.article("/2026/03/harbour-wall?utm_source=feed", "Harbour wall", head=head)
    feed = paper.feed("/rss.xml", f"{plain}?utm_source=feed", plain, f"{plain}#top", printed)
    scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]))

    assert scrapy.titles() == ["Harbour wall"]
    assert len([path for path in paper.paths() if path.startswith("/2026")]) == 1


def test_two_stories_that_claim_one_canonical_address_are_both_kept(paper: Paper, scrapy: Scrapy) -> None:
    head = f'<link rel="canonical" href="{paper.base}/news">'
    links = [paper.article(f"/2026/03/{name}", f"The {name}", head=head) for name in ("harbour-wall", "school-roof")]
    feed = paper.feed("/rss.xml", *links)
    scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]))
    assert scrapy.titles() == ["The harbour-wall", "The school-roof"]


def test_error_pages_with_status_200_hide_no_article_of_their_shape(paper: Paper, scrapy: Scrapy) -> None:
    gone = "<html><head><title>Page not found</title></head><body><p>Sorry, this page does not exist.</p></body></html>"
    lost = [paper.add(f"/2026/03/old-story-{number}", gone) for number in range(8)]
    links = [paper.article(f"/2026/03/new-story-{number}", f"New story {number}") for number in range(3)]
    paper.front(*lost, *links)
    scrapy("crawl", "news", "-a", f"site={paper.base}", "-s", "TRAP_GUARD_TRIAL=3")
    assert scrapy.titles() == ["New story 0", "New story 1", "New story 2"]


def test_a_home_page_that_leads_to_another_site_is_named(paper: Paper, scrapy: Scrapy) -> None:
    moved = paper.base.replace("127.0.0.1", "localhost")
    paper.front(f"{moved}/2026/03/harbour-wall")
    paper.pages["/new"] = paper.pages.pop("/")
    paper.add("/", status=301, headers={"Location": f"{moved}/new"})
    allowed = ",".join(address.removeprefix("http://") for address in (paper.base, moved))
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}", ALLOWED_ADDRESSES=allowed)
    assert ended.summary()["sources"][0]["reason"] == "other_site"
    assert f"{paper.base}/: leads to {moved}/new, which is on another site" in ended.log


def test_a_sources_own_rules_and_bounds_hold(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/2026/03/story-{n}", f"Story number {n}") for n in range(6)]
    advert = paper.article("/advertorial/2026/03/buy-this", "Buy this")
    feed = paper.feed("/rss.xml", advert, *links)
    rules = {"feeds": [feed], "skip_url": "/advertorial/", "max_articles": 4}
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, **rules))
    assert ended.summary()["articles_stored"] == 4
    assert ended.summary()["links_passed_over"] == {"skip_url": 1}

    again = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, **rules))
    assert again.summary()["articles_stored"] == 2, "what a bound left over is fetched by the next run"


def test_a_large_sitemap_gives_what_a_bound_left_over_and_what_is_new(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/2026/03/story-{n}", f"Story number {n}") for n in range(MIN_ENTRIES)]

    def publish(*links: str) -> str:
        entries = "".join(f"<url><loc>{link}</loc></url>" for link in links)
        return paper.add("/map.xml", f"<urlset>{entries}</urlset>", content_type="application/xml")

    keys = {"sitemaps": [publish(*links)], "max_articles": 3}
    sources = source_file(scrapy.folder, paper, **keys)
    first = scrapy("crawl", "news", "-a", sources)
    publish(paper.article("/2026/03/late", "The late one"), *links)
    second = scrapy("crawl", "news", "-a", sources)
    publish(*links)
    third = scrapy("crawl", "news", "-a", sources)

    offered = [ended.summary()["sources"][0]["offered"] for ended in (first, second, third)]
    assert offered == [MIN_ENTRIES, MIN_ENTRIES + 1, MIN_ENTRIES]
    assert [ended.summary()["articles_stored"] for ended in (first, second, third)] == [3, 3, 3]
    assert third.summary()["pages_waiting"] == MIN_ENTRIES + 1 - 9
    fetched = [path for path in paper.paths() if path.startswith("/2026")]
    assert len(set(fetched)) == len(fetched) == 9


def test_a_feed_of_rubbish_an_unreachable_host_and_a_good_source_side_by_side(paper: Paper, scrapy: Scrapy) -> None:
    good = paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    rubbish = paper.add("/rubbish.xml", bytes(range(256)) * 40, content_type="application/rss+xml")
    entries = [
        {"id": "good", "feeds": [good]},
        {"id": "rubbish", "feeds": [rubbish]},
        {"id": "away", "feeds": ["http://127.0.0.1:9/rss.xml"]},
    ]
    lines = []
    for entry in entries:
        values = {"name": "The Paper", "home": f"{paper.base}/", **entry}
        lines += ["[[source]]", *(f"{name} = {json.dumps(value)}" for name, value in values.items())]
    path = scrapy.folder / "sources.toml"
    path.write_text("\n".join(lines))

    ended = scrapy("crawl", "news", "-a", f"sources={path}")

    assert ended.code == 4, ended.log
    found = {source["id"]: (source["status"], source["reason"]) for source in ended.summary()["sources"]}
    assert found["good"] == ("ok", None)
    assert found["rubbish"] == ("failed", "not_a_listing")
    assert found["away"] == ("failed", "connection_refused")
    assert scrapy.titles() == ["Harbour wall"]


def test_a_page_other_than_an_article_is_dropped_with_its_reason(paper: Paper, scrapy: Scrapy) -> None:
    good = paper.article("/2026/03/harbour-wall", "Harbour wall")
    pdf = paper.add("/2026/03/report", b"%PDF-1.4 ...", content_type="application/pdf")
    empty = paper.add("/2026/03/nothing", "<html><body></body></html>")
    no_body = paper.add("/2026/03/no-body", "")
    missing = f"{paper.base}/2026/03/missing"
    feed = paper.feed("/rss.xml", good, pdf, empty, no_body, missing)
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]))

    assert ended.code == 0
    assert ended.summary()["pages_dropped"] == {"empty": 1, "not_html": 1}
    assert ended.summary()["pages_failed"] == {"http_404": 1, "no_content": 1}
    assert scrapy.titles() == ["Harbour wall"]


@pytest.mark.parametrize("status", [204, 205, 206])
def test_a_success_without_the_whole_page_is_tried_again_and_never_stored(
    paper: Paper, scrapy: Scrapy, status: int
) -> None:
    link = paper.article("/2026/03/harbour-wall", "Harbour wall")
    whole = paper.pages["/2026/03/harbour-wall"]
    paper.add("/2026/03/harbour-wall", "" if status in (204, 205) else article_html("Harb"), status=status)
    sources = source_file(scrapy.folder, paper, feeds=[paper.feed("/rss.xml", link)])
    first = scrapy("crawl", "news", "-a", sources)
    assert first.summary()["pages_failed"] == {f"http_{status}": 1}
    assert scrapy.titles() == []
    paper.pages["/2026/03/harbour-wall"] = whole
    scrapy("crawl", "news", "-a", sources)
    assert scrapy.titles() == ["Harbour wall"]


def test_a_second_run_at_once_says_so_and_leaves(paper: Paper, scrapy: Scrapy, gate: threading.Event) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    paper.hold(gate, "/2026/03/harbour-wall")
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    first = scrapy.start("crawl", "news", "-a", sources)
    first.wait_until(lambda: bool(paper.asked))
    second = scrapy("crawl", "news", "-a", sources)
    gate.set()
    first.communicate(timeout=100)

    assert second.code == 5
    assert "Another run works on" in second.log
    assert first.returncode == 0
    assert scrapy.titles() == ["Harbour wall"]
