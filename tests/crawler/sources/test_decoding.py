import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.decoding import decode, unpack, within_tags, xml_text

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


def test_few_accents_of_another_charset_are_not_lost():
    assert "café" in decode(b"plain words in english " * 500 + "café, naïve, déjà".encode("cp1252"))


def test_several_gzip_members_are_unpacked():
    assert unpack(gzip.compress(b"a") + gzip.compress(b"b")) == b"ab"


def test_document_type_entities_and_control_characters_go():
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;&eacute;&amp;\x0b</a>'
    assert xml_text(text) == "<a>é&#38;</a>"


def test_references_are_to_characters_by_number_but_for_what_is_no_markup() -> None:
    text = "<a>Q&A &lt;b&gt; &#233; &#xE9; &nbsp<![CDATA[&amp; & &eacute;]]>&amp;<![CDATA[&"
    numbered = "<a>Q&#38;A &#60;b&#62; &#233; &#xE9; &#38;nbsp<![CDATA[&amp; & &eacute;]]>&#38;<![CDATA[&"
    assert xml_text(text) == numbered


@given(st.binary())
def test_any_bytes_become_text(body):
    assert isinstance(xml_text(decode(unpack(body))), str)


def test_markup_of_more_tags_than_a_listing_needs_is_cut() -> None:
    assert within_tags("<a>" * 5, most=5) == "<a>" * 5
    assert within_tags("<a>" * 6, most=5) == "<a>" * 5
