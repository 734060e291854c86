"""Archives by date are recognised by their addresses."""

import pytest

from crawler.sources.date_lists import date_of_list


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
def test_other_addresses_name_none(path: str) -> None:
    assert date_of_list(f"https://paper.example{path}") is None
