"""The inspection page in a real browser: security, appearance, keyboard and touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from crawler.inspection.removal_kinds import FAMILIES
from crawler.inspection.view import render
from tests.crawler.inspection.documents import hostile, plain, with_navigation
from tests.support.browser import BROWSER, PHONE, Show
from tests.support.paper import Paper

pytestmark = BROWSER
Open = Callable[..., Chrome]


@pytest.fixture
def opened(show: Show) -> Open:
    """Return a function that shows the page of a document."""
    return lambda document, *size, **scheme: show(render(document), *size, **scheme)


def blocks(browser: Chrome) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, ".block")


def shown(browser: Chrome) -> list[str]:
    texts = (block.find_element(By.CSS_SELECTOR, ".text") for block in blocks(browser) if block.is_displayed())
    return [text.text for text in texts]


def cards(browser: Chrome) -> list[str]:
    return [card.text for card in browser.find_elements(By.CSS_SELECTOR, ".why") if card.is_displayed()]


def block_with(browser: Chrome, text: str) -> WebElement:
    return next(block for block in blocks(browser) if block.find_element(By.CSS_SELECTOR, ".text").text == text)


def press(browser: Chrome, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def test_nothing_in_a_hostile_page_runs_or_sends_requests(opened: Open, paper: Paper) -> None:
    browser = opened(hostile(paper.base))
    for block in blocks(browser)[:5]:
        ActionChains(browser).move_to_element(block).click().perform()
    press(browser, "j", "j", Keys.TAB, Keys.ENTER)
    assert browser.execute_script("return window.attempts") == []
    assert paper.paths() == []
    assert len(browser.find_elements(By.TAG_NAME, "script")) == 1
    assert browser.find_elements(By.CSS_SELECTOR, "img, iframe, base, link, [onerror], [onfocus], [style]") == []
    assert browser.find_elements(By.CSS_SELECTOR, "a[href^='javascript']") == []
    # The browser would report whatever its policy has stopped; there was nothing to stop.
    assert browser.get_log("browser") == []


def test_the_security_policy_stops_injected_markup(opened: Open, paper: Paper) -> None:
    browser = opened(plain())
    browser.execute_script(
        """
        const script = document.createElement("script");
        script.textContent = "owned('script')";
        document.body.append(script);
        document.querySelector("main").innerHTML +=
          `<img src="${arguments[0]}/beacon.png" onerror="owned('image')"><p style="display: none" id="styled">x</p>
           <a id="go" href="javascript:owned('link')">go</a>`;
        document.querySelector("#go").click();
        """,
        paper.base,
    )
    assert browser.execute_script("return window.attempts") == []
    assert paper.paths() == []
    assert browser.find_element(By.ID, "styled").is_displayed()
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))


def test_a_checkbox_hides_and_shows_a_kind(opened: Open) -> None:
    browser = opened(plain())
    box = browser.find_element(By.CSS_SELECTOR, "#filter input[value='advertisement']")
    assert "Advertisement" in shown(browser)
    box.click()
    assert "Advertisement" not in shown(browser)
    assert any(text.startswith("Part 0") for text in shown(browser))
    count = len(blocks(browser))
    assert browser.find_element(By.ID, "shown").text == f"{count - 1} of {count} blocks"
    box.click()
    assert "Advertisement" in shown(browser)


def test_buttons_show_only_the_article_or_only_what_was_removed(opened: Open) -> None:
    document = plain()
    browser = opened(document)
    kept = [block.text for block in document.kept()]
    browser.find_element(By.CSS_SELECTOR, "[data-show=kept]").click()
    assert shown(browser) == kept
    browser.find_element(By.CSS_SELECTOR, "[data-show=removed]").click()
    assert shown(browser) == [block.text for block in document.blocks if block.removal]
    browser.find_element(By.CSS_SELECTOR, "[data-show=all]").click()
    assert len(shown(browser)) == len(document.blocks)


def test_the_keyboard_reaches_every_block_and_opens_its_card(opened: Open) -> None:
    document = plain()
    browser = opened(document)
    browser.execute_script("document.querySelector('#blocks').focus()")
    for block in document.blocks:
        press(browser, Keys.TAB)
        focused = browser.switch_to.active_element
        assert focused.find_element(By.CSS_SELECTOR, ".text").text == block.text
        (card,) = cards(browser)
        assert (block.removal.reason if block.removal else "kept") in card


def test_keys_move_between_removals_and_close_the_card(opened: Open) -> None:
    document = plain()
    browser = opened(document)
    removed = [block.text for block in document.blocks if block.removal]
    press(browser, *("j" for _ in removed))
    assert browser.switch_to.active_element.find_element(By.CSS_SELECTOR, ".text").text == removed[-1]
    press(browser, "k")
    assert browser.switch_to.active_element.find_element(By.CSS_SELECTOR, ".text").text == removed[-2]
    assert len(cards(browser)) == 1
    press(browser, Keys.ESCAPE)
    assert cards(browser) == []
    press(browser, "j")
    assert len(cards(browser)) == 1


def test_hovering_shows_stage_rule_reason_and_signals(opened: Open) -> None:
    document = plain()
    browser = opened(document)
    ActionChains(browser).move_to_element(block_with(browser, "Advertisement")).perform()
    (card,) = cards(browser)
    removal = next(block.removal for block in document.blocks if block.text == "Advertisement")
    assert removal
    for text in (removal.stage, removal.rule, removal.reason, "body by the page alone", "advertisement"):
        assert text in card


def test_on_a_phone_a_tap_opens_the_card_and_a_tap_elsewhere_closes_it(opened: Open) -> None:
    browser = opened(plain(), PHONE)
    block_with(browser, "Advertisement").click()
    (card,) = cards(browser)
    assert "advertisement" in card
    browser.find_element(By.TAG_NAME, "h1").click()
    assert cards(browser) == []


def test_on_a_phone_the_page_fits_the_screen_and_panels_are_folded(opened: Open) -> None:
    browser = opened(plain(), PHONE)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]
    record = browser.find_element(By.CSS_SELECTOR, "#record dl")
    assert not record.is_displayed()
    browser.find_element(By.CSS_SELECTOR, "#record summary").click()
    assert record.is_displayed()
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


def test_a_hostile_page_does_not_break_the_width_of_a_phone(opened: Open) -> None:
    browser = opened(hostile("http://127.0.0.1:9"), PHONE)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_has_enough_contrast_with_every_background(opened: Open, scheme: str) -> None:
    browser = opened(plain(), scheme=scheme)
    grounds, inks = (
        browser.execute_script(
            "const style = getComputedStyle(document.documentElement);"
            "return arguments[0].map((name) => style.getPropertyValue(`--${name}`));",
            names,
        )
        for names in (["paper", "panel", "card"], ["ink", "soft", "kept", *FAMILIES])
    )
    for ground in grounds:
        assert (luminance(rgb(ground)) < 0.2) == (scheme == "dark")
        for ink in inks:
            assert contrast(rgb(ink), rgb(ground)) >= 4.5, (ink, ground)  # WCAG 2, level AA


def rgb(colour: str) -> list[int]:
    return list(bytes.fromhex(colour.strip().removeprefix("#")))


def contrast(one: list[int], other: list[int]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: list[int]) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_page_opens_at_the_article_and_keys_skip_what_is_folded(opened: Open) -> None:
    browser = opened(with_navigation())
    assert "Section 3" not in shown(browser)
    first = next(block for block in blocks(browser) if "kept" in (block.get_attribute("class") or ""))
    assert first.rect["y"] < 600
    press(browser, "j")
    assert not browser.switch_to.active_element.text.startswith("Section")
    browser.find_element(By.CSS_SELECTOR, ".fold summary").click()
    assert "Section 3" in shown(browser)
