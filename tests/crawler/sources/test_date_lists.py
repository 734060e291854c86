"""Archives by date are recognised by their addresses."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.sources.date_lists import RECENT_DAYS, date_of_list, is_recent_day


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/2026/", (2026, 0, 0)),
        ("/archive/2026/11", (2026, 11, 0)),
        ("/2026/11/20/", (2026, 11, 20)),
        ("/news/2026-11-20.html", (2026, 11, 20)),
        ("/stadt/20261120/index.html", (2026, 11, 20)),
        ("/archive/20-11-2026.html", (2026, 11, 20)),
        ("/archiv/2026/November/", (2026, 11, 0)),
        ("/archives/juillet-2026", (2026, 7, 0)),
        ("/archiv/2026/m%C3%A4rz", (2026, 3, 0)),
        ("/arkisto/2026/marraskuu/25", (2026, 11, 25)),
        ("/αρχείο/2026/Νοέμβριος/", (2026, 11, 0)),
        ("/archiv/ríjen-2026", (2026, 10, 0)),
        ("/?m=202611", (2026, 11, 0)),
        ("/archiv.php?datum=2026-11-20", (2026, 11, 20)),
    ],
)
def test_an_address_that_says_only_a_date_names_a_list(path: str, date: tuple[int, int, int]) -> None:
    assert date_of_list(f"https://paper.example{path}") == date


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/2026/11/20/bridge-opens",
        "/2026/11/20/1234567",
        "/news/20261120123",
        "/best-books-of-2026/",
        "/2026/13/",
        "/2026/marathon/",
        "/election-2026",
        "/archive?date=2026-11-20&id=5",
        "/story?id=202611",
    ],
)
def test_other_addresses_do_not_name_a_list(path: str) -> None:
    assert date_of_list(f"https://paper.example{path}") is None


@pytest.mark.parametrize(
    ("days_ago", "is_recent"), [(0, True), (RECENT_DAYS, True), (RECENT_DAYS + 1, False), (-3, False)]
)
def test_the_lists_of_the_last_days_are_recent(days_ago: int, is_recent: bool) -> None:
    day = datetime.now(UTC) - timedelta(days=days_ago)
    assert is_recent_day(f"https://paper.example/{day:%Y/%m/%d}/") is is_recent
    assert not is_recent_day(f"https://paper.example/{day:%Y/%m}/")
    assert not is_recent_day("https://paper.example/2026/02/30/")
