"""Stories that a site splits over several pages, over HTTP: one record has the whole text."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from string import ascii_lowercase
from typing import Any

import pytest

from crawler.exit_codes import EXIT_INTERRUPTED
from crawler.stores.store import Store
from tests.crawler.spiders.test_rechecks import recheck, revisions
from tests.support.commands.forked import Forked
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Headers, Paper, article_html, sentence, source_file

PATH = "/2026/03/harbour-wall"
MARKS = {number: letter * 5 for number, letter in enumerate(ascii_lowercase)}  # a word for the text of each page


def path_of(number: int) -> str:
    return PATH if number == 1 else f"{PATH}?page={number}"


def page(number: int, last: int, *, title: str = "Harbour wall", head: str = "", paragraphs: int = 6) -> str:
    """Return a page of a story with its own text, and links to the other pages below it."""
    text = "".join(f"<p>{sentence(MARKS[number], index)}</p>" for index in range(paragraphs))
    links = " ".join(str(n) if n == number else f'<a href="{path_of(n)}">{n}</a>' for n in range(1, last + 1))
    pager = f"<div class='pages'>{links}</div>" if last > 1 else ""
    return article_html(title, paragraphs=0, head=head).replace("</article>", f"{text}{pager}</article>")


def add_story(paper: Paper, last: int, **kwargs: Any) -> str:
    """Serve a story of several pages; return the address of the first one."""
    for number in range(1, last + 1):
        paper.add(path_of(number), page(number, last, **kwargs))
    return paper.base + PATH


def crawl(scrapy: Scrapy, *urls: str, **settings: object) -> dict[str, Any]:
    """Crawl addresses that make one record, and return it."""
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(urls)}", **settings)
    assert ended.code == 0, ended.log
    (record,) = scrapy.records()
    return record


def pages_in(record: dict[str, Any]) -> list[int]:
    """Return the numbers of the pages whose text a record has, in the order of the text."""
    numbers = {mark: number for number, mark in MARKS.items()}
    return list(dict.fromkeys(numbers[word] for word in record["text"].split() if word in numbers))


def is_flagged(record: dict[str, Any]) -> bool:
    return "further_pages" in record["quality"]["flags"]


@pytest.mark.parametrize("last", [2, 12])
def test_one_record_has_the_text_of_all_pages(paper: Paper, scrapy: Scrapy, last: int) -> None:
    record = crawl(scrapy, add_story(paper, last))
    assert pages_in(record) == list(range(1, last + 1))
    assert not is_flagged(record)
    assert [each["url"] for each in record["joined_pages"]] == [paper.base + path_of(n) for n in range(2, last + 1)]
    assert len({record["raw_ref"], *(each["raw_ref"] for each in record["joined_pages"])}) == last
    assert sorted(path for path in paper.paths() if PATH in path) == sorted(map(path_of, range(1, last + 1)))


@pytest.mark.parametrize("canonical", ["", "?page={number}"])
def test_pages_may_name_any_canonical_address(paper: Paper, scrapy: Scrapy, canonical: str) -> None:
    for number in (1, 2, 3):
        named = PATH if number == 1 else PATH + canonical.format(number=number).removeprefix(PATH)
        paper.add(path_of(number), page(number, 3, head=f'<link rel="canonical" href="{paper.base}{named}">'))
    assert pages_in(crawl(scrapy, paper.base + PATH)) == [1, 2, 3]


def test_a_later_page_that_names_the_first_as_canonical_may_have_a_headline_of_its_own(
    paper: Paper, scrapy: Scrapy
) -> None:
    add_story(paper, 2)
    head = f'<link rel="canonical" href="{paper.base}{PATH}">'
    paper.add(path_of(2), page(2, 2, title="What comes next", head=head))
    assert pages_in(crawl(scrapy, paper.base + PATH)) == [1, 2]


def test_without_a_later_page_the_record_has_the_pages_before_it_and_the_flag(paper: Paper, scrapy: Scrapy) -> None:
    add_story(paper, 4)
    del paper.pages[path_of(3)]
    record = crawl(scrapy, paper.base + PATH)
    assert pages_in(record) == [1, 2]
    assert is_flagged(record)


def test_a_page_that_robots_txt_forbids_is_not_fetched(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/robots.txt", "User-agent: *\nDisallow: /*?page=", content_type="text/plain")
    record = crawl(scrapy, add_story(paper, 2))
    assert (pages_in(record), is_flagged(record)) == ([1], True)
    assert path_of(2) not in paper.paths()


def test_an_endless_story_is_bounded(paper: Paper, scrapy: Scrapy) -> None:
    add_story(paper, 8)
    record = crawl(scrapy, paper.base + PATH, JOIN_PAGES=3)
    assert (pages_in(record), is_flagged(record)) == ([1, 2, 3], True)
    assert path_of(4) not in paper.paths()


@pytest.mark.parametrize("shown", [1, 2])
def test_a_page_that_shows_an_earlier_one_again_ends_the_story(paper: Paper, scrapy: Scrapy, shown: int) -> None:
    add_story(paper, 4)
    for number in range(shown + 1, 5):
        paper.pages[path_of(number)] = paper.pages[path_of(shown)]
    record = crawl(scrapy, paper.base + PATH)
    assert (pages_in(record), is_flagged(record)) == (list(range(1, shown + 1)), True)
    assert path_of(shown + 2) not in paper.paths()
    ended = scrapy("delete", record["id"], "--yes")
    assert f"{shown + 1} archived pages" in ended.out, "the copy is taken out too"


def test_a_redirected_page_is_not_joined(paper: Paper, scrapy: Scrapy) -> None:
    add_story(paper, 2)
    paper.add(path_of(2), status=302, headers={"Location": paper.article("/2026/03/other", "Harbour wall")})
    assert pages_in(crawl(scrapy, paper.base + PATH)) == [1]


def test_another_story_is_not_joined(paper: Paper, scrapy: Scrapy) -> None:
    add_story(paper, 2)
    paper.add(path_of(2), page(2, 2, title="Tram line"))
    record = crawl(scrapy, paper.base + PATH)
    assert (pages_in(record), is_flagged(record)) == ([1], True)
    assert crawl_state(scrapy, paper.base + path_of(2)) is None


@pytest.mark.parametrize("head", ['<meta name="author" content="Ann Miller">', ""])
def test_a_column_with_the_same_headline_is_another_story(paper: Paper, scrapy: Scrapy, head: str) -> None:
    other = head.replace("Ann Miller", "Bob Carter") or "<!-- -->"
    for number, named in ((1, head), (2, other)):
        html = page(number, 2, head=named)
        paper.add(path_of(number), html if head or number == 1 else html.replace("2026-03-04", "2026-03-11"))
    assert pages_in(crawl(scrapy, paper.base + PATH)) == [1]


def test_the_pages_of_a_gallery_are_not_joined(paper: Paper, scrapy: Scrapy) -> None:
    add_story(paper, 3, paragraphs=1)
    assert pages_in(crawl(scrapy, paper.base + PATH)) == [1]


def crawl_state(scrapy: Scrapy, address: str) -> str | None:
    store = Store(scrapy.store_uri)
    state = store.state.state_of(address)
    store.close()
    return state


@pytest.mark.parametrize("listed", [(2,), (3, 1, 2)])
def test_a_later_page_that_a_listing_names_is_not_a_record_of_its_own(
    paper: Paper, scrapy: Scrapy, listed: tuple[int, ...]
) -> None:
    add_story(paper, 3)
    feed = paper.feed("/rss.xml", *(paper.base + path_of(number) for number in listed))
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    ended = scrapy("crawl", "news", "-a", sources)
    assert ended.code == 0, ended.log
    (record,) = scrapy.records()
    assert pages_in(record) == [1, 2, 3]
    assert record["url"] == paper.base + PATH
    times = Counter(path for path in paper.paths() if PATH in path)
    assert max(times.values()) <= 2, "once by its link, once for the story"
    asked = len(paper.asked)
    scrapy("crawl", "news", "-a", sources)
    assert not any(PATH in path for path in paper.paths()[asked:]), "all addresses are settled"


def test_a_later_page_without_a_first_one_is_stored_itself(paper: Paper, scrapy: Scrapy) -> None:
    add_story(paper, 2)
    del paper.pages[PATH]
    assert pages_in(crawl(scrapy, paper.base + path_of(2))) == [2]


def test_a_story_that_grows_is_joined_at_the_next_recheck(paper: Paper, scrapy: Scrapy) -> None:
    add_story(paper, 1)
    sources = source_file(scrapy.folder, paper, feeds=[paper.feed("/rss.xml", paper.base + PATH)])
    scrapy("crawl", "news", "-a", sources)
    add_story(paper, 2)
    recheck(scrapy, sources)
    assert [pages_in(each) for each in revisions(scrapy)] == [[1], [1, 2]]
    del paper.pages[path_of(2)]
    ended = recheck(scrapy, sources)
    assert ended.summary()["rechecks"]["no_article"] == {"later_page_missing": 1}
    assert [pages_in(each) for each in revisions(scrapy)] == [[1], [1, 2]], "a missing page takes no text away"


def test_a_recheck_asks_again_for_a_page_that_was_missing(paper: Paper, scrapy: Scrapy) -> None:
    def first(headers: Headers) -> Answer:
        return Answer(page(1, 2), status=304 if "if-none-match" in headers else 200, headers={"ETag": '"v1"'})

    add_story(paper, 2)
    paper.pages[PATH] = first
    second = paper.pages.pop(path_of(2))
    sources = source_file(scrapy.folder, paper, feeds=[paper.feed("/rss.xml", paper.base + PATH)])
    scrapy("crawl", "news", "-a", sources)
    paper.pages[path_of(2)] = second
    recheck(scrapy, sources)
    assert [pages_in(each) for each in revisions(scrapy)] == [[1], [1, 2]]


@pytest.fixture
def held_crawl(paper: Paper, scrapy: Scrapy, gate: threading.Event) -> tuple[Forked, str]:
    """Return a crawl of a story whose third page the site holds back until the gate opens, and its sources."""
    add_story(paper, 3)
    sources = source_file(scrapy.folder, paper, feeds=[paper.feed("/rss.xml", paper.base + PATH)])
    asked = threading.Event()

    def held(_: Headers) -> Answer:
        asked.set()
        gate.wait(timeout=100)
        return Answer(page(3, 3))

    paper.pages[path_of(3)] = held
    process = scrapy.start("crawl", "news", "-a", sources, STOP_GRACE_SECONDS=0)
    assert asked.wait(timeout=60)
    return process, sources


def test_a_run_that_is_killed_between_two_pages_fetches_the_story_again(
    paper: Paper, scrapy: Scrapy, gate: threading.Event, held_crawl: tuple[Forked, str]
) -> None:
    process, sources = held_crawl
    process.send_signal(signal.SIGKILL)
    process.communicate()
    gate.set()
    assert crawl_state(scrapy, paper.base + PATH) == "pending"
    ended = scrapy("crawl", "news", "-a", sources)
    assert ended.code == 0, ended.log
    (record,) = scrapy.records()
    assert pages_in(record) == [1, 2, 3]


def test_a_run_that_is_stopped_between_two_pages_leaves_the_story_to_the_next_one(
    paper: Paper, scrapy: Scrapy, held_crawl: tuple[Forked, str]
) -> None:
    process, _ = held_crawl
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=60)
    assert process.returncode == EXIT_INTERRUPTED, log
    assert crawl_state(scrapy, paper.base + PATH) == "pending"


def test_reclean_reads_all_pages_and_delete_takes_them_out_of_the_archive(paper: Paper, scrapy: Scrapy) -> None:
    record = crawl(scrapy, add_story(paper, 3))
    ended = scrapy("reclean", "--format", "json")
    assert '"unchanged": 1' in ended.out, ended.out + ended.log
    ended = scrapy("delete", record["id"], "--yes")
    assert "3 archived pages" in ended.out, ended.out + ended.log
    assert crawl_state(scrapy, paper.base + path_of(3)) == "dropped"


def test_with_one_page_no_other_is_fetched(paper: Paper, scrapy: Scrapy) -> None:
    record = crawl(scrapy, add_story(paper, 2), JOIN_PAGES=1)
    assert (pages_in(record), is_flagged(record)) == ([1], True)
    assert path_of(2) not in paper.paths()
