import asyncio
import json
import multiprocessing
import sys
from pathlib import Path

import pytest

from cleaners.compare.fingerprints import fingerprints
from cleaners.page import Page
from cleaners.workers.limits import Limits
from crawler.pipelines.clean import CleanPipeline
from crawler.pipelines.cleaned import Cleaned, clean_page
from crawler.pipelines.dropped import PageDropped, PageUnfinished
from crawler.pipelines.page_cleaner import PageCleaner
from crawler.pipelines.quarantine import Quarantine
from crawler.stores import CrawlStore
from crawler.stores.store import Store
from tests.crawler.pipelines.work import hang, take_memory
from tests.support.paper import article_html
from tests.support.saving import save_article

pytestmark = pytest.mark.usefixtures("warm_workers")


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


def with_line(line: str, day: int) -> Page:
    html = article_html(f"Story {day}", date=f"2026-03-{day + 1:02}").replace("</article>", f"<p>{line}</p></article>")
    return Page(body=html, url=f"https://www.example.org/{day}", fetched_at="2026-03-09T08:00:00Z")


@pytest.mark.parametrize("workers", [0, 2])
def test_each_page_gets_its_own_answer(workers: int) -> None:
    pages = [page(f"Story {number}") for number in range(6)]
    results = cleaned(CleanPipeline(PageCleaner(workers, Limits())), *pages)
    titles = [result.record["title"] for result in results if isinstance(result, Cleaned)]
    assert titles == [f"Story {number}" for number in range(6)]


@pytest.mark.parametrize("without_dek", [False, True])
def test_the_dek_is_left_out_of_the_text_on_demand(without_dek: bool) -> None:
    dek = "The wall will hold for another winter, the engineers say."
    html = article_html("Story", paragraphs=6).replace("</h1>", f"</h1><p class='standfirst'>{dek}</p>", 1)
    pipeline = CleanPipeline(PageCleaner(0, Limits()), without_dek=without_dek)
    (result,) = cleaned(pipeline, Page(body=html, url="https://a.example/b"))
    assert isinstance(result, Cleaned)
    assert (dek in result.record["text"]) != without_dek
    assert result.record["subtitle"] == dek


def test_an_article_comes_with_its_fingerprints() -> None:
    (result,) = cleaned(CleanPipeline(PageCleaner(1, Limits())), page("Story"))
    assert isinstance(result, Cleaned)
    assert result.fingerprints == fingerprints(result.record)


def test_a_page_that_takes_too_long_costs_that_page_only() -> None:
    pipeline = CleanPipeline(PageCleaner(1, Limits(timeout_seconds=3, memory_mb=0), hang))
    endless, fine = cleaned(pipeline, page("Endless"), page("Quick"))
    assert isinstance(endless, PageDropped)
    assert endless.reason == "clean_timeout"
    assert isinstance(fine, Cleaned)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory works on Linux")
def test_a_page_that_takes_too_much_memory_costs_that_page_only(tmp_path: Path) -> None:
    kept = Quarantine(str(tmp_path), most_bytes=10_000_000)
    pipeline = CleanPipeline(PageCleaner(1, Limits(), take_memory), kept)
    huge, fine = cleaned(pipeline, page("Huge"), page("Small"))
    assert isinstance(huge, PageDropped)
    assert huge.reason == "clean_memory"
    assert isinstance(fine, Cleaned)
    assert [json.loads(told.read_text())["reason"] for told in tmp_path.glob("*.json")] == ["clean_memory"]


def test_workers_that_are_killed_cost_no_page() -> None:
    async def run() -> list[Cleaned]:
        pipeline = CleanPipeline(PageCleaner(1, Limits(timeout_seconds=60, memory_mb=0)))
        await pipeline.open_spider()
        first = await pipeline.process_item(page("First"))
        kill_workers()  # while none is at work
        second = await pipeline.process_item(page("Second"))
        under_way = asyncio.create_task(pipeline.process_item(page("Third", paragraphs=400)))
        await asyncio.sleep(0.1)
        kill_workers()
        third = await under_way
        await pipeline.close_spider()
        return [first, second, third]

    assert [each.record["title"] for each in asyncio.run(run())] == ["First", "Second", "Third"]


def test_a_page_under_way_is_left_unfinished_when_the_run_ends() -> None:
    async def run() -> None:
        cleaner = PageCleaner(1, Limits(timeout_seconds=60, memory_mb=0))
        pipeline = CleanPipeline(cleaner)
        await pipeline.open_spider()
        under_way = asyncio.create_task(pipeline.process_item(page("Endless", paragraphs=40_000)))
        await asyncio.sleep(0.1)
        cleaner.abandon()
        with pytest.raises(PageUnfinished):
            await under_way
        await pipeline.close_spider()

    asyncio.run(run())


def kill_workers() -> None:
    for worker in multiprocessing.active_children():
        worker.kill()


@pytest.mark.parametrize(("on", "reason"), [(True, "stands on 3 of 3 pages of this site"), (False, None)])
def test_a_page_is_cleaned_with_what_its_site_repeats(on: bool, reason: str | None) -> None:
    store = Store("sqlite://")
    slogan = "The Paper lives on its readers and on nothing else."
    pages = [with_line(slogan, number) for number in range(3)]
    for each in pages[:2]:
        save_article(store, clean_page(each).record, [each.url])
    cleaner = PageCleaner(0, Limits(timeout_seconds=60, memory_mb=0))
    pipeline = CleanPipeline(cleaner, store=CrawlStore(store) if on else None)
    (result,) = cleaned(pipeline, pages[2])
    assert isinstance(result, Cleaned)
    removed = [part["reason"] for part in result.record["removed"] if part["text"] == slogan]
    assert removed == ([reason] if reason else [])
    store.close()
