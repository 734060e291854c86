"""People who sign the text at its end, on pages that name no author elsewhere."""

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page

STORIES = {
    "vi": (
        "Sáng nay, chiếc xe tải đầu tiên chở vật liệu lăn bánh qua cầu phao trong tiếng vỗ tay của người dân hai bờ.",
        "Thượng tá chỉ huy đơn vị thi công cho biết cầu chịu được tải trọng 25 tấn, mỗi giờ cho tối đa 120 lượt xe.",
    ),
    "ja": (
        "大正時代から続く銭湯が十日、百年の歴史に幕を下ろした。営業最終日には開店前から二百人を超える列ができた。",
        "建物は市が買い取り、地域の交流施設として活用する方針という。工事は秋に始まり、来年の春に完成する見込みだ。",
    ),
    "zh": (
        "三月十日上午，春季河道清淤工程在河畔正式开工。工程计划用四个月时间，对城区十一条主要河道进行全面清淤。",
        "工程完成后，预计沿线六万居民将受益，其中老城区低洼地带的内涝情况有望得到缓解，河水也会更加清澈。",
    ),
}


def authors(language: str, signature: str, inside: str = "", below: str = "") -> tuple[list[str], str]:
    first, second = STORIES[language]
    text = f"<p>{first}</p><p>{second}</p><p>{first}{second}</p><p>{second}{inside}</p>{signature}"
    page = f"<html lang='{language}'><body><article><h1>News</h1><div>{text}{below}</div></article></body></html>"
    article = clean_page(Page(body=page))
    return [author.name for author in article.authors], article.text


@pytest.mark.parametrize(
    ("language", "signature", "names"),
    [
        ("vi", '<p style="text-align:right"><strong>Nguyễn Hải</strong></p>', ["Nguyễn Hải"]),
        ("vi", "<p><b>Nguyễn Hải</b></p>", ["Nguyễn Hải"]),
        ("vi", "<p><b>Theo Nguyễn Hải</b></p>", ["Nguyễn Hải"]),
        ("zh", '<p align="right">（通讯员 何雨 记者 陈默）</p>', ["何雨", "陈默"]),
        ("zh", "<p>（记者王小明、李红）</p>", ["王小明", "李红"]),
    ],
)
def test_a_line_of_names_below_the_text_signs_it(language: str, signature: str, names: list[str]) -> None:
    found, text = authors(language, signature)
    assert found == names
    assert not text.endswith(("）", "Hải"))


def test_a_name_in_brackets_after_the_last_sentence_signs_the_text_and_stays() -> None:
    names, text = authors("ja", "", "（佐藤美咲）")
    assert names == ["佐藤美咲"]
    assert text.endswith("（佐藤美咲）")


@pytest.mark.parametrize(
    ("language", "inside", "signature", "below"),
    [
        ("vi", "", "<p>Nguyễn Hải</p>", ""),  # not set off
        ("vi", "", "<p><b>Bài Liên Quan</b></p>", "<p>Cầu mới</p>"),  # the heading of what follows
        ("vi", "", '<p align="right"><a href="/t">Nguyễn Hải</a></p>', ""),
        ("ja", "（写真）", "", ""),
        ("zh", "（记者王小明摄）", "", ""),  # a photographer
    ],
)
def test_other_short_lines_below_the_text_are_not_signatures(
    language: str, inside: str, signature: str, below: str
) -> None:
    assert authors(language, signature, inside, below)[0] == []


def test_a_signature_does_not_count_beside_a_byline() -> None:
    first = STORIES["vi"][0]
    byline, signature = '<p class="author">Lê Thị Hoa</p>', "<p><b>Nguyễn Hải</b></p>"
    page = f'<html lang="vi"><body><h1>News</h1>{byline}<p>{first}</p><p>{first}</p>{signature}'
    assert [author.name for author in clean_page(Page(body=page)).authors] == ["Lê Thị Hoa"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("新华社兰州3月10日电（记者马晓东、李思远）", ["马晓东", "李思远"]),
        ("本报讯（记者 王磊 通讯员 李芳）", ["王磊", "李芳"]),
        ("【ロンドン＝佐藤花子】", ["佐藤花子"]),
        ("[해안=김도윤 기자] ", ["김도윤"]),
        ("(서울=연합뉴스) 홍길동 기자 = ", ["홍길동"]),
        ("馆长（王小明）说，", []),
    ],
)
def test_reporters_whom_the_first_line_names_are_the_authors(line: str, names: list[str]) -> None:
    first, second = STORIES["zh"]
    page = f"<html><body><article><h1>News</h1><p>{line}{first}</p><p>{second}</p><p>{first}</p></article>"
    article = clean_page(Page(body=page))
    assert [author.name for author in article.authors] == names
    assert line.strip()[:4] in article.text


def test_the_reporter_in_the_first_line_counts_more_than_the_editor_of_the_page() -> None:
    first, second = STORIES["zh"]
    text = f"<p>本报讯（记者 龙小梅）{first}</p><p>{second}</p><p>{first}</p>"
    page = f"<html lang='zh'><body><h1>News</h1><div>2025-03-11 10:12 编辑：石磊</div>{text}</body></html>"
    assert [author.name for author in clean_page(Page(body=page)).authors] == ["龙小梅"]


def test_a_signature_may_be_directly_below_the_element_with_the_text() -> None:
    text = "".join(f"<p>{part}</p>" for part in STORIES["vi"] * 2)
    signature = '<p style="text-align:right"><strong>Nguyễn Hải</strong></p>'
    page = f"<html lang='vi'><body><article><h1>News</h1><div>{text}</div>{signature}</article></body></html>"
    assert [author.name for author in clean_page(Page(body=page)).authors] == ["Nguyễn Hải"]


@pytest.mark.parametrize(("role", "names"), [("Journaliste", ["Ada Berg"]), ("Fotografin", []), ("Nha Trang", [])])
def test_a_box_below_the_text_that_gives_a_name_the_role_of_a_writer_names_the_author(
    role: str, names: list[str]
) -> None:
    text = "".join(f"<p>{part}</p>" for part in STORIES["vi"] * 2)
    box = f"<div><img src='/a.jpg' alt=''><div>Ada Berg</div><div>{role}</div></div>"
    page = f"<html lang='vi'><body><article><h1>News</h1><div>{text}</div>{box}</article></body></html>"
    assert [author.name for author in clean_page(Page(body=page)).authors] == names
