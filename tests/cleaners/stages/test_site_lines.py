"""Removal of site lines by the counts that come with a page."""

import pytest

from cleaners.compare.site_lines import SiteLineCounts, line_fingerprint
from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.stages.site_lines import site_lines

SLOGAN = "The Harbour Courier lives on its readers and on nothing else."
BODY = tuple(
    f"Part {number} of the report says what the council heard on the evening of day {number}." for number in range(12)
)


def repeated(*lines: str, pages: int = 33, seen: int = 39) -> SiteLineCounts:
    return {line_fingerprint(line): (pages, seen) for line in lines}


def cleaned(*texts: str | Block, known: SiteLineCounts | None) -> Document:
    blocks = [text if isinstance(text, Block) else Block(text) for text in texts]
    for position, block in enumerate(blocks):
        block.position = position
    document = Document(Page(body="", site_lines=known), blocks=blocks)
    site_lines(document)
    return document


def removed(*texts: str | Block, known: SiteLineCounts | None) -> list[str]:
    return [block.text for block in cleaned(*texts, known=known).blocks if block.removal]


def test_a_site_line_is_removed_and_the_reason_counts_its_pages() -> None:
    document = cleaned(*BODY, SLOGAN, known=repeated(SLOGAN))
    removal = document.blocks[-1].removal
    assert removal is not None
    assert (removal.stage, removal.rule) == ("site_lines", "site_line")
    assert removal.reason == "stands on 34 of 40 pages of this site"
    assert [block.text for block in document.kept()] == list(BODY)


@pytest.mark.parametrize("known", [None, {}, repeated("Another line that other pages have.")])
def test_nothing_is_removed_without_counts_of_its_lines(known: SiteLineCounts | None) -> None:
    assert removed(*BODY, SLOGAN, known=known) == []


def test_case_and_punctuation_do_not_make_another_line() -> None:
    assert removed(*BODY, SLOGAN.upper().replace(".", " !"), known=repeated(SLOGAN))


@pytest.mark.parametrize(
    ("pages", "seen", "goes"), [(2, 2, True), (1, 1, False), (3, 9, False), (9, 19, True), (40, 399, False)]
)
def test_at_an_edge_a_line_must_surely_be_on_a_quarter_of_the_pages(pages: int, seen: int, goes: bool) -> None:
    assert bool(removed(SLOGAN, *BODY, known=repeated(SLOGAN, pages=pages, seen=seen))) is goes
    assert bool(removed(*BODY, SLOGAN, known=repeated(SLOGAN, pages=pages, seen=seen))) is goes


@pytest.mark.parametrize(("pages", "seen", "goes"), [(2, 2, False), (9, 19, False), (33, 39, True)])
def test_inside_the_running_text_a_line_must_be_on_most_pages(pages: int, seen: int, goes: bool) -> None:
    known = repeated(SLOGAN, pages=pages, seen=seen)
    assert bool(removed(*BODY[:6], SLOGAN, *BODY[6:], known=known)) is goes


def test_a_line_next_to_removed_clutter_is_at_an_edge() -> None:
    head = Block("Support us")
    head.remove("clutter", "en.support-us", "clutter on any page")
    known = repeated(SLOGAN, pages=9, seen=19)
    assert removed(*BODY[:6], head, SLOGAN, *BODY[6:], known=known) == ["Support us", SLOGAN]


@pytest.mark.parametrize(
    "label",
    [
        Block("Why this matters to us", "heading", 2),
        Block("Why it matters"),
        Block("What the council says about it:"),
    ],
)
def test_a_label_of_kept_text_stays_on_any_number_of_pages(label: Block) -> None:
    known = repeated(label.text, pages=999, seen=999)
    assert removed(*BODY[:6], label, *BODY[6:], known=known) == []
    assert removed(label, *BODY, known=known) == []


def test_a_heading_without_text_below_it_is_removed() -> None:
    heading = Block("Stories from along the coast", "heading", 2)
    teaser = Block("A story told elsewhere")
    teaser.remove("main_content", "outside_body", "outside")
    assert removed(*BODY, heading, teaser, known=repeated(heading.text))[0] == heading.text


@pytest.mark.parametrize(
    "line",
    [
        "PORT ELLERY (Wire)",  # a dateline
        "By Ann Hale",
        "Analysis",
        "“We have nothing to hide.”",
        Block("Total seats in council", "table_row"),
        Block("Every boat comes home in the end.", "quote"),
        Block("A town looks back on a hard winter.", "dek"),
        " ".join(["word"] * 200),
    ],
)
def test_datelines_labels_quotations_tables_and_running_text_are_never_site_lines(line: str | Block) -> None:
    text = line.text if isinstance(line, Block) else line
    known = repeated(text, pages=3, seen=9) if text.startswith(("By", "PORT")) else repeated(text)
    assert removed(*BODY, line, known=known) == []


def test_a_repeated_item_stays_if_another_item_of_its_list_stays() -> None:
    items = [Block(text, "list_item") for text in ("Weight: two kilograms", "Built in the old yard", "Free to all")]
    known = repeated(items[0].text, items[2].text)
    assert removed(*BODY, *items, known=known) == []
    assert len(removed(*BODY, items[0], items[2], known=known)) == 2


def test_a_page_that_repeats_as_a_whole_keeps_its_lines() -> None:
    document = cleaned(*BODY, SLOGAN, known=repeated(*BODY, SLOGAN))
    assert not [block for block in document.blocks if block.removal]
    assert document.blocks[0].signals.site_pages == (34, 40)
