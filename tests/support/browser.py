"""Fixtures: a headless Chromium, one per test process, and functions that open a page in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


WIDE, PHONE, NARROW = (1500, 900), (390, 844), (360, 740)
BROWSER = pytest.mark.xdist_group("browser")  # all in one process, so that only one browser is started
Show = Visit = Callable[..., Chrome]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip(
            "no chromium and chromedriver here (Debian: apt-get install chromium chromium-driver); a real browser "
            "would have shown that nothing of a hostile page runs, and that filter, keyboard and cards work"
        )
    options = ChromeOptions()
    options.binary_location = browser
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=ChromeService(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def visit(chromium: Chrome) -> Visit:
    """Return a function that opens an address; hostile scripts that run are recorded in `window.attempts`."""

    def visit_page(address: str, size: tuple[int, int] = WIDE, scheme: str = "light") -> Chrome:
        chromium.get("about:blank")
        chromium.get_log("browser")  # discards the entries of earlier tests
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size in (PHONE, NARROW)}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        marker = "window.attempts = []; window.owned = (what) => window.attempts.push(what);"
        script = chromium.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": marker})
        chromium.get(address)
        chromium.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
        return chromium

    return visit_page


@pytest.fixture
def show(visit: Visit, tmp_path: Path) -> Show:
    """Return a function that opens a page from a file."""

    def show_page(markup: str, size: tuple[int, int] = WIDE, scheme: str = "light") -> Chrome:
        page = tmp_path / "page.html"
        page.write_bytes(markup.encode())
        return visit(page.as_uri(), size, scheme)

    return show_page
