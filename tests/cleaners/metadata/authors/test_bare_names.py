import pytest

from tests.cleaners.metadata.pages import read

TEXT = "<p>The county opened the bridge on Friday, and the first buses crossed it before the snow came.</p>"


@pytest.mark.parametrize(
    "head",
    [
        "<p>Ada Berg | 3 March 2026</p>",
        "<p>3. März 2026 · Ada Berg</p>",
        "<p>3 March 2026 · Ada Berg on behalf of <a href='/team'>the harbour team</a></p>",
        "<span>3 March 2026</span><span>·</span><span>Ada Berg</span>",
        "<p>Ada Berg</p><p>Senior Writer</p>",
        "<p>Ada Berg/dpa</p>",
        "<span>Ada Berg</span><span>3 mars 2026</span>",
        "<span>3 marzo 2026</span><span>Ada Berg</span>",
        "<a href='/author/ada-berg/'>Ada Berg</a><time>3 March 2026</time>",
        "<p>Ada Berg</p><p>ada@daily.example</p><p>3 March 2026</p>",
        "<p>Ada Berg</p><p>From our newsroom</p><p>3 March 2026</p>",
        "<p>Ada Berg DPA</p><p>3 March 2026</p>",
        "<p>Ada Berg</p><p>Port Ellis</p><p>3 March 2026</p>",
        "<p>Ada Berg, Port Ellis</p><p>3 March 2026</p>",
        "<p>Ada Berg in Oslo</p><p>3 March 2026</p>",
        "<p>Ada Berg</p><p>The Daily</p><p>3 March 2026</p>",
        "<p>Ada Berg</p><p>Old Quay</p><p>3 March 2026</p>",
        "<p>3 March 2026 / Ada Berg / Comments</p>",
        "<p>Ada Berg | Oslo | 3 March 2026</p>",
        "<p>Ada Berg | Daily</p><p>3 March 2026</p>",
        "<p>Ada Berg | 3 March 2026 | 3 min read</p>",
        "<p>Ada Berg, do Rio</p><p>3 março 2026</p>",
        "<p>Ada Berg, avec AFP</p><p>3 mars 2026</p>",
        "<p>Ada Berg (Text) und Bo Lind (Fotos)</p>",
        "<p>3 March 2026, Ada Berg, AFP</p>",
        "<p>Ada Berg, «The Quay»</p><p>3 March 2026</p>",
        "<p>Ada Berg</p><p>Oslo</p><p>3 March 2026</p>",
        "<p>3 hours ago</p><p>Ada Berg</p>",
        "<p>Ada Berg, Oslo</p><p>3 March 2026</p>",
        "<p>3 March 2026</p><p>Kisimulizi: Ada Berg</p>",
        "<p>Ada Berg for the Daily</p><p>3 March 2026</p>",  # "the" is a word of the title
        "<p>Ada Berg</p><p>Senior foreign correspondent in Oslo</p>",
        "<p>Redacta: Ada Berg | Fotografía: Bo Lind</p><p>3 March 2026</p>",
        "<p>3 March 2026 8:00, Ada Berg</p>",
        "<li>3 March 2026</li><li>5 min read</li><li>12 comments</li><li>Ada Berg</li>",
    ],
)
def test_a_name_beside_the_date_is_the_author(head: str) -> None:
    found = read(body=f"<h1>The bridge opens</h1>{head}{TEXT}")
    assert [author.name for author in found.authors] == ["Ada Berg"]


@pytest.mark.parametrize("name", ["Ирина Саввина", "Ελένη Μαυρίδου", "Agnieszka Wilk", "Łukasz Żak", "Kovács Réka"])
def test_a_name_in_any_script_with_capitals_is_found(name: str) -> None:
    found = read(body=f"<h1>The bridge opens</h1><p>{name} | 3.3.2026</p>{TEXT}")
    assert [author.name for author in found.authors] == [name]


@pytest.mark.parametrize(
    "head",
    [
        "<p><a href='/world'>World News</a> | 3 March 2026</p>",
        "<p>Новости региона | 3 марта 2026</p>",
        "<p>WORLD NEWS | 3 March 2026</p>",
        "<p>Byline | 3 March 2026</p>",
        "<div><span>Written By </span><span>3 March 2026</span></div>",
        "<p>Source：The Courier | 3 March 2026</p>",
        "<p>The Bridge | 3 March 2026</p>",
        "<p>Nora Lind</p><p>was there when the bridge opened</p><p>3 March 2026</p>",
        "<p>San Pedro, 3 March 2026</p>",
        "<p>Port Ellis</p><p>3 March 2026</p>",
        "<p>Ellis Springs</p><p>3 March 2026</p>",
        "<p>Listen Now</p><p>3 March 2026</p>",
        "<p>Mitteilung vom 3. März 2026</p>",
        "<p>A A A</p><p>3 March 2026</p>",
        "<p>Old Quay / Boats</p><p>3 March 2026</p>",
        "<p>Bo Lind</p><p>Senior Writer of the harbour is what they called him</p>",
        "<p>$500 by Kingrind Neo</p>",
        "<p>محطة القطار | 3 مارس 2026</p>",
        "<p>Ada Berg</p>" + TEXT,
    ],
    ids=[
        "section",
        "lower case",
        "capitals",
        "one word",
        "no name",
        "label",
        "word of the title",
        "not beside",
        "dateline",
        "first word of a place",
        "last word of a place",
        "button",
        "particle at the end",
        "sizes of the text",
        "sections",
        "no role",
        "no date before a label",
        "no capitals",
        "no date",
    ],
)
def test_other_words_near_the_date_are_not_authors(head: str) -> None:
    assert read(body=f"<h1>The bridge opens</h1>{head}{TEXT}").authors == []


@pytest.mark.parametrize("name", ["createdby", "written-by", "article-avtor", "haber-yazar", "tacgia"])
def test_classes_for_authors_are_known_in_more_languages(name: str) -> None:
    found = read(body=f"<h1>The bridge opens</h1><dd class='{name}'>Ada Berg</dd>{TEXT}")
    assert [author.name for author in found.authors] == ["Ada Berg"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("<b>Ada Berg</b>, <b>Bo Lind</b> and <b>Cy Holm</b> <i>3 March 2026</i>", ["Ada Berg", "Bo Lind", "Cy Holm"]),
        ("<p>Ada Berg / Bo Lind</p><p>3 March 2026</p>", ["Ada Berg", "Bo Lind"]),
        ("<p>Ada Berg @aberg</p><p>3 March 2026</p>", ["Ada Berg"]),
        ("<p>松本健、渡辺花</p><p>2026年3月3日</p>", ["松本健", "渡辺花"]),
    ],
)  # fmt: skip
def test_a_list_of_names_beside_the_date_is_divided(lines: str, names: list[str]) -> None:
    found = read(body=f"<h1>The bridge opens</h1>{lines}{TEXT}")
    assert [author.name for author in found.authors] == names


def test_parts_of_words_in_the_title_are_not_words_of_a_name() -> None:
    found = read(body=f"<h1>टोल योजना रद्द</h1><p>रोहित वर्मा | 3.3.2026</p>{TEXT}", lang="hi")
    assert [author.name for author in found.authors] == ["रोहित वर्मा"]


@pytest.mark.parametrize(
    ("line", "names"), [("Ada LINDBERG / OSLO, (AFP)", ["Ada LINDBERG"]), ("News / OSLO, (AFP)", [])]
)
def test_a_place_may_stand_between_the_name_and_the_agency(line: str, names: list[str]) -> None:
    found = read(body=f"<h1>The bridge opens</h1><p>{line}</p>{TEXT}")
    assert [author.name for author in found.authors] == names


@pytest.mark.parametrize(
    ("line", "language", "name"),
    [
        ("Prof. Dr. Ada Berg", "tr", "Prof. Dr. Ada Berg"),
        ("د. لطيفة العنقري", "ar", "د. لطيفة العنقري"),
        ("Ada Berg, žurnalistė", "lt", "Ada Berg"),
        ("Ana Fdez. Montes", "es", "Ana Fdez. Montes"),
    ],
)
def test_titles_and_abbreviations_belong_to_a_name_and_roles_do_not(line: str, language: str, name: str) -> None:
    found = read(body=f"<h1>T</h1><p>{line}</p><p>3/3/2026</p>{TEXT}", lang=language)
    assert [author.name for author in found.authors] == [name]


def test_a_day_of_the_week_is_not_a_name() -> None:
    found = read(body=f"<h1>T</h1><p>Thứ Bảy, ngày 14/3/2026 - 07:12</p>{TEXT}", lang="vi")
    assert found.authors == []
