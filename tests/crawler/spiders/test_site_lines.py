"""A site's own line, unknown to every phrase pack, from the first article to its end in the store."""

from typing import Any

import pytest

from crawler.stores.store import Store
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.invented_stories import story
from tests.support.paper import Paper, article_html

SLOGAN = "The Paper lives on its readers and on nothing else."


def publish(paper: Paper, name: str, number: int) -> str:
    """Serve an article with the site's line after its text; return its address."""
    head, tail = article_html(f"The {name}", paragraphs=0, date=f"2026-03-{number + 1:02}").split("</article>")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in [*story(number), SLOGAN])
    return paper.add(f"/{name}", f"{head}{body}</article>{tail}")


def holders(scrapy: Scrapy) -> list[str]:
    return [record["title"] for record in scrapy.stored() if SLOGAN in record["text"]]


def taken(record: dict[str, Any]) -> list[str]:
    return [part["reason"] for part in record["removed"] if part["stage"] == "site_lines"]


@pytest.fixture
def read(paper: Paper, scrapy: Scrapy) -> Any:
    """Four articles, crawled in one run."""
    urls = [publish(paper, name, number) for number, name in enumerate(("wall", "roof", "pier", "quay"))]
    feed = scrapy.folder / "feed.jsonl"
    return scrapy("crawl", "article", "-a", f"urls={','.join(urls)}", "-O", str(feed))


def test_articles_stored_before_a_line_was_known_are_cleaned_again_at_the_end_of_the_run(
    paper: Paper, scrapy: Scrapy, read: Any
) -> None:
    assert read.code == 0, read.log
    assert "Site lines: 1 learned, 0 no longer repeated; " in read.log
    assert holders(scrapy) == []
    assert {reason for record in scrapy.stored() for reason in taken(record)} <= {
        "stands on 3 of 3 pages of this site", "stands on 4 of 4 pages of this site",
    }  # fmt: skip
    assert len((scrapy.folder / "feed.jsonl").read_text().splitlines()) == 4, "the feed is the crawl's own"
    again = scrapy("crawl", "article", "-a", f"urls={publish(paper, 'dock', 8)}")
    assert "Site lines" not in again.log, "what is known is not cleaned twice"
    assert holders(scrapy) == []


@pytest.mark.soak
def test_a_forgotten_line_comes_back_with_the_next_run(paper: Paper, scrapy: Scrapy, read: Any) -> None:
    host = paper.base.removeprefix("http://")
    shown = scrapy("sources", "site-lines", host)
    assert shown.code == 0, shown.log
    assert SLOGAN in shown.out
    assert "4 of 4" in shown.out
    assert scrapy("sources", "site-lines", host, "--forget", "0123456789abcdef").code == 2
    assert scrapy("sources", "site-lines", host, "--forget", "all").code == 0
    ended = scrapy("crawl", "article", "-a", f"urls={publish(paper, 'dock', 8)}")
    assert "Site lines: 1 changed; cleaning the articles with them again" in ended.log
    assert "Site lines: 0 learned, 1 no longer repeated; 4 articles cleaned again" in ended.log
    assert len(holders(scrapy)) == 5


def test_a_store_or_line_that_does_not_exist_is_reported(scrapy: Scrapy) -> None:
    assert scrapy("sources", "site-lines", "example.org").code == 2, "the store does not exist yet"
    Store(scrapy.store_uri).close()
    (scrapy.folder / "broken.toml").write_text("[[source]]\nid = 7")
    broken = scrapy("sources", "site-lines", "paper", SOURCES_PATH="broken.toml")
    assert broken.code == 2
    assert "broken.toml" in broken.log, "and the name is not taken for a host"
    shown = scrapy("sources", "site-lines", "example.org")
    assert shown.code == 0
    assert "no site lines" in shown.out
