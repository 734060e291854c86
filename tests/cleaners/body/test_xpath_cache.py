from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml.html import HtmlElement, document_fromstring
from trafilatura.xpaths import BODY_XPATH, OVERALL_DISCARD_XPATH

from cleaners.body import xpath_cache
from cleaners.body.xpath_cache import AttributeQuery, cached_queries

PAGES = {
    "body": "<div class='post-content'><p>One</p></div><article id='story-body'><p>Two</p></article>",
    "clutter": "<div class='share-bar' id='x'>Share</div><p class='meta'>3 May</p><span id='footer'>End</span>",
    "nested": "<section id='comments'><div class='comment-list'><ul class='comments'><li>Hm</li></ul></div></section>",
    "hidden": "<p style='display:none'>no</p><p aria-hidden='true'>no</p><p class='noprint'>no</p><p>yes</p>",
    "cookie in the first attribute": "<div id='cookie' class='a'>a</div><div class='a' id='cookie'>b</div>",
    "cookie in the second attribute": "<div class='cookie' id='a'>a</div><div id='a' class='cookie'>b</div>",
    "repeated": "<div class='sidebar'>a</div>" * 30 + "<div class='text'>b</div>" * 30,
    "character that XML does not allow": "<div class='menu&#1;'>a</div><div class='menu'>b</div>",
    "appended articles": "<div class='infinite-scroll'>a</div><section id='mvp-post-add-box'><h1>b</h1></section>",
    "an article that grows": "<div class='Infinite-scroll'>a</div><div class='infinitescroll'><h1>b</h1></div>",
    "parts without text": "<aside>a</aside><svg class='x'></svg><footer id='f'>b</footer><template></template>",
    "consent": "<p class='Notice--COOKIE'>a</p><i id='moove_gdpr'>b</i><p id='cookie-bar'>c</p>",
    "footer in the second attribute": "<div id='a' class='footer'>a</div><div class='footer' id='a'>b</div>",
    "hidden in the first attribute": "<p style='overflow:hidden' id='a'>a</p><p id='hidden' style='a'>b</p>",
    "hidden in the second attribute": "<p style='a' id='hidden'>a</p><p id='a' style='overflow:hidden'>b</p>",
    "nothing": "<p>Text</p>",
}
CACHED_AND_ORIGINAL = [
    (cached, original)
    for queries, original_queries in zip(xpath_cache._CACHED, xpath_cache._ORIGINALS, strict=True)
    for cached, original in zip(queries, original_queries, strict=True)
    if cached is not original
]


def tree(markup: str) -> HtmlElement:
    return document_fromstring(f"<html><body><div id='page'>{markup}</div></body></html>")


@pytest.mark.parametrize("markup", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("attempt", ["first time", "from the cache"])
def test_a_cached_query_finds_the_elements_of_its_expression(markup: str, attempt: str) -> None:
    page = tree(markup)
    for cached, original in CACHED_AND_ORIGINAL:
        found, expected = cached(page), original(page)
        assert found[:1] == expected[:1]
        assert getattr(cached, "_only_first", False) or found == expected


def test_the_costly_queries_are_cached() -> None:
    assert len(CACHED_AND_ORIGINAL) >= 6


def test_the_root_itself_is_not_found() -> None:
    page = tree("<div class='sidebar'>a</div>")[0]
    page.set("class", "sidebar")
    assert all(page not in cached(page) for cached, _ in CACHED_AND_ORIGINAL)


def test_memory_of_a_query_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xpath_cache, "MAX_CACHED_CHARS", 500)
    query = AttributeQuery(OVERALL_DISCARD_XPATH[0])
    for number in range(100):
        query(tree(f"<div class='sidebar-{number}'>a</div>"))
    assert len(query._cache) < 50


def test_trafilatura_has_its_own_queries_back_afterwards() -> None:
    def queries() -> list[object]:
        return [*BODY_XPATH, *OVERALL_DISCARD_XPATH, xpath_cache._BASELINE.BASIC_CLEAN_XPATH]

    before = queries()
    with cached_queries():
        during = queries()
    assert during[-1] is not before[-1]
    assert during[:-1] != before[:-1]
    assert queries() == before


def test_threads_take_turns_and_restore_the_queries_of_trafilatura() -> None:
    before = [*BODY_XPATH, *OVERALL_DISCARD_XPATH]
    inside: list[int] = []
    seen: list[int] = []

    def swap(number: int) -> None:
        for _ in range(50):
            with cached_queries():
                inside.append(number)
                BODY_XPATH[0](tree(PAGES["body"]))
                seen.append(len(inside))
                inside.remove(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(swap, range(4)))
    assert seen == [1] * 200
    assert [*BODY_XPATH, *OVERALL_DISCARD_XPATH] == before
