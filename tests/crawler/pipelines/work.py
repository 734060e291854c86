"""Work functions that hang their process or exhaust its memory: no page is known that does it reliably."""

import time

from cleaners.page import Page
from crawler.pipelines.cleaned import Cleaned


def hang(page: Page) -> Cleaned:
    if "Endless" in str(page.body):
        time.sleep(600)
    return Cleaned({}, None)


def take_memory(page: Page) -> Cleaned:
    if "Huge" in str(page.body):
        bytearray(2_000_000_000)
    return Cleaned({}, None)
