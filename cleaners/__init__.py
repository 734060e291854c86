"""The cleaner: a page in, an article out. `from cleaners import clean, clean_many, Page, Article`."""

from __future__ import annotations

from importlib import import_module

# Type checkers treat this name as True. Importing it from `typing` would take time before the first line of
# `python -m cleaners` runs, and Ctrl-C would show a traceback meanwhile.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from cleaners.api import Cleaned, clean, clean_many
    from cleaners.article import Article
    from cleaners.page import Page

__all__ = ["Article", "Cleaned", "Page", "clean", "clean_many"]

__version__ = "0.1.0"  # of the whole project: package metadata, user agent and stored records take it from here

_HOMES = {"Article": "article", "Cleaned": "api", "Page": "page", "clean": "api", "clean_many": "api"}


def __getattr__(name: str) -> object:
    """Import a public name when it is used: every command imports this package, and few commands clean pages."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cleaners.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
