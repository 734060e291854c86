"""Single line breaks: between paragraphs and around clutter they end a block, in verse and addresses they do not."""

import pytest

from tests.support.blocks import texts

STORY = (
    "Паром через реку снова ходит после полугодового перерыва: первыми на другой берег переправились школьники.",
    "До этого жителям приходилось ехать до ближайшего моста сорок километров, рассказал глава поселка Иван Громов.",
    "«Ждали всю зиму, теперь вздохнём», — сказала учительница Анна Петрова.",
)
UNSPACED = (
    "渡口停运半年之后周二重新开航，第一批乘客是对岸小学的四十名学生和他们的老师。",
    "村民们此前要绕行四十公里才能到达最近的大桥，镇政府花费八十万元更换了发动机。",
    "船票价格保持不变，每天运行十二个班次，末班船晚上八点从东岸码头开出。",
)

UNMARKED = (  # Thai has no mark at the end of a sentence
    "เรือข้ามฟากกลับมาให้บริการอีกครั้งเมื่อวันอังคารหลังหยุดไปนานกว่าครึ่งปี ผู้โดยสารกลุ่มแรกคือนักเรียนสี่สิบคน",
    "ก่อนหน้านี้ชาวบ้านต้องเดินทางอ้อมไปไกลถึงสี่สิบกิโลเมตรเพื่อใช้สะพานที่อยู่ใกล้ที่สุด",
    "ค่าโดยสารยังคงเดิม และเรือจะออกจากท่าฝั่งตะวันออกวันละสิบสองเที่ยวจนถึงสองทุ่ม",
)


@pytest.mark.parametrize("story", [STORY, UNSPACED, UNMARKED])
@pytest.mark.parametrize("markup", ["<div>{}</div>", "<td><font size=2>{}</font></td>", "<p><b>A</b><br>{}</p>"])
def test_paragraphs_between_single_breaks_are_blocks(story: tuple[str, ...], markup: str) -> None:
    found = texts(markup.format("<br>\n".join(story)))
    assert found[-len(story) :] == list(story)


def test_a_short_line_between_paragraphs_is_a_block() -> None:
    line = "<b>Подробности:</b> <a href='/2'>Мост закрыли</a>"
    found = texts(f"<div>{'<br/>'.join([*STORY[:2], line, *STORY])}</div>")
    assert found == [*STORY[:2], "Подробности: Мост закрыли", *STORY]


@pytest.mark.parametrize(
    "lines",
    [
        ["Утро. Туман над рекой стоит.", "Паром у берега молчит.", "И тот, кто ждёт его давно,", "глядит в окно."],
        ["Harbour Office", "12 Quay Street", "Port Ellis", "Open from 9 to 5."],
    ],
)
def test_lines_of_verse_and_addresses_stay_together(lines: list[str]) -> None:
    assert texts(f"<p>{'<br>'.join(lines)}</p>") == [" ".join(lines)]


@pytest.mark.parametrize("clutter", ["Просмотров: 1482", "Версия для печати", "Czytaj też: Most zamknięty", "分享到："])
def test_a_line_of_clutter_is_a_block(clutter: str) -> None:
    assert texts(f"<td>Источник: ТАСС<br>{clutter}<br>Барнаул</td>") == ["Источник: ТАСС", clutter, "Барнаул"]


def test_a_short_line_below_a_paragraph_is_a_block() -> None:
    assert texts(f"<td><font>{STORY[0]}</font><br><i>Источник: Маяк</i></td>") == [STORY[0], "Источник: Маяк"]
