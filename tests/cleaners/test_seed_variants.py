"""Variants of pages saved as plain text: however they are laid out, no clutter line stays and no body line is lost."""

import json
from pathlib import Path

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page
from tests.cleaners.page_variants import read, vary

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
PAGES = Path(__file__).resolve().parent / "text_pages"
SEED_NAMES = ("000_4ae87a3bd036c1c9", "003_44988bcaf42336e7")


def assert_body_only(text: str, expected: dict) -> None:
    found = [block["text"] for block in clean_page(Page(body=text, kind="text")).blocks]
    assert found == [" ".join(paragraph.split()) for paragraph in expected["paragraphs"]]


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("name", SEED_NAMES)
def test_a_variant_of_a_seed_page_keeps_the_body_and_nothing_else(name: str, seed: int) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"{SEEDS} is absent: it would show that variants of the two real pages keep their body exactly")
    expected = json.loads((SEEDS / "expected.json").read_text("utf-8"))[f"{name}.txt"]
    assert_body_only(vary(read((SEEDS / f"{name}.txt").read_text("utf-8"), expected), seed), expected)


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.txt")))
def test_a_variant_of_an_invented_page_keeps_the_body_and_nothing_else(name: str, seed: int) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    assert_body_only(vary(read((PAGES / f"{name}.txt").read_text("utf-8"), expected), seed), expected)
