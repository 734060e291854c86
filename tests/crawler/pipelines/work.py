"""What workers of tests do: no page is known that takes long or much memory, so they take it themselves.

A worker imports this file before its first page, within that page's time: it imports little.
"""

import os
import time

from cleaners.page import Page
from crawler.pipelines.worker import EXIT_OUT_OF_MEMORY, Cleaned, Failure


def hang(page: Page, timeout_seconds: float) -> Cleaned | Failure:
    if "Endless" in str(page.body):
        time.sleep(600)
    return Cleaned({}, None)


def take_memory(page: Page, timeout_seconds: float) -> Cleaned | Failure:
    if "Huge" in str(page.body):
        try:
            bytearray(2_000_000_000)
        except MemoryError:
            os._exit(EXIT_OUT_OF_MEMORY)
    return Cleaned({}, None)
