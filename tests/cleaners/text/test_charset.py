"""Pages are decoded exactly, whatever charset the page and the server declare."""

from __future__ import annotations

import pytest

from cleaners.cleaning import clean_page
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from tests.support.charsets import CHARSETS, TEXTS, UNICODE, codec, page

LEGACY = [(language, charset) for language, charsets in CHARSETS.items() for charset in charsets]
WRONG_CHARSETS = (
    "utf-8", "iso-8859-1", "windows-1251", "koi8-r", "shift_jis", "gb2312", "big5", "euc-kr", "windows-1254",
    "windows-1256", "windows-874", "no-such-charset", "rot13", "utf-16",
)  # fmt: skip
# These charsets differ in four letters, too few for a short text to overrule the declaration.
SIMILAR = {("koi8-u", "koi8-r")}


def decoded(body: bytes, header: str | None = None) -> str:
    document = Document(Page(body=body, encoding=header))
    decode(document)
    return document.html


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_text_is_decoded_whatever_charset_is_declared(language: str, charset: str) -> None:
    text = TEXTS[language]
    assert text in decoded(page(language, charset, charset))
    assert text in decoded(page(language, charset, None), charset)
    assert text in decoded(page(language, charset, None))
    assert text in decoded(page(language, charset, None, lang=False))
    assert text in decoded(page(language, charset, charset), "utf-8")
    assert text in decoded(page(language, charset, "utf-8"), charset)
    missed = [name for name in WRONG_CHARSETS if text not in decoded(page(language, charset, name))]
    assert [name for name in missed if (charset, name) not in SIMILAR] == []


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("charset", UNICODE)
def test_unicode_is_recognised_under_every_declaration(language: str, charset: str) -> None:
    for declared in (None, "utf-8", "iso-8859-1", "windows-1251", "shift_jis", "gb2312"):
        assert TEXTS[language] in decoded(page(language, charset, declared))
        assert TEXTS[language] in decoded(page(language, charset, None), declared)


@pytest.mark.parametrize("language", ["de", "ru", "ja", "pl"])
def test_one_invalid_byte_does_not_change_the_charset_from_utf8(language: str) -> None:
    begin, end = page(language, "utf-8", "iso-8859-1").split(b"<footer>")
    assert TEXTS[language] in decoded(begin + b"<p>\xff caf\xe9</p><footer>" + end, "windows-1252")


def test_a_page_with_one_accent_is_decoded_as_declared() -> None:
    assert "caf\xe9 au" in decoded("<meta charset=iso-8859-1><p>A café au lait, please.</p>".encode("latin-1"))
    assert "caf\xe9 au" in decoded("<p>A café au lait, please.</p>".encode("latin-1"), "windows-1252")
    assert "“Done”, he" in decoded("<p>“Done”, he said – at last.</p>".encode("cp1252"))


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        ("Минск", "windows-1251"), ("Ирина Волкова", "koi8-r"), ("Αθήνα", "iso-8859-7"), ("第一镕", "gbk"),
        ("東京①", "cp932"), ("똠방각하", "cp949"), ("שלום", "windows-1255"), ("القاهرة", "windows-1256"),
    ],
)  # fmt: skip
def test_a_foreign_name_on_an_english_page_is_decoded_as_declared(name: str, charset: str) -> None:
    text = f"<p>The mayor of {name} ({name}) said nothing.</p>" if len(name) < 6 else f"<p>So {name} said nothing.</p>"
    assert name in decoded(f"<meta charset={charset}>{text}".encode(charset))
    assert name in decoded(text.encode(charset), charset)


@pytest.mark.parametrize("declared", ["windows-1251", "gb2312", "euc-kr", "iso-8859-7", "windows-1255"])
@pytest.mark.parametrize(
    "text", ["não há pão à mão", "Señor Muñoz subió a la montaña de los años", "Käse, Öl, Grün, Größe"]
)
def test_accents_on_a_page_that_declares_another_script_stay_accents(text: str, declared: str) -> None:
    assert text in decoded(f"<meta charset={declared}><p>{text}.</p>".encode("cp1252"))


@pytest.mark.parametrize(("language", "charset"), [("ru", "koi8-r"), ("ja", "shift_jis"), ("ko", "euc-kr")])
def test_the_article_is_stored_without_mojibake(language: str, charset: str) -> None:
    body = page(language, charset, "utf-8").replace(b"</p>", b"</p>" + b"<p>" + TEXTS[language].encode(codec(charset)))
    assert TEXTS[language] in clean_page(Page(body=body, url="https://example.org/a")).text
