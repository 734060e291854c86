"""Signals: what the stages find out about a block. Later stages read them, and `newsgalley inspect` shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Signals:
    """The signals of one block. A signal that no stage has set is None or False.

    The first five are set only on blocks of HTML pages.
    """

    # Set by `split_html` if `hidden`, `aria-hidden` or a style hides the element of the block or one around it.
    hidden: bool = False
    # Set by `split_html` if a class says that only screen readers read the block.
    screen_reader: bool = False
    # Set by `main_content` on pages of usual size: a guess, from the page alone, at the share of the block that is
    # body, 0 to 1.
    prior: float | None = None
    # Set by `main_content` if the page-only model was unsure: the share of the block's tokens that are in trafilatura's
    # text, 0 to 1.
    trafilatura: float | None = None
    # Set by `main_content` if a model decided: its probability that the block is body, 0 to 1.
    body: float | None = None
    # Set by `site_lines` on lines that other pages of the site have: the number of pages with the line, and the number
    # of all pages of the site that were counted. Both numbers include this page.
    site_pages: tuple[int, int] | None = None
