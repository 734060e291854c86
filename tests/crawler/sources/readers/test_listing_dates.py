import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.moments import as_moment
from crawler.sources.readers.listing_dates import listing_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 03 Mar 2026 10:00:00 GMT", "2026-03-03T10:00:00+00:00"),
        ("3 Mar 2026 10:00 EST", "2026-03-03T10:00:00-05:00"),
        ("Tue, 03 Mar 2026 10:00:00 CEST", "2026-03-03T10:00:00+02:00"),
        ("2026-03-03T10:00:00Z", "2026-03-03T10:00:00+00:00"),
        ("2026-03-03T10:00:00.123+0200", "2026-03-03T10:00:00+02:00"),
        ("2026-03-03", "2026-03-03"),
        ("2026-03-03 10:00:00", "2026-03-03"),  # no zone: the moment is not known
        ("Tue, 03 Mar 2026 10:00:00 XYZ", "2026-03-03"),
        ("March 3, 2026", "2026-03-03"),
        ("03.04.2026 10:15", "2026-04-03"),
        ("2026/03/04", "2026-03-04"),
        ("Tue, 20 Aug 24 17:42:08 +0200", "2024-08-20T17:42:08+02:00"),
        ("04 Sep 17 13:26 UTC", "2017-09-04T13:26:00+00:00"),
        ("Thursday, 05-Mar-26 10:15:00 GMT", "2026-03-05T10:15:00+00:00"),
        ("20.08.24 17:42", "2024-08-20"),
        ("Aug 20, 24", "2024-08-20"),
        ("Mi, 05 Mär 2025 10:15:00 +0100", "2025-03-05T10:15:00+01:00"),
        ("Пт, 02 окт 26 10:15:00 +0300", "2026-10-02T10:15:00+03:00"),
        ("mar. 05 mai 2026 10:00:00 GMT", "2026-05-05T10:00:00+00:00"),  # a Tuesday in May
        ("mar, 03 feb 2026 10:15:00 +0100", "2026-02-03T10:15:00+01:00"),
        ("Sal, 03 Mar 2026 10:15:00 +0300", "2026-03-03T10:15:00+03:00"),
        ("2026年03月05日 10:15", "2026-03-05"),
        ("الخميس، 05 مارس 2026 10:15", "2026-03-05"),
        ("Sat, 28 Feb 2026 24:00:00 GMT", "2026-03-01T00:00:00+00:00"),
        ("2026-12-31T24:00:00Z", "2027-01-01T00:00:00+00:00"),
        ("March 3, 2026 01:42 PM UTC", "2026-03-03T13:42:00+00:00"),
        ("Tue, 03 Mar 2026 12:05 a.m. GMT", "2026-03-03T00:05:00+00:00"),
        ("Mar. 3, 2026 10:00 p.m. EST", "2026-03-03T22:00:00-05:00"),
        ("March 3, 2026 01:42 PM", "2026-03-03"),
        ("1772704800", "2026-03-05T10:00:00+00:00"),
    ],
)
def test_dates_become_rfc_3339(text, expected):
    assert listing_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "today",
        "2026",
        "2026-03",
        "2026-02-30",
        "9" * 60 + " 2026",
        "0001-01-01T00:00:00+14:00",
        "10:15:30",
        "26-03-05",
        "1970-01-01T00:00:00Z",
        "5 March",
        "Mon, 99 Foo 26 10:00",
        "9999-12-31T24:00:00Z",
    ],
)
def test_text_without_a_full_day_is_not_a_date(text):
    assert listing_date(text) is None


def test_month_names_are_read_in_the_language_of_the_listing():
    assert listing_date("čt, 05 bře 2026 10:15:00 +0100", "cs") == "2026-03-05T10:15:00+01:00"


@given(st.text() | st.text(alphabet="0123456789-/:.+TZ ,GMTMarch", max_size=40).map(lambda text: "2026 " + text))
def test_moments_read_whatever_listing_date_writes(text):
    date = listing_date(text)
    if date is not None:
        assert as_moment(date).tzinfo is not None


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Вт, 24 ноя 2026 10:00:00 +0300", "2026-11-24T10:00:00+03:00"),
        ("7 фев 2026", "2026-02-07"),
        ("mar., 24 nov. 2026 10:00:00 +0100", "2026-11-24T10:00:00+01:00"),
        ("سبت 24 نوفمبر 2026", "2026-11-24"),
    ],
)
def test_months_are_read_by_the_three_letters_that_programs_write(written: str, date: str) -> None:
    assert listing_date(written) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Τρί, 4 Νοε 2025 10:20:00 +0200", "2025-11-04T10:20:00+02:00"),
        ("Σάβ, 08 Νοέ 2025 10:20:00 +0200", "2025-11-08T10:20:00+02:00"),
        ("4 Νοεμβρίου 2025, 10:20", "2025-11-04"),
        ("st, 05 srp 2026 08:00:00 +0200", None),  # July in Croatian, August in Czech
        ("st 5. září 2026 08:00", "2026-09-05"),
        ("k, 04 szept. 2025 10:20:00 +0200", "2025-09-04T10:20:00+02:00"),
        ("ti, 4 marras 2025 10:20:00 +0200", "2025-11-04T10:20:00+02:00"),
        ("4 лип 2025 10:20:00 +0300", "2025-07-04T10:20:00+03:00"),
        ("4 dhjetor 2025", "2025-12-04"),
        ("०४ नवंबर २०२५", "2025-11-04"),
        ("4 unknown 2025", None),
    ],
)
def test_months_in_a_language_that_nothing_declares_are_read_if_languages_agree(text: str, date: str | None) -> None:
    assert listing_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Tue Nov 04 2025 10:20:00 GMT+0530 (India Standard Time)", "2025-11-04T10:20:00+05:30"),
        ("Tue Nov 04 2025 10:20:00 GMT-0300 (Brasilia Standard Time, South America)", "2025-11-04T10:20:00-03:00"),
        ("Tue, 04 Nov 2025 10:20:00 GMT+2", "2025-11-04T10:20:00+02:00"),
        ("Tue, 04 Nov 2025 10:20:00 UTC+02:00", "2025-11-04T10:20:00+02:00"),
        ("2025-11-04 10:20:00 UTC-03:30", "2025-11-04T10:20:00-03:30"),
        ("Tue Nov 04 10:20:00 CET 2025", "2025-11-04T10:20:00+01:00"),
        ("Tue Nov 04 10:20:00 JST 2025", "2025-11-04T10:20:00+09:00"),
    ],
)
def test_zones_in_the_places_where_programs_write_them_are_read(text: str, date: str) -> None:
    assert listing_date(text) == date
