"""Bylines in thirty languages: labels and roles before and after the names, names marked by a class or by a date.

Each line of the text files is a language, a line below the headline, and the names of those who wrote the article.
"""

from pathlib import Path

import pytest

from tests.cleaners.metadata.pages import author_names, read

TEXT = "<p>The county opened the bridge on Friday, and the first buses crossed it before the snow came.</p>"
# Language, a line without a label, the date line below it, and the names.
BESIDE_DATE = [
    ("ar", "أحمد علي", "٥ مارس ٢٠٢٦", ["أحمد علي"]),
    ("he", "דנה לוי", "5 במרץ 2026", ["דנה לוי"]),
    ("hi", "राम शर्मा", "5 मार्च 2026", ["राम शर्मा"]),
    ("ja", "佐藤花子", "2026年3月5日", ["佐藤花子"]),
    ("ko", "김하나", "2026.03.05 10:20", ["김하나"]),
    ("zh", "王小明", "2026-03-05 10:20", ["王小明"]),
    ("en", "Ada Berg", "5 March 2026", ["Ada Berg"]),
    ("ru", "Ада Берг", "5 марта 2026", ["Ада Берг"]),
    ("mn", "Б.Болормаа", "2026 оны 03 сарын 5, 14:30", ["Б.Болормаа"]),
    ("nl", "Sanne de Wit 11 mrt. 2026, 14:30", "Laatste update: 12-03-26", ["Sanne de Wit"]),
    ("tl", "Ni Liza Santos | Marso 5, 2026 | 2:30pm", "Pasig Balita", ["Liza Santos"]),
    ("sw", "Na Neema Mrema", "Mwandishi wa Habari", ["Neema Mrema"]),
    ("zh", "海港网", "2026-03-05 10:20", []),
    ("zh", "国内", "2026-03-05 10:20", []),
    ("ja", "社会", "2026年3月5日", []),
    ("ja", "東京", "2026年3月5日", []),
    ("ko", "사회", "2026.03.05 10:20", []),
    ("ko", "정치", "2026.03.05", []),
    ("ar", "أخبار محلية", "٥ مارس ٢٠٢٦", []),
    ("he", "חדשות ספורט", "5 במרץ 2026", []),
    ("hi", "राष्ट्रीय समाचार", "5 मार्च 2026", []),
    ("th", "ข่าวกีฬา", "5 มีนาคม 2569", []),
    ("en", "Local News", "5 March 2026", []),
    ("en", "Site Update", "5 March 2026", []),
    ("en", "Press Release", "5 March 2026", []),
    ("en", "Reading Time", "5 March 2026", []),
    ("de", "Mein Hafen", "5. März 2026", []),
    ("en", "New York", "5 March 2026", []),
]


def rows(name: str) -> list[tuple[str, str, list[str]]]:
    """Return the languages, lines and names of a text file beside this module."""
    found = []
    for row in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines():
        language, _, rest = row.partition(": ")
        line, _, names = rest.partition(" =>")
        found.append((language, line, [name.strip() for name in names.split(";") if name]))
    return found


@pytest.mark.parametrize(("language", "line", "names"), rows("lines_without_markup"))
def test_the_writers_are_read_from_a_line(language: str, line: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>T</h1><p>{line}</p>{TEXT}", lang=language)) == names


@pytest.mark.parametrize(("language", "line", "names"), rows("marked_bylines"))
def test_the_writers_are_read_from_a_marked_byline(language: str, line: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>T</h1><p class='byline'>{line}</p>{TEXT}", lang=language)) == names


@pytest.mark.parametrize(("language", "line", "date", "names"), BESIDE_DATE)
def test_a_name_beside_the_date_differs_from_a_section(language: str, line: str, date: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>T</h1><p>{line}</p><p>{date}</p>{TEXT}", lang=language)) == names


@pytest.mark.parametrize("markup", ["<p class='author'>{}</p>", "<p>{}</p><p>5 March 2026</p>"])
def test_words_that_the_text_has_in_lower_case_are_a_label(markup: str) -> None:
    text = "<p>The firm explains its products and the liability for them on every other page.</p>"
    assert read(body="<h1>T</h1>" + markup.format("Products Liability") + text).authors == []
    assert author_names(read(body="<h1>T</h1>" + markup.format("Ada Berg") + text)) == ["Ada Berg"]


def test_the_word_for_by_in_the_language_of_the_page_is_not_part_of_a_marked_name() -> None:
    byline = "<h1>The bridge opens</h1><div class='autor'>de Ioana Dumitrescu</div>"
    assert author_names(read(body=byline + TEXT, lang="ro")) == ["Ioana Dumitrescu"]


def test_a_khmer_label_before_a_marked_name_is_known_by_its_colon() -> None:
    byline = "<h1>The bridge opens</h1><span class='author'>ដោយ៖ សុខ ចាន់ថា</span>"
    assert author_names(read(body=byline + TEXT, lang="km")) == ["សុខ ចាន់ថា"]
