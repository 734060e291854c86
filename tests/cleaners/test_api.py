from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

import pytest

import cleaners
from cleaners import Article, Page, clean, clean_many
from cleaners.api import cleaned_pages
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from tests.support.paper import article_html

pytestmark = pytest.mark.usefixtures("warm_workers")
HTML = article_html("Harbour wall")


def pages(number: int) -> list[Page]:
    return [
        Page(body=article_html(f"Harbour wall {n}"), url=f"https://paper.example/2026/03/wall-{n}")
        for n in range(number)
    ]


def test_a_page_gives_its_article() -> None:
    article = clean(HTML, url="https://paper.example/2026/03/wall")
    assert isinstance(article, Article)
    assert (article.title, article.dropped) == ("Harbour wall", None)
    assert article.text.startswith("Part 0 of the report")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (None, "in a list or another iterable, not None."),
        (HTML.encode(), "in a list or another iterable, not bytes."),
        ("page.html", "in a list or another iterable, not str."),
        (Page(body=HTML), "in a list or another iterable, not a single Page."),
        ([HTML], ", not str."),
        ([None], ", not None."),
    ],
)
def test_anything_but_an_iterable_of_pages_is_refused(given: Any, named: str) -> None:
    with pytest.raises(TypeError) as caught:
        list(clean_many(given, workers=1))
    assert str(caught.value).startswith("clean_many takes pages, such as Page(body=html, url=url)")
    assert str(caught.value).endswith(named)


@pytest.mark.parametrize("name", ["workers", "timeout_seconds", "memory_mb"])
def test_a_limit_out_of_range_is_named(name: str) -> None:
    limit: dict[str, Any] = {name: -1}
    with pytest.raises(ValueError, match=rf"^{name}: give .*, not '-1'\.$"):
        clean_many([], **limit)


@pytest.mark.parametrize("time", ["yesterday", "2026-03-05", "2026-03-05T10:00", "20260305T100000Z!", "10:00Z", "\0"])
def test_a_time_of_fetching_that_cannot_be_read_is_refused(time: str) -> None:
    with pytest.raises(ValueError, match="fetched_at must be a time with offset, such as 2026-03-05T10:00:00Z, not"):
        clean(HTML, fetched_at=time)


@pytest.mark.parametrize(
    "time", ["2026-03-05T10:00:00Z", "2026-03-05t10:00:00.123+01:00", "2026-03-05 10:00:00-05:30", "", None]
)
def test_a_time_of_fetching_is_kept(time: str | None) -> None:
    assert clean(HTML, fetched_at=time).fetched_at == (time or None)


@pytest.mark.parametrize(
    "url",
    [None, "", "http://[bad", "http://a℀b/x", "http://a:99999/", "http://:80", "//[", "x:y", "http://\x00/", "wall"],
)
def test_any_address_gives_an_article(url: str | None) -> None:
    links = f'<a href="{url}">x</a><link rel="canonical" href="{url}"><img src="{url}"><base href="{url}">'
    page = HTML.replace("</h1>", f"</h1>{links}").replace('"2026', '"')
    assert clean(page, url).title == "Harbour wall"
    assert clean(page, url).text.startswith("Part 0 of the report")
    assert clean("A wall.", url, kind="text").text == "A wall."


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"html": None}, TypeError, "must be bytes or a string, not NoneType"),
        ({"html": bytearray(b"<p>x")}, TypeError, "not bytearray"),
        ({"html": HTML, "url": b"http://a.example/"}, TypeError, "The address of a page must be a string"),
        ({"html": HTML, "encoding": b""}, TypeError, "encoding must be a string or None, not bytes"),
        ({"html": HTML, "fetched_at": 7}, TypeError, "fetched_at must be a string or None, not int"),
        ({"html": HTML, "without_dek": "yes"}, TypeError, "without_dek must be True or False, not str"),
        ({"html": HTML, "kind": "xml"}, ValueError, "'html' or 'text', not 'xml'"),
    ],
)
def test_a_wrong_argument_is_named(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        clean(**arguments)


def test_bytes_and_text_pages_are_cleaned() -> None:
    assert clean(HTML.encode("utf-16"), "https://paper.example/a").title == "Harbour wall"
    assert "over the harbour" in clean("Title\n\nThe moon stood over the harbour all night long.\n", kind="text").text


def test_a_page_that_is_not_an_article_says_so() -> None:
    assert clean("<h1>Title</h1>").dropped == "empty"
    assert clean("").dropped == "empty"


def test_clean_many_gives_the_same_articles_in_order() -> None:
    given = pages(9)
    found = list(clean_many(iter(given), workers=2))
    assert [cleaned.page for cleaned in found] == given
    assert [cleaned.article for cleaned in found] == [clean(str(page.body), page.url) for page in given]
    assert [cleaned.error for cleaned in found] == [None] * 9


def test_endless_pages_are_read_as_they_are_needed() -> None:
    read = []

    def endless() -> Iterator[Page]:
        for number in count():
            read.append(number)
            yield Page(body=HTML, url=f"https://paper.example/{number}")

    found = clean_many(endless(), workers=1)
    assert read == []
    assert [cleaned.page.url[-1] for cleaned in islice(found, 3)] == ["0", "1", "2"]
    found.close()  # type: ignore[attr-defined]  # ends the processes now
    assert len(read) < 20


def test_a_page_beyond_the_time_has_no_article_and_says_why() -> None:
    (cleaned,) = clean_many([Page(body=HTML * 1_000)], workers=1, timeout_seconds=0.01)
    assert (cleaned.article, cleaned.error_reason, cleaned.error) == (None, "timeout", "took over 0.01 seconds")


def clean_or_die(page: Page) -> Article:
    if page.url.endswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    if page.url.endswith("wrong"):
        raise RuntimeError("a bug")
    return clean(page.body, page.url)


def test_a_page_that_kills_its_process_costs_that_page_only() -> None:
    given = [Page(body=HTML, url=f"https://paper.example/{name}") for name in ("deadly", "wall", "wrong")]
    deadly, wall, wrong = cleaned_pages(WorkerPool(clean_or_die, 2, Limits()), given)
    assert (deadly.article, deadly.error_reason) == (None, "crash")
    assert deadly.error == "the worker process died: signal 9 (Killed)"
    assert wall.article is not None
    assert (wrong.article, wrong.error_reason, wrong.error) == (None, "error", "RuntimeError: a bug")


def test_arguments_out_of_range_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="number of processes"):
        clean_many([], workers=0)
    with pytest.raises(ValueError, match="number of seconds"):
        clean_many([], timeout_seconds=0)
    with pytest.raises(ValueError, match="megabytes"):
        clean_many([], memory_mb=-1)


def test_the_package_offers_these_names_and_no_others() -> None:
    assert set(cleaners.__all__) <= set(dir(cleaners))
    with pytest.raises(AttributeError, match="has no attribute 'wash'"):
        _ = cleaners.wash  # type: ignore[attr-defined]


def test_the_names_stay_after_every_module_is_imported() -> None:
    check = "import cleaners.cleaning, cleaners.api, cleaners.page, cleaners; assert callable(cleaners.clean)"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_importing_the_package_imports_no_cleaner() -> None:
    check = "import sys, cleaners; print(*sys.modules)"
    imported = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True).stdout.split()
    assert not {"lxml", "numpy", "trafilatura", "cleaners.api"} & set(imported)
