"""Names in Chinese, Japanese and Korean: their shape, and the roles that follow them."""

from __future__ import annotations

import re

from cleaners.metadata.authors.byline_words import CHINESE_SURNAMES, words_of
from cleaners.text.character_classes import HANGUL, IDEOGRAPHS

MAX_CHARS = 80  # of a line with names and their role
MAX_HAN_CHARS = 6  # of a name in Chinese characters

# The surnames of nine tenths of all Koreans.
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유류고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육맹제모탁국"
)
_KOREAN_SURNAMES_OF_TWO = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
_KOREAN_DEPARTMENTS = tuple("부팀국실면판글")  # endings of the names of newsrooms, such as 정치부
# Common Japanese surnames. Those of one character are left out, because many words begin with them.
_JAPANESE_SURNAMES = words_of(
    """
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上
    木村 斎藤 斉藤 齋藤 清水 山崎 池田 橋本 阿部 安倍 石川 山下 中島 石井 小川 前田 岡田 長谷川
    藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 岡本 金子 藤原 中野 三浦 原田 中川 松田
    竹内 小野 田村 中山 和田 石田 森田 上田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野
    丸山 今井 高田 藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 小島 岩崎 桜井 野口 松尾
    野村 木下 菊地 佐野 大西 杉本 新井 浜田 菅原 市川 水野 小松 島田 古川 小山 高野 山内 西田 菊池
    西川 五十嵐 北村 安田 中田 川口 平田 川崎 飯田 吉川 本田 久保田 沢田 服部 吉村 土屋 樋口 星野
    大久保 荒木 松浦 黒田 田口 川村 関口 片山 秋山 堀内 内藤 望月 永井 大島 松下 荒井 大橋 松岡
    小池 熊谷 浅野 矢野
    """
)
_PLACES = re.compile("[県市区町村府都道州省縣区區局部課室社署院校党報新聞]")  # never in a given name beside a date
# Further Chinese surnames, with which many other words begin.
_MORE_SURNAMES = frozenset(
    "高管范範官阳陽单單牛岳凌娄婁霍伍石金江白安温溫向庄莊樊兰蘭殷施陶洪翟颜顏倪严嚴芦蘆季俞章鲁魯葛韦韋毛聂聶柴喻关關苗耿齐齊辛路祁谷饶饒柳詹简簡梅盛裴席卫衛"
    "方史童舒莫尚骆駱褚卓蓝藍纪紀涂帅帥屠麦麥鄢宗左查屈鲍鮑覃翁隋甘景薄包司柏宁寧柯阮桂闵閔解强華华车車冉房边邊辜吉刁瞿戚丘古米池滕晋苑邬臧畅宫宮欧歐游焦卞湛桑尤狄"
)
CHINESE_SURNAMES_OF_ALL = CHINESE_SURNAMES | _MORE_SURNAMES
# What is in running text and in no name.
_RUNNING_TEXT = re.compile(r"[\d。！？：:╱的了是被把說说稱称據据獲获悉訊讯到就因]")
_HAN = re.compile(rf"[{IDEOGRAPHS}][{IDEOGRAPHS}\s]*")
_KOREAN_ROLE = re.compile(
    r"(?<![가-힣])(?P<names>[가-힣]{2,4}(?:\s?[·ㆍ,/]\s?[가-힣]{2,4}|\s[가-힣]{2,4}){0,5})\s?(?:선임|수습|인턴|전문|객원|시민)?"
    r"\s?(?:기자|특파원|논설위원|통신원)(?=$|[\s=|()\[\]·,/])"
)
_PHOTOGRAPHER = re.compile(r"사진\s?[=:：]?\s?$")
_JAPANESE_ROLE = re.compile(
    r"[【（(〔\[]?(?P<name>[\u4e00-\u9fff々]{2,3}[\s\u3000]?[\u4e00-\u9fff々\u3041-\u30fc]{1,4}?)\s?"
    r"(?P<role>記者|特派員|編集委員|論説委員|専門記者)?[】）)〕\]]?"
)
_MARK = re.compile(r"[\s·ㆍ,/]+")


def is_name(text: str) -> bool:
    """Return True if a text in scripts without spaces or in Korean may be a name: short, and not running text.

    One of two Chinese characters must begin with a Chinese surname.
    """
    if _RUNNING_TEXT.search(text):
        return False
    if not _HAN.fullmatch(text):
        return True
    count = len("".join(text.split()))
    return 2 < count <= MAX_HAN_CHARS or (count == 2 and text[0] in CHINESE_SURNAMES_OF_ALL)


def names_before_role(line: str) -> list[str]:
    """Return the names in a line before a reporter's role: 김하나 기자, 佐藤花子記者."""
    if len(line) > MAX_CHARS:
        return []
    if (korean := _KOREAN_ROLE.search(line)) and not _PHOTOGRAPHER.search(line[: korean.start()]):
        return [name for name in _MARK.split(korean["names"]) if _is_korean(name)]
    japanese = _JAPANESE_ROLE.fullmatch(line.strip())
    if japanese is None or not (japanese["role"] or line.strip()[0] in "【〔"):
        return []
    name = japanese["name"]
    is_name = _is_japanese(name) or (japanese["role"] and _HAN.fullmatch(name) and not _PLACES.search(name))
    return [name] if is_name else []


def is_surely_name(text: str) -> bool:
    """Return True for a name that its surname and length tell from other short texts."""
    if _PLACES.search(text):
        return False
    is_chinese = len(text) == 3 and _HAN.fullmatch(text) is not None and text[0] in CHINESE_SURNAMES
    return is_chinese or _is_korean(text) or _is_japanese(text)


def _is_korean(text: str) -> bool:
    if re.fullmatch(f"[{HANGUL}]{{3,4}}", text) is None or text.endswith(_KOREAN_DEPARTMENTS):
        return False
    return text.startswith(_KOREAN_SURNAMES_OF_TWO) or (len(text) == 3 and text[0] in _KOREAN_SURNAMES)


def _is_japanese(text: str) -> bool:
    letters = "".join(text.split())
    surname = next((letters[:n] for n in (3, 2) if letters[:n] in _JAPANESE_SURNAMES), None)
    return surname is not None and 1 <= len(letters) - len(surname) <= 3
