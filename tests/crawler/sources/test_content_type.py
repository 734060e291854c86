import pytest

from crawler.sources.content_type import body_kind, saved_kind


@pytest.mark.parametrize(
    ("content_type", "body", "kind"),
    [
        ("text/html; charset=utf-8", b"<p>Hello", "html"),
        ("", b"<p>Hello", "html"),
        ("", b"Hello, <b>you</b>", "html"),
        ("", "<html><p>Hello".encode("utf-16"), "html"),
        ("", b"A report\n\nof two lines: 1 < 2.", "text"),
        ("", b"", "text"),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html>", "html"),
        ("text/plain", b"\xef\xbb\xbf <!DOCTYPE html><title>", "html"),
        ("application/octet-stream", b"<!-- old --><html lang='en'>", "html"),
        ("text/plain; charset=utf-8", b"A report\n\nof two lines.", "text"),
        ("text/html charset=utf-8", b"<p>Hello", "html"),
        ("text/html, text/html; charset=utf-8", b"<p>Hello", "html"),
        ('"text/html"', b"<p>Hello", "html"),
        ("html", b"<p>Hello", "html"),
        ("unknown/unknown", b"<p>Hello", "html"),
        ("text/csv", b"place,height\nquay,4", None),
        ("application/pdf", b"%PDF-1.7", None),
        ("text/html", b"%PDF-1.7", None),
        ("text/html", b"\x00\x00\x00\x18ftypmp42", None),
        ("application/json", b'{"a": 1}', None),
        ("image/jpeg", b"\xff\xd8\xff", None),
        ("application/rss+xml", b"<rss>", None),
    ],
)
def test_a_body_is_html_text_or_neither(content_type: str, body: bytes, kind: str | None) -> None:
    assert body_kind(content_type, body) == kind


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("wall.html", b"No tag at all.", "html"),
        ("WALL.HTM", b"No tag at all.", "html"),
        ("wall.txt", b"<p>An author's own way of marking</p>", "text"),
        ("wall.txt", b"<!doctype html><p>Saved under a wrong name", "html"),
        ("wall", b"<p>Hello", "html"),
        ("", b"No tag at all.", "text"),
        ("wall.html", b"%PDF-1.7", None),
        ("wall.txt", "Ein Wort über den Deich.".encode("utf-16"), "text"),
        ("wall", "Ein Wort \u00fcber den Deich.".encode("utf-16-le"), "text"),
        ("wall", "\u6e2f\u306e\u58c1".encode("iso-2022-jp"), "text"),
        ("wall.txt", b"A stray \x00 and \x01 in a long text. " + b"More of it. " * 50, "text"),
        ("wall", b"\x7fELF\x02\x01\x01\x00" + bytes(range(64)), None),
        ("crawler.toml", b'[[source]]\nid = "wall"\n', None),
        ("wall.py", b"print(7)", None),
        ("wall.log", b"<!doctype html><p>Saved under a wrong name", "html"),
        ("wall.md", b"# The wall\n\nIt holds.", "text"),
        ("the wall holds, say experts. again", b"It holds.", "text"),
        ("wall.html", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff", None),
    ],
)
def test_the_name_of_a_saved_body_decides_unless_its_start_says_otherwise(
    name: str, body: bytes, kind: str | None
) -> None:
    assert saved_kind(name, body) == kind
