"""Nepali and Islamic dates, which their weekday makes exact, and Hebrew dates."""

import pytest

from cleaners.metadata.dates import parsing


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("२०८२ फागुन २१ बिहीबार", "2026-03-05"),
        ("बिहीबार, फागुन २१, २०८२", "2026-03-05"),
        ("१ वैशाख २०८२, सोमबार", "2025-04-14"),
        ("الخميس 16 رمضان 1447", "2026-03-05"),
        ("الجمعة 10 ذو الحجة 1446", "2025-06-06"),
        ("السبت 10 ذي الحجة 1446", "2025-06-07"),  # a country that began the month a day later
        ("جمعہ 10 ذوالحجہ 1446", "2025-06-06"),
        ("الخميس ١٦ رمضان ١٤٤٧ هـ - ٥ مارس ٢٠٢٦", "2026-03-05"),
        ("16 رمضان 1447", None),  # the day differs between countries
        ("फागुन २१, २०८२", None),
        ("الثلاثاء 16 رمضان 1447", "2026-03-03"),
        ("سोमبार 16 رمضان 1447", None),
    ],
)
def test_the_weekday_makes_the_day_exact(text: str, day: str | None) -> None:
    moment = parsing.parse(text)
    assert (moment and moment.day) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("መስከረም 1 ቀን 2016 ዓ.ም.", "2023-09-12"),  # behind a leap year
        ("መስከረም 1 2017", "2024-09-11"),
        ("ታህሳስ 29 ቀን 2017 ዓ.ም", "2025-01-07"),
    ],
)
def test_ethiopian_dates_are_converted(written: str, day: str) -> None:
    moment = parsing.parse(written, "am")
    assert (moment and moment.value) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("א׳ בתשרי תשפ״ה", "2024-10-03"),
        ("כ״ה בכסלו תשפ״ה", "2024-12-26"),
        ("י״ד באדר ב׳ תשפ״ד", "2024-03-24"),
        ("ט״ו ניסן, ה'תשפ\"ד", "2024-04-23"),
        ("ל' בחשון תשפ\"ד", None),  # the month had 29 days in that year
    ],
)
def test_hebrew_dates_are_converted(written: str, day: str | None) -> None:
    moment = parsing.parse(written, "he")
    assert (moment and moment.value) == day
