"""Dates in sixty languages and five calendars, and dates that lack a year or leave the order of day and month open."""

from datetime import UTC, datetime

import pytest

from cleaners.metadata.dates.parsing import parse
from tests.cleaners.metadata.pages import meta, read

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TEXT = "<p>The county opened the bridge on Friday, and the first buses crossed it before the snow came.</p>"

DATES = [
    ("ja", "令和8年3月5日", "2026-03-05"),
    ("ja", "令和八年三月五日", "2026-03-05"),
    ("ja", "R8.3.5", "2026-03-05"),
    ("ja", "平成31年4月1日", "2019-04-01"),
    ("ja", "2026年3月5日（木）", "2026-03-05"),
    ("ja", "二〇二六年三月五日", "2026-03-05"),
    ("zh-TW", "民國115年3月5日", "2026-03-05"),
    ("zh-TW", "中華民國一一五年三月五日", "2026-03-05"),
    ("zh-TW", "115年3月5日", "2026-03-05"),
    ("zh-TW", "115/03/05", "2026-03-05"),
    ("zh-TW", "115-03-05", "2026-03-05"),
    ("zh", "二〇二六年三月五日", "2026-03-05"),
    ("zh", "2026年03月05日10:20", "2026-03-05T10:20"),
    ("si", "2026 මාර්තු 5", "2026-03-05"),
    ("th", "5 มีนาคม 2569", "2026-03-05"),
    ("th", "5 มี.ค. 69", "2026-03-05"),
    ("th", "๕ มีนาคม ๒๕๖๙", "2026-03-05"),
    ("th", "5/3/2569", "2026-03-05"),
    ("th", "05 มี.ค. 2569 10:20 น.", "2026-03-05T10:20"),
    ("th", "วันพฤหัสบดีที่ 5 มีนาคม พ.ศ. 2569", "2026-03-05"),
    ("fa", "۱۴ اسفند ۱۴۰۴", "2026-03-05"),
    ("fa", "پنجشنبه ۱۴ اسفند ۱۴۰۴ ساعت ۱۰:۲۰", "2026-03-05T10:20"),
    ("fa", "۱۴۰۴/۱۲/۱۴", "2026-03-05"),
    ("fa", "1404-12-14", "2026-03-05"),
    ("fa", "۱۴۰۴/۱۲/۱۴ - ۱۰:۲۰", "2026-03-05T10:20"),
    ("fa", "۱۴ اسفندماه ۱۴۰۴", "2026-03-05"),
    ("ps", "۱۴ حوت ۱۴۰۴", "2026-03-05"),
    ("prs", "۱۴ حوت ۱۴۰۴", "2026-03-05"),
    ("ar", "الخميس 16 رمضان 1447 هـ - 5 مارس 2026", "2026-03-05"),
    ("ar", "الخميس 16 رمضان 1447 هـ - 5 مارس 2026 م", "2026-03-05"),
    ("ar", "٥ مارس ٢٠٢٦", "2026-03-05"),
    ("ar", "5 آذار/مارس 2026", "2026-03-05"),
    ("ar", "05/03/2026", "2026-03-05"),
    ("he", "5 במרץ 2026", "2026-03-05"),
    ("he", "5.3.26", "2026-03-05"),
    ("hi", "5 मार्च 2026", "2026-03-05"),
    ("hi", "०५ मार्च २०२६", "2026-03-05"),
    ("hi", "5 नवम्बर 2025", "2025-11-05"),  # CLDR writes नवंबर
    ("hi", "5 फरवरी 2026", "2026-02-05"),  # and फ़रवरी
    ("bn", "৫ মার্চ ২০২৬", "2026-03-05"),
    ("mr", "५ मार्च २०२६", "2026-03-05"),
    ("ta", "5 மார்ச் 2026", "2026-03-05"),
    ("te", "5 మార్చి 2026", "2026-03-05"),
    ("my", "၅ မတ် ၂၀၂၆", "2026-03-05"),
    ("km", "៥ មីនា ២០២៦", "2026-03-05"),
    ("lo", "5 ມີນາ 2026", "2026-03-05"),
    ("am", "5 ማርች 2026", "2026-03-05"),
    ("ka", "5 მარტი 2026", "2026-03-05"),
    ("hy", "5 մարտի 2026", "2026-03-05"),
    ("en", "Mar 5th, 2026", "2026-03-05"),
    ("en", "5th of March 2026", "2026-03-05"),
    ("en", "March 5, '26", "2026-03-05"),
    ("en", "Thursday, March 5, 2026 at 10:20 AM ET", "2026-03-05T10:20:00-05:00"),
    ("en", "03/05/2026", "2026-03-05"),
    ("en-GB", "03/05/2026", "2026-05-03"),
    ("en-AU", "03/05/2026", "2026-05-03"),
    ("en-US", "03-05-2026", "2026-03-05"),
    ("en-US", "03.05.2026", "2026-03-05"),
    ("de", "05.03.26", "2026-03-05"),
    ("en", "5-Mar-2026", "2026-03-05"),
    ("en", "5-Mar-26", "2026-03-05"),
    ("en", "5 Mar 26", "2026-03-05"),
    ("en", "20260305", "2026-03-05"),
    ("en", "2026-03-05T10:20:30.123+0100", "2026-03-05T10:20:30+01:00"),
    ("en", "March 2026", None),
    ("en", "2026", None),
    ("en", "MARCH 5, 2026", "2026-03-05"),
    ("en", "Mar. 5, 2026", "2026-03-05"),
    ("en", "2026 March 5", "2026-03-05"),
    ("en", "Thu Mar 05 2026 10:20:30 GMT+0100 (CET)", "2026-03-05T10:20:30+01:00"),
    ("en", "Thu Mar  5 10:20:30 UTC 2026", "2026-03-05T10:20:30+00:00"),
    ("en", "/Date(1772705430000)/", "2026-03-05T10:10:30+00:00"),
    ("fr", "1er mars 2026", "2026-03-01"),
    ("fr", "5 mars 2026 à 10h20", "2026-03-05T10:20"),
    ("fr-CA", "2026-03-05", "2026-03-05"),
    ("es", "5 de marzo de 2026", "2026-03-05"),
    ("es", "jueves 5 de mar. de 2026", "2026-03-05"),
    ("es", "mar. 5 2026", "2026-03-05"),
    ("pt", "5 de março de 2026, às 10h20", "2026-03-05T10:20"),
    ("pt", "05/mar/2026", "2026-03-05"),
    ("it", "5 marzo 2026", "2026-03-05"),
    ("it", "giovedì 5 marzo '26", "2026-03-05"),
    ("nl", "5 mrt. 2026", "2026-03-05"),
    ("pl", "5 marca 2026 r.", "2026-03-05"),
    ("pl", "5 III 2026", "2026-03-05"),
    ("hu", "2026. március 5.", "2026-03-05"),
    ("hu", "2026. III. 5.", "2026-03-05"),
    ("cs", "5. března 2026", "2026-03-05"),
    ("cs", "5. 3. 2026", "2026-03-05"),
    ("fi", "5. maaliskuuta 2026", "2026-03-05"),
    ("el", "5 Μαρτίου 2026", "2026-03-05"),
    ("ru", "5 марта 2026 г.", "2026-03-05"),
    ("uk", "5 березня 2026", "2026-03-05"),
    ("bg", "5 март 2026 г.", "2026-03-05"),
    ("tr", "5 Mart 2026 Perşembe", "2026-03-05"),
    ("vi", "Thứ năm, 5/3/2026, 10:20 (GMT+7)", "2026-03-05T10:20:00+07:00"),
    ("vi", "Ngày 5 tháng 3 năm 2026", "2026-03-05"),
    ("id", "Kamis, 5 Maret 2026", "2026-03-05"),
    ("ko", "2026년 3월 5일", "2026-03-05"),
    ("ko", "2026.03.05.", "2026-03-05"),
    ("ko", "2026-03-05 오후 2:30", "2026-03-05T14:30"),
    ("ko", "26.03.05", "2026-03-05"),
    ("lt", "2026 m. kovo 5 d.", "2026-03-05"),
    ("lv", "2026. gada 5. marts", "2026-03-05"),
    ("et", "5. märts 2026", "2026-03-05"),
    ("eu", "2026ko martxoaren 5a", "2026-03-05"),
    ("ca", "5 de març del 2026", "2026-03-05"),
    ("sq", "5 mars 2026", "2026-03-05"),
    ("mn", "2026 оны 3-р сарын 5", "2026-03-05"),
    ("kk", "2026 жылғы 5 наурыз", "2026-03-05"),
    ("sw", "5 Machi 2026", "2026-03-05"),
    ("is", "5. mars 2026", "2026-03-05"),
    ("ga", "5 Márta 2026", "2026-03-05"),
    ("cy", "5 Mawrth 2026", "2026-03-05"),
]
# Language, line below the headline, and the day on a page that was fetched on 1 June 2026.
WITHOUT_YEAR = [
    ("en", "March 5, 10:20 am", "2026-03-05"),
    ("en", "Published on Thursday, March 5 at 10:20 am EST", "2026-03-05T10:20:00-05:00"),
    ("en", "5 March", "2026-03-05"),
    ("en", "December 5", "2025-12-05"),
    ("de", "5. März, 10:20 Uhr", "2026-03-05"),
    ("de", "Donnerstag, 5. März", "2026-03-05"),
    ("de", "05.03. 10:20", "2026-03-05"),
    ("fr", "jeudi 5 mars à 10h20", "2026-03-05"),
    ("ru", "5 марта, 10:20", "2026-03-05"),
    ("pl", "5 marca 10:20", "2026-03-05"),
    ("tr", "5 Mart Perşembe", "2026-03-05"),
    ("ja", "3月5日 10:20", "2026-03-05"),
    ("zh", "12月5日", "2025-12-05"),
    ("zh", "03-05 10:20", "2026-03-05"),
    ("ko", "3월 5일 오전 10:20", "2026-03-05"),
    ("en", "5 March events in the harbour", None),
    ("en", "Deadline: 5 March", None),
    ("en", "The March 5 bridge", None),
    ("en", "3-5 10:20", None),
    ("en", "Chapter 5 May", None),
    ("de", "Kapitel 5.3. und 7.1.", None),
]
# Address, language, numeric date, and its day.
ORDERS = [
    ("https://herald.co.uk/city/bridge", "en", "03/05/2026", "2026-05-03"),
    ("https://herald.co.uk/city/bridge", "en-US", "03/05/2026", "2026-05-03"),
    ("https://herald.com.au/city/bridge", "en", "03/05/2026", "2026-05-03"),
    ("https://herald.in/city/bridge", "en", "03/05/2026", "2026-05-03"),
    ("https://herald.ie/city/bridge", "en", "03/05/2026", "2026-05-03"),
    ("https://herald.com/city/bridge", "en", "03/05/2026", "2026-03-05"),
    ("https://herald.us/city/bridge", "en", "03-05-2026", "2026-03-05"),
    ("https://herald.com/city/bridge", "en-US", "03-05-2026", "2026-03-05"),
    ("https://herald.com/city/bridge", "en", "03-05-2026", "2026-05-03"),
    ("https://herald.io/city/bridge", "en", "03/05/2026", "2026-03-05"),
    ("https://herald.ca/city/bridge", "en", "03/05/2026", "2026-03-05"),
    ("https://herold.at/ort/bruecke", "de", "03.05.2026", "2026-05-03"),
    ("https://herald.com/city/bridge", "en", "03-09-2026", "2026-03-09"),  # 3 September is after the fetch
    ("https://herald.co.uk/city/bridge", "en", "05/11/2026", "2026-05-11"),
]


@pytest.mark.parametrize(("language", "written", "value"), DATES)
def test_a_date_is_read_by_its_language(language: str, written: str, value: str | None) -> None:
    moment = parse(written, language, NOW)
    assert (moment and moment.value) == value


@pytest.mark.parametrize(("language", "line", "day"), WITHOUT_YEAR)
def test_the_time_of_the_fetch_gives_the_year(language: str, line: str, day: str | None) -> None:
    assert read(body=f"<h1>The bridge opens</h1><p>{line}</p>{TEXT}", lang=language).date_published == day


@pytest.mark.parametrize(("url", "language", "written", "day"), ORDERS)
def test_the_country_decides_the_order_of_day_and_month(url: str, language: str, written: str, day: str) -> None:
    found = read(meta(article__published_time=written), "<h1>The bridge opens</h1>" + TEXT, url, language)
    assert found.date_published == day


@pytest.mark.parametrize(
    "url",
    ["https://d.example/?date=2026-03-05&id=3", "https://d.example/2026/mar/05/x", "https://d.example/20260305-x"],
)
def test_a_day_in_the_address_is_read(url: str) -> None:
    assert read(body="<h1>The bridge opens</h1>" + TEXT, url=url).date_published == "2026-03-05"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("05 Ιανουαρίου 2012, 18:05", "2012-01-05T18:05"),
        ("5 травня 2012", "2012-05-05"),
        ("12 מרץ 2012", "2012-03-12"),
        ("5 มกราคม 2555", "2012-01-05"),
        ("5 मई 2012", "2012-05-05"),
    ],
)
def test_months_in_another_script_than_that_of_the_declared_language_are_read(text: str, value: str) -> None:
    moment = parse(text, "en-US")
    assert moment is not None
    assert moment.value == value
