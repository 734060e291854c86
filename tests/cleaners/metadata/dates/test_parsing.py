from datetime import UTC, datetime

import pytest

from cleaners.metadata.dates import parsing
from cleaners.metadata.dates.calendars.conversion import from_persian
from cleaners.metadata.dates.relative import resolve

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "language", "value", "precision"),
    [
        ("2024-05-01T10:20:30.123Z", None, "2024-05-01T10:20:30+00:00", "second"),
        ("2024-05-01T10:20:30+0200", None, "2024-05-01T10:20:30+02:00", "second"),
        ("2024-05-01T10:20:30-04:00", None, "2024-05-01T10:20:30-04:00", "second"),
        ("2024-05-01T10:20+05:30", None, "2024-05-01T10:20:00+05:30", "minute"),
        ("2024-05-01 10:20", None, "2024-05-01T10:20", "minute"),
        ("20240501T102030Z", None, "2024-05-01T10:20:30+00:00", "second"),
        ("2024-05-01", None, "2024-05-01", "day"),
        ("20240501", None, "2024-05-01", "day"),
        ("1714558830", None, "2024-05-01T10:20:30+00:00", "second"),
        ("1714558830000", None, "2024-05-01T10:20:30+00:00", "second"),
        ("Wed, 01 May 2024 10:20:30 +0200", None, "2024-05-01T10:20:30+02:00", "second"),
        ("Wed May 01 2024 10:20:30 GMT+0200 (CEST)", None, "2024-05-01T10:20:30+02:00", "second"),
        ("May 1, 2024 at 3:05 p.m. EDT", "en", "2024-05-01T15:05:00-04:00", "minute"),
        ("12:05 AM, May 1 2024", "en", "2024-05-01T00:05", "minute"),
        ("Published: 3rd March, 2021", "en", "2021-03-03", "day"),
        ("1. Mai 2024, 10:20 Uhr", "de", "2024-05-01T10:20", "minute"),
        ("01.05.2024 um 10.20 Uhr", "de", "2024-05-01T10:20", "minute"),
        ("1er mai 2024 à 10h20", "fr", "2024-05-01T10:20", "minute"),
        ("1 de mayo de 2024", "es", "2024-05-01", "day"),
        ("1 мая 2024, 10:20", "ru", "2024-05-01T10:20", "minute"),
        ("2 Eylül 2024", "tr", "2024-09-02", "day"),
        ("7. kesäkuuta 2024", "fi", "2024-06-07", "day"),
        ("7 Μαΐου 2024", "el", "2024-05-07", "day"),
        ("7 ביוני 2024", "he", "2024-06-07", "day"),
        ("٧ مايو ٢٠٢٤", "ar", "2024-05-07", "day"),
        ("१ मई २०२४", "hi", "2024-05-01", "day"),
        ("7 tháng 5, 2024", "vi", "2024-05-07", "day"),
        ("1 พฤษภาคม 2567", "th", "2024-05-01", "day"),
        ("2024年5月1日 10時20分", "ja", "2024-05-01T10:20", "minute"),
        ("2024. 5. 1. 10:20", "ko", "2024-05-01T10:20", "minute"),
        ("۱۲ اردیبهشت ۱۴۰۳ - ۱۰:۲۰", "fa", "2024-05-01T10:20", "minute"),
        ("1403/02/12", "fa", "2024-05-01", "day"),
        ("۱۲ ارديبهشت ۱۴۰۳", "fa", "2024-05-01", "day"),
        ("令和6年5月1日 10時20分", "ja", "2024-05-01T10:20", "minute"),
        ("平成31年4月30日", "ja", "2019-04-30", "day"),
        ("令和元年5月1日", "ja", "2019-05-01", "day"),
        ("1 พ.ค. 2567 10:20 น.", "th", "2024-05-01T10:20", "minute"),
        ("May 1, 2024, 5:04 PM ET", "en-US", "2024-05-01T17:04:00-04:00", "minute"),
        ("Dec 1, 2024, 5:04 p.m. PT", "en-US", "2024-12-01T17:04:00-08:00", "minute"),
        ("05 كانون الثاني 2026", "ar", "2026-01-05", "day"),
        ("12 تشرين الأول 2025", "ar", "2025-10-12", "day"),
        ("12 كانون الأول 2025", "ar-LB", "2025-12-12", "day"),
        ("5 شباط/فبراير 2026", "ar", "2026-02-05", "day"),
        ("7 جويلية 2025", "ar", "2025-07-07", "day"),
        ("7 غشت 2025", "ar-EG", "2025-08-07", "day"),
        ("7 ابريل 2025", "ar", "2025-04-07", "day"),
        ("2026ko martxoaren 5a", "eu", "2026-03-05", "day"),
        ("5. Jänner 2026", "de", "2026-01-05", "day"),
        ("5 de setiembre de 2025", "es", "2025-09-05", "day"),
        ("5. avgust 2025", "sr", "2025-08-05", "day"),
        ("5 มี.ค. 69", "th", "2026-03-05", "day"),
        ("5 มีนาคม 69 10:20 น.", "th", "2026-03-05T10:20", "minute"),
        ("2026 оны 3-р сарын 5", "mn", "2026-03-05", "day"),
        ("ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០២៦", "km", "2026-03-05", "day"),
        ("2026年3月5号", "zh", "2026-03-05", "day"),
        ("2024-05-01T24:00:00Z", None, "2024-05-01T00:00:00+00:00", "second"),
    ],
)
def test_dates_are_parsed_to_rfc_3339(raw: str, language: str | None, value: str, precision: str) -> None:
    assert parsing.parse(raw, language, NOW) == parsing.Moment(value, precision)


@pytest.mark.parametrize(
    ("raw", "language", "value"),
    [
        ("05/01/2024", "en-US", "2024-05-01"),
        ("05/01/2024", "en-GB", "2024-01-05"),
        ("05/01/2024", "fr", "2024-01-05"),
        ("25/01/2024", "en-US", "2024-01-25"),
        ("01/25/2024", "fr", "2024-01-25"),
        ("12 listopada 2024", "pl", "2024-11-12"),
        ("12. listopada 2024.", "hr", "2024-10-12"),
    ],
)
def test_order_and_month_names_depend_on_the_language(raw: str, language: str, value: str) -> None:
    assert parsing.parse(raw, language, NOW) == parsing.Moment(value, "day")


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "today",
        "2024-13-01",
        "2026-02-30",
        "1979-05-01",
        "2026-06-03",
        "0000-00-00",
        "9999999999",
        "5",
        "May 2024",
    ],
)
def test_other_text_and_dates_out_of_range_are_refused(raw: str | None) -> None:
    assert parsing.parse(raw, "en", NOW) is None


@pytest.mark.parametrize(
    ("persian", "day"),
    [
        ((1370, 1, 1), "1991-03-21"),
        ((1375, 1, 1), "1996-03-20"),
        ((1399, 12, 30), "2021-03-20"),
        ((1403, 1, 1), "2024-03-20"),
        ((1403, 12, 30), "2025-03-20"),
        ((1404, 7, 1), "2025-09-23"),
        ((1404, 12, 30), None),
        ((1404, 13, 1), None),
    ],
)
def test_persian_days_are_converted(persian: tuple[int, int, int], day: str | None) -> None:
    result = from_persian(*persian)
    assert (result and result.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 hours ago", "2026-06-01"),
        ("13 hours ago", "2026-05-31"),
        ("Updated 2 days ago", "2026-05-30"),
        ("vor einer Woche", "2026-05-25"),
        ("vor 2 Tagen", "2026-05-30"),
        ("il y a 3 jours", "2026-05-29"),
        ("hace 2 días", "2026-05-30"),
        ("há 2 dias", "2026-05-30"),
        ("2 giorni fa", "2026-05-30"),
        ("2 dagen geleden", "2026-05-30"),
        ("2 дня назад", "2026-05-30"),
        ("2 gün önce", "2026-05-30"),
        ("2日前", "2026-05-30"),
        ("3小时前", "2026-06-01"),
        ("2일 전", "2026-05-30"),
        ("منذ 3 أيام", "2026-05-29"),
        ("Gestern, 18:20 Uhr", "2026-05-31"),
        ("Yesterday", "2026-05-31"),
        ("5 min read", None),
        ("He said 3 hours ago that the bridge would open in the spring, and then left.", None),
        ("Before", None),
        ("", None),
    ],
)
def test_relative_dates_are_resolved(text: str, day: str | None) -> None:
    assert (resolve(text, NOW) or "")[:10] == (day or "")


@pytest.mark.parametrize("url", ["/2024/05/31/bridge", "/news/2024-05-31-bridge", "/bridge-20240531.html"])
def test_a_day_is_read_from_an_address(url: str) -> None:
    result = parsing.from_url(f"https://news.example{url}", NOW)
    assert result is not None
    assert result[1] == parsing.Moment("2024-05-31", "day")


@pytest.mark.parametrize("url", ["/2024/05/bridge", "/id/12024053199", "/2024/13/31/x", "/"])
def test_other_numbers_in_an_address_are_not_a_day(url: str) -> None:
    assert parsing.from_url(f"https://news.example{url}", NOW) is None
