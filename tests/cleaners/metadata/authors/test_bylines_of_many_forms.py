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
def test_only_the_names_of_the_writers_are_left(byline: str, names: list[str]) -> None:
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
def test_an_organisation_gives_way_to_a_person(house: str) -> None:
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


@pytest.mark.parametrize(
    ("language", "head", "names"),
    [
        ("ro", "<p>5 martie 2026, 08:30 de Ada Berg</p>", ["Ada Berg"]),
        ("en", "<p>Ada Berg March 5, 2026</p>", ["Ada Berg"]),
        ("en", "<p>Columnist Ada Berg</p><p>5 March 2026</p>", ["Ada Berg"]),
        ("en", "<p>President Ada Berg</p><p>5 March 2026</p>", []),
        ("en", "<p><b>Ada Berg</b>, <i>Home Affairs Correspondent</i>, <i>Harbour Echo</i></p>", ["Ada Berg"]),
        ("en", "<p>BY ADA BERG, SENIOR POLITICAL EDITOR, IN OSLO</p>", ["ADA BERG"]),
        ("fr", "<p>Par <a>Ada Berg</a> (à Oslo) et Bo Lind · Publié le 5 mars 2026</p>", ["Ada Berg", "Bo Lind"]),
        ("fr", "<p>Soumis par <span>Ada Berg</span> le mar 05/03/2026</p>", ["Ada Berg"]),
        ("sv", "<p><a href='/f/1'>Ada Berg</a> Reporter</p><p>5 mars 2026</p>", ["Ada Berg"]),
        ("pt", "<div class='assinatura'><b>Ada Berg</b><br>DA SUCURSAL DE OSLO</div>", ["Ada Berg"]),
        ("ko", "<p>남궁하나 기자 구독</p>", ["남궁하나"]),
        ("ko", "<p class='byline'>김하나 기자<button>구독</button></p>", ["김하나"]),
        ("ja", "<p>文・写真＝佐藤花子</p>", ["佐藤花子"]),
        ("zh", "<p>来源：海港日报</p><p>记者在港口看到，渡轮停航。</p><p>来源：海港日报 作者：王小明</p>", ["王小明"]),
        ("zh", "<p>原作者: 王小明</p>", ["王小明"]),
        ("en", "<p>OPINION</p><p>by <span>Ada Berg</span></p>", ["Ada Berg"]),
        ("en", "<p>Ada Berg and agency</p><p>5 March 2026</p>", ["Ada Berg"]),
        ("en", "<p>Updated: 6 Mar 2026</p><p>Published: 5 Mar 2026</p><p>ADA BERG, Associated Press</p>", ["ADA BERG"]),
        ("ro", "<p>Joi, 5 martie 2026, 07:50 | de Ada Berg</p>", ["Ada Berg"]),
        ("de", "<p>Ressort: Lokales · Autorin: Ada Berg · Datum: 05.03.2026</p>", ["Ada Berg"]),
        ("de", "<p>Von unserem Mitarbeiter Ada Berg</p>", ["Ada Berg"]),
        ("en", "<p>By ADA BERG AP Medical Writer</p>", ["ADA BERG"]),
        ("es", "<p>Por Ada Berg C.</p>", ["Ada Berg C."]),
        ("zh", "<p class='byline'>海都记者 王小明</p>", ["王小明"]),
        ("zh", "<p>作者：佚名</p>", []),
        ("zh", "<p>编辑：李红梅</p><p>作者：王小明</p>", ["王小明"]),
        ("zh", "<p>来源：海港日报</p><p>责任编辑：李红梅</p>", ["李红梅"]),
        ("zh", "<p class='byline'>林安镇、方卫平 文</p>", ["林安镇", "方卫平"]),
        ("ru", "<p>Корр. Ада Берг</p><p>05.03.2026</p>", ["Ада Берг"]),
        ("pt", "<p class='byline'>Por Ada Berg, Rádio Porto — Oslo</p>", ["Ada Berg"]),
        ("he", "<p>דנה לוי</p> ו<p>גיא מזרחי</p><p>5.3.2026</p>", ["דנה לוי", "גיא מזרחי"]),
    ],
)
def test_the_names_in_lines_of_rarer_forms_are_found(language: str, head: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>T</h1>{head}<p>Text.</p>", lang=language)) == names


def test_a_mark_with_a_word_is_not_a_name() -> None:
    assert author_names(read(body="<h1>T</h1><div class='byline'><a>Ada Berg</a> <i>∙ Paid</i></div>")) == ["Ada Berg"]


def test_a_name_gets_the_capitals_with_which_the_page_shows_it() -> None:
    author = {"@type": "Person", "name": "ada berg"}
    assert author_names(read(ld(author=author), "<h1>T</h1><p>Ada Berg</p>")) == ["Ada Berg"]


def test_the_full_stop_of_initials_stays() -> None:
    assert author_names(read(ld(author={"@type": "Person", "name": "A.B."}))) == ["A.B."]


def test_a_small_element_that_begins_with_a_link_to_a_long_name_is_not_a_teaser() -> None:
    info = "<div class='info'><a href='/autor/5'>Wieńczysław Zgórski</a> <span>5 marca 2026, 12:00</span></div>"
    result = read(body=f"<h1>T</h1>{info}", url="https://a.example.pl/1", lang="pl")
    assert (author_names(result), result.date_published) == (["Wieńczysław Zgórski"], "2026-03-05T12:00:00+01:00")


def test_the_author_at_the_end_of_the_title_is_the_site() -> None:
    head = "<title>The bridge opens - The Echo</title><meta name='author' content='The Echo'>"
    assert author_names(
        read(head + "<meta name='article:author' content='Ada Berg'>", "<h1>The bridge opens</h1>")
    ) == ["Ada Berg"]


@pytest.mark.parametrize(
    ("language", "head", "names"),
    [
        ("en", "<p>Ada Berg · 2 days ago · 4 min read</p>", ["Ada Berg"]),
        ("ar", "<p>صلالة – بقلم: ميثاء الكعبي</p>", ["ميثاء الكعبي"]),
        ("vi", "<div class='author'>Theo Nguyễn Hải</div>", ["Nguyễn Hải"]),
        ("ja", "<div class='writer'>有料記事</div><div class='writer'>佐藤 花子</div>", ["佐藤 花子"]),
        ("ja", "<div class='writer'>会員限定記事</div>", []),
        ("zh", "<p>2026-03-05 17:40 [記者 王小明、李红梅／台東報導]</p>", ["王小明", "李红梅"]),
        ("zh", "<p>海港网 | 记者 诸葛晓雯 | 2026-03-05 08:12</p>", ["诸葛晓雯"]),
        ("de", "<p>Autor*innen: Ada Berg, Bo Lind</p>", ["Ada Berg", "Bo Lind"]),
        ("de", "<p>Text & Fotos: Ada Berg</p>", ["Ada Berg"]),
        ("et", "<p>Kirjutas Ada Berg</p>", ["Ada Berg"]),
        ("sl", "<p>Avtorica: Ada Berg</p>", ["Ada Berg"]),
        ("hy", "<p>Հեղինակ՝ Անահիտ Մելքոնյան</p>", ["Անահիտ Մելքոնյան"]),
        ("lb", "<p>Vum Ada Berg</p>", ["Ada Berg"]),
    ],
)
def test_a_byline_between_other_parts_is_found(language: str, head: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>T</h1>{head}<p>Text.</p>", lang=language)) == names


@pytest.mark.parametrize("text", ["CAPE BERG — The council voted.", "The council of Oslo met in Cape Berg."])
def test_a_place_in_capitals_is_not_an_author(text: str) -> None:
    assert author_names(read(body=f"<h1>T</h1><div class='byline'>CAPE BERG</div><p>{text}</p>")) == []


def test_a_name_in_capitals_is_an_author() -> None:
    assert author_names(read(body="<h1>T</h1><div class='byline'>ADA BERG</div><p>Text.</p>")) == ["ADA BERG"]
