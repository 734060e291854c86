"""Lines that begin alike are kept together."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.removal import OUTSIDE_BODY
from cleaners.rescue.series import rescue_series

SERIES = {
    "prices": ["Price: £54.99", "Price: £19.50", "Price: £89", "Price: on request"],
    "speakers": ["Reyes: One fight at a time.", "Reyes: Of course.", "Reyes: Aye.", "Reyes: No."],
    "speech": ["— Зачем?", "— Чтобы знали.", "— Что?", "— Как умели."],
    "labels": ["价格：54元", "价格：19元", "价格：89元", "价格：120元"],
}


def rescued(lines: list[str], lost: dict[int, float], *, tag: str = "p", names: tuple[str, ...] = ("x",)) -> list[str]:
    """Return the rescued lines of a page on which those of the given numbers are lost with their probabilities."""
    markup = "".join(
        f"<{tag} class='{names[number % len(names)]}'>{line}</{tag}><p>The ferry left pier {number} at last.</p>"
        for number, line in enumerate(lines)
    )
    blocks = split_tree(lxml.html.document_fromstring(f"<body>{markup}</body>"))
    for position, block in enumerate(blocks):
        number, is_other = divmod(position, 2)
        block.position, block.signals.body = position, 0.9
        if number in lost and not is_other:
            block.signals.body = lost[number]
            block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    return [block.text for block in rescue_series(blocks)]


@pytest.mark.parametrize("lines", SERIES.values(), ids=SERIES)
def test_a_lost_line_that_begins_like_kept_ones_is_put_back(lines: list[str]) -> None:
    assert rescued(lines, {2: 0.1}) == [lines[2]]
    assert rescued(lines, {2: 0.01}) == []


def test_a_lost_heading_among_numbered_ones_is_put_back() -> None:
    lines = ["1. Lumen Ridge", "2. Tarn Mini", "3. Beckman Pro", "4) Owl"]
    assert rescued(lines, {1: 0.1, 3: 0.2}, tag="h2") == []
    assert rescued([*lines, "5. Dusk"], {1: 0.1, 3: 0.2}, tag="h2") == ["2. Tarn Mini", "4) Owl"]


def test_lines_stay_lost_if_few_of_them_are_kept() -> None:
    assert rescued(SERIES["prices"], {0: 0.2, 1: 0.2}) == []
    assert rescued(SERIES["prices"][:2], {0: 0.2}) == []


def test_lines_that_look_or_begin_differently_stay_lost() -> None:
    assert rescued(SERIES["prices"], {3: 0.2}, names=("x", "x", "x", "y")) == []
    assert rescued([*SERIES["prices"][:3], "Buy: now"], {3: 0.2}) == []
    assert rescued([*SERIES["prices"][:3], "<a href='/x'>Price: £12</a>"], {3: 0.2}) == []


REPORT = [
    "<b>Деталі</b>: їх знайшли о шостій ранку.",
    "<b>Що відомо</b>: двоє чоловіків.",
    "<b>Пряма мова</b> капітана: ми чекали.",
    "<b>Джерело</b>: порт",
]


def test_a_lost_line_among_those_with_labels_in_bold_is_put_back() -> None:
    assert rescued(REPORT, {1: 0.3}) == ["Що відомо: двоє чоловіків."]
    assert rescued(REPORT, {3: 0.3}) == []
    assert rescued([line.replace("b>", "i>") for line in REPORT], {1: 0.3}) == []
