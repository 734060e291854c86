"""The offset of a clock time for which the page gives none."""

from datetime import datetime

import pytest

from cleaners.cleaning import clean_page
from cleaners.metadata.dates.clock import offsets
from cleaners.page import Page
from tests.cleaners.metadata.pages import meta, read

CLOCK = datetime(2026, 3, 5, 14, 30)


@pytest.mark.parametrize(
    ("host", "language", "offset"),
    [
        ("news.co.kr", "ko", "+09:00"),
        ("nachrichten.de", "de-DE", "+01:00"),
        ("news.co.uk", "en", "+00:00"),
        ("diario.es", "ca", "+01:00"),
        ("balita.com.ph", "tl", "+08:00"),
        ("news.com", "ja-JP", "+09:00"),
        ("news.gr", "el", "+02:00"),
        ("news.ru", "ru", None),  # eleven times
        ("news.com.br", "pt", None),
        ("news.io", "en", None),  # a domain that everybody may buy
        ("actu.com", "fr-FR", None),  # the language tag of many templates
        ("news.gr", "en", None),  # perhaps a site for readers elsewhere
        ("news.com", None, None),
    ],
)
def test_the_country_of_the_site_gives_the_offset(host: str, language: str | None, offset: str | None) -> None:
    full = offsets.with_offset(CLOCK, [], f"https://{host}/a", language)
    assert (full.isoformat() if full else None) == (f"2026-03-05T14:30:00{offset}" if offset else None)


def test_the_day_decides_between_standard_and_summer_time() -> None:
    full = offsets.with_offset(datetime(2026, 7, 5, 14, 30), [], "https://news.pl/a", "pl")
    assert full
    assert full.isoformat() == "2026-07-05T14:30:00+02:00"


def test_another_date_of_the_page_gives_the_offset() -> None:
    head = meta(article__published_time="2026-03-05 14:30:00", article__modified_time="2026-03-06T09:00:00+05:30")
    result = read(head)
    assert result.date_published == "2026-03-05T14:30:00+05:30"
    assert result.date_evidence
    assert (result.date_evidence.precision, result.date_evidence.clock_time) == (
        "second",
        None,
    )


@pytest.mark.parametrize("other", ["2026-04-06T09:00:00+02:00", "2026-03-06T09:00:00Z", "2026-03-06T09:00:00"])
def test_a_date_far_away_or_in_utc_gives_no_offset(other: str) -> None:
    result = read(meta(article__published_time="2026-03-05T14:30:00", article__modified_time=other))
    assert result.date_published == "2026-03-05"
    assert result.date_evidence
    assert (result.date_evidence.precision, result.date_evidence.clock_time) == ("day", "14:30:00")


def test_a_change_without_an_offset_is_known_to_the_day() -> None:
    assert read(meta(article__modified_time="2026-03-05 14:30")).date_modified == "2026-03-05"


@pytest.mark.parametrize(
    ("listed", "offset"),
    [
        ("2026-03-05T13:30:00+00:00", "+01:00"),
        ("2026-03-05T13:30:41+00:00", "+01:00"),  # the page shows no seconds
        ("2026-03-05T19:30:00+00:00", "-05:00"),
        ("2026-03-05T09:00:00+00:00", "+05:30"),
        ("2026-03-05T14:30:00+00:00", None),  # perhaps local time that the feed calls UTC
        ("2026-03-05T13:17:00+00:00", None),  # another event: the listing was changed later
        ("2026-03-03T13:30:00+00:00", None),
        ("2026-03-05T14:31:07-03:00", "-03:00"),
    ],
)
def test_the_time_in_the_listing_gives_the_offset(listed: str, offset: str | None) -> None:
    full = offsets.with_offset(CLOCK, [], "https://news.com/a", "en", datetime.fromisoformat(listed))
    assert (full.isoformat() if full else None) == (f"2026-03-05T14:30:00{offset}" if offset else None)


def test_the_country_is_believed_before_a_listing_in_utc() -> None:
    listed = datetime.fromisoformat("2026-03-05T14:00:00+00:00")
    full = offsets.with_offset(CLOCK, [], "https://nachrichten.de/a", "de", listed)
    assert full
    assert full.isoformat() == "2026-03-05T14:30:00+01:00"


@pytest.mark.parametrize(("hint", "date"), [("2026-03-05T13:30:00+00:00", "T14:30:00+01:00"), ("2026-03-05", "")])
def test_the_hint_of_a_page_is_its_date_in_the_listing(hint: str, date: str) -> None:
    html = f"<html><head>{meta(article__published_time='2026-03-05 14:30:00')}</head><body><p>Text.</p></body></html>"
    article = clean_page(Page(body=html, url="https://news.com/a", date_hint=hint))
    assert article.date_published == f"2026-03-05{date}"
    assert article.date_published_utc == ("2026-03-05T13:30:00Z" if date else None)


@pytest.mark.parametrize(
    ("clock", "served", "host", "offset"),
    [
        ("14:30:11", "19:30:11", "news.com", "-05:00"),  # agrees to the second
        ("14:30:11", "19:30:40", "news.com", None),
        ("14:30:00", "19:30:00", "news.com", None),  # perhaps by chance
        ("14:30:00", "17:30:20", "news.com.br", "-03:00"),  # one of the offsets in the country
        ("14:30:00", "19:00:20", "news.com.br", None),
        ("14:30:11", "14:30:11", "news.com", None),  # perhaps local time that the server calls UTC
    ],
)
def test_the_last_modified_header_gives_the_offset_if_it_agrees(
    clock: str, served: str, host: str, offset: str | None
) -> None:
    moment = datetime.fromisoformat(f"2026-03-05T{clock}")
    header = datetime.fromisoformat(f"2026-03-05T{served}+00:00")
    full = offsets.with_offset(moment, [], f"https://{host}/a", "en", served=header)
    assert (full.isoformat() if full else None) == (f"2026-03-05T{clock}{offset}" if offset else None)


@pytest.mark.parametrize(
    ("header", "date"),
    [("Thu, 05 Mar 2026 19:30:11 GMT", "2026-03-05T14:30:11-05:00"), ("yesterday", "2026-03-05"), (None, "2026-03-05")],
)
def test_the_header_of_a_page_is_read(header: str | None, date: str) -> None:
    html = f"<html><head>{meta(article__published_time='2026-03-05 14:30:11')}</head><body><p>Text.</p></body></html>"
    assert clean_page(Page(body=html, url="https://news.com/a", last_modified=header)).date_published == date


UNDECLARED = {
    "cz": (
        "11. března 2025 14:30, aktualizováno 17:10",
        "Loď strhla velká voda a našla se o čtyři kilometry níž, zaklíněná pod mostem. Obec ji nechala opravit "
        "v loděnici za osm set tisíc korun a část peněz vybrali lidé ve sbírce, kterou vyhlásil starosta.",
        "+01:00",
    ),
    "gr": (
        "Τρίτη, 11 Μαρτίου 2025 - 02:30 μ.μ.",
        "Η βλάβη στη δεξιά μηχανή κράτησε το πλοίο δεμένο στον Πειραιά. Στο διάστημα αυτό τα τρόφιμα "
        "έφταναν με ψαρόβαρκες, όποτε το επέτρεπε ο καιρός, και οι κάτοικοι του νησιού ένιωθαν ξεχασμένοι.",
        "+02:00",
    ),
    "cn": (
        "2025年03月11日14:30",
        "由于去年秋季降水偏多，部分河段淤积厚度超过八十厘米，行洪能力明显下降。此次清淤将采用环保绞吸船作业，淤泥经脱水后运往"
        "城北处置场，用于制砖。工程完成后，预计沿线六万居民将受益。",
        "+08:00",
    ),
}


@pytest.mark.parametrize(("country", "line", "text", "offset"), [(key, *value) for key, value in UNDECLARED.items()])
def test_dates_of_a_page_without_a_language_are_read_in_that_of_its_text(
    country: str, line: str, text: str, offset: str
) -> None:
    page = f"<html><head><title>x</title></head><body><h1>x</h1><div>{line}</div><p>{text}</p></body></html>"
    article = clean_page(Page(body=page, url=f"https://news.example.{country}/1"))
    assert article.date_published == f"2025-03-11T14:30:00{offset}"
