"""The reading room in a real browser, from files: search, keyboard, appearance, security and accessibility."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from crawler.reading_room.addresses import article_path, history_path
from crawler.stores.runs import RunHealth
from tests.crawler.inspection.documents import ESCAPES
from tests.crawler.reading_room.rooms import Newsroom
from tests.support.browser import BROWSER, NARROW, WIDE, Visit

pytestmark = BROWSER
Open = Callable[..., Chrome]
ATTACK = "".join(ESCAPES).replace("\ud800", "")  # no store takes a lone surrogate


@pytest.fixture
def opened(newsroom: Newsroom, visit: Visit) -> Open:
    """Return a function that writes the site and opens one of its pages."""

    def open_page(path: str, *size: tuple[int, int], **scheme: str) -> Chrome:
        newsroom.write()
        file, _, query = path.partition("?")
        address = (newsroom.folder / file).as_uri()
        return visit(f"{address}?{query}" if query else address, *size, **scheme)

    return open_page


def results(browser: Chrome, count: int) -> list[str]:
    """Return the headlines of the search's results, after waiting for their number."""
    script = "return [...document.querySelectorAll('#results .headline')].map((each) => each.textContent)"
    found: list[list[str]] = []

    def are_there(driver: Chrome) -> bool:
        found.append(driver.execute_script(script))
        return len(found[-1]) == count and not driver.find_element(By.ID, "found").text.endswith("…")

    WebDriverWait(browser, 20).until(are_there, f"{count} results")
    return found[-1]


def press(browser: Chrome, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def fill(newsroom: Newsroom) -> dict[str, Any]:
    """Store articles of every look: stories, revisions, languages, tables and hostile ones."""
    wall = newsroom.add("Harbour wall", "gazette")
    newsroom.add("The wall again", "kurier", "2026-03-05", words=wall["text"].split("\n\n"))
    revised = newsroom.revise(newsroom.add("Council mends the ferry", "gazette"), "Council repairs the ferry")
    arabic = newsroom.add(
        "الميناء القديم", "almarsa", words=["تأخر انطلاق موسم الصيد هذا العام بسبب العواصف. " * 9], language="ar"
    )
    kinds = ("heading", "paragraph", "list_item", "table_row", "quote", "preformatted", "caption")
    blocks = [
        {"type": kind, "text": "Town | Votes | Share", "level": 2 if kind == "heading" else None} for kind in kinds
    ]
    images = [{"url": "https://cdn.example/a.jpg", "caption": "A boat", "credit": "Ada"}]
    rich = newsroom.add("Votes by town", blocks=blocks, images=images, section="Politics")
    newsroom.add(ATTACK[:40], section=ATTACK, title=ATTACK, tags=[ATTACK], url="https://evil.example/")
    run = RunHealth(source="gazette", run="1", started_at="2026-03-05T06:00:00Z", ended_at="2026-03-05T06:05:00Z",
                    finish_reason="finished", offered=9, requested=5, stored=2, status="ok")  # fmt: skip
    newsroom.store.runs.add([run], 10)
    return {"wall": wall, "revised": revised, "arabic": arabic, "rich": rich}


def test_the_search_finds_words_of_texts_headlines_first_without_a_server(newsroom: Newsroom, opened: Open) -> None:
    newsroom.add("Ferry sinks", words=["The boat went down in the strait. " * 9])
    newsroom.add("Night trains", words=["A ferry was late. " * 9])
    newsroom.add("Zürich votes", words=["Nobody was on the boat in the lake. " * 9], language="de")
    browser = opened("search.html?q=ferry")
    assert results(browser, 2) == ["Ferry sinks", "Night trains"]
    assert browser.find_element(By.ID, "found").text == "2 articles"
    assert [mark.text for mark in browser.find_elements(By.CSS_SELECTOR, ".headline mark")] == ["Ferry"]
    field = browser.find_element(By.CSS_SELECTOR, ".masthead input")
    wanted = {
        "zurich": "Zürich votes",
        "boat -lake": "Ferry sinks",
        "NIGHT tra": "Night trains",
        "boat ferry": "Ferry sinks",
    }
    for words, headline in wanted.items():
        field.clear()
        field.send_keys(words, Keys.ENTER)
        assert results(browser, 1) == [headline], words
    assert browser.get_log("browser") == []
    browser.find_element(By.CSS_SELECTOR, "#results a").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Ferry sinks"


def test_the_search_finds_every_script_and_filters(newsroom: Newsroom, opened: Open) -> None:
    newsroom.add("水曜日の選挙", "asahi", words=["市は水曜日に新しい橋の計画を決めた。" * 9], language="ja")
    newsroom.add("الميناء القديم", "almarsa", words=["تأخر موسم الصيد هذا العام. " * 9], language="ar")
    newsroom.add("日曜日の会議", "asahi", words=["水を運ぶ船が曜を決めた。東京都の知事。" * 9], language="ja")
    newsroom.add("ข่าวกรุงเทพ", "thai", words=["ผู้ว่าราชการกรุงเทพมหานครประกาศแผนสะพานใหม่" * 9], language="th")
    newsroom.add("서울시장", "korea", words=["시장은 목요일에 새 다리를 발표했다. " * 9], language="ko")
    newsroom.add("Straße gesperrt", "kurier", words=["Die Øresundbrücke ist zu. " * 9], language="de")
    newsroom.add("पुल बंद", "hindi", words=["हिन्दी में पुल का समाचार। " * 9], language="hi")
    newsroom.add("Pont fermé", "almarsa", words=["Le pont de l'île est fermé. 2026 " * 9], language="fr")
    newsroom.add("Pont ouvert", "gazette", words=["Le pont du port est ouvert. 2026 " * 9], language="fr")
    browser = opened("search.html?q=x")
    field = browser.find_element(By.CSS_SELECTOR, ".masthead input")
    for words, headline in {
        "水曜日": "水曜日の選挙",
        "موسم": "الميناء القديم",
        "पुल": "पुल बंद",
        "ile": "Pont fermé",
        "水曜": "水曜日の選挙",  # the other has these characters apart
        "東京": "日曜日の会議",
        "知": "日曜日の会議",
        "สะพาน": "ข่าวกรุงเทพ",
        "다리": "서울시장",
        "strasse": "Straße gesperrt",
        "oresundbrucke": "Straße gesperrt",
    }.items():
        field.clear()
        field.send_keys(words, Keys.ENTER)
        assert results(browser, 1) == [headline], words
    field.clear()
    field.send_keys("水曜", Keys.ENTER)
    results(browser, 1)
    assert "水曜" in "".join(mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "#results mark"))
    field.clear()
    field.send_keys("pont 2026")
    assert sorted(results(browser, 2)) == ["Pont fermé", "Pont ouvert"]
    browser.find_element(By.CSS_SELECTOR, "#of-source option[value=almarsa]").click()
    assert results(browser, 1) == ["Pont fermé"]


def test_the_switch_shows_what_was_removed_and_its_legend(newsroom: Newsroom, opened: Open) -> None:
    record = newsroom.add("Harbour wall")
    browser = opened(article_path(record["id"]))
    removed = browser.find_elements(By.CSS_SELECTOR, ".removed")
    assert removed
    assert not any(each.is_displayed() for each in removed)
    box = browser.find_element(By.ID, "show-removed")
    box.send_keys(Keys.SPACE)
    assert all(each.is_displayed() for each in removed)
    assert browser.find_element(By.CSS_SELECTOR, ".switch .legend").is_displayed()
    assert "newsletter" in " ".join(each.text for each in removed).lower()


def test_the_keyboard_reaches_the_content_the_headlines_and_the_search(newsroom: Newsroom, opened: Open) -> None:
    newsroom.add("Quokka census", day="2026-03-05")
    newsroom.add("Night trains", day="2026-03-04")
    browser = opened("index.html")
    press(browser, Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the content"
    assert browser.switch_to.active_element.is_displayed()
    press(browser, Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"
    press(browser, "j", "j")
    assert browser.switch_to.active_element.text == "Night trains"
    press(browser, "k")
    outline = browser.switch_to.active_element.value_of_css_property("outline-style")
    assert (browser.switch_to.active_element.text, outline) == ("Quokka census", "solid")
    press(browser, "/", "quokka", Keys.ENTER)
    assert results(browser, 1) == ["Quokka census"]


def test_nothing_of_a_hostile_article_runs_or_is_requested(newsroom: Newsroom, opened: Open) -> None:
    fill(newsroom)
    for path in ("index.html", "search.html?q=owned"):
        browser = opened(path)
        if "search" in path:
            results(browser, 1)
        assert browser.execute_script("return window.attempts") == []
        assert browser.find_elements(By.CSS_SELECTOR, "img, iframe, base, [onerror], [onfocus], [style]") == []
        assert browser.get_log("browser") == []


def test_injected_markup_is_stopped_by_the_policy(newsroom: Newsroom, opened: Open) -> None:
    record = newsroom.add("Harbour wall")
    browser = opened(article_path(record["id"]))
    browser.execute_script(
        """
        const script = document.createElement("script");
        script.textContent = "owned('script')";
        document.body.append(script);
        document.querySelector("main").innerHTML +=
          `<img src=x onerror="owned('image')"><a id=go href="javascript:owned(1)">go</a>`;
        document.querySelector("#go").click();
        """
    )
    assert browser.execute_script("return window.attempts") == []


PAGES = (
    "index.html", "days.html", "sources.html", "languages.html", "stories/index.html", "health.html",
    "search.html?q=the", "source/gazette/index.html", "day/2026-03-04/index.html",
)  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "size"),
    [
        ("light", WIDE), ("dark", NARROW),
        pytest.param("light", NARROW, marks=pytest.mark.soak), pytest.param("dark", WIDE, marks=pytest.mark.soak),
    ],
)  # fmt: skip
def test_axe_finds_no_fault_and_a_phone_needs_no_sideways_scrolling(
    newsroom: Newsroom, opened: Open, scheme: str, size: tuple[int, int]
) -> None:
    axe = axe_core()
    stored = fill(newsroom)
    paths = [*PAGES, history_path(stored["revised"]["id"])]
    paths += [article_path(stored[name]["id"]) for name in ("wall", "arabic", "rich", "revised")]
    for path in paths:
        browser = opened(path, size, scheme=scheme)
        if path.startswith("article") and browser.find_elements(By.ID, "show-removed"):
            browser.find_element(By.ID, "show-removed").click()
        assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0], path
        assert faults(browser, axe) == [], path


def axe_core() -> str:
    """Return the script of axe-core; skip the test without it."""
    pytest.importorskip("axe_playwright_python", reason="axe-core is missing: uv sync, or make test")
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def faults(browser: Chrome, axe: str) -> list[str]:
    """Return what axe-core finds on the page."""
    browser.execute_script(axe)
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run().then((result) => done(result.violations));"
    )
    return [f"{each['id']}: {node['html'][:200]} {node['failureSummary']}" for each in found for node in each["nodes"]]
