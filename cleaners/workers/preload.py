"""Loading, before the first page comes, what it would wait for: models, phrase packs and tables."""

from __future__ import annotations

import gc

from cleaners.clean import clean
from cleaners.page import Page

# Its date is in no language's calendar; its text is so short that trafilatura tries its fall-backs, and long enough for
# its language to be identified: so every table is asked for.
_PAGE = f"""
<html lang="en"><body><p class="date">12 Floréal 2024</p>
{3 * "<p>The old bridge was closed for a day, they said.</p>"}
<p>Nobody knew why until late in the evening, when it opened again.</p></body></html>
"""


def warm_up() -> None:
    """Clean a small page of our own; takes about a second once, and nothing after that.

    What is loaded then is never looked at by the garbage collector again: that took a fiftieth of each page's time.
    """
    clean(Page(body=_PAGE, url="https://example.org/bridge"))
    gc.collect()
    gc.freeze()
