"""No query of a crawl runs in the reactor's thread, which would hold up all hosts."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from crawler.sources.readers.sitemap_entries import MIN_ENTRIES
from tests.support.commands.scrapy_runs import Ended, Scrapy
from tests.support.paper import Paper

SLOGAN = "The Paper lives on its readers and on nothing else, and thanks every one of them."


class Watched:
    """Runs crawls and reads which thread ran their statements."""

    def __init__(self, scrapy: Scrapy, uri: str) -> None:
        self._scrapy = scrapy
        scrapy.store_uri = uri
        self._file = scrapy.folder / "queries"

    def crawl(self, *arguments: str, **settings: object) -> Ended:
        addons = '{"tests.support.commands.query_threads.QueryThreadsAddon": 1}'
        return self._scrapy(*arguments, ADDONS=addons, QUERIES_FILE=self._file, **settings)

    def statements(self) -> dict[str, set[str]]:
        """Return the statements of all crawls, shortened, by thread without its number."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for thread, statement in map(json.loads, self._file.read_text().splitlines()):
            found[thread.partition("_")[0]].add(statement[:60])
        return dict(found)


@pytest.fixture(params=["sqlite:///{}", "sqlite://"])
def watched(request: pytest.FixtureRequest, scrapy: Scrapy, tmp_path: Path) -> Watched:
    return Watched(scrapy, request.param.format(tmp_path / "articles.db"))


def site(paper: Paper) -> list[str]:
    """Serve a front page, a feed, a large sitemap, a page that is gone, and articles with a line of their site."""
    links = [paper.article(f"/2026/03/story-{number}", f"Story {number}") for number in range(6)]
    for number, link in enumerate(links):
        page = paper.pages[link.removeprefix(paper.base)]
        page.body = page.body.replace("</article>", f"<p>{SLOGAN}</p></article>").replace("03-04", f"03-0{number + 1}")
    entries = "".join(f"<url><loc>{paper.base}/2026/03/town-{n}</loc></url>" for n in range(MIN_ENTRIES + 1))
    paper.add("/map.xml", f'<urlset xmlns="urn:s">{entries}</urlset>', content_type="application/xml")
    # The many links of the sitemap go through the store, but not over the network.
    robots = f"User-agent: *\nDisallow: /2026/03/town-\nSitemap: {paper.base}/map.xml"
    paper.add("/robots.txt", robots, content_type="text/plain")
    paper.front(*links, f"{paper.base}/2026/03/story-gone", feed="/rss.xml")
    paper.feed("/rss.xml", *links)
    return links


def test_a_crawl_asks_the_store_in_the_thread_of_the_store_only(paper: Paper, watched: Watched) -> None:
    links = site(paper)
    first = watched.crawl("crawl", "news", "-a", f"site={paper.base}", RECHECK_AFTER="0s")
    assert first.summary()["articles_stored"] == len(links), first.log
    watched.crawl("crawl", "news", "-a", f"site={paper.base}")
    watched.crawl("crawl", "article", "-a", f"urls={links[0]},{paper.base}/2026/03/gone")
    watched.crawl("reclean")
    watched.crawl("crawl", "archive", "-a", f"path={watched._scrapy.folder / 'archive'}")
    statements = watched.statements()
    assert list(statements) == ["store"], statements
    assert len(statements["store"]) > 20
