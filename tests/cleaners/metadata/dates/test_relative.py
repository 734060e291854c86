"""Dates that are relative to the time of the fetch."""

from datetime import UTC, datetime

import pytest

from cleaners.metadata.dates import parsing
from cleaners.metadata.dates.relative import resolve

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2d ago", "před 2 dny", "2 päivää sitten", "πριν από 2 ημέρες", "2 napja", "acum 2 zile", "pre 2 dana",
        "לפני 2 ימים",
        "לפני יומיים", "منذ يومين", "منذ ٢ أيام", "۲ روز پیش", "2 วันที่แล้ว",
    ],
)  # fmt: skip
def test_two_days_ago_is_resolved_in_many_languages(text: str) -> None:
    assert (resolve(text, NOW) or "")[:10] == "2026-03-04"


@pytest.mark.parametrize(
    "text",
    [
        "včera v 10:15",
        "Publicerad i går 14:30",
        "Published: yesterday",
        "χθες, 18:20",
        "أمس 18:20",
        "kemarin",
        "Yesterday at 4 PM",
    ],
)
def test_yesterday_is_resolved_in_many_languages(text: str) -> None:
    assert (resolve(text, NOW) or "")[:10] == "2026-03-05"


@pytest.mark.parametrize(
    "text",
    [
        "Today the bridge opens",
        "Rain expected today",
        "Hier spricht der Hafenmeister",
        "hoy por hoy, la isla",
        "12 d",
        "ma 10:15",
    ],
)
def test_words_in_other_texts_are_not_a_date(text: str) -> None:
    assert resolve(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "language", "clock"),
    [
        ("Вчера, 18:20", "ru", "18:20"),
        ("Yesterday at 6:20 pm", "en", "18:20"),
        ("gestern, 18:20 Uhr", "de", "18:20"),
        ("어제 오후 6:20", "ko", "18:20"),
        ("昨日 午後6時5分", "ja", "18:05"),
    ],
)
def test_the_time_after_yesterday_is_kept(text: str, language: str, clock: str) -> None:
    moment = parsing.parse(resolve(text, NOW), language, NOW)
    assert moment is not None
    assert moment.value == f"2026-03-05T{clock}"


@pytest.mark.parametrize(
    ("text", "language"),
    [("siku 2 zilizopita", "sw"), ("2 დღის წინ", "ka"), ("Prieš 2 dienas", "lt"), ("২ দিন আগে", "bn")],
)
def test_ages_are_read_in_every_language_of_cldr(text: str, language: str) -> None:
    assert resolve(text, NOW, language) == "2026-03-04"
