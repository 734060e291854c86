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
        ("Оновлено 08.03.2026 Оприлюднено 05.03.2026", "2026-03-05", "2026-03-08"),
    ],
)
def test_an_update_before_the_publication_in_one_line(line: str, published: str, modified: str) -> None:
    result = read(body=f"<h1>T</h1><p>{line}</p>", url="")
    assert (result.date_published, result.date_modified) == (published, modified)


def test_a_thai_year_of_two_digits_below_the_heading() -> None:
    assert read(body="<h1>T</h1><p>5 มี.ค. 69</p>", url="", lang="th").date_published == "2026-03-05"
