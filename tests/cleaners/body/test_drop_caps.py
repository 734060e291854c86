import pytest

from tests.support.blocks import texts

REST = "he old pier was closed on Monday after a storm had torn planks from it."
WHOLE = f"T{REST}"


@pytest.mark.parametrize(
    "html",
    [
        f"<p><span>T</span>{REST}</p>",
        f'<p><span style="float:left">T</span>{REST}</p>',
        f"<p><span aria-hidden=true>T</span>{REST}</p>",
        f"<p><span aria-hidden=true>T</span><span class=sr-only>T</span>{REST}</p>",
        f"<p><span class=visually-hidden>T</span><span aria-hidden=true>T</span>{REST}</p>",
        f"<p><span aria-hidden=true>T</span><span class=u-offscreen>T</span>{REST}</p>",
        f"<p><span hidden>x</span><span aria-hidden=true>T</span>{REST}</p>",
        f"<div><div>T</div>{REST}</div>",
        f"<div>T</div><p>{REST}</p>",
        f"<h2>T</h2><p>{REST}</p>",
        f'<p><img src="/caps/t.png" alt="T">{REST}</p>',
    ],
)
def test_a_drop_cap_stays_part_of_its_word(html):
    assert texts(html) == [WHOLE]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><b aria-hidden=true>„D</b>er Steg bleibt zu“, sagte sie.</p>", "„Der Steg bleibt zu“, sagte sie."),
        ("<p><i aria-hidden=true>С</i>тарый причал закрыли.</p>", "Старый причал закрыли."),
        ("<p><i aria-hidden=true>L</i>’ancien quai est fermé.</p>", "L’ancien quai est fermé."),
        ("<p><i aria-hidden=true>旧</i>桟橋は閉鎖された。</p>", "旧桟橋は閉鎖された。"),
        ("<p><i aria-hidden=true>أ</i>غلق الرصيف القديم.</p>", "أغلق الرصيف القديم."),
        (
            "<p><i aria-hidden=true>A</i> ferry that had been lost for three days came home.</p>",
            "A ferry that had been lost for three days came home.",
        ),
    ],
)
def test_drop_caps_of_other_languages_stay(html, text):
    assert texts(html) == [text]


def test_a_letter_that_is_a_word_keeps_its_space():
    rest = "ferry that had been lost for three days came home on Monday."
    assert texts(f"<div>A</div><p>{rest}</p><p>The ferry is old.</p>")[0] == f"A {rest}"


@pytest.mark.parametrize(
    "html",
    [
        "<p><i aria-hidden=true>f</i>Share</p>",
        "<p><i aria-hidden=true>X</i> Follow us there</p>",
        "<p><i aria-hidden=true style='display:none'>T</i>he end</p>",
        "<p><i aria-hidden=true hidden>T</i>he end</p>",
        "<p><i aria-hidden=true>5</i>min</p>",
    ],
)
def test_icons_and_hidden_letters_stay_hidden(html):
    first = texts(html)[0]
    assert not first.startswith(("f", "X", "T", "5"))


def test_single_letters_other_than_drop_caps_stay_apart():
    answer = "The answer of the second speaker is a sentence of its own, and long."
    assert texts(f"<p>Q</p><p>{answer}</p>") == ["Q", answer]
    chinese = (
        "港务局星期一宣布，由于风暴损坏了码头的木板，旧码头将关闭到秋天，渡船改由北边的码头开出，票价和时刻表保持不变。"
    )
    assert texts(f"<div><div>图</div>{chinese}</div>") == ["图", chinese]
    assert texts("<ul><li>A</li><li>b and so on</li></ul>") == ["A", "b and so on"]
    assert texts('<p><img alt="Q">Quill writes</p>') == ["Quill writes"]
