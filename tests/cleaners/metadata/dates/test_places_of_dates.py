"""Dates above the headline: the article's own, and those of the page, such as a bar with today's date."""

import pytest

from tests.cleaners.metadata.pages import read

TODAY = "<div class='bar'><span class='date'>Monday, June 1, 2026</span></div>"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<article><aside><time datetime='2026-03-05'>x</time></aside><h1>T</h1></article>", "2026-03-05"),
        ("<article><p>March 5, 2026 - 11 minutes</p><h1>T</h1></article>", "2026-03-05"),
        ("<article><div><p class='date-line'>5 March 2026</p></div><div><h1>T</h1></div></article>", "2026-03-05"),
        (f"{TODAY}<main><article><h1>T</h1><p>March 5, 2026</p></article></main>", "2026-03-05"),
        (f"{TODAY}<main><article><h1>T</h1><p>Text.</p></article></main>", None),
        ("<div><time>June 1, 2026</time></div><main><h1>T</h1><time>March 5, 2026</time></main>", "2026-03-05"),
        (
            "<div class='published-date'>5 March 2026</div><main><article><div><h1>T</h1></div></article></main>",
            "2026-03-05",
        ),
        ("<time>June 1, 2026</time><main><div><h1>T</h1></div><div>5 March 2026</div></main>", "2026-03-05"),
        ("<time>5 March 2026</time><main><div><h1>T</h1></div></main>", "2026-03-05"),
        ("<p id='today'>June 1, 2026</p><main><h1>T</h1></main>", None),
        ("<main><article><nav>March 5, 2026</nav><h1>T</h1></article></main>", None),
    ],
)
def test_a_date_above_the_headline_counts_only_close_to_it(body: str, day: str | None) -> None:
    assert read(body=body, url="").date_published == day


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Обновлено 08.03.2026 Опубликовано 05.03.2026", "2026-03-05", "2026-03-08"),
        ("Güncelleme: 08.03.2026 Giriş: 05.03.2026", "2026-03-05", "2026-03-08"),
        ("Ändrad 8 mars 2026 Skapad 5 mars 2026", "2026-03-05", "2026-03-08"),
        ("Τελευταία ενημέρωση: 08.03.2026 Δημοσίευση: 05.03.2026", "2026-03-05", "2026-03-08"),
        ("5 marca 2026 · Ostatnia modyfikacja: 8 marca 2026", "2026-03-05", "2026-03-08"),
        ("Criado em 05.03.2026, alterado em 08.03.2026", "2026-03-05", "2026-03-08"),
        (
            "Pubblicato il giovedì 5 marzo 2026 alle ore 9:12 - Ultimo aggiornamento: domenica 8 marzo 2026 alle 18:40",
            "2026-03-05",
            "2026-03-08",
        ),
        ("二〇二六年三月五日", "2026-03-05", None),
        ("Оновлено 08.03.2026 Оприлюднено 05.03.2026", "2026-03-05", "2026-03-08"),
    ],
)
def test_both_dates_in_one_line_are_read(line: str, published: str, modified: str | None) -> None:
    result = read(body=f"<h1>T</h1><p>{line}</p>", url="")
    assert (result.date_published, result.date_modified) == (published, modified)


def test_a_thai_year_of_two_digits_below_the_heading_is_read() -> None:
    assert read(body="<h1>T</h1><p>5 มี.ค. 69</p>", url="", lang="th").date_published == "2026-03-05"


def test_a_date_above_the_headline_counts_more_than_those_of_comments_and_other_stories() -> None:
    text = "<p>The harbour bridge opened on a cold morning, and a crowd walked over it.</p>" * 3
    rows = [
        "<td class=date>5 March 2026</td>",
        "<td><h2>T</h2></td>",
        f"<td>{text}</td>",
        "<td>Ada | 6 March 2026</td>",
    ]
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    assert read("<title>T</title>", f"<table>{table}</table>", "").date_published == "2026-03-05"


def test_a_date_below_the_text_counts_where_the_page_shows_no_other() -> None:
    text = "<p>The harbour bridge opened on a cold morning, and a crowd walked over it.</p>" * 3
    assert read(body=f"<h1>T</h1>{text}<p>5 March 2026</p>", url="").date_published == "2026-03-05"


def test_a_long_line_of_date_author_and_counter_is_read() -> None:
    line = "<p>Δευτέρα, 14 Μαΐου 2012 10:35 | Μαρία Καραγιάννη | Αναγνώσεις: 1482</p>"
    assert read(body=f"<h1>T</h1>{line}<p>6 March 2026</p>", url="", lang="el").date_published == "2012-05-14"
