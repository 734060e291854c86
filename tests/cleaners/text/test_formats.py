import json
import random
import zlib

import pytest

from cleaners.text.formats import is_listing, is_readable

NOISE = random.Random(4).randbytes(5_000)
PACKED = zlib.compress(" ".join(map(str, range(5_000))).encode())


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"GIF89a\x01\x02\x03\x01\xf7\x00",
        b"PK\x03\x04\x14\x00\x08\x00",
        b"\x1f\x8b\x08\x00",
        b"RIFF\x24\x9c\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x18ftypmp42",
        b"ID3\x04\x00",
        b"MZ\x90\x00",
        b"",
    ],
)
@pytest.mark.parametrize("rest", [NOISE, PACKED])
def test_binary_data_are_not_readable(start: bytes, rest: bytes) -> None:
    assert not is_readable(start + rest)


def test_the_smallest_picture_is_not_readable() -> None:
    assert not is_readable(
        bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002")
    )


def test_a_pdf_is_not_readable_though_it_begins_with_text() -> None:
    assert not is_readable(b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n" * 30)


@pytest.mark.parametrize(
    "value",
    [
        {"title": "The pier is open", "body": "<p>It rained.</p>"},
        {"html": "<html><body><p>It rained.</p></body></html>"},
        [{"id": 1}],
        ["one", "two"],
        [1, 2, 3],
        [[0.5, 1.5], [2, 3]],
    ],
)
@pytest.mark.parametrize("prefix", ["", "\ufeff", "\n ", ")]}',\n", "while(1);", "callback("])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_is_not_readable(value: object, prefix: str, indent: int | None) -> None:
    assert not is_readable((prefix + json.dumps(value, indent=indent)).encode())


@pytest.mark.parametrize(
    "text",
    [
        "The pier reopened on Monday.",
        "[1] See the notes.\n\nThe pier reopened on Monday.",
        '{Editor\'s note: this story was "corrected".} The pier reopened.',
        "(AP) The pier reopened on Monday.",
        '"The pier is open", said the warden.',
        "<p>The pier <b>reopened</b>.</p>",
        "",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le"])
def test_text_and_markup_are_readable(text: str, codec: str) -> None:
    assert is_readable(text.encode(codec))


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Мост через реку откроют весной, сказал мэр.", "koi8-r"),
        ("Мост через реку откроют весной, сказал мэр.", "windows-1251"),
        ("市議会は橋の建設を承認した。", "shift_jis"),
        ("市議会は橋の建設を承認した。", "iso2022_jp"),
        ("大桥明年春天开工，市长说。", "gb18030"),
        ("大桥明年春天开工，市长说。", "utf-16"),
        ("Größe", "latin-1"),
    ],
)
def test_text_in_other_charsets_is_readable(text: str, codec: str) -> None:
    assert is_readable((text * 20).encode(codec))


@pytest.mark.parametrize("noise", [b"\x00" * 3_000, b"\x00\x01\x02" * 30])
def test_a_page_with_stray_control_bytes_is_readable(noise: bytes) -> None:
    assert is_readable(b"<!DOCTYPE html><html><body>" + noise + b"<p>The pier reopened.</p>")
    assert is_readable(b"\x00" * 3_000 + b"<html><p>The pier reopened.</p>")


@pytest.mark.parametrize(
    "body",
    [
        b"\x00\x00\x00\x18ftypmp42",
        b"\x00\x00\x00 ftypavif",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04",
        b"\x1f\x8b\x08 ",
        b"wOF2 and more of it",
    ],
)
def test_a_short_start_of_a_binary_format_is_not_readable(body: bytes) -> None:
    assert not is_readable(body)


@pytest.mark.parametrize(
    "body", [b"PK is what they call the pilot.", b"RIFF and raff", b"Rar! said the bird", b"GIF89a changed pictures."]
)
def test_a_text_that_begins_with_letters_of_a_binary_format_is_readable(body: bytes) -> None:
    assert is_readable(body)


@pytest.mark.parametrize(
    "start",
    [
        "<rss version='2.0'>",
        "\ufeff\n<?xml version='1.0'?><!-- made by hand --><feed xmlns='http://www.w3.org/2005/Atom'>",
        "<?xml version='1.0'?>\n<?xml-stylesheet href='a.xsl'?>\n<urlset>",
        "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'rss.dtd'><RSS>",
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
        "<sm:sitemapindex>",
    ],
)
def test_a_feed_or_sitemap_is_a_listing(start: str) -> None:
    assert is_listing(f"{start}<title>The pier reopened.</title>".encode())


@pytest.mark.parametrize(
    "start",
    ["<!DOCTYPE html><html>", "<?xml version='1.0'?><!-- <rss> --><html>", "<feeds>", "Text <rss>", "<" * 5_000],
)
def test_a_page_is_not_a_listing(start: str) -> None:
    assert not is_listing(f"{start}<p>The pier reopened.</p>".encode())
