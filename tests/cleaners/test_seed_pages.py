"""Pages saved as plain text come out exactly: the two seed pages, where they are, and invented ones of their kind."""

import json
import textwrap
from pathlib import Path

import pytest

from cleaners.article import Article
from cleaners.cleaning import clean_page
from cleaners.page import Page

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
PAGES = Path(__file__).resolve().parent / "text_pages"


def article(text: str) -> Article:
    return clean_page(Page(body=text, kind="text"))


def assert_as_expected(found: Article, expected: dict) -> None:
    assert [block["text"] for block in found.blocks] == [" ".join(text.split()) for text in expected["paragraphs"]]
    assert found.title == expected["title"]
    assert found.date_published == expected["date_published"]
    assert found.section == expected["section"]
    syndicated = found.syndicated_from.name if found.syndicated_from else None
    assert syndicated == expected["syndicated_from"]
    assert [image.caption for image in found.images if image.caption] == expected["captions"]
    lines = {block["text"] for block in found.blocks} | {found.title} | set(expected["captions"])
    assert lines.isdisjoint(expected["removed"])
    by_clutter = {removal["text"] for removal in found.removed if removal["stage"] == "clutter"}
    assert by_clutter.isdisjoint(expected["captions"])


@pytest.mark.parametrize("name", ["000_4ae87a3bd036c1c9.txt", "003_44988bcaf42336e7.txt"])
def test_a_seed_page_comes_out_exactly(name: str) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"{SEEDS} is absent: it would show that the two real pages come out as their expected.json says")
    expected = json.loads((SEEDS / "expected.json").read_text("utf-8"))[name]
    assert_as_expected(article((SEEDS / name).read_text("utf-8")), expected)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.txt")))
def test_an_invented_page_comes_out_exactly(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    assert_as_expected(article((PAGES / f"{name}.txt").read_text("utf-8")), expected)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.txt")))
def test_an_invented_page_comes_out_exactly_when_it_is_wrapped(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    lines = (PAGES / f"{name}.txt").read_text("utf-8").splitlines()
    wrapped = "\n\n".join(textwrap.fill(line, 76) for line in lines if line.strip())
    found = article(wrapped)
    assert [block["text"] for block in found.blocks] == expected["paragraphs"]


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.txt")))
def test_an_invented_page_keeps_its_body_without_blank_lines(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    lines = (PAGES / f"{name}.txt").read_text("utf-8").splitlines()
    found = article("\n".join(line for line in lines if line.strip()))
    assert [block["text"] for block in found.blocks] == expected["paragraphs"]
