"""The health report and the history of an article in a real browser."""

import re
from typing import Any

import pytest
from selenium.webdriver.common.by import By

from crawler.inspection import history
from crawler.reports import html as report
from tests.crawler.inspection.conftest import BROWSER, PHONE, WIDE, Show
from tests.crawler.inspection.documents import ESCAPES
from tests.crawler.inspection.test_history import revision
from tests.crawler.paper import Paper

pytestmark = BROWSER


def run(number: int, *alarms: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "started_at": f"2026-03-{number:02}T06:00:00Z", "ended_at": f"2026-03-{number:02}T06:05:00Z", "offered": 60,
        "requested": 20, "stored": 15 + number % 4, "median_words": 400.0 + number, "with_date": 1.0,
        "with_author": 0.8, "removed_share": 0.4, "dropped": {"section": 2}, "failed": {},
    }  # fmt: skip
    return {**plain, **changes, "alarms": [{"code": "few_articles", "text": text} for text in alarms]}


def empty_run(number: int, *alarms: str) -> dict[str, Any]:
    measures = dict.fromkeys(("median_words", "with_date", "with_author", "removed_share"))
    return run(number, *alarms, stored=0, dropped={"consent": 20}, **measures)


def sources() -> dict[str, list[dict[str, Any]]]:
    walled = [*(run(day) for day in range(1, 9)), empty_run(9, "0 of 20 pages gave an article, usually 90%")]
    return {"a-good-paper": [run(day) for day in range(1, 10)], "the-walled-paper": walled, "new": [run(1)]}


def luminance(colour: str) -> float:
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


def test_the_sources_with_alarms_come_first_and_every_chart_is_drawn(show: Show) -> None:
    browser = show(report.render(sources()))
    names = [heading.text for heading in browser.find_elements(By.TAG_NAME, "h2")]
    assert names == ["the-walled-paper", "a-good-paper", "new"]
    (alarm,) = browser.find_elements(By.CSS_SELECTOR, ".alarms li")
    assert alarm.text == "the-walled-paper: 0 of 20 pages gave an article, usually 90%"
    charts = browser.find_elements(By.TAG_NAME, "svg")
    assert len(charts) == 3 * 7
    widths = "return [...document.querySelectorAll('path.plain, path.line')].map((path) => path.getBBox().width)"
    assert sum(width > 0 for width in browser.execute_script(widths)) >= 2 * 7, "of the sources with several runs"
    assert charts[0].find_elements(By.CSS_SELECTOR, "path.alarm")
    assert charts[0].accessible_name == "new articles, the last 9 runs, from 0 to 18"
    assert browser.get_log("browser") == []


def test_the_figures_of_a_source_open_without_script(show: Show) -> None:
    browser = show(report.render(sources()))
    details = browser.find_element(By.TAG_NAME, "details")
    assert "consent 20" not in details.text
    details.find_element(By.TAG_NAME, "summary").click()
    assert details.find_elements(By.CSS_SELECTOR, "tbody tr")[0].text.startswith("2026-03-09T06:00:00Z 0 60 – – – –")
    assert "consent 20" in details.text


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_page_fits_the_screen(show: Show, size: tuple[int, int]) -> None:
    long = {"a" * 300: [run(1, "word " * 60, dropped={"reason" * 40: 3})]}
    for markup in (
        report.render({**sources(), **long}),
        history.as_page([revision(1, "x" * 400), revision(2, "y")], None),
    ):
        browser = show(markup, size)
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
        assert browser.find_elements(By.CSS_SELECTOR, "script, img, iframe, base, link, [onerror], [style]") == []
        assert browser.get_log("browser") == []
    assert paper.paths() == []


def test_removed_and_added_paragraphs_are_visible(show: Show) -> None:
    browser = show(history.as_page([revision(1, "Old", "It was so."), revision(2, "New", "It is so.")], None))
    went, came = (browser.find_elements(By.CSS_SELECTOR, f".diff {tag}") for tag in ("del", "ins"))
    assert [each.text for each in went] == ["title: Old", "It was so."]
    assert [each.text for each in came] == ["title: New", "It is so."]
    colours = {each.value_of_css_property("background-color") for each in (went[0], came[0])}
    assert len(colours) == 2
