import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, article_html

LONGEST_SECONDS = 0.25


@pytest.mark.soak
def test_no_page_and_no_listing_blocks_the_reactor_for_long(paper: Paper, scrapy: Scrapy) -> None:
    """The reactor's thread is never busy for long, because other hosts, timeouts and signals wait for it."""
    stories = [f"{paper.base}/2026/03/story-{number}" for number in range(30_000)]
    entries = "".join(f"<url><loc>{story}</loc><lastmod>2026-03-04</lastmod></url>" for story in stories)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    paper.add("/sitemap.xml", f'<urlset xmlns="{namespace}">{entries}</urlset>', content_type="application/xml")
    paper.add("/robots.txt", f"Sitemap: {paper.base}/sitemap.xml", content_type="text/plain")
    paper.front(*stories[:10])
    for story in stories[:4]:
        paper.add(story.removeprefix(paper.base), article_html("Endless", paragraphs=8_000))
    deep = "<div>" * 5_000 + "<p>Deep down the council heard of the harbour wall.</p>"
    paper.add(stories[4].removeprefix(paper.base), article_html("Deep").replace("</article>", f"{deep}</article>"))
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "x": "' + "y" * 4_000_000 + '"}</script>'
    paper.article(stories[5].removeprefix(paper.base), "Giant data", head=script)

    settings = {
        "ADDONS": '{"tests.support.commands.heartbeat.HeartbeatAddon": 1}',
        "HEARTBEAT_FILE": scrapy.folder / "beat",
    }
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}", "-a", "most=10", CLEAN_WORKERS=1, **settings)

    assert ended.summary()["articles_stored"], ended.log
    assert float((scrapy.folder / "beat").read_text()) < LONGEST_SECONDS, ended.log
