"""Dates in rarer forms: zones in words, years of two digits, other calendars, abbreviated months, placeholders."""

import pytest

from cleaners.metadata.dates import parsing
from tests.cleaners.metadata.pages import ld, meta, read


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("14:30, 5 марта 2026 (МСК)", "ru", "2026-03-05T14:30:00+03:00"),
        ("05.03.2026 14:30 мск", "ru", "2026-03-05T14:30:00+03:00"),
        ("5 مارس 2026 14:30 بتوقيت مكة", "ar", "2026-03-05T14:30:00+03:00"),
        ("北京时间2026年3月5日14:30", "zh", "2026-03-05T14:30:00+08:00"),
        ("3/5/26 2:30 PM ET", "en-US", "2026-03-05T14:30:00-05:00"),
        ("05.03.26, 14:30", "he", "2026-03-05T14:30"),
        ("26.03.05", "ko", "2026-03-05"),
        ("中華民國115年3月5日", "zh-Hant", "2026-03-05"),
        ("الخميس 16 رمضان 1447 هـ - 5 مارس 2026 م", "ar", "2026-03-05"),
        ("5. Maerz 2026", "de", "2026-03-05"),
        ("5 sett 2025", "it", "2025-09-05"),
        ("5 Agt 2025", "id", "2025-08-05"),
        ("5 сен 2025", "ru", "2025-09-05"),
        ("14.30.15", "fi", None),
        ("1.2.34.5", "en", None),
        ("5 jui 2025", "fr", None),  # June or July
        ("31.31.26", "de", None),
    ],
)
def test_a_date_line_is_read(text: str, language: str, value: str | None) -> None:
    moment = parsing.parse(text, language)
    assert (moment and moment.value) == value


@pytest.mark.parametrize("url", ["/world/2026/mar/05/bridge", "/2026/march/5/bridge"])
def test_a_named_month_in_an_address_is_read(url: str) -> None:
    result = parsing.from_url(f"https://news.example{url}")
    assert result
    assert result[1].value == "2026-03-05"


@pytest.mark.parametrize("written", ["2026-03-05", "2026-03-05T00:00:00Z"])
def test_a_visible_time_of_the_same_day_replaces_a_day_or_midnight(written: str) -> None:
    result = read(ld(datePublished=written), "<h1>T</h1><p>5 March 2026, 14:30 GMT</p>")
    assert result.date_published == "2026-03-05T14:30:00+00:00"


@pytest.mark.parametrize("line", ["6 March 2026, 14:30 GMT", "Updated 5 March 2026, 14:30 GMT", "5 March 2026"])
def test_other_visible_dates_do_not_replace_midnight(line: str) -> None:
    result = read(ld(datePublished="2026-03-05T00:00:00Z"), f"<h1>T</h1><p>{line}</p>")
    assert result.date_published == "2026-03-05T00:00:00+00:00"


def test_a_data_attribute_gives_the_time() -> None:
    result = read(body="<h1>T</h1><span class='timestamp' data-timestamp='1772721000'>Mar 5</span>")
    assert result.date_published == "2026-03-05T14:30:00+00:00"


def test_the_title_of_an_abbreviation_gives_the_time() -> None:
    item = "<abbr itemprop='datePublished' title='2026-03-05T10:15:00-08:00'>March 05, 2026</abbr>"
    body = f"<div itemscope itemtype='https://schema.org/BlogPosting'><h1>T</h1>{item}</div>"
    assert read(body=body).date_published == "2026-03-05T10:15:00-08:00"


def test_a_date_that_the_story_tells_is_not_its_own() -> None:
    story = "The bridge was opened on 12 May 1999 by the mayor, who had promised it ten years earlier in a long speech."
    assert read(body=f"<h1>T</h1><p>{story}</p><p>{story}</p>").date_published is None


def test_a_long_line_with_bars_gives_its_date() -> None:
    line = "Reported By: Ada Berg | Edited By: Bo Lind | Harbour Desk, Courier | Updated: 5 March 2026, 02:30 PM IST"
    assert read(body=f"<h1>T</h1><p>{line}</p>").date_published == "2026-03-05T14:30:00+05:30"


@pytest.mark.parametrize("related", ["(05/03/26)", "05/03/26"])
def test_short_years_far_below_the_heading_do_not_count(related: str) -> None:
    paragraphs = "".join(f"<p>Paragraph {word} of the story.</p>" for word in "abcdefghijklmnopqrst")
    result = read(meta(), f"<h1>T</h1>{paragraphs}<p>{related}</p>")
    assert result.date_evidence is None or result.date_evidence.found_in != "page:heading"


def test_full_width_digits_and_marks_are_read() -> None:
    line = "<p>２０２６／３／５　０５：００（最終更新　３／５　０７：３０）</p>"
    result = read(body=f"<h1>T</h1>{line}", url="https://a.example.jp/1", lang="ja")
    assert (result.date_published, result.date_modified) == ("2026-03-05T05:00:00+09:00", "2026-03-05T07:30:00+09:00")


def test_the_machine_date_of_a_title_is_read() -> None:
    line = "<abbr class='published' title='2026-03-05T07:00:00+00:00'>Thursday</abbr>"
    assert read(body=f"<h1>T</h1>{line}", url="").date_published == "2026-03-05T07:00:00+00:00"


def test_a_time_after_a_bar_belongs_to_the_day_before_it() -> None:
    line = "<p>By Ada Berg | Thursday, March 5, 2026 | 7:44 pm | Updated: Friday, March 6, 2026 6:10 am</p>"
    result = read(body=f"<h1>T</h1>{line}", url="https://a.example.co.uk/1", lang="en-GB")
    assert (result.date_published, result.date_modified) == ("2026-03-05T19:44:00+00:00", "2026-03-06T06:10:00+00:00")


def test_a_time_in_an_element_of_its_own_belongs_to_the_day_before_it() -> None:
    line = "<p><span>05.03.2026</span> <span>12:44</span></p>"
    assert read(body=f"<h1>T</h1>{line}", url="https://a.example.de/1", lang="de").date_published == (
        "2026-03-05T12:44:00+01:00"
    )
