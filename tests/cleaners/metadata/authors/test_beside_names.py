"""What bylines write beside the names of those who wrote the article."""

import pytest

from tests.cleaners.metadata.pages import author_names, ld, read


@pytest.mark.parametrize(
    "byline",
    [
        "By Ada Berg @adaberg",
        "By Ada Berg for the Harbour Courier",
        "By Ada Berg, Harbour Courier",
        "By Ada Berg Special to The Courier",
        "Por Ada Berg — São Paulo",
        "Posted on March 5, 2026 by Ada Berg — 3 comments",
        "By Ada Berg in Cape Town",
        "By Ada Berg (Reuters)",
        "Von Ada Berg (dpa)",
        "Von Ada Berg, dpa",
        "Von Ada Berg aus Bad Homburg",
        "Von Ada Berg für die Hafenzeitung",
        "Par Ada Berg à Paris",
        "Par Ada Berg pour le Courrier",
        "Por Ada Berg en Madrid",
        "Por Ada Berg para El Correo",
        "Di Ada Berg da Roma",
        "Av Ada Berg i Oslo",
        "Автор: Ада Берг (ТАСС)",
        "Story by Ada Berg, photos by Bo Lind",
        "Text: Ada Berg, Fotos: Bo Lind",
        "By Ada Berg | Photography by Bo Lind",
        "By Ada Berg Updated 5 March 2026",
        "By Ada Berg March 5, 2026",
        "Von Ada Berg Aktualisiert am 5. März 2026",
        "Par Ada Berg Publié le 5 mars 2026 à 10h15",
        "By Ada Berg Email: ada@daily.example",
        "By Ada Berg Follow",
        "Von Ada Berg Folgen",
        "Por Ada Berg Seguir",
        "By Ada (Lind) Berg",
        "Muhabir: Ada Berg / Fotoğraf: Bo Lind",
        "By Ada Berg, Redaktoi: Bo Lind",
    ],
)
def test_a_byline_without_metadata_gives_the_name_alone(byline: str) -> None:
    names = author_names(read(body=f"<h1>T</h1><div class='byline'>{byline}</div>"))
    assert names == (["Ада Берг"] if "Ада" in byline else ["Ada Berg"])


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("记者 王小明 报道", ["王小明"]),
        ("김철수 기자 (서울)", ["김철수"]),
        ("By Ada Berg in Oslo and Bo Lind in Rome", ["Ada Berg", "Bo Lind"]),
        ("Door Ada Berg en Bo Lind", ["Ada Berg", "Bo Lind"]),
        ("Ada Berg i Bo Lind", ["Ada Berg", "Bo Lind"]),
        ("Story and photos by Ada Berg", ["Ada Berg"]),
        ("Autor: Ada Berg. Data: 05.03.2026", ["Ada Berg"]),
        ("Autor: Ada Berg. Data publikacji: 05.03.2026", ["Ada Berg"]),
        ("(AFP)", ["AFP"]),
        ("By Ada de la Torre y Bo Lind", ["Ada de la Torre", "Bo Lind"]),
    ],
)
def test_other_names_and_words_stay(byline: str, names: list[str]) -> None:
    assert author_names(read(body=f"<h1>T</h1><div class='byline'>{byline}</div>")) == names


@pytest.mark.parametrize("name", ["Ada Berg in Oslo", "Ada Berg for The Daily", "Ada Berg (AP)", "@ada Ada Berg"])
def test_the_markup_s_names_are_cleaned_too(name: str) -> None:
    assert author_names(read(ld(author={"@type": "Person", "name": name}))) == ["Ada Berg"]


@pytest.mark.parametrize(
    "button", ["Follow", "See all", "Folgen", "Alle anzeigen", "Suivre", "Voir tout", "Seguir", "Ver todo"]
)
def test_the_label_of_a_button_is_not_a_person(button: str) -> None:
    assert author_names(read(body=f"<h1>T</h1><div class='author'><a rel='author'>{button}</a></div>")) == []


def test_parsely_page_gives_author_and_date() -> None:
    page = '{"pub_date": "2026-01-02T03:04:05Z", "authors": ["Ada Berg", "Bo Lind"]}'
    result = read(f"<meta name='parsely-page' content='{page}'>")
    assert author_names(result) == ["Ada Berg", "Bo Lind"]
    assert result.date_published == "2026-01-02T03:04:05+00:00"


@pytest.mark.parametrize("value", ["{", "[1]", '{"author": 3}', "null"])
def test_a_broken_parsely_page_is_ignored(value: str) -> None:
    assert author_names(read(f"<meta name='parsely-page' content='{value}'>")) == []
