"""Bylines without a class: labels for both genders, lists of authors, teams, single names; other lines."""

import pytest

from cleaners.metadata.authors.names import looks_like_name
from tests.cleaners.metadata.pages import author_names, ld, meta, read


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<b>Autorin/Autor</b> Ada Berg", ["Ada Berg"]),
        ("Autor:in: Ada Berg", ["Ada Berg"]),
        ("Autor*innen: Ada Berg, Bo Lind", ["Ada Berg", "Bo Lind"]),
        ("Auteur·rice : Ada Berg", ["Ada Berg"]),
        ("Autor/a: Ada Berg", ["Ada Berg"]),
        ("Author(s) <ul><li>Ada Berg</li><li>Bo Lind</li></ul><p>The bridge</p>", ["Ada Berg", "Bo Lind"]),
        ("By <a>Ada Berg</a>, Health Correspondent &amp; <a>Bo Lind</a>", ["Ada Berg", "Bo Lind"]),
        ("By <a>Ada Berg</a>, the city of Oslo &amp; <a>Bo Lind</a>", ["Ada Berg"]),
        ("By the Harbour Team", ["the Harbour Team"]),
        ("By Ada Berg for <em>The Harbour Post</em>", ["Ada Berg"]),
        ("Por Ana Clara da Silva", ["Ana Clara da Silva"]),
        ("Di Ada Berg da Roma", ["Ada Berg"]),
        ("By Ada Berg, Jr. and Omar bin Said", ["Ada Berg Jr.", "Omar bin Said"]),
        ("By Ada Berg, Sr. Director of Bridges", ["Ada Berg"]),
        ("Tekst Ada Berg, foto’s Bo Lind", ["Ada Berg"]),
        ("文・山田太郎　写真・鈴木花子", ["山田太郎"]),
        ("（編集委員・田中 健）", ["田中 健"]),
        ("ผู้เขียน: วรรณา ศรีสุข และ ปกรณ์ ทองดีเจริญ", ["วรรณา ศรีสุข", "ปกรณ์ ทองดีเจริญ"]),
        ("লেখক: রহিম উদ্দিন ও সুমন দাস", ["রহিম উদ্দিন", "সুমন দাস"]),
        ("Posted by Daniel at March 2, 2026 11:15 AM", ["Daniel"]),
        ("by ibbo</p><p>5 March 2026", ["ibbo"]),
        ("Автор: berg_a", ["berg_a"]),
        ("ADA BERG, Staff Writer", ["ADA BERG"]),
        ("Анна Берг, корреспондент", ["Анна Берг"]),
        ("Oslo, Reporter", []),
        ("เรื่องโดย ฟ้าใส หอมจันทร์ | ภาพโดย เก่ง หินแก้ว", ["ฟ้าใส หอมจันทร์"]),
        ("[홍길순 기자]", ["홍길순"]),
        ("Par Ada Berg avec agences", ["Ada Berg"]),
        ("by design", []),
        ("By Friday</p><p>5 March 2026", []),
        ("Posted by admin", []),
        ("Search by Room", []),
        ("By default</p><p>The bridge opens", []),
        ("By popular demand</p><p>5 March 2026", []),
    ],
)
def test_a_label_names_the_authors(line: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>The bridge opens</h1><p>{line}</p><p>Text.</p>")) == names


@pytest.mark.parametrize(
    "button",
    [
        "المزيد من المقالات",
        "לכל הכתבות",
        "更多文章",
        "구독하기",
        "もっと見る",
        "Усі статті",
        "Vezi toate articolele",
        "อ่านทั้งหมด",
    ],
)
def test_a_button_is_not_a_name(button: str) -> None:
    assert not looks_like_name(button)


@pytest.mark.parametrize("name", ["สมชาย เจริญรัตนะวัฒนา", "אורי לביא", "كريم عادل", "高橋 美咲", "Всеволод Чиж"])
def test_a_name_is_not_a_button(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"author": {"@type": "Person", "name": "Berg, Ada"}}, ["Ada Berg"]),
        ({"author": {"@type": "Person", "name": "Reuters, AFP"}}, ["Reuters", "AFP"]),
        ({"author": {"@type": "Person", "name": "山田太郎や鈴木花子"}}, ["山田太郎", "鈴木花子"]),
        ({"author": {"@type": "Person", "name": "藤原花・田中石"}}, ["藤原花", "田中石"]),
        ({"author": {"@type": "Person", "name": "アダ・ベルク"}}, ["アダ・ベルク"]),
        ({"author": {"@type": "Person", "name": "staff_writer"}}, []),
        ({"author": {"@type": "Person", "name": "Berg & Berg"}}, ["Berg & Berg"]),
        ({"author": {"@type": "Person", "name": "Ada Berg & Bo Lind"}}, ["Ada Berg", "Bo Lind"]),
        ({"author": None, "contributor": {"@type": "Person", "name": "Bo Lind"}}, ["Bo Lind"]),
        ({"contributor": {"@type": "Person", "name": "Bo Lind"}}, ["Ada Berg"]),
    ],
)
def test_credits_in_json_ld_are_read(author: dict[str, object], names: list[str]) -> None:
    assert author_names(read(ld(**author))) == names


@pytest.mark.parametrize(
    ("name", "content", "names"),
    [
        ("author", "Haber Merkezi", []),
        ("dc.creator", "van der Berg, Ada", ["Ada van der Berg"]),
    ],
)
def test_credits_in_meta_tags_are_read(name: str, content: str, names: list[str]) -> None:
    assert author_names(read(meta(**{name: content}))) == names


def test_a_byline_in_a_widget_of_a_page_builder_is_read() -> None:
    box = "<div class='elementor-widget'><h4 class='author-box__name'>Ada Berg</h4></div>"
    beside_date = "<p>2026-03-05 <a title='Ada Berg'>Ada Berg</a></p>"
    for body in (box, beside_date):
        assert author_names(read(body=f"<h1>The bridge opens</h1>{body}<p>Text.</p>")) == ["Ada Berg"]
    assert author_names(read(body=f"<h1>T</h1>{box.replace('elementor-', '')}")) == []
