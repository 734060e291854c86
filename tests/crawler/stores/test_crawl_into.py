from pathlib import Path

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


def test_a_crawl_and_an_export_work_on_either_database(paper: Paper, tmp_path: Path, uri: str) -> None:
    scrapy = Scrapy(tmp_path)
    scrapy.store_uri = uri
    paper.front(paper.article("/2026/03/harbour-wall", "Harbour wall"), feed="/rss.xml")
    paper.feed("/rss.xml", paper.article("/2026/03/school-roof", "School roof"))

    first = scrapy("crawl", "news", "-a", f"site={paper.base}")
    second = scrapy("crawl", "news", "-a", f"site={paper.base}")

    assert first.code == 0, first.log
    assert second.code == 0, second.log
    assert second.summary()["articles_stored"] == 0
    assert scrapy.titles() == ["Harbour wall", "School roof"]
