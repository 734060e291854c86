"""The headline of pages whose `h1` is absent, or shows something else."""

import pytest

from tests.cleaners.metadata.pages import meta, read

HEADLINE = "The harbour bridge opens"
TEXT = "<p>The council opened the bridge on Monday after three years of work.</p>"


def title_of(title: str, body: str, head: str = "") -> str | None:
    return read(f"<title>{title}</title>{head}", body).title


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("The Herald - {h} - life + fitness", "<div class='t'>{h}</div>"),
        ("{h} | Herald.example - news without end", "<h2>{h}</h2>"),
        ("Herald : News : National : {h}", "<h1>Herald - our island's voice</h1><h2>{h}</h2>"),
        ("{h} — Local — Harbour news", "<h1>Harbour news / Local</h1><h2>{h}</h2>"),
        ("{h} - Port City - Evening Post", "<h1>Sponsored by <div>{h}</div></h1>"),
        ("HERALD::: {h} / After three years / 06.01.26", "<h1><b>{h}</b> <i>06.01.26 08:49</i></h1>"),
        ("{h} - Herald", "<h1>You are here: Home > City > {h}</h1>"),
        ("Herald | Opinion | {h}", "<h1>Herald</h1><h1>{h}</h1>"),
        ("{h} : Harbour Musings", "<h1><a href='/'>Harbour Musings</a></h1><h2>{h}</h2>"),
        ("{h} : Harbour Musings", "<h1>Harbour Musings</h1><h3><a href='/bridge'>{h}</a></h3>"),
        ("{h} », « Herald", "<table><tr><td><b>{h}</b></td></tr></table>"),
        ("{h}", "<h1>Bridges</h1><h2>{h}</h2>"),
        ("Herald » Harbour » {h}", "<h3 class='big'>{h}</h3>"),
        ("{h}, Herald Current News", "<span>{h}</span>"),
        ("Herald :: Local :: {h}", "<h1>Herald</h1><a href='/'>Home</a><h2>{h}</h2>"),
        ("{h} - Local - Herald", "<p>{h} - Local</p><div>{h}</div>"),
    ],
)  # fmt: skip
def test_the_headline_is_the_part_of_the_title_that_the_page_shows(title: str, body: str) -> None:
    assert title_of(title.format(h=HEADLINE), body.format(h=HEADLINE) + TEXT) == HEADLINE


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("桥梁周一开通 市民等待三年", "桥梁周一开通 市民等待三年-城事-海港网滨海"),
        ("桥梁周一开通 市民等待三年", "中港视频-桥梁周一开通 市民等待三年"),
        ("橋樑週一開通：市民等待三年", "橋樑週一開通：市民等待三年 - 海港健康 - 海港資訊"),
        ("Η γέφυρα ανοίγει τη Δευτέρα", "Ο ΦΑΡΟΣ : Η γέφυρα ανοίγει τη Δευτέρα"),
        ("Мост открылся в понедельник", "Мост открылся в понедельник :: Портовое Агентство :: Новый взгляд на порт"),
        ("Most otwarty po trzech latach", "Most otwarty po trzech latach - Wiadomości - Port w Porcie : Gdynia, Hel"),
        ("الجسر يفتح بعد ثلاث سنوات", "الجسر يفتح بعد ثلاث سنوات - المرفأ - أخبار المدينة"),
    ],
)  # fmt: skip
def test_the_headline_is_found_in_other_scripts(headline: str, title: str) -> None:
    assert title_of(title, f"<div>{headline}</div>{TEXT}") == headline


@pytest.mark.parametrize(
    ("title", "body", "headline"),
    [
        ("{h} – Herald", "<h1>The harbour bridge is open</h1><h2>{h}</h2>", "The harbour bridge is open"),
        ("{h} | Herald", "<h1>{h}</h1><h2>Herald</h2>", "{h}"),
        ("The Harbour Herald - Rain", "<h1>Rain</h1><h2>The Harbour Herald</h2>", "The Harbour Herald"),
        ("{h} – Herald", "<h1>The harbour bridge is up</h1><h3><a href='/'>{h}</a></h3>", "The harbour bridge is up"),
        ("Harbour: {h}", "<h1>Harbour: {h}</h1><div>{h}</div>", "Harbour: {h}"),
    ],
)  # fmt: skip
def test_a_heading_that_is_the_headline_stays(title: str, body: str, headline: str) -> None:
    assert title_of(title.format(h=HEADLINE), body.format(h=HEADLINE) + TEXT) == headline.format(h=HEADLINE)


def test_the_same_kicker_in_heading_and_social_title_stays() -> None:
    head = meta(og__title="herald.example - WORLD - Harbour: The bridge opens at last")
    title = "Harbour: The bridge opens at last | world"
    assert title_of(title, "<h1>Harbour: The bridge opens at last</h1>", head) == "Harbour: The bridge opens at last"


def test_the_part_that_two_titles_share_is_the_headline() -> None:
    head = meta(og__title="海港醫療網:橋樑週一開通 市民等待三年")
    assert title_of("橋樑週一開通 市民等待三年 - 海港醫療網", TEXT, head) == "橋樑週一開通 市民等待三年"


def test_a_site_name_that_copies_the_title_does_not_hide_it() -> None:
    title = "橋樑週一開通 市長：市民等待、多休息"
    assert title_of(title, TEXT, meta(og__title=title, og__site_name=title)) == title


def test_the_byline_is_searched_below_the_headline() -> None:
    head = "<title>The bridge opens - Herald</title>"
    body = f"<h1><a href='/'>Herald</a></h1><p>Sport</p><h2>The bridge opens</h2><p>By Ada Berg</p>{TEXT}"
    assert [author.name for author in read(head, body).authors] == ["Ada Berg"]


def test_the_name_of_the_site_below_the_text_is_not_the_headline() -> None:
    body = f"<h1>Storm hits</h1><p>{TEXT * 2}</p><h4>The Harbour Courier and Gazette</h4>"
    assert title_of("Storm hits - Local - The Harbour Courier and Gazette", body) == "Storm hits"


def test_a_space_divides_the_parts_of_a_title_in_chinese() -> None:
    headline = "我市启动春季河道清淤工程 惠及沿线六万居民"
    assert title_of(f"临港市人民政府 今日要闻 {headline}", f"<table><tr><td>{headline}</td></tr></table>") == headline
