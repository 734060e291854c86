# ruff: noqa: E501 (a line of markup per language)
"""Golden pages, one per language and kind of text that is easily lost: the story is complete."""

import pytest

from cleaners.cleaning import clean_document
from cleaners.page import Page
from tests.cleaners.classes.stories import STORIES
from tests.cleaners.rescue.stories import page, paragraphs, table

URL = "https://kurier.example/2026/03/05/story-of-the-day"
POSTS = {
    "ru": ("Паром ушёл по расписанию, спасибо всем, кто ждал.", "Марта Кирова (@kirova) 5 марта 2026"),
    "zh": ("渡轮按时出发了，感谢所有等候的乘客。", "林秀兰（@linxl）2026年3月5日"),
    "el": ("Το πλοίο έφυγε στην ώρα του, ευχαριστώ όσους περίμεναν.", "Μάρθα Κύρου (@kyrou) 5 Μαρτίου 2026"),
    "pl": ("Prom odpłynął o czasie, dziękuję wszystkim, którzy czekali.", "Marta Kirowska (@kirowska) 5 marca 2026"),
}
DIALOGUE = {
    "ru": ("— Вы ждали долго?", "— Три дня.", "— И что вы ели?", "— Хлеб и чай."),
    "zh": ("“你们等了多久？”", "“三天。”", "“吃什么呢？”", "“面包和茶。”"),
    "el": ("– Περιμένατε πολύ;", "– Τρεις μέρες.", "– Και τι τρώγατε;", "– Ψωμί και τσάι."),
    "pl": ("– Długo pani czekała?", "– Trzy dni.", "– I co pani jadła?", "– Chleb i herbatę."),
}
CORRECTIONS = {
    "ru": "Исправление: в первой версии этого текста было неверно указано число пассажиров; их было около четырёхсот.",
    "zh": "更正：本文初版所写的乘客人数有误，实际约为四百人，特此说明。",
    "el": "Διόρθωση: η πρώτη εκδοχή του κειμένου έγραφε λάθος αριθμό επιβατών· ήταν περίπου τετρακόσιοι.",
    "pl": "Sprostowanie: w pierwszej wersji tekstu podaliśmy błędną liczbę pasażerów; było ich około czterystu.",
}
INTERVIEW = {
    "ru": (("Что было труднее всего?", "Труднее всего было объяснять детям, почему нельзя домой."), ("Вы уедете?", "Нет.")),
    "zh": (("最难的是什么？", "最难的是向孩子们解释为什么不能回家。"), ("您会离开吗？", "不会。")),
    "el": (("Τι ήταν το πιο δύσκολο;", "Το πιο δύσκολο ήταν να εξηγούμε στα παιδιά γιατί δεν γυρνάμε σπίτι."), ("Θα φύγετε;", "Όχι.")),
    "pl": (("Co było najtrudniejsze?", "Najtrudniej było tłumaczyć dzieciom, dlaczego nie można wrócić do domu."), ("Wyjedzie pani?", "Nie.")),
}  # fmt: skip


def text(language: str, body: str) -> list[str]:
    return [block.text for block in clean_document(Page(body=page(STORIES[language], body), url=URL)).kept()]


def around(language: str, markup: str, *, parts: int = 4) -> str:
    """Return the body of a story with markup after its first `parts` paragraphs."""
    own = STORIES[language].paragraphs
    return f"<article>{paragraphs(own[:parts])}{markup}{paragraphs(own[parts:])}</article>"


def with_lines(language: str, *lines: str, parts: int = 4) -> list[str]:
    own = STORIES[language].paragraphs
    return [*own[:parts], *lines, *own[parts:]]


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("parts", [4, 7], ids=["middle", "end"])
def test_all_rows_of_a_table_are_kept(language, parts):
    story = STORIES[language]
    markup = f"<p>{story.lead}</p>{table(story.rows)}"
    rows = [" | ".join(row) for row in story.rows]
    assert text(language, around(language, markup, parts=parts)) == with_lines(language, story.lead, *rows, parts=parts)


@pytest.mark.parametrize(("language", "post"), POSTS.items())
def test_an_embedded_post_keeps_its_attribution(language, post):
    markup = f'<blockquote class="twitter-tweet"><p>{post[0]}</p>— <a href="https://twitter.com/x/status/1">{post[1]}</a></blockquote>'
    assert text(language, around(language, markup)) == with_lines(language, post[0], f"— {post[1]}")


@pytest.mark.parametrize(("language", "lines"), DIALOGUE.items())
def test_lines_of_dialogue_are_kept(language, lines):
    assert text(language, around(language, paragraphs(lines))) == with_lines(language, *lines)


@pytest.mark.parametrize(("language", "lines"), DIALOGUE.items())
def test_a_short_quote_is_kept(language, lines):
    assert text(language, around(language, f"<blockquote><p>{lines[1]}</p></blockquote>")) == with_lines(
        language, lines[1]
    )


@pytest.mark.parametrize("language", STORIES)
def test_the_last_paragraph_after_a_list_is_kept(language):
    story = STORIES[language]
    items = [f"{place}: {number}" for place, number in story.rows[1:]]
    markup = f"<p>{story.lead}</p><ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    assert text(language, around(language, markup, parts=6)) == with_lines(language, story.lead, *items, parts=6)


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("size", [2, 4, 6])
def test_the_last_paragraph_of_a_split_body_is_kept(language, size):
    own = STORIES[language].paragraphs
    parts = [f'<div class="part">{paragraphs(texts)}</div>' for texts in (own[:size], own[size:])]
    assert text(language, f'<div class="story">{"<div class=ad></div>".join(parts)}</div>') == list(own)


@pytest.mark.parametrize("language", STORIES)
def test_a_drop_cap_stays_part_of_its_word(language):
    own = STORIES[language].paragraphs
    first = f'<p><span class="dropcap">{own[0][0]}</span>{own[0][1:]}</p>'
    assert text(language, f"<article>{first}{paragraphs(own[1:])}</article>") == list(own)


@pytest.mark.parametrize(("language", "line"), CORRECTIONS.items())
def test_a_correction_at_the_end_is_kept(language, line):
    assert text(language, around(language, f"<p><em>{line}</em></p>", parts=7)) == with_lines(language, line, parts=7)


@pytest.mark.parametrize(("language", "pairs"), INTERVIEW.items())
@pytest.mark.parametrize("question", ["<p><strong>{}</strong></p>", "<h3>{}</h3>"])
def test_the_answers_of_an_interview_are_kept(language, pairs, question):
    markup = "".join(f"{question.format(asked)}<p>{answer}</p>" for asked, answer in pairs)
    lines = [line for pair in pairs for line in pair]
    assert text(language, around(language, markup)) == with_lines(language, *lines)


@pytest.mark.parametrize("language", STORIES)
def test_a_word_with_a_popup_is_kept_without_the_popup(language):
    own = STORIES[language].paragraphs
    half = len(own[2]) // 2
    popup = f'<span class="tooltip" role="tooltip">{STORIES[language].lead}</span>'
    linked = f'<p>{own[2][:half]}<a href="/topic" aria-describedby="t">{own[2][half:]}{popup}</a></p>'
    assert text(language, f"<article>{paragraphs(own[:2])}{linked}{paragraphs(own[3:])}</article>") == list(own)


@pytest.mark.parametrize("language", STORIES)
def test_a_part_of_the_story_in_a_shadow_root_is_kept(language):
    own = STORIES[language].paragraphs
    shadow = f'<x-more><template shadowrootmode="open"><div>{paragraphs(own[3:])}</div></template></x-more>'
    assert text(language, f"<article>{paragraphs(own[:3])}{shadow}</article>") == list(own)


@pytest.mark.parametrize(
    ("language", "base", "reading"),
    [("zh", "陡崖岛", "dǒu yá dǎo"), ("ja", "灯台", "とうだい"), ("ko", "燈臺", "등대")],
)
def test_readings_of_ruby_text_are_left_out(language, base, reading):
    own = STORIES["zh"].paragraphs
    markup = own[0].replace("渡轮", f"<ruby>{base}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>渡轮", 1)
    expected = own[0].replace("渡轮", f"{base}渡轮", 1)
    assert text("zh", f"<article>{paragraphs([markup, *own[1:]])}</article>") == [expected, *own[1:]]
