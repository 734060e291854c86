"""Load models, phrase packs and tables before the first page, which would otherwise wait for them."""

from __future__ import annotations

import gc
from importlib.util import find_spec

from cleaners.page import Page

# Packages that only some pages load. If one is missing, that must be noticed before the first page all the same.
LOADED_LATER = ("trafilatura", "htmldate", "chardet")
OBJECTS_BEFORE_COLLECTION = 100_000  # dozens of pages; Python's own default is 700

# This page makes the cleaner load what every page needs. The page-only model is sure of it, and its function words
# confirm its language. So the first page that needs trafilatura or the language identifier loads it.
_PARAGRAPHS = (
    "The old bridge over the river was closed for a day, and nobody in the town knew why until late in the evening.",
    "Workers had found a crack in one of the stones below the road, the mayor said when it opened again.",
    "It will be repaired in the summer, and buses will take another way for about three weeks.",
)
_PAGE = f"""
<html lang="en"><head><title>The bridge is open again</title></head>
<body><article><h1>The bridge is open again</h1><p class="date">12 March 2024</p>
{4 * "".join(f"<p>{paragraph}</p>" for paragraph in _PARAGRAPHS)}</article></body></html>
"""

PROBE = Page(body=_PAGE, url="https://example.org/bridge")  # any installation that works can clean it


def warm_up() -> None:
    """Clean a small page of our own, which loads what every page needs. Its first run in a process takes half a second.

    Then hide all existing objects from the garbage collector, which would visit them again and again, and let it run
    less often, since reference counting frees nearly everything that a page leaves. Together, this saves a twentieth of
    each page's time.

    Raises ModuleNotFoundError if a package of LOADED_LATER is not installed.
    """
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)  # first, because loading modules makes many objects and no garbage
    # Imported here, because the parent of a worker process does not need the cleaner.
    from cleaners.cleaning import clean_page

    for name in LOADED_LATER:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}")
    clean_page(PROBE)
    gc.collect()
    gc.freeze()
