"""Loading of models, phrase packs and tables before the first page, which would otherwise wait for them."""

from __future__ import annotations

import gc

from cleaners.page import Page

# This page makes the cleaner use every table: its date is in no language's calendar, and its text is short enough for
# trafilatura to try its fallbacks, yet long enough to identify its language.
_PAGE = f"""
<html lang="en"><body><p class="date">12 Floréal 2024</p>
{3 * "<p>The old bridge was closed for a day, they said.</p>"}
<p>Nobody knew why until late in the evening, when it opened again.</p></body></html>
"""


def warm_up() -> None:
    """Clean a small page of our own, which takes about a second the first time in a process and hardly any later.

    All objects that are loaded then are hidden from the garbage collector: visiting them took a fiftieth of each page's
    time.
    """
    from cleaners.clean import clean  # imported here, because the parent of a worker process does not need the cleaner

    clean(Page(body=_PAGE, url="https://example.org/bridge"))
    gc.collect()
    gc.freeze()
