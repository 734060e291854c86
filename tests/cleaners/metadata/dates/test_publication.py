"""Dates of publication and change, read from whole pages."""

from tests.cleaners.metadata.pages import ld, meta, read


def test_a_date_in_the_markup_takes_precedence() -> None:
    result = read(
        meta(article__published_time="2024-05-01T10:20:30Z"),
        "<time datetime='2023-01-01'>x</time>",
        url="https://www.daily.example/2022/03/04/bridge",
    )
    assert result.date_published == "2024-05-01T10:20:30+00:00"
    assert result.date_evidence is not None
    assert result.date_evidence.found_in == "meta:article:published_time"


def test_a_time_element_takes_precedence_over_the_address() -> None:
    result = read(body="<time datetime='2023-01-02'>x</time>", url="https://www.daily.example/2022/03/04/bridge")
    assert result.date_published == "2023-01-02"


def test_the_date_in_the_address_is_used_if_the_page_has_none() -> None:
    result = read(url="https://www.daily.example/2022/03/04/bridge")
    assert result.date_evidence is not None
    assert (result.date_published, result.date_evidence.found_in) == ("2022-03-04", "url")


def test_a_more_precise_date_of_the_same_day_wins_and_another_day_is_a_conflict() -> None:
    head = ld(datePublished="2024-05-01") + meta(article__published_time="2024-05-01T10:20:30Z", pubdate="2024-04-30")
    result = read(head)
    assert result.date_published == "2024-05-01T10:20:30+00:00"
    assert result.date_evidence is not None
    assert result.date_evidence.conflict == "2024-04-30"


def test_a_date_in_the_future_is_ignored() -> None:
    assert read(ld(datePublished="2027-01-01", dateModified="2027-01-01"), url="").date_published is None


def test_a_modification_before_the_publication_is_ignored() -> None:
    assert read(ld(dateModified="2020-01-01")).date_modified is None


def test_a_date_line_below_the_heading_is_read_in_the_page_s_language() -> None:
    result = read(body="<h1>Die Brücke</h1><p>Stand: 3. März 2024, 9:15 Uhr</p><p>Text.</p>", lang="de", url="")
    assert result.date_published == "2024-03-03T09:15"


def test_dates_after_updated_and_in_captions_are_ignored() -> None:
    caption = "<p>The old bridge over the river on a calm and sunny day, 5 May 2024</p>"
    body = f"<h1>T</h1>{caption}<p>Updated</p><p>7 May 2024</p><p>3 May 2024</p>"
    assert read(body=body).date_published == "2024-05-03"


def test_a_relative_date_is_resolved_by_the_time_of_the_fetch() -> None:
    result = read(body="<h1>T</h1><p class='timestamp'>2 days ago</p>")
    assert (result.date_published, result.date_evidence and result.date_evidence.found_in) == (
        "2026-05-30",
        "page:relative",
    )


def test_a_persian_date_below_the_heading_is_read() -> None:
    assert read(body="<h1>پل</h1><p>۱۲ اردیبهشت ۱۴۰۳</p>", lang="fa").date_published == "2024-05-01"
