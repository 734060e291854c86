from __future__ import annotations

from pathlib import Path

from crawler import settings
from docs.generate.settings import SETTINGS, read_settings, reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"

SOURCE = """
# --- Bounds
# Reason that is
# longer than a line.
MAX_PAGES = 2_000
TRIES = 2  # Retries per page.
WAIT_SECONDS = 5  # Per page | site.
PARTS = {
    "a": 1,  # not a meaning of PARTS
}
"""


def test_the_page_is_what_the_comments_say() -> None:
    assert PAGE.read_text("utf-8") == reference(), "write it anew: make docs"


def test_every_setting_has_a_row_and_a_meaning() -> None:
    declared = {name for name in vars(settings) if name.isupper()}
    described = {setting.name: setting.comment for setting in read_settings(SETTINGS.read_text("utf-8"))}
    assert set(described) == declared
    assert [name for name, comment in described.items() if not comment] == []


def test_comments_above_and_beside_a_setting_are_its_meaning() -> None:
    above, counted, beside, mapping = read_settings(SOURCE)
    assert (above.group, above.comment, above.unit) == ("Bounds", "Reason that is longer than a line.", "")
    assert counted.unit == "retries"
    assert (beside.comment, beside.unit, beside.default) == ("Per page | site.", "seconds", "`5`")
    assert (mapping.comment, mapping.default) == ("", "a table of components")
