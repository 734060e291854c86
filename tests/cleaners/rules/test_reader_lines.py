import pytest

from cleaners.rules import find_rule
from tests.cleaners.rules.reader_lines import APPEALS, REPORTS


@pytest.mark.parametrize("language", APPEALS)
def test_an_appeal_to_the_reader_matches_a_rule(language: str) -> None:
    assert [line for line in APPEALS[language] if find_rule(line) is None] == []


@pytest.mark.parametrize("language", REPORTS)
def test_a_report_about_the_same_things_matches_no_rule(language: str) -> None:
    assert [line for line in REPORTS[language] if find_rule(line) is not None] == []


@pytest.mark.parametrize(
    "line",
    [
        "▶ Read also: Harbour tunnel opens a year late",
        "👉 Читайте также: Смотритель маяка уходит",
        "» Lesen Sie auch: Abschied vom Turm",
        ">> À lire aussi : Le gardien du phare",
        "Read also ⇒ Ferry fares rise",
        "[관련기사] 등대지기 은퇴",
        "【延伸閱讀】燈塔看守人退休",
        "[Read also] Ferry fares rise",
    ],
)
def test_marks_and_brackets_around_a_label_make_no_difference(line: str) -> None:
    assert find_rule(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "»Lesen Sie auch: das ist ein Befehl«, sagte er.",
        "▶ The ferry leaves at noon.",
        "[Watchmen] were paid in salt.",
        "【港口】渡轮周五恢复通航。",
    ],
)
def test_marks_and_brackets_alone_match_no_rule(line: str) -> None:
    assert find_rule(line) is None
