import pytest
from lxml.html import document_fromstring

from cleaners.markup.ruby import MAX_READING_CHARS, remove_readings


def text(html: str) -> str:
    tree = document_fromstring(f"<html><body><p>{html}</p></body></html>")
    remove_readings(tree)
    return str(tree.text_content())


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ("<ruby>灯台<rt>とうだい</rt></ruby>の下", "灯台の下"),
        ("<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>の下", "灯台の下"),
        ("<ruby>灯<rt>とう</rt>台<rt>だい</rt></ruby>の下", "灯台の下"),
        ("<ruby><rb>灯</rb><rb>台</rb><rt>とう</rt><rt>だい</rt></ruby>の下", "灯台の下"),
        ("<ruby>灯<rt>とう<rb>台<rt>だい</ruby>の下", "灯台の下"),
        ("<ruby>\n 燈<rt>ㄉㄥ</rt>\n 塔<rt>ㄊㄚˇ</rt>\n</ruby>在海邊", "燈塔在海邊"),
        ("<ruby>北京<rtc><rt>Běijīng</rt></rtc></ruby>的", "北京的"),
        ("The <ruby>old pier<rt>since 1911</rt></ruby> closed", "The old pier closed"),
    ],
)
def test_only_the_base_text_stays(html, base):
    assert text(html) == base


def test_text_without_readings_stays():
    assert text("灯台 の <b>下</b>") == "灯台 の 下"


def test_a_reading_that_was_never_closed_keeps_its_text():
    story = "港の話。" * MAX_READING_CHARS
    assert story in text(f"<ruby>灯台<rt>{story}")
