"""Lines that sites print for their readers, and lines of reports in the same words: `lines/`, a file per language."""

from pathlib import Path

import pytest

from cleaners.rules import find_rule

FILES = sorted((Path(__file__).parent / "lines").glob("*.txt"))


def lines_under(heading: str, file: Path) -> list[str]:
    """Return the lines below a heading of a file, up to the empty line."""
    _, _, below = file.read_text("utf-8").partition(f"# {heading}\n")
    return below.partition("\n\n")[0].splitlines()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_line_of_clutter_matches_a_rule(file: Path) -> None:
    lines = lines_under("clutter", file)
    assert lines
    assert [line for line in lines if find_rule(line) is None] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_line_of_a_report_matches_no_rule(file: Path) -> None:
    lines = lines_under("reports", file)
    assert lines
    assert [line for line in lines if find_rule(line) is not None] == []


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
