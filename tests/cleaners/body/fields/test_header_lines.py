"""Lines of the byline between the headline and the text, in the bodies of pages of many systems."""

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page

SENTENCES = (
    "The ferry crossed the river on Tuesday morning for the first time in six months, with eighty people on board.",
    "Until then the people of the village had to drive forty kilometres to the next bridge, and so did the doctor.",
    "The county has spent four hundred thousand on a new engine, and the fare for those on foot will stay the same.",
)


def text_of(header: str, language: str = "en", end: str = "") -> list[str]:
    story = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page = f"<html lang='{language}'><body><article><h1>Ferry is back</h1>{header}{story}{end}</article></body></html>"
    return clean_page(Page(body=page, url="https://news.example/ferry")).text.split("\n\n")


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("bn", "<p>নিজস্ব প্রতিবেদক</p><p>ভোলা</p><p>প্রকাশ: ১১ মার্চ ২০২৫, ১৪: ৩০</p>"),
        ("sw", "<p>Na Neema Mrema</p><p>Mwandishi wa Habari</p><p>Machi 11, 2025 - 14:30</p>"),
        ("th", "<div>14 พฤษภาคม 2555 เวลา 10:35 น. เข้าชม : 1482 ครั้ง</div>"),
        ("th", "<div>14 พฤษภาคม 2555 เวลา 10:35 น.</div>"),
        ("nl", "<div>Sanne de Wit 11 mrt. 2025, 14:30 <span>Laatste update: 11-03-25, 16:05</span></div>"),
    ],
)
def test_lines_above_the_date_line_are_not_text(language: str, header: str) -> None:
    assert text_of(header, language) == list(SENTENCES)


def test_a_date_line_below_the_dek_is_not_text() -> None:
    dek = "The village had waited for half a year."
    assert text_of(f"<p class='dek'>{dek}</p><p>11 March 2025, 14:30</p>") == [dek, *SENTENCES]


def test_a_date_line_at_the_end_is_not_text() -> None:
    header = "<p>11 March 2025</p>"
    assert text_of(header, end="<p>Tuesday, 11 March 2025</p>") == list(SENTENCES)


def test_a_line_below_the_date_line_may_be_the_first_of_the_text() -> None:
    assert text_of("<p>11 March 2025</p><p>A bell at dawn</p>")[0] == "A bell at dawn"


def test_a_place_that_begins_the_text_and_lines_without_a_date_stay() -> None:
    assert text_of("<p>11 March 2025</p><p>HARBOUR TOWN –</p>")[0] == "HARBOUR TOWN –"


def test_a_date_line_below_the_text_is_not_text_where_other_lines_follow() -> None:
    end = "<p align=right>5 March 2025, 10:35</p><p>Views of this page: many</p>"
    assert "5 March 2025, 10:35" not in text_of("", end=end)


def test_a_signature_above_other_lines_below_the_text_is_not_text() -> None:
    end = "<p align=right><i>Eva Holm</i></p><p>Views of this page: many</p>"
    assert "Eva Holm" not in text_of("", "da", end)
