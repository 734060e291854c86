"""What the stages know about a block beyond its text. Later stages weigh it, and `scrapy inspect` shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Signals:
    """The signals of one block; None, or False, where no stage has set one.

    Only blocks of HTML pages have the first five.
    """

    # Set by `split_html` where the markup hides the block: `hidden`, `aria-hidden` or a style, on it or around it.
    hidden: bool = False
    # Set by `split_html` where a class says that only screen readers read the block aloud.
    screen_reader: bool = False
    # Set by `main_content` on pages of usual size: a guess from the page alone at how likely the block is body, 0 to 1.
    prior: float | None = None
    # Set by `main_content` where the page-only model was unsure: the share of the block's words that trafilatura kept,
    # 0 to 1.
    trafilatura: float | None = None
    # Set by `main_content`: the probability of the model that decided that the block is body, 0 to 1. None where no
    # model decided.
    body: float | None = None
    # Set by `site_lines` on lines that other pages of the site have: how many pages have it, and how many were seen,
    # this page included.
    site_pages: tuple[int, int] | None = None
