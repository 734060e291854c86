"""The cleaner of plain text with held-out line models, which saw no page of the site. They are stored between runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from cleaners.body.features.clutter_words import ClutterWords
from cleaners.plain_text.model import LineModel
from training.lines.fitting import fit_all
from training.lines.pages import line_pages
from training.lines.report import Cleaners
from training.stored import digest, modules, stored


def fitted(data: Path, words: Sequence[ClutterWords]) -> tuple[list[LineModel], LineModel]:
    """Return the line model of each fold of sites and that of all pages. `words` has the words of each fold."""
    code = modules("lines/*", "boosting", "labels", "pages", "trees")
    name = f"lines-{digest(code, [one.constant for one in words])}"
    return stored(name, "fitting the line models of plain text (10 minutes)", partial(_fit, data, words))


def cleaners(data: Path, words: Sequence[ClutterWords]) -> Cleaners:
    """Return the cleaner of plain text that treats every site as unseen."""
    return Cleaners(fitted(data, words)[0], words)


def _fit(data: Path, words: Sequence[ClutterWords]) -> tuple[list[LineModel], LineModel]:
    return fit_all(list(line_pages(data, words)))
