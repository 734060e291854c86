from datetime import UTC, datetime, timedelta

import pytest

from crawler.sources.site_facts import crawl_interval, site_language, site_name

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("names", "title", "host", "name"),
    [
        (["The Harbour Courier"], "Home", "courier.example", "The Harbour Courier"),
        ([None, "  ", "Courier\n App"], "Home", "courier.example", "Courier App"),
        ([], "News from Saltmere | Harbour Courier", "www.harbourcourier.example", "Harbour Courier"),
        ([], "Nordpost – Nachrichten aus dem Norden", "nordpost.example", "Nordpost"),
        ([], "Aktuell - Startseite", "zeitung.example", "Aktuell"),
        ([], "Home - Millbrook Gazette", "127.0.0.1", "Millbrook Gazette"),
        ([], "Home - All about houses", "home.example", "Home"),
        (["x" * 200], "", "courier.example", None),
        ([], None, "courier.example", None),
    ],
)
def test_the_name_is_declared_or_the_part_of_the_title_that_is_like_the_host(
    names: list[str | None], title: str | None, host: str, name: str | None
) -> None:
    assert site_name(names, title, host) == name


@pytest.mark.parametrize(
    ("declared", "language"),
    [
        (["de"], "de"),
        (["", "pt-BR"], "pt-BR"),
        ([None, "en_GB"], "en-GB"),
        (["EN-us, fr"], "en-us"),
        (["deutsch"], None),
        ([], None),
    ],
)
def test_the_first_language_that_is_one_is_taken(declared: list[str | None], language: str | None) -> None:
    assert site_language(declared) == language


@pytest.mark.parametrize(
    ("minutes", "count", "interval"),
    [(2, 30, 15), (15, 30, 30), (60, 30, 180), (600, 30, 1440), (60, 4, 60)],
)
def test_the_interval_follows_how_often_a_site_publishes(minutes: int, count: int, interval: int) -> None:
    dates = [(NOW - timedelta(minutes=minutes * number)).isoformat() for number in range(count)]
    days_and_future = ["2026-03-01", None, (NOW + timedelta(days=9)).isoformat()]
    assert crawl_interval([*dates, *days_and_future], NOW) == timedelta(minutes=interval)
