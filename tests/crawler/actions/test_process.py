"""Scrapy's process, as commands make it."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Prints the names of the middlewares for cookies that a crawl loads, and of the HTTP client that they import.
PROGRAM = """
import sys
from scrapy.settings import Settings
from scrapy.utils.misc import load_object
from crawler.actions.process import crawler_process
settings = Settings({"COOKIES_ENABLED": sys.argv[1]})
crawler_process(settings)
list(map(load_object, settings.getwithbase("DOWNLOADER_MIDDLEWARES")))
print(*sorted({"requests", "scrapy.downloadermiddlewares.cookies"} & sys.modules.keys()))
"""


@pytest.mark.parametrize(
    ("enabled", "loaded"), [("True", ["requests", "scrapy.downloadermiddlewares.cookies"]), ("False", [])]
)
def test_the_middleware_for_cookies_is_loaded_only_where_a_setting_asks_for_it(enabled: str, loaded: list[str]) -> None:
    command = [sys.executable, "-c", PROGRAM, enabled]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.split() == loaded
