"""Load models, phrase packs and tables before the first page, which would otherwise wait for them."""

from __future__ import annotations

import gc

from cleaners.page import Page

# This page makes the cleaner load every model and table. Its date line names no known month, so the other ways to find
# a date are tried too. Its text is short enough for trafilatura to try its fallbacks, yet long enough for the stage
# `language` to identify its language.
_PAGE = f"""
<html lang="en"><body><p class="date">12 Floréal 2024</p>
{3 * "<p>The old bridge was closed for a day, they said.</p>"}
<p>Nobody knew why until late in the evening, when it opened again.</p></body></html>
"""

PROBE = Page(body=_PAGE, url="https://example.org/bridge")  # any installation that works can clean it


def warm_up() -> None:
    """Clean a small page of our own, which loads everything: a second the first time in a process, hardly any later.

    Then hide all objects that exist from the garbage collector, which would visit them again and again. That took a
    fiftieth of the time of each page.
    """
    from cleaners.cleaning import (
        clean_page,
    )  # imported here, because the parent of a worker process does not need the cleaner

    clean_page(PROBE)
    gc.collect()
    gc.freeze()
