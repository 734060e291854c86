"""Invent news stories in three languages, and edited versions of them; every run gives the same."""

# ruff: noqa: E501  (tables of words, and edits that share one signature although some ignore it)

from __future__ import annotations

import random
from dataclasses import dataclass

Story = list[str]  # paragraphs

# Entries at one index mean the same in each language, so that a story can be told in every language.
_WORDS: dict[str, dict[str, list[str]]] = {
    "en": {
        "who": ["the harbour board", "a group of teachers", "the mayor of Ostrand", "two engineers", "the fishing union",
                "residents of the old quarter", "the county court", "a retired nurse", "the ferry company", "local bakers",
                "the water authority", "three students", "the museum's director", "farmers along the river"],
        "does": ["rejected", "welcomed", "delayed", "signed", "questioned", "published", "defended", "withdrew", "paid for",
                 "examined", "promised", "cancelled"],
        "what": ["the plan for a second bridge", "a report on damaged pipes", "the sale of the grain hall", "new night trains",
                 "an offer for the shipyard", "the closing of four schools", "a contract about wind turbines",
                 "rules for short lets", "the repair of the sea wall", "a study of drinking water", "higher parking fees",
                 "the lease of the town forest"],
        "why": ["because the costs had doubled", "after weeks of argument", "although nobody had asked for it",
                "as winter storms came closer", "in spite of a petition", "before the budget was settled",
                "while the inquiry went on", "since the old one had failed", "to save some of the jobs",
                "without naming a date"],
        "where": ["in Ostrand", "at the northern docks", "on Lake Viremo", "in the village of Tallin Cross", "near the airfield",
                  "at a meeting in Brekke", "in the council chamber", "along the coast road"],
        "when": ["on Monday", "late on Tuesday", "this week", "on Thursday morning", "after the holidays", "last night"],
    },
    "de": {
        "who": ["die Hafenbehörde", "eine Gruppe von Lehrern", "der Bürgermeister von Ostrand", "zwei Ingenieure",
                "die Fischergewerkschaft", "Bewohner der Altstadt", "das Kreisgericht", "eine pensionierte Pflegerin",
                "die Fährgesellschaft", "örtliche Bäcker", "das Wasseramt", "drei Studenten", "die Leiterin des Museums",
                "Bauern am Fluss"],
        "does": ["verwarf", "begrüßte", "verschob", "unterschrieb", "bezweifelte", "veröffentlichte", "verteidigte",
                 "zog zurück", "bezahlte", "prüfte", "versprach", "strich"],
        "what": ["den Plan einer zweiten Brücke", "einen Bericht über schadhafte Rohre", "den Verkauf der Kornhalle",
                 "neue Nachtzüge", "ein Angebot für die Werft", "die Schließung von vier Schulen",
                 "einen Vertrag über Windräder", "Regeln für Ferienwohnungen", "die Ausbesserung des Deichs",
                 "eine Studie über Trinkwasser", "höhere Parkgebühren", "die Pacht des Stadtwalds"],
        "why": ["weil sich die Kosten verdoppelt hatten", "nach wochenlangem Streit", "obwohl niemand darum gebeten hatte",
                "als die Winterstürme näher kamen", "trotz einer Petition", "bevor der Haushalt stand",
                "während die Untersuchung lief", "da das alte versagt hatte", "um einige Stellen zu retten",
                "ohne einen Termin zu nennen"],
        "where": ["in Ostrand", "an den nördlichen Docks", "am Viremosee", "im Dorf Tallinkreuz", "beim Flugfeld",
                  "bei einer Sitzung in Brekke", "im Ratssaal", "an der Küstenstraße"],
        "when": ["am Montag", "am späten Dienstag", "in dieser Woche", "am Donnerstagmorgen", "nach den Ferien",
                 "in der vergangenen Nacht"],
    },
    "zh": {
        "who": ["港务局", "一群教师", "奥斯特兰德市长", "两名工程师", "渔业工会", "老城区居民", "县法院", "一位退休护士", "渡轮公司",
                "当地面包师", "水务局", "三名学生", "博物馆馆长", "沿河农民"],
        "does": ["否决了", "欢迎", "推迟了", "签署了", "质疑", "公布了", "辩护了", "撤回了", "支付了", "审查了", "承诺了", "取消了"],
        "what": ["第二座大桥的计划", "关于管道损坏的报告", "粮仓的出售", "新的夜间列车", "对船厂的报价", "四所学校的关闭",
                 "风力发电机合同", "短租规则", "海堤的修缮", "饮用水研究", "更高的停车费", "城市森林的租约"],
        "why": ["因为成本翻了一番", "经过数周争论", "尽管没有人要求", "随着冬季风暴临近", "不顾一份请愿书", "在预算确定之前",
                "在调查进行期间", "由于旧的已经失效", "以挽救部分工作岗位", "没有公布日期"],
        "where": ["在奥斯特兰德", "在北码头", "在维雷莫湖", "在塔林克罗斯村", "在机场附近", "在布雷克的会议上", "在议会厅",
                  "在海岸公路沿线"],
        "when": ["周一", "周二晚间", "本周", "周四早上", "假期之后", "昨晚"],
    },
}  # fmt: skip
_FORMS = {
    "en": ["{who} {does} {what} {when} {why}.", "{when}, {who} {does} {what} {where}, {why}.",
           "About {n} people heard {where} how {who} {does} {what}.", "{why}, {who} {does} {what} worth {n} crowns.",
           "It was {when} that {who} {does} {what}, {n} months late.", "{where}, {who} {does} {what} {why}."],
    "de": ["{when} {does} {who} {what}, {why}.", "{where} {does} {who} {what}, und zwar {when} und {why}.",
           "Rund {n} Leute hörten {where}, wie {who} {what} {does}.", "{why} {does} {who} {what} im Wert von {n} Kronen.",
           "Erst {when} {does} {who} {what}, {n} Monate zu spät.", "{where} {does} {who} {what} {why}."],
    "zh": ["{when}，{who}{does}{what}，{why}。", "{where}，{who}{when}{does}{what}，{why}。",
           "约{n}人{where}听取了{who}如何{does}{what}。", "{why}，{who}{does}价值{n}克朗的{what}。",
           "直到{when}，{who}才{does}{what}，晚了{n}个月。", "{where}，{who}{does}{what}，{why}。"],
}  # fmt: skip
_NOTICE = (
    "The Ostrand Courier is an independent newspaper. Our reporters depend on readers such as you. If you have seen an "
    "error in this report, write to the desk, and we will look into it as soon as we can. All rights are reserved, and "
    "no part of this page may be printed elsewhere without the consent of the publisher."
)
_FILLERS = ["reportedly", "once more", "at last", "to the surprise of many", "as expected", "in the end", "so far"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, the kind of their relation, and `same`: True if they tell one story."""

    kind: str
    first: str
    second: str
    same: bool


def story(seed: int, language: str = "en", sentences: int = 28) -> Story:
    """Return an invented story; one seed gives the same story in every language."""
    rng = random.Random(seed)
    words = _WORDS[language]
    lines = []
    for _ in range(sentences):
        choices = {name: options[int(rng.random() * len(options))] for name, options in words.items()}
        form = _FORMS[language][int(rng.random() * len(_FORMS[language]))]
        sentence = form.format(**choices, n=rng.randrange(3, 900))
        lines.append(sentence[0].upper() + sentence[1:])
    joint = "" if language == "zh" else " "
    return [joint.join(lines[start : start + 4]) for start in range(0, sentences, 4)]


def pairs() -> list[Pair]:
    """Return labelled pairs: stories with edited versions of them, and stories that only look alike."""
    labelled: list[Pair] = []
    for number in range(12):
        for language in ("en", "de", "zh"):
            seed = 1_000 * number + len(language) + ord(language[0])
            rng = random.Random(seed)
            labelled += [
                Pair(f"{kind} ({language})", text(story(seed + index, language)), text(edited), True)
                for index, (kind, edit) in enumerate(_EDITS.items())
                if (edited := edit(story(seed + index, language), rng, language))
            ]
    for number in range(15):
        labelled += _different_stories(90_000 + 10 * number)
    return labelled


def text(paragraphs: Story) -> str:
    """Return paragraphs as the text of a record."""
    return "\n\n".join(paragraphs)


def _other_head(paragraphs: Story, rng: random.Random, language: str) -> Story:
    return [story(rng.randrange(10**6, 10**7), language, 1)[0], *paragraphs]


def _agency_line(paragraphs: Story, rng: random.Random, language: str) -> Story:
    line = {"en": "OSTRAND (Northwire) - ", "de": "Ostrand (nwd) - ", "zh": "北线社奥斯特兰德电 "}[language]
    credit = {"en": "Reporting by the Northwire desk", "de": "Mit Material von nwd", "zh": "责任编辑：北线社"}[language]
    return [line + paragraphs[0], *paragraphs[1:], credit]


def _figures_updated(paragraphs: Story, rng: random.Random, language: str) -> Story:
    changed = list(paragraphs)
    for place in rng.sample(range(len(paragraphs)), 2):
        digits = [word for word in changed[place].split() if word.isdigit()]
        for digit in digits[:1]:
            changed[place] = changed[place].replace(digit, str(int(digit) + 7))
    return changed


def _reordered(paragraphs: Story, rng: random.Random, language: str) -> Story:
    return [paragraphs[0], *rng.sample(paragraphs[1:], len(paragraphs) - 1)]


def _padded(paragraphs: Story, rng: random.Random, language: str) -> Story:
    return [*paragraphs, *story(rng.randrange(10**6, 10**7), language, 8)]


def _reworded(paragraphs: Story, rng: random.Random, language: str) -> Story:
    if language == "zh":
        return [paragraph.replace("因为", "由于").replace("公布了", "发布了") for paragraph in paragraphs]
    words = [paragraph.split() for paragraph in paragraphs]
    return [" ".join(f"{w} {rng.choice(_FILLERS)}" if rng.random() < 0.06 else w for w in part) for part in words]


def _house_style(paragraphs: Story, rng: random.Random, language: str) -> Story:
    return [
        paragraph.upper() if place == 0 else paragraph.replace(", ", " – ")
        for place, paragraph in enumerate(paragraphs)
    ]


_EDITS = {
    "other headline and lead": _other_head,
    "agency line": _agency_line,
    "cut to two thirds": lambda paragraphs, *_: paragraphs[: len(paragraphs) * 2 // 3],
    "cut to two fifths": lambda paragraphs, *_: paragraphs[: len(paragraphs) * 2 // 5 + 1],
    "figures updated": _figures_updated,
    "paragraphs in another order": _reordered,
    "paragraphs added": _padded,
    "reworded here and there": _reworded,
    "other house style": _house_style,
}


def _different_stories(seed: int) -> list[Pair]:
    """Return pairs of texts that share a form, a notice or a quotation, but tell different stories."""
    rng = random.Random(seed)
    quoted = [*story(seed + 5), story(seed + 6)[1]]
    plain = [
        ("another story from the same town", text(story(seed + 1)), text(story(seed + 2))),
        ("another story (zh)", text(story(seed + 1, "zh")), text(story(seed + 2, "zh"))),
        ("translation (de)", text(story(seed + 3)), text(story(seed + 3, "de"))),
        ("translation (zh)", text(story(seed + 4)), text(story(seed + 4, "zh"))),
        ("a paragraph quoted", text(story(seed + 6)), text(quoted)),
        (
            "the same notice below",
            text([*story(seed + 7, sentences=8), _NOTICE]),
            text([*story(seed + 8, sentences=8), _NOTICE]),
        ),
        ("the same form for another town", _results("Brekke"), _results("Skellen")),
        ("nothing but a notice", "This video cannot be played.", "This video cannot be played."),
    ]
    forms = [("weather", _weather), ("markets", _markets), ("match", _match)]
    return [Pair(kind, first, second, False) for kind, first, second in plain] + [
        Pair(f"{kind} on the same form", make(rng), make(rng), False) for kind, make in forms
    ]


def _results(town: str) -> str:
    """Return a report that a newspaper publishes for each town of its county, before any vote is counted."""
    return (
        f"The polls in {town} have closed, and the count goes on through the night. The town hall of {town} will give the "
        f"first figures before midnight, the clerk said. Voters in {town} chose a council and a mayor; who stood, and for "
        f"what, can be read on our pages for the county.\n\nIn the last election the turnout in {town} was higher than in "
        "the rest of the county. No complaints had reached the election board when the polls closed. The names of those "
        "who are elected will be printed here as soon as the board has them."
    )


def _weather(rng: random.Random) -> str:
    days = ["today", "tonight", "tomorrow"]
    lines = []
    for day in days:
        low = rng.randrange(-12, 20)
        sky = rng.choice(
            ["mostly cloudy", "sunny with a few clouds", "overcast with showers", "clear", "foggy at first"]
        )
        wind = rng.choice(["the north", "the south-west", "the east", "the west"])
        lines.append(
            f"The weather {day} in Ostrand and along the coast: {sky}, with highs of {low + rng.randrange(3, 9)} degrees "
            f"and lows of {low} degrees. Winds from {wind} at {rng.randrange(5, 70)} kilometres an hour, humidity at "
            f"{rng.randrange(30, 99)} per cent. The chance of rain is {rng.randrange(0, 100)} per cent."
        )
    return "\n\n".join(lines)


def _markets(rng: random.Random) -> str:
    lines = ["Shares on the Ostrand exchange moved as follows when trading ended for the day."]
    for name in ("Viremo Shipping", "Brekke Timber", "Northern Grain", "Tallin Power", "Coast Bank", "Lake Foods"):
        change = rng.choice(["rose", "fell"])
        lines.append(
            f"Shares of {name} {change} by {rng.randrange(1, 900) / 100:.2f} per cent to {rng.randrange(500, 90_000) / 100:.2f} "
            f"crowns on a volume of {rng.randrange(10, 900)},{rng.randrange(100, 999)} shares."
        )
    return "\n\n".join(lines)


def _match(rng: random.Random) -> str:
    home, away = rng.sample(["Ostrand", "Brekke", "Viremo", "Tallin Cross", "Harrow Point", "Skellen", "Dunmoor"], 2)
    names = rng.sample(["Lund", "Marek", "Osei", "Petrov", "Quist", "Ravn", "Silva", "Tanaka", "Ulv", "Varga"], 4)
    return (
        f"{home} beat {away} by {rng.randrange(2, 6)} to {rng.randrange(0, 2)} before {rng.randrange(900, 9_000)} people "
        f"on Saturday. {names[0]} scored after {rng.randrange(1, 40)} minutes, and {names[1]} made it two after "
        f"{rng.randrange(41, 60)} minutes. {names[2]} came closest for the visitors when he hit the post after "
        f"{rng.randrange(61, 80)} minutes. {names[3]} was sent off after {rng.randrange(81, 90)} minutes for a foul. "
        f"{home} now have {rng.randrange(20, 70)} points from {rng.randrange(18, 30)} matches, and {away} stay on "
        f"{rng.randrange(5, 20)}."
    )
