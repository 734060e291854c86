import asyncio

import pytest

from cleaners.page import Page
from crawler.pipelines.clean import CleanPipeline
from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.worker import Cleaned
from tests.crawler.paper import article_html


def cleaned(pipeline: CleanPipeline, *pages: Page) -> list[Cleaned | BaseException]:
    async def run() -> list[Cleaned | BaseException]:
        await pipeline.open_spider()
        try:
            return await asyncio.gather(*map(pipeline.process_item, pages), return_exceptions=True)
        finally:
            await pipeline.close_spider()

    return asyncio.run(run())


def page(title: str, paragraphs: int = 6) -> Page:
    return Page(body=article_html(title, paragraphs=paragraphs), url="https://www.example.org/2026/03/a")


@pytest.mark.parametrize("workers", [0, 2])
def test_each_page_gets_its_own_answer(workers: int) -> None:
    pages = [page(f"Story {number}") for number in range(6)]
    results = cleaned(CleanPipeline(workers, timeout_seconds=60, memory_mb=1024), *pages)
    titles = [result.record["title"] for result in results if isinstance(result, Cleaned)]
    assert titles == [f"Story {number}" for number in range(6)]


def test_a_page_that_takes_too_long_costs_that_page_only() -> None:
    slow, quick = page("Endless", paragraphs=40_000), page("Quick")
    endless, fine = cleaned(CleanPipeline(1, timeout_seconds=8, memory_mb=1024), slow, quick)
    assert isinstance(endless, PageDropped)
    assert endless.reason == "clean_timeout"
    assert isinstance(fine, Cleaned)
