"""Dates of publication and change, read from whole pages."""

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page
from tests.cleaners.metadata.pages import ld, meta, read


def test_a_date_in_the_markup_takes_precedence() -> None:
    result = read(
        meta(article__published_time="2024-05-01T10:20:30Z"),
        "<time datetime='2024-06-01'>x</time>",
        url="https://www.daily.example/2024/06/04/bridge",
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
    assert result.date_published == "2024-03-03"
    assert result.date_evidence
    assert result.date_evidence.clock_time == "09:15"


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


NEW, OLD = "2026-04-01T08:00:00+02:00", "2026-03-05T10:15:30+01:00"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>T</h1><p>Updated: <time datetime='{NEW}'>x</time></p><p>Published: <time datetime='{OLD}'>x</time></p>",
        f"<h1>T</h1><div><span>Zuletzt aktualisiert</span><time datetime='{NEW}'>x</time></div>"
        f"<div><span>Veröffentlicht</span><time datetime='{OLD}'>x</time></div>",
        f"<h1>T</h1><p>Mis à jour le <b><time datetime='{NEW}'>x</time></b>, <time datetime='{OLD}'>x</time></p>",
        f"<h1>T</h1><span class='posted-on'><time class='updated' datetime='{NEW}'>x</time>"
        f"<time class='published' datetime='{OLD}'>x</time></span>",
        f"<h1>T</h1><time datetime='{NEW}'>Обновлено 1 апреля</time> <time datetime='{OLD}'>5 марта</time>",
    ],
)
def test_an_update_shown_first_is_not_the_publication(body: str) -> None:
    result = read(body=body)
    assert (result.date_published, result.date_modified) == (OLD, NEW)


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("Updated 1 April 2026 | Published 5 March 2026", "en"),
        ("2026年4月1日更新 2026年3月5日公開", "ja"),
        ("수정 2026.04.01 입력 2026.03.05", "ko"),
        ("Actualizado el 1 de abril de 2026 / Publicado el 5 de marzo de 2026", "es"),
        ("Uppdaterad 1 april 2026</p><p>Publicerad 5 mars 2026", "sv"),
        ("Cập nhật</p><p>01/04/2026</p><p>Đăng</p><p>05/03/2026", "vi"),
    ],
)
def test_lines_with_labels_give_both_dates(line: str, lang: str) -> None:
    result = read(body=f"<h1>T</h1><p>{line}</p>", lang=lang)
    assert (result.date_published, result.date_modified) == ("2026-03-05", "2026-04-01")


def test_a_page_that_shows_only_an_update_has_no_better_date() -> None:
    result = read(body=f"<h1>T</h1><p>Updated <time datetime='{NEW}'>x</time></p>")
    assert (result.date_published, result.date_modified) == (NEW, NEW)
    assert result.date_evidence
    assert result.date_evidence.found_in == "page:updated"


@pytest.mark.parametrize("label", ["Valid until", "Gültig bis", "Disponible jusqu'au", "Received"])
def test_a_date_of_something_else_is_not_the_publication(label: str) -> None:
    body = f"<h1>T</h1><p>{label} <time datetime='2026-05-01'>x</time></p><p><time datetime='2026-03-05'>x</time></p>"
    assert read(body=body).date_published == "2026-03-05"


def test_a_number_in_json_ld_is_a_time_since_1970() -> None:
    assert read(ld(datePublished=1772702130000, dateModified=None)).date_published == "2026-03-05T09:15:30+00:00"


@pytest.mark.parametrize(
    ("listing", "shown", "date", "place"),
    [
        ("feed", "", "2026-03-05T13:30:00+00:00", "listing:feed"),
        ("news_sitemap", "Updated 6 March 2026", "2026-03-05T13:30:00+00:00", "listing:news_sitemap"),
        ("feed", "4 March 2026", "2026-03-04", "page:heading"),
        ("sitemap", "", None, None),  # there it is the date of the last change
        ("front_page", "", None, None),
    ],
)
def test_a_page_without_a_date_has_that_of_its_feed(
    listing: str, shown: str, date: str | None, place: str | None
) -> None:
    html = f"<html><body><h1>The bridge opens</h1><p>{shown}</p><p>The county opened it.</p></body></html>"
    hint = "2026-03-05T13:30:00+00:00"
    article = clean_page(Page(body=html, url="https://news.com/a", discovered_by=listing, date_hint=hint))
    assert article.date_published == date
    assert (article.date_evidence and article.date_evidence.found_in) == place


def test_the_day_of_the_address_gets_the_time_that_readers_see() -> None:
    url = "https://news.example.hu/2025/03/11/komp/"
    result = read(body="<h1>Újra jár a komp</h1><div>2025. március 11., kedd 14:30</div>", url=url, lang="hu")
    assert result.date_published == "2025-03-11T14:30:00+01:00"
    of_other_day = read(body="<h1>Komp</h1><div>2025. március 12. 14:30</div>", url=url, lang="hu")
    assert of_other_day.date_published == "2025-03-11"


def test_the_date_in_the_linked_headline_of_another_story_is_not_that_of_the_page() -> None:
    other = "<li><a href='/2'>Roofs of veterans are repaired (13.10.2011)</a></li>"
    body = f"<div class='date'>14.10.2011</div><h1>A school for boats</h1><p>Text.</p><ul>{other}</ul>"
    assert read(body=body, url="").date_published == "2011-10-14"


def test_a_date_in_a_long_line_of_labels_is_read() -> None:
    line = "http://www.harbour-evening.example.cn　2011-12-15 08:20　来源：江城晚报　作者：吴敏　责任编辑：周婷　评论"
    result = read(body=f"<h1>轮渡复航</h1><div>{line}</div><p>正文。</p>", url="https://news.example.cn/1", lang="zh")
    assert result.date_published == "2011-12-15T08:20:00+08:00"


@pytest.mark.parametrize(
    "head",
    [
        "<p>Vluchtig 5.3.2026 / Zomaar 3.3.2026</p>",
        "<p>3 March 2026</p><p>Aanpassing: 5 March 2026</p>",
        "<p>Written by Ada Berg-Lindqvist and Bo Holm-Martinsson on 3 March 2026, 13:20. Updated on 5 March 2026</p>",
    ],
)
def test_the_later_of_two_dates_below_the_heading_is_that_of_a_change(head: str) -> None:
    result = read(body=f"<h1>The bridge opens</h1>{head}<p>{'The first buses crossed it. ' * 9}</p>")
    assert (result.date_published or "")[:10] == "2026-03-03"
    assert (result.date_modified or "")[:10] == "2026-03-05"


def test_an_update_some_hours_ago_is_not_the_publication() -> None:
    result = read(body="<h1>T</h1><p>Updated 2 hours ago</p><p>Published yesterday at 21:15</p><p>Text.</p>")
    assert (result.date_published or "")[:10] == "2026-05-31"
    assert result.date_modified == "2026-06-01"


@pytest.mark.parametrize("head", ["The fair is on 3 March 2026 in the hall", "<b>5 March 2026</b> <i>3 March 2026</i>"])
def test_one_date_is_never_a_change(head: str) -> None:
    text = "The first buses crossed it before the snow came, and the mayor waved from the third. " * 3
    result = read(body=f"<h1>T</h1><p>1 March 2026</p><p>{text}</p><p>{head}</p>")
    assert (result.date_published or "")[:10] == "2026-03-01"
    assert result.date_modified is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>5 March 2026 06:00, updated 07:45</p>",
        "<p>Published 5 March 2026 06:00</p><p>Updated at 07:45</p>",
        "<p>5 March 2026, 06:00 (akt. 07:45)</p>",
        "<p>5 March 2026 06:00</p><p>5 March 2026 07:45</p>",
    ],
)
def test_a_change_on_the_day_of_publication_may_be_only_a_time(line: str) -> None:
    result = read(body=f"<h1>T</h1>{line}", url="https://a.example.co.uk/1", lang="en-GB")
    assert (result.date_published, result.date_modified) == ("2026-03-05T06:00:00+00:00", "2026-03-05T07:45:00+00:00")


def test_an_earlier_time_is_not_a_change() -> None:
    line = "<p>5 March 2026 06:00, updated 05:45</p>"
    assert read(body=f"<h1>T</h1>{line}", url="https://a.example.co.uk/1", lang="en-GB").date_modified is None


def test_the_labelled_date_of_the_same_day_is_that_of_the_publication() -> None:
    lines = "<p>5 March 2026 13.05 BST</p><p>First published on 5 March 2026 09.41 BST</p>"
    assert read(body=f"<h1>T</h1>{lines}", url="").date_published == "2026-03-05T09:41:00+01:00"


@pytest.mark.parametrize("date", [["2024-05-01T10:20:30Z"], {"@type": "DateTime", "@value": "2024-05-01T10:20:30Z"}])
def test_a_date_of_json_ld_may_be_in_a_list_or_a_node(date: object) -> None:
    assert read(ld(datePublished=date)).date_published == "2024-05-01T10:20:30+00:00"


def test_the_title_of_an_abbreviation_is_a_date() -> None:
    dates = "<abbr class='published' title='2024-05-01T10:20:30Z'>1 May</abbr> <b>2024-05-02T08:00:00Z</b>"
    assert read(body=f"<h1>T</h1><p>{dates}</p>").date_published == "2024-05-01T10:20:30+00:00"


@pytest.mark.parametrize(
    ("element", "shown", "published"),
    [
        ("2024-04-28T14:26:01+02:00", "28. April 2024, 14:26 Uhr", "2024-04-28T14:26:01+02:00"),
        ("2024-04-28T14:26:00+02:00", "28. April 2024, 14.26 Uhr", "2024-04-28T14:26:01+02:00"),
        ("2024-04-28T14:26:01+02:00", "28. April 2024", "2024-04-28T14:26:01+00:00"),
        ("2024-04-28T16:26:01+02:00", "28. April 2024, 16:26 Uhr", "2024-04-28T14:26:01+00:00"),
        ("2024-04-28T14:26:01Z", "28. April 2024, 14:26 Uhr", "2024-04-28T14:26:01+00:00"),
    ],
)
def test_a_local_time_that_is_labelled_as_utc_is_corrected(element: str, shown: str, published: str) -> None:
    body = f"<h1>Die Brücke ist offen</h1><time datetime='{element}'>{shown}</time><p>Text.</p>"
    assert read(ld(datePublished="2024-04-28T14:26:01Z"), body).date_published == published
