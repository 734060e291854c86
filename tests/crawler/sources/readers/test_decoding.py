import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.packing import unpack
from crawler.sources.readers.decoding import decode, sanitize_xml, truncate_tags

GERMAN = "Der Rat über die Brücke: größere Pläne, schöne Wörter, müde Füße. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_charset_is_found_without_a_declaration(encoding):
    assert decode(GERMAN.encode(encoding)) == GERMAN


def test_declared_charset_counts_where_it_is_not_utf_8():
    assert decode('<meta charset="koi8-r">Мост'.encode("koi8-r")).endswith("Мост")
    assert decode('<meta charset="koi8-r">Мост'.encode()).endswith("Мост")


def test_charset_that_does_not_exist_is_ignored():
    assert decode(b'<meta charset="hex">' + GERMAN.encode("cp1252")).endswith(GERMAN)


def test_utf_8_with_a_cut_character_stays_utf_8():
    assert decode((GERMAN + "ü").encode()[:-1]).startswith(GERMAN)


def test_a_few_accents_in_another_charset_are_decoded():
    assert "café" in decode(b"plain words in english " * 500 + "café, naïve, déjà".encode("cp1252"))


def test_document_type_entities_and_control_characters_are_removed():
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;&eacute;&amp;\x0b</a>'
    assert sanitize_xml(text) == "<a>é&#38;</a>"


def test_references_become_numeric_except_in_cdata() -> None:
    text = "<a>Q&A &lt;b&gt; &#233; &#xE9; &nbsp<![CDATA[&amp; & &eacute;]]>&amp;<![CDATA[&"
    numbered = "<a>Q&#38;A &#60;b&#62; &#233; &#xE9; &#38;nbsp<![CDATA[&amp; & &eacute;]]>&#38;<![CDATA[&"
    assert sanitize_xml(text) == numbered


@given(st.binary())
def test_any_bytes_become_text(body):
    assert isinstance(sanitize_xml(decode(unpack(body))), str)


def test_markup_is_truncated_after_the_allowed_number_of_tags() -> None:
    assert truncate_tags("<a>" * 5, max_tags=5) == "<a>" * 5
    assert truncate_tags("<a>" * 6, max_tags=5) == "<a>" * 5
