import codecs

import pytest
from w3lib.encoding import to_unicode

from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import _CONTROLS, MAX_BODY_BYTES, decode
from cleaners.text.charset import WEB_CHARSETS

RUSSIAN = (
    "Городской совет в четверг одобрил строительство нового моста через реку, хотя многие жители квартала "
    "по-прежнему опасаются шума и пыли. Работы начнутся весной и продлятся около двух лет."
)


def decoded(body: bytes | str, encoding: str | None = None) -> str:
    document = Document(Page(body=body, encoding=encoding))
    decode(document)
    return document.html


def test_utf8_needs_no_declaration():
    assert decoded("<p>Größe</p>".encode()) == "<p>Größe</p>"


def test_utf8_takes_precedence_over_a_header_with_latin_1():
    assert decoded("<p>Größe</p>".encode(), "iso-8859-1") == "<p>Größe</p>"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_and_is_removed(mark, codec):
    assert decoded(mark + "<p>Größe</p>".encode(codec), "windows-1251") == "<p>Größe</p>"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised_by_its_zeros(codec):
    assert decoded(f"<html><body><p>{RUSSIAN}</p><p>plain</p></body></html>".encode(codec)).count("мост") == 1


def test_the_charset_of_the_header_is_used_if_the_bytes_fit():
    assert RUSSIAN in decoded(f"<p>{RUSSIAN}</p>".encode("koi8-r"), "koi8-r")


def test_the_meta_charset_is_used_without_a_header():
    page = f'<html><head><meta charset="windows-1251"></head><body>{RUSSIAN}</body></html>'
    assert RUSSIAN in decoded(page.encode("windows-1251"))


@pytest.mark.parametrize("declared", [None, "utf-8", "no-such-charset", "punycode", "rot13", "utf-16"])
def test_a_wrong_or_missing_charset_is_corrected(declared):
    assert RUSSIAN in decoded(f"<p>{RUSSIAN}</p>".encode("windows-1251"), declared)


@pytest.mark.parametrize(
    ("codec", "text"), [("shift_jis", "市議会は橋の建設を承認した。"), ("iso2022_jp", "市議会は橋を承認")]
)
def test_japanese_charsets_of_the_header_are_used(codec, text):
    assert text in decoded(f"<p>{text}</p>".encode(codec), codec)


def test_one_invalid_byte_does_not_change_the_charset():
    page = "Größe und Länge, ".encode() * 30 + b"\xff" + "Schluß".encode()
    text = decoded(page, "utf-8")
    assert text.count("Größe und Länge") == 30
    assert text.endswith("\ufffdSchluß")


def test_control_characters_are_removed():
    assert decoded("a\x00b\x1bc\ud800d\x7fe\uffff\tf\r\ng") == "abcde\tf\ng"


def test_plain_text_keeps_its_page_breaks():
    document = Document(Page(body="one\x0ctwo", kind="text"))
    decode(document)
    assert document.html == "one\x0ctwo"


def test_control_characters_in_bytes_are_removed():
    assert decoded("äa\x00b\x1bc\x7fe\uffff\tf\r\ng\x0ch".encode()) == "äabce\tf\ng h"
    assert decoded(("<p>" + "ä\x01b\r\n" * 50).encode("utf-16")) == "<p>" + "äb\n" * 50


@pytest.mark.parametrize("codec", [*WEB_CHARSETS, "utf-8", "iso2022_jp", "hz", "mac-cyrillic", "utf-16-le"])
def test_bytes_without_control_characters_have_none_in_any_charset(codec: str) -> None:
    allowed = [number for number in range(256) if number not in _CONTROLS]
    pairs = b"\n".join(bytes((first, second)) for first in allowed for second in allowed)
    text = to_unicode(pairs, codec)
    assert not {chr(number) for number in _CONTROLS}.intersection(text)
    assert text.encode()  # it has no lone surrogate


def test_an_empty_body_stays_empty():
    assert decoded(b"") == ""


def test_a_giant_body_is_cut():
    assert len(decoded(b"x" * (MAX_BODY_BYTES + 10))) == MAX_BODY_BYTES


def test_random_bytes_are_decoded_to_a_string():
    assert isinstance(decoded(bytes(range(256)) * 50), str)


def test_bytes_that_are_only_together_a_character_are_not_taken_for_one():
    broken = "Ã".encode() + b" " + "©".encode() + b" " + "Ã".encode() + b" " + "¼".encode()
    assert decoded(b"<p>" + broken + b"</p>") == "<p>Ã © Ã ¼</p>"
    assert decoded(b"<p>\xc3 x \x83 x \xc2 x \xa9 \xc3 x \x83 x \xc2 x \xbc</p>").startswith("<p>")
