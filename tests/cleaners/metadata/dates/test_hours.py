"""An hour without minutes, as many languages write it."""

import pytest

from cleaners.metadata.dates.parsing import parse


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("5. März 2026, 3 Uhr", "de", "2026-03-05T03:00"),
        ("5. März 2026, 15 Uhr", "de", "2026-03-05T15:00"),
        ("5.3.2026 klo 15", "fi", "2026-03-05T15:00"),
        ("March 5, 2026 at 3 PM", "en", "2026-03-05T15:00"),
        ("March 5, 2026, 3 p.m.", "en", "2026-03-05T15:00"),
        ("March 5, 2026, 11am", "en", "2026-03-05T11:00"),
        ("12 AM, March 5, 2026", "en", "2026-03-05T00:00"),
        ("le 5 mars 2026 à 15 h", "fr", "2026-03-05T15:00"),
        ("5 de março de 2026 às 15h", "pt", "2026-03-05T15:00"),
        ("5 marzo 2026 ore 15", "it", "2026-03-05T15:00"),
        ("5. mars 2026 kl. 15", "nb", "2026-03-05T15:00"),
        ("5 maart 2026 om 15 uur", "nl", "2026-03-05T15:00"),
        ("2026年3月5日 15時", "ja", "2026-03-05T15:00"),
        ("2026년 3월 5일 오후 3시", "ko", "2026-03-05T15:00"),
        ("2026年3月5日下午3点", "zh", "2026-03-05T15:00"),
        ("March 5, 2026 at 3 PM EST", "en", "2026-03-05T15:00:00-05:00"),
    ],
)
def test_an_hour_is_read(written: str, language: str, expected: str) -> None:
    moment = parse(written, language)
    assert moment
    assert moment.value.replace(":00:00-", ":00:00-") == expected
    assert moment.precision == "minute"


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("March 5, 2026 | 3 min read", "en"),
        ("5. März 2026, 4 Kommentare", "de"),
        ("Thursday 5 March 2026, page 3", "en"),
        ("5 mars 2026 - 12 photos", "fr"),
        ("5 March 2026, 27 h", "en"),
        ("March 5, 2026, 10 amazing things", "en"),
    ],
)
def test_another_number_beside_a_date_is_not_an_hour(written: str, language: str) -> None:
    moment = parse(written, language)
    assert moment
    assert moment.value == "2026-03-05"
