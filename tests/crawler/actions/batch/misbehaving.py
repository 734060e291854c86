"""Work of cleaning processes that fails. It is in a module of its own, since each process that starts imports it."""

from __future__ import annotations

import os
import signal
import time

from cleaners.page import Page
from cleaners.workers.preload import PROBE
from crawler.pipelines.cleaned import Cleaned, clean_page


def misbehave(page: Page) -> Cleaned:
    """Clean a page, but crash, hang, fill the memory or fail where its address says so.

    The test page takes no time, so that it is done within any limit.
    """
    if page.url == PROBE.url:
        return Cleaned({}, None)  # type: ignore[typeddict-item]
    if page.url.endswith("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if page.url.endswith("hang"):
        time.sleep(600)
    if page.url.endswith("memory"):
        return bytearray(1 << 34)  # type: ignore[return-value]
    if page.url.endswith("error"):
        raise ValueError("a page that nobody foresaw")
    return clean_page(page)


def break_down(page: Page) -> Cleaned:
    raise OSError("the models are not there")
