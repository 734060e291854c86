import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.readers.listing_dates import as_datetime, listing_date


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
    ],
)
def test_dates_become_rfc_3339(text, expected):
    assert listing_date(text) == expected


@pytest.mark.parametrize(
    "text", [None, "", "today", "2026", "2026-03", "2026-02-30", "9" * 60 + " 2026", "0001-01-01T00:00:00+14:00"]
)
def test_text_without_a_full_day_is_not_a_date(text):
    assert listing_date(text) is None


@given(st.text() | st.text(alphabet="0123456789-/:.+TZ ,GMTMarch", max_size=40).map(lambda text: "2026 " + text))
def test_as_datetime_reads_whatever_listing_date_writes(text):
    date = listing_date(text)
    if date is not None:
        assert as_datetime(date).tzinfo is not None
