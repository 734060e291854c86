import pytest

from cleaners import clean
from cleaners.text.encoded_twice import is_read_wrongly, read_as_utf8, unescape_once

FRENCH = "Une fête est prévue à l’école, « si le temps le permet »."
RUSSIAN = "Праздник пройдёт в школе в воскресенье."


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "Das Fest kostet 300 € – für Schüler nichts.", "节日将在学校举行。"])
def test_utf8_that_was_read_as_windows_1252_is_decoded(text):
    seen = text.encode().decode("latin-1")
    seen_in_windows = "".join(
        bytes([ord(c)]).decode("cp1252") if ord(c) not in b"\x81\x8d\x8f\x90\x9d" else c for c in seen
    )
    assert is_read_wrongly(seen)
    assert is_read_wrongly(seen_in_windows)
    assert read_as_utf8(f"<p>{seen}</p>") == f"<p>{text}</p>"
    assert read_as_utf8(f"<p>{seen_in_windows}</p>") == f"<p>{text}</p>"


def test_only_lines_that_were_encoded_twice_are_changed():
    broken = FRENCH.encode().decode("latin-1")
    assert read_as_utf8(f"<p>{RUSSIAN}</p><p>{broken}</p>") == f"<p>{RUSSIAN}</p><p>{FRENCH}</p>"


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        RUSSIAN,
        "plain words",
        "<em>AU CAFÉ»</em>, écrit-il.",
        "O NOVO “MAÇÃ” ABRE AMANHÃ, PÃES E MAÇÃS DE GRAÇA",
        "Ð and Þ are letters of Icelandic, © is none.",
    ],
)
def test_correct_letters_stay(text):
    assert not is_read_wrongly(text) or read_as_utf8(text) == text


def test_entities_that_were_escaped_twice_are_escaped_once():
    html = '<p title="a &amp;amp; b">Ropes &amp;amp; Sons&amp;#8217; &amp;quot;fair&amp;quot; tender, 4&amp;nbsp;km</p>'
    once = '<p title="a &amp;amp; b">Ropes &amp; Sons&#8217; &quot;fair&quot; tender, 4&nbsp;km</p>'
    assert unescape_once(html) == once


@pytest.mark.parametrize(
    "html",
    [
        "<p>Ropes &amp; Sons</p>",
        "<p>R&amp;D; and more</p>",
        "<p>Write &amp;lt;b&amp;gt; before a word.</p>",
        "<p>The code <code>&amp;amp;</code> stands for &amp;.</p>",
    ],
)
def test_other_ampersands_stay(html):
    assert unescape_once(html) == html


def test_a_page_that_was_encoded_twice_gives_its_letters():
    title = "La fête de l’école".encode().decode("latin-1")
    text = "".join(f"<p>{FRENCH} {number} 000&amp;nbsp;visiteurs</p>" for number in "123").encode().decode("latin-1")
    article = clean(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>")
    assert article.title == "La fête de l’école"
    assert article.blocks[0]["text"] == f"{FRENCH} 1 000 visiteurs"
