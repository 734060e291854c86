import lxml.html
import pytest

from cleaners.document import Block, Document
from cleaners.metadata import Image
from cleaners.page import Page
from cleaners.stages.clutter import clutter

PARAGRAPH = (
    "The board met on Tuesday night and agreed, after hours of talk, to sell both of the oldest ferries at once."
)


def cleaned(*blocks: Block | str) -> Document:
    document = Document(Page(body=""))
    for position, block in enumerate(blocks):
        document.blocks.append(block if isinstance(block, Block) else Block(block))
        document.blocks[-1].position = position
    clutter(document)
    return document


def kept(*blocks: Block | str) -> list[str]:
    return [block.text for block in cleaned(*blocks).kept()]


def test_a_known_line_is_marked_with_stage_and_rule() -> None:
    removal = cleaned("Advertisement:").blocks[0].removal
    assert removal is not None
    assert (removal.stage, removal.rule) == ("clutter", "en.advertisement")


def test_a_list_heading_removes_the_teasers_below_but_not_the_article() -> None:
    teasers = ["Politics", "The council of the old town has decided that nobody shall ever...", "3 May 2024"]
    assert kept(PARAGRAPH, "You May Also Like", *teasers, PARAGRAPH + " On.") == [PARAGRAPH, PARAGRAPH + " On."]


def test_a_line_that_introduces_the_next_paragraph_is_kept_below_a_list_heading() -> None:
    assert kept("Related articles", "Ferry fares rise", "Background:", PARAGRAPH) == ["Background:", PARAGRAPH]


def test_a_list_heading_without_teasers_is_removed_alone() -> None:
    assert kept("Most Read", PARAGRAPH) == [PARAGRAPH]


def test_programs_and_placeholders_go_but_code_that_the_article_shows_stays() -> None:
    line = "window.dataLayer = window.dataLayer || [];"
    paragraph = lxml.html.fromstring(f"<p><code>{line}</code></p>")
    assert kept(PARAGRAPH, line, "{{teaser}}", PARAGRAPH + " On.") == [PARAGRAPH, PARAGRAPH + " On."]
    assert kept(Block(line, "preformatted"), Block(line, element=paragraph)) == [line, line]


def test_the_publisher_of_a_removed_line_is_kept() -> None:
    document = cleaned(PARAGRAPH, "This post appeared first on The Harbour Post")
    syndicated = document.metadata.syndicated_from
    assert syndicated is not None
    assert syndicated.name == "The Harbour Post"
    assert syndicated.evidence == "This post appeared first on The Harbour Post"
    assert [block.text for block in document.kept()] == [PARAGRAPH]


def test_a_caption_and_its_credit_are_added_to_the_images() -> None:
    images = cleaned("Die Fähre am Kai. Foto: Hafenbild").metadata.images
    assert images == [Image(url=None, caption="Die Fähre am Kai. Foto: Hafenbild", credit="Hafenbild")]


def test_a_paywall_line_marks_the_page_as_not_free() -> None:
    assert cleaned("This article is for subscribers only.").metadata.is_accessible_for_free is False


def test_quotations_and_agency_notes_are_kept() -> None:
    lines = [Block("Follow us", "quote"), "“Support us”", "The Associated Press contributed to this report."]
    assert len(kept(*lines)) == 3


def test_a_removal_by_an_earlier_stage_is_kept() -> None:
    block = Block("Advertisement")
    block.remove("main_content", "outside", "outside")
    removal = cleaned(block).blocks[0].removal
    assert removal is not None
    assert removal.stage == "main_content"


def test_menu_words_in_subheadings_and_tables_are_kept() -> None:
    heading, row = Block("About", "heading", level=2), Block("Category | Last month | This month", "table_row")
    assert kept(PARAGRAPH, heading, PARAGRAPH, row) == [PARAGRAPH, "About", PARAGRAPH, row.text]
    assert kept(PARAGRAPH, "About", PARAGRAPH) == [PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize(
    "row", ["Nordwind Combi Plus | 370 € | 1.7", "Паром «Заря» | 14:30 | причал 2", "海鸥号 | 八点 | 一号码头"]
)
def test_a_table_row_whose_first_cell_is_a_link_is_not_a_menu(row):
    element = lxml.html.fromstring("<table><tr><td></td></tr></table>").find(".//tr")
    linked = Block(row, type="table_row", element=element, link_share=0.7)
    assert kept(PARAGRAPH, linked, PARAGRAPH) == [PARAGRAPH, row, PARAGRAPH]


@pytest.mark.parametrize("row", ["Tag | Datum | Uhrzeit | Wettkampf", "Watch | Price | Display", "Share | 12 % | 9 %"])
def test_a_row_of_data_matches_no_rule_for_lines(row):
    assert kept(PARAGRAPH, Block(row, "table_row"), PARAGRAPH) == [PARAGRAPH, row, PARAGRAPH]
    assert kept(PARAGRAPH, Block("Read also | Ferry fares rise", "table_row"), PARAGRAPH) == [PARAGRAPH, PARAGRAPH]


def test_the_link_to_an_embedded_post_goes_though_it_is_a_quotation() -> None:
    link = Block("Sieh dir diesen Beitrag auf Instagram an", "quote", link_share=1.0)
    assert kept(PARAGRAPH, link, Block("A post that she wrote in March.", "quote")) == [
        PARAGRAPH,
        "A post that she wrote in March.",
    ]


@pytest.mark.parametrize(
    ("label", "copy"),
    [
        ("Advertisement", "Winter tyres from £39 at Porth Motors."),
        ("Anzeige", "Jetzt 15 % auf alle Wärmepumpen sichern."),
        ("Реклама", "Скидки на окна до конца ноября, звоните."),
        ("广告", "双十一全场八折，仅限本周末。"),
    ],
)
def test_an_element_with_the_label_of_an_advertisement_takes_its_copy_along(label: str, copy: str) -> None:
    def block(text: str) -> Block:
        paragraph = lxml.html.fragment_fromstring(f"<p>{text}</p>")
        return Block("".join(paragraph.itertext()), element=paragraph)

    assert kept(PARAGRAPH, block(f"<small>{label}</small> {copy}")) == [PARAGRAPH]
    assert len(kept(PARAGRAPH, block(f"<b>{label}</b> is what keeps the ferry afloat, says its owner."))) == 2
    assert len(kept(PARAGRAPH, block(f"The ferry <b>{label}</b> {copy}"))) == 2
    assert len(kept(PARAGRAPH, block("<b>Get Started:</b> Learn the names of the knots and of the winds."))) == 2


@pytest.mark.parametrize(("cell", "is_kept"), [("th", True), ("td", False)])
def test_a_row_of_headings_is_not_a_label_with_its_value(cell: str, is_kept: bool) -> None:
    row = lxml.html.fragment_fromstring(f"<tr><{cell}>Quelle</{cell}><{cell}>Statistisches Amt</{cell}></tr>")
    assert (len(kept(PARAGRAPH, Block("Quelle | Statistisches Amt", "table_row", element=row))) == 2) == is_kept
