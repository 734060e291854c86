"""When an article was published and changed, by what whole pages say."""

from tests.cleaners.metadata.pages import ld, meta, read


def test_a_marked_date_comes_before_the_address_and_the_time_element() -> None:
    found = read(
        meta(article__published_time="2024-05-01T10:20:30Z"),
        "<time datetime='2023-01-01'>x</time>",
        url="https://www.daily.example/2022/03/04/bridge",
    )
    assert found.date_published == "2024-05-01T10:20:30+00:00"
    assert found.date_evidence is not None
    assert found.date_evidence.found_in == "meta:article:published_time"


def test_a_time_element_comes_before_the_address() -> None:
    found = read(body="<time datetime='2023-01-02'>x</time>", url="https://www.daily.example/2022/03/04/bridge")
    assert found.date_published == "2023-01-02"


def test_the_address_is_used_where_the_page_has_no_date() -> None:
    found = read(url="https://www.daily.example/2022/03/04/bridge")
    assert found.date_evidence is not None
    assert (found.date_published, found.date_evidence.found_in) == ("2022-03-04", "url")


def test_a_more_exact_date_of_the_same_day_is_taken_and_another_day_is_a_conflict() -> None:
    head = ld(datePublished="2024-05-01") + meta(article__published_time="2024-05-01T10:20:30Z", pubdate="2024-04-30")
    found = read(head)
    assert found.date_published == "2024-05-01T10:20:30+00:00"
    assert found.date_evidence is not None
    assert found.date_evidence.conflict == "2024-04-30"


def test_a_date_of_tomorrow_and_later_is_not_believed() -> None:
    assert read(ld(datePublished="2027-01-01", dateModified="2027-01-01"), url="").date_published is None


def test_a_modification_before_the_publication_is_not_believed() -> None:
    assert read(ld(dateModified="2020-01-01")).date_modified is None


def test_a_date_line_below_the_heading_is_read_in_the_page_s_language() -> None:
    found = read(body="<h1>Die Brücke</h1><p>Stand: 3. März 2024, 9:15 Uhr</p><p>Text.</p>", lang="de", url="")
    assert found.date_published == "2024-03-03T09:15"


def test_a_date_after_the_word_updated_and_one_in_a_caption_are_not_the_publication() -> None:
    caption = "<p>The old bridge over the river on a calm and sunny day, 5 May 2024</p>"
    body = f"<h1>T</h1>{caption}<p>Updated</p><p>7 May 2024</p><p>3 May 2024</p>"
    assert read(body=body).date_published == "2024-05-03"


def test_a_date_that_counts_back_is_the_day_before_fetching() -> None:
    found = read(body="<h1>T</h1><p class='timestamp'>2 days ago</p>")
    assert (found.date_published, found.date_evidence and found.date_evidence.found_in) == (
        "2026-05-30",
        "page:relative",
    )


def test_a_persian_date_below_the_heading_is_read() -> None:
    assert read(body="<h1>پل</h1><p>۱۲ اردیبهشت ۱۴۰۳</p>", lang="fa").date_published == "2024-05-01"
