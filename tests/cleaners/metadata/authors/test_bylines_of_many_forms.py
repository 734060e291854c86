"""Bylines with roles, possessives, colleagues and filing places, in many languages."""

import pytest

from tests.cleaners.metadata.pages import author_names, ld, meta, read


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Von unserer Redakteurin Ada Berg", ["Ada Berg"]),
        ("Aus Kiel berichtet Ada Berg", ["Ada Berg"]),
        ("Interview: Ada Berg", ["Ada Berg"]),
        ("Door onze redacteur Ada van der Meer", ["Ada van der Meer"]),
        ("Ada Mais and Bo Vis", ["Ada Mais", "Bo Vis"]),
        ("dal nostro inviato Ada Berg", ["Ada Berg"]),
        ("Texto y fotos: Ada Berg", ["Ada Berg"]),
        ("Ada Berg, da Redação", ["Ada Berg"]),
        ("Por María José de la Fuente y Ortega y Juan Gil", ["María José de la Fuente y Ortega", "Juan Gil"]),
        ("Opracowanie: Ada Berg", ["Ada Berg"]),
        ("Teksti: Ada Berg Kuvat: Bo Lind", ["Ada Berg"]),
        ("Γράφει η Άννα Μπεργκ", ["Άννα Μπεργκ"]),
        ("Ада Берг, журналістка", ["Ада Берг"]),
        ("Penulis: Ada Berg Editor: Bo Lind", ["Ada Berg"]),
        ("Reporter : Ada Berg | Editor : Bo Lind", ["Ada Berg"]),
        ("By Ada Berg · Produced by Bo Lind", ["Ada Berg"]),
        ("Senior Reporter Ada Berg", ["Ada Berg"]),
        ("文／佐藤花子　写真／田中一郎", ["佐藤花子"]),
        ("佐藤 花子 （編集委員）", ["佐藤 花子"]),
        ("本报记者 王小明 李红梅", ["王小明", "李红梅"]),
        ("记者 王小明 通讯员 张大伟", ["王小明", "张大伟"]),
        ("實習記者王小明／台北報導", ["王小明"]),
        ("海港社記者 王小明 台北5日電", ["王小明"]),
        ("文 | 王小明 编辑 | 李红梅", ["王小明"]),
        ("作者：王小明，李红梅 摄", ["王小明"]),
        ("김하나·이두리 기자", ["김하나", "이두리"]),
    ],
)
def test_the_names_of_the_writers_are_left(byline: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>T</h1><p class='byline'>{byline}</p>")) == names


@pytest.mark.parametrize(
    "text",
    ["Volgen Ada Berg", "See All Stories", "Vis Mer Her", "Head of Food and Wine Writing", "Redaktion Hafenblatt"],
)
def test_buttons_and_roles_are_not_people(text: str) -> None:
    assert text not in author_names(
        read(body=f"<h1>T</h1><p class='byline'>By Ada Berg</p><p class='byline'>{text}</p>")
    )


@pytest.mark.parametrize("house", ["港日報編集部", "海港晚报", "항구뉴스", "Redakce", "Редакція"])
def test_a_house_gives_way_to_a_person(house: str) -> None:
    head = meta(author=house)
    assert author_names(read(head, "<h1>T</h1><p class='byline'>By Ada Berg</p>")) == ["Ada Berg"]


def test_an_account_name_gives_way_to_the_byline() -> None:
    body = "<h1>T</h1><p>Posted by <a rel='author' href='/author/admin'>admin</a></p><p>By Ada Berg</p>"
    assert author_names(read(ld(author={"@type": "Person", "name": "admin"}), body)) == ["Ada Berg"]


def test_a_source_gives_way_to_the_author() -> None:
    assert author_names(read(body="<h1>T</h1><p><span>来源：海港晚报</span> <span>作者：王小明</span></p>")) == [
        "王小明"
    ]


@pytest.mark.parametrize(
    "line", ["(Reporting by Ada Berg; Editing by Bo Lind)", "(Bericht von Ada Berg, redigiert von Bo Lind)"]
)
def test_an_agency_names_its_reporter_at_the_end(line: str) -> None:
    assert author_names(read(body=f"<h1>T</h1><p>{'The bridge opens. ' * 20}</p><p>{line}</p>")) == ["Ada Berg"]


def test_the_name_in_a_mail_address_of_rss_form_is_the_author() -> None:
    assert author_names(read("<meta name='author' content='ada@daily.example (Ada Berg)'>")) == ["Ada Berg"]


@pytest.mark.parametrize("name", ["comments", "related-articles", "more-stories", "most-read"])
def test_bylines_of_other_articles_and_comments_do_not_count(name: str) -> None:
    body = f"<main><h1>T</h1><p>Text.</p></main><section class='{name}'><p>By Ada Berg</p><p>5 March 2026</p></section>"
    result = read(body=body)
    assert (author_names(result), result.date_published) == ([], None)


@pytest.mark.parametrize("name", ["card", "widget", "article-footer", "meta no-comments", "comments-closed"])
def test_a_byline_in_a_card_of_the_article_counts(name: str) -> None:
    assert author_names(read(body=f"<h1>T</h1><div class='{name}'><p>By Ada Berg</p></div>")) == ["Ada Berg"]
