"""Labels with a number or a name above and below the text, in any language."""

import pytest

from tests.cleaners.groups.pages import STORY, kept, page, paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "Szerkesztő: Nagy Pál",
        "Redaktorius: Tomas Kairys",
        "संपादन: नीलम शर्मा",
        "تحرير: سعد الخفاجي",
        "Reytinq: 4.2 (səs: 17)",
        "ნანახია: 1482",
        "Үзсэн : 1 204",
        "Rating: 4,2/5",
        "조회: 2,318",
        "ดูแล้ว: 52 ครั้ง",
        "Рубрика: Культура",
        "Kategori: Budaya",
        "Πηγή: e-lamia.gr",
    ],
)
def test_a_label_with_a_number_or_a_name_below_the_text_goes(line: str) -> None:
    assert kept(page(inside=f"<p>{line}</p>")) == list(STORY)


@pytest.mark.parametrize(
    "line", ["kustposten.example", "Ada Berg ada@kustposten.example", "윤서아(seoa@news.kustposten.example)"]
)
def test_a_writer_with_a_mailbox_at_the_site_and_its_address_go_below_the_text(line: str) -> None:
    assert kept(page(inside=f"<p>{line}</p>")) == list(STORY)


@pytest.mark.parametrize("line", ["museum.example", "Museum info@museum.example", "E-Mail: ada@kustposten.example"])
def test_addresses_of_other_sites_below_the_text_stay(line: str) -> None:
    assert kept(page(inside=f"<p>{line}</p>")) == [*STORY, line]


@pytest.mark.parametrize("line", ["Переглянуто: 733", "পঠিত: ৭৩৩ বার", "Rating: 4.2 (votes: 17)"])
def test_a_label_with_a_number_above_the_text_goes(line: str) -> None:
    html = page().replace(f"<p>{STORY[0]}", f"<span>{line}</span><p>{STORY[0]}")
    assert line in html
    assert kept(html) == list(STORY)


def test_a_label_with_a_number_in_the_text_stays() -> None:
    assert kept(page(inside=f"<p>Reytinq: 4.2</p>{paragraphs(STORY[0])}")) == [*STORY, "Reytinq: 4.2", STORY[0]]


@pytest.mark.parametrize("lines", [["Ganja: 14", "Baku: 22", "Sheki: 9", "Quba: 11"], ["Baku: nebel", "Quba: sonne"]])
def test_a_list_of_data_below_the_text_stays(lines: list[str]) -> None:
    assert kept(page(inside=paragraphs(*lines))) == [*STORY, *lines]


@pytest.mark.parametrize("line", ["👁 1,204 💬 3", "🔥 12", "👍 3 👎 0", "Баку +14° USD 1,70 EUR 1,85", "$ 91,2 € 99,1"])
def test_a_bar_of_counters_or_rates_goes_above_and_below_the_text(line: str) -> None:
    html = page(inside=f"<p>{line}</p>").replace(f"<p>{STORY[0]}", f"<div>{line}</div><p>{STORY[0]}")
    assert html.count(line) == 2
    assert kept(html) == list(STORY)


def test_a_row_of_rates_above_the_text_goes() -> None:
    row = "<table><tr><td>Colombo 30°</td><td>USD</td><td>36.85</td><td>EUR</td><td>39.40</td></tr></table>"
    assert kept(page().replace(f"<p>{STORY[0]}", f"{row}<p>{STORY[0]}")) == list(STORY)


def test_prices_in_the_text_stay() -> None:
    line = "$ 91.2 to $ 99.1"
    assert kept(page(inside=f"<p>{line}</p>")) == [*STORY, line]


def test_text_that_runs_across_the_page_goes() -> None:
    ticker = "<marquee>Bakery closes after ninety years. *** The ferry is late again.</marquee>"
    html = page(inside=ticker).replace(f"<p>{STORY[0]}", f"{ticker}<p>{STORY[0]}")
    assert kept(html) == list(STORY)


@pytest.mark.parametrize("line", ["1 482", "2,318", "12.4K", "56"])
def test_a_bare_number_above_the_text_goes(line: str) -> None:
    assert kept(page().replace(f"<p>{STORY[0]}", f"<div>{line}</div><p>{STORY[0]}")) == list(STORY)


@pytest.mark.parametrize("name", ["글씨크기", "복사하기", "გაზიარება", "Слушать"])
def test_a_button_beside_the_text_goes_unless_it_opens_an_answer(name: str) -> None:
    assert kept(page().replace(f"<p>{STORY[0]}", f"<button>{name}</button><p>{STORY[0]}")) == list(STORY)
    question = "<button aria-expanded='false'>Who pays for the lamp?</button>"
    assert len(kept(page(inside=f"{question}<p>The county.</p>"))) == len(STORY) + 2
