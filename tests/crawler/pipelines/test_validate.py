import pytest

from cleaners.page import Page
from crawler.pipelines.cleaned import Cleaned, clean_page
from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.validate import ValidatePipeline
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, article_html, source_file


def cleaned(score: float) -> Cleaned:
    result = clean_page(Page(body=article_html("Harbour wall"), url="https://www.example.org/2026/03/a"))
    result.record["quality"]["score"] = score
    return result


@pytest.mark.parametrize(("score", "least"), [(0.3, 0.0), (0.0, 0.0), (0.3, 0.3), (0.9, 0.5)])
def test_an_article_of_sufficient_quality_passes(score: float, least: float) -> None:
    article = cleaned(score)
    assert ValidatePipeline(least).process_item(article) is article


def test_an_article_below_the_least_quality_is_dropped() -> None:
    with pytest.raises(PageDropped) as dropped:
        ValidatePipeline(0.5).process_item(cleaned(0.49))
    assert dropped.value.reason == "low_quality"


def test_the_summary_counts_articles_below_the_least_quality(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]), "-s", "MIN_QUALITY=1")
    assert ended.summary()["pages_dropped"] == {"low_quality": 1}
    assert scrapy.titles() == []


def test_a_given_page_has_no_least_quality_unless_the_user_sets_one(paper: Paper, scrapy: Scrapy) -> None:
    calendar = "<html><body><article>" + "".join(f"<p>{day}</p>" for day in range(1, 30)) + "</article></body></html>"
    assert scrapy("crawl", "article", "-a", f"urls={paper.article('/a/wall', 'The wall')}").code == 0
    assert scrapy.titles() == ["The wall"]
    page = paper.add("/a/calendar", calendar)
    ended = scrapy("crawl", "article", "-a", f"urls={page}")
    assert ended.summary()["pages_dropped"] == {"too_short": 1}
