import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page

PARAGRAPHS = [
    "The council voted on Thursday evening to close the harbour bridge to all traffic from the first of March, "
    "after engineers had found cracks in three of its eleven steel arches.",
    "Residents of the northern bank, who cross the bridge on their way to work, were told that a ferry would run "
    "every ten minutes from six in the morning, and every half hour after dark.",
]
HTML = (
    '<html lang="en"><head><title>Harbour bridge closes | The Quay</title><meta property="og:type" content="article">'
    "</head><body><nav><a href=/>Home</a></nav><article><h1>Harbour bridge closes</h1>"
    f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article></body></html>"
)


def test_a_page_becomes_an_article():
    result = clean_page(Page(body=HTML.encode(), url="https://quay.example/2024/03/bridge-closes"))
    assert result.dropped is None
    assert result.title == "Harbour bridge closes"
    assert result.text.split("\n\n") == PARAGRAPHS


def test_a_plain_text_page_becomes_an_article():
    body = "\n\n".join(["Harbour bridge closes", *PARAGRAPHS])
    result = clean_page(Page(body=body, kind="text"))
    assert all(paragraph in result.text for paragraph in PARAGRAPHS)


def test_the_same_page_gives_the_same_record():
    page = Page(body=HTML, url="https://quay.example/x")
    assert clean_page(page) == clean_page(page)


@pytest.mark.parametrize("kind", ["html", "text"])
@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe", "<", "<p>", "]]>", " "])
def test_an_empty_page_is_dropped_with_a_reason(kind, body):
    result = clean_page(Page(body=body, kind=kind))
    assert result.dropped
    assert result.title != ""
