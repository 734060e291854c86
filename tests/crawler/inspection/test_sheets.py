"""The health report and the history of an article in a real browser."""

import re
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from crawler.inspection import history
from crawler.reports import html as report
from tests.crawler.inspection.documents import ESCAPES
from tests.crawler.inspection.test_history import revision
from tests.support.browser import BROWSER, PHONE, WIDE, Show
from tests.support.paper import Paper

pytestmark = BROWSER


def run(number: int, *alarms: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "started_at": f"2026-03-{number:02}T06:00:00Z", "ended_at": f"2026-03-{number:02}T06:05:00Z", "offered": 60,
        "requested": 20, "stored": 15 + number % 4, "median_words": 400.0 + number, "with_date": 1.0,
        "with_author": 0.8, "removed_share": 0.4, "dropped": {"section": 2}, "failed": {},
    }  # fmt: skip
    return {**plain, **changes, "alarms": [{"code": "few_articles", "text": text} for text in alarms]}


def empty_run(number: int, *alarms: str, **changes: Any) -> dict[str, Any]:
    measures = dict.fromkeys(("median_words", "with_date", "with_author", "removed_share"))
    return run(number, *alarms, **{"stored": 0, "dropped": {"consent": 20}, **measures, **changes})


def sources() -> dict[str, list[dict[str, Any]]]:
    walled = [*(run(day) for day in range(1, 9)), empty_run(9, "0 of 20 pages gave an article, usually 90%")]
    return {"a-good-paper": [run(day) for day in range(1, 10)], "the-walled-paper": walled, "new": [run(1)]}


def luminance(colour: str) -> float:
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


def test_the_sources_with_alarms_come_first_and_every_chart_is_drawn(show: Show) -> None:
    browser = show(report.render(sources()))
    assert names(browser) == ["the-walled-paper", "a-good-paper", "new"]
    (problem,) = [cell.text for cell in browser.find_elements(By.CSS_SELECTOR, ".source .problem") if cell.text]
    assert problem == "0 of 20 pages gave an article, usually 90%"
    for source in browser.find_elements(By.CSS_SELECTOR, ".source"):
        source.click()
    charts = browser.find_elements(By.CSS_SELECTOR, ".details svg")
    assert len(charts) == 3 * 7
    widths = "return [...document.querySelectorAll('path.plain, path.line')].map((path) => path.getBBox().width)"
    assert sum(width > 0 for width in browser.execute_script(widths)) >= 2 * 7, "of the sources with several runs"
    assert charts[0].find_elements(By.CSS_SELECTOR, "path.alarm")
    assert charts[0].accessible_name == "new articles, the last 9 runs, from 0 to 18"
    assert browser.get_log("browser") == []


def names(browser: Chrome) -> list[str]:
    """Return the names of the sources that are shown, in order."""
    buttons = browser.find_elements(By.CSS_SELECTOR, ".source th button")
    return [button.text.strip("▸▾ ") for button in buttons if button.is_displayed()]


def dead_and_failed() -> dict[str, list[dict[str, Any]]]:
    dead = [empty_run(day, status="failed", reason="host_unknown", dropped={}) for day in range(1, 5)]
    dead[-1]["alarms"] = [{"code": "never_worked", "text": "has never given an article"}]
    failed = [run(1), empty_run(2, status="failed", reason="http_403", dropped={})]
    return {**sources(), "z-dead": dead, "b-failed": failed}


def test_dead_sources_come_first_then_alarms_then_failures_with_their_reasons(show: Show) -> None:
    browser = show(report.render(dead_and_failed()))
    assert names(browser) == ["z-dead", "the-walled-paper", "b-failed", "a-good-paper", "new"]
    states = [cell.text for cell in browser.find_elements(By.CSS_SELECTOR, ".source .state")]
    assert states == ["dead", "alarm", "failed", "ok", "ok"]
    rows = [row.text for row in browser.find_elements(By.CSS_SELECTOR, ".source")]
    assert "http_403" in rows[2]
    assert "none in 4 runs" in rows[0]
    facts = browser.find_element(By.CSS_SELECTOR, "header p").text
    assert facts.startswith("5 sources: 2 with an alarm, 2 failed in the last run, 2 ok; latest run 2026-03-09")


def test_the_table_shows_problems_only_finds_and_sorts(show: Show) -> None:
    browser = show(report.render(dead_and_failed()))
    browser.find_element(By.ID, "problems").click()
    assert names(browser) == ["z-dead", "the-walled-paper", "b-failed"]
    assert browser.find_element(By.ID, "shown").text == "3 of 5 shown"
    browser.find_element(By.ID, "find").send_keys("HTTP_403")
    assert names(browser) == ["b-failed"]
    browser.find_element(By.ID, "problems").click()
    browser.find_element(By.ID, "find").clear()
    browser.find_element(By.ID, "find").send_keys(" ")
    by_name, *_, by_links, _ = browser.find_elements(By.CSS_SELECTOR, "thead button")
    by_name.click()
    assert names(browser) == ["a-good-paper", "b-failed", "new", "the-walled-paper", "z-dead"]
    by_name.click()
    assert names(browser)[0] == "z-dead"
    by_links.click()
    assert browser.find_element(By.CSS_SELECTOR, "th[aria-sort=ascending]").text.startswith("links")


def test_the_page_of_many_sources_is_short_and_the_details_unfold_by_keyboard(show: Show) -> None:
    browser = show(report.render({f"paper-{number}": [run(day) for day in range(1, 10)] for number in range(155)}))
    assert browser.execute_script("return document.documentElement.scrollHeight") < 7000
    button = browser.find_element(By.CSS_SELECTOR, ".source th button")
    button.send_keys(Keys.ENTER)
    assert button.get_attribute("aria-expanded") == "true"
    assert browser.find_element(By.CSS_SELECTOR, ".details svg").is_displayed()
    button.send_keys(Keys.ENTER)
    assert not browser.find_element(By.CSS_SELECTOR, ".details").is_displayed()


def test_the_figures_of_a_source_open_below_its_charts(show: Show) -> None:
    browser = show(report.render(sources()))
    browser.find_element(By.CSS_SELECTOR, ".source").click()
    details = browser.find_element(By.TAG_NAME, "details")
    assert "consent 20" not in details.text
    details.find_element(By.TAG_NAME, "summary").click()
    assert details.find_elements(By.CSS_SELECTOR, ":scope tbody tr")[0].text.startswith(
        "2026-03-09T06:00:00Z – 0 60 – – – –"
    )
    assert "consent 20" in details.text


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_page_fits_the_screen(show: Show, size: tuple[int, int]) -> None:
    long = {"a" * 300: [run(1, "word " * 60, dropped={"reason" * 40: 3})]}
    for markup in (
        report.render({**sources(), **long}),
        history.as_page([revision(1, "x" * 400), revision(2, "y")], None),
    ):
        browser = show(markup, size)
        for source in browser.find_elements(By.CSS_SELECTOR, ".source"):
            source.click()
        for summary in browser.find_elements(By.TAG_NAME, "summary"):
            summary.click()
        assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]


def test_the_pages_follow_the_dark_mode(show: Show) -> None:
    for markup in (report.render(sources()), history.as_page([revision(1, "Old"), revision(2, "New")], None)):
        for scheme, is_dark in (("light", False), ("dark", True)):
            body = show(markup, scheme=scheme).find_element(By.TAG_NAME, "body")
            paper, ink = (luminance(body.value_of_css_property(name)) for name in ("background-color", "color"))
            assert (paper < 60 and ink > 180) if is_dark else (paper > 200 and ink < 60)


def test_nothing_hostile_runs_or_sends_requests(show: Show, paper: Paper) -> None:
    attempts = [*ESCAPES, f"<img src={paper.base}/beacon.png>", f"<link rel=stylesheet href={paper.base}/own.css>"]
    named = {attempt: [run(1, attempt, dropped={attempt: 1})] for attempt in attempts}
    page = history.as_page([revision(1, "Old"), revision(2, "".join(attempts), *attempts)], attempts[0])
    for markup in (report.render(named), page):
        browser = show(markup)
        assert browser.execute_script("return window.attempts") == []
        assert len(browser.find_elements(By.TAG_NAME, "script")) <= 1, "our own"
        assert browser.find_elements(By.CSS_SELECTOR, "img, iframe, base, link, [onerror], [style]") == []
        assert browser.get_log("browser") == []
    assert paper.paths() == []


def test_removed_and_added_words_are_visible(show: Show) -> None:
    browser = show(history.as_page([revision(1, "Old", "It was so."), revision(2, "New", "It is so.")], None))
    went, came = (browser.find_elements(By.CSS_SELECTOR, f".diff {tag}") for tag in ("del", "ins"))
    assert [each.text for each in went] == ["title: Old", "was"]
    assert [each.text for each in came] == ["title: New", "is"]
    colours = {each.value_of_css_property("background-color") for each in (went[0], came[0])}
    assert len(colours) == 2
