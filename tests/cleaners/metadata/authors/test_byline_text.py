"""Names in the visible text of bylines."""

import pytest

from cleaners.metadata.authors.byline_text import is_names_only, labelled_names, names_of_others, visible_names


def test_a_byline_ends_before_names_in_other_roles() -> None:
    assert visible_names(["By", "Ada Berg", "·", "5 min read", "Edited by", "Bo Lind"]) == ["Ada Berg"]


def test_a_screen_name_needs_a_label() -> None:
    assert visible_names(["by", "adaberg"]) == ["adaberg"]
    assert visible_names(["adaberg"]) == []


def test_names_are_read_from_a_labelled_line() -> None:
    assert labelled_names(["Share", "Von Ada Berg und Bo Lind", "A paragraph."]) == ["Ada Berg", "Bo Lind"]
    assert labelled_names(["By the river, the town is waiting for the bridge."]) == []


def test_a_date_with_a_label_is_not_the_byline() -> None:
    assert labelled_names(["Updated: March 4, 2026", "Published: March 3, 2026", "By Ada Berg"]) == ["Ada Berg"]


def test_a_labelled_line_continues_over_several_pieces() -> None:
    assert labelled_names(["By", "Ada Berg", ",", "Bo Lind", ", and", "Cy Moe", "The town waits."]) == [
        "Ada Berg",
        "Bo Lind",
        "Cy Moe",
    ]
    assert labelled_names(["Von", "Reuters", "Ein Absatz."]) == ["Reuters"]


def test_names_of_checkers_are_recognised_by_their_label() -> None:
    assert names_of_others(["By", "Ada Berg", "Updated today | Fact-checked by", "Bo Lind"]) == ["Bo Lind"]
    assert names_of_others(["By", "Ada Berg"]) == []


def test_a_role_after_a_name_is_not_a_name() -> None:
    assert visible_names(["By", "Ada Berg", ", Harbour and River Columnist"]) == ["Ada Berg"]


@pytest.mark.parametrize(
    ("texts", "is_only"),
    [
        (["By", "Ada Berg", ",", "Bo Lind"], True),
        (["Ada Berg and Bo Lind"], True),
        (["Ada Berg", "Bo Lind", "River news"], False),
    ],
)
def test_a_byline_of_names_only_has_no_other_words(texts: list[str], is_only: bool) -> None:
    assert is_names_only(texts, visible_names(texts)[:2]) is is_only


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("12 May 2026 | By Ada Berg", ["Ada Berg"]),
        ("12.05.2026 · Von Ada Berg und Bo Lind", ["Ada Berg", "Bo Lind"]),
        ("12 de mayo de 2026 - Por Ada Berg", ["Ada Berg"]),
        ("12 maja 2026, autor: Ada Berg", ["Ada Berg"]),
        ("12 Mayıs 2026 | Haber: Ada Berg", ["Ada Berg"]),
        ("2026年5月12日 记者：王小明", ["王小明"]),
        ("12 May 2026 | Harbour and islands", []),
        ("In 2026, by the old harbour, the town waits.", []),
    ],
)
def test_a_byline_after_a_date_is_read(line: str, names: list[str]) -> None:
    assert labelled_names([line, "A paragraph."]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("文・森川紗希", ["森川紗希"]),
        ("文＝森川紗希　写真＝田中実", ["森川紗希"]),
        ("取材・文：森川紗希", ["森川紗希"]),
        ("海港晚报记者 王小明 报道", ["王小明"]),
        ("作者：王小明　来源：海港晚报", ["王小明"]),
        ("كتبت: سلوى المنصوري", ["سلوى المنصوري"]),
        ("Ein Kommentar von Ada Berg", ["Ada Berg"]),
        ("Kommentar von Ada Berg", ["Ada Berg"]),
        ("Propos recueillis par Ada Berg", ["Ada Berg"]),
        ("a cura di Ada Berg", ["Ada Berg"]),
        ("Texto de Ada Berg", ["Ada Berg"]),
        ("Autor artykułu: Ada Berg", ["Ada Berg"]),
        ("Автор материала: Ада Берг", ["Ада Берг"]),
        ("Auteur de l’article : Ada Berg", ["Ada Berg"]),
        ("Опубліковано: 14 листопада 2026, 07:20. Авторка тексту: Ада Берг", ["Ада Берг"]),
        ("记者 王小明 李红 | 编辑 张伟", ["王小明", "李红"]),
        ("Публикувано от Ада Берг на 14.11.2026", ["Ада Берг"]),
        ("文在寅", []),  # a name that begins with the word for "text"
    ],
)
def test_labels_of_bylines_are_recognised_in_many_languages(line: str, names: list[str]) -> None:
    assert labelled_names([" ".join(line.split())]) == names


@pytest.mark.parametrize("line", ["Help is offered by:", "The bridge was built by", "Boats are run by"])
def test_a_sentence_that_ends_with_by_is_not_a_label(line: str) -> None:
    assert labelled_names([line, "Valley Crisis Line"]) == []


@pytest.mark.parametrize("line", ["This article was written by", "Words and pictures by", "Reported by:", "by"])
def test_a_label_may_have_several_words(line: str) -> None:
    assert labelled_names([line, "Ada Berg"]) == ["Ada Berg"]
