"""Scripts, styles and drawings are emptied before parsing, and nothing else of a page is lost."""

import pytest
from lxml.html import document_fromstring

from cleaners.document import Document
from cleaners.markup.unparsed.programs import MAX_TAG_CHARS, empty_programs
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse

TEXT = "<p>The ferry was late.</p>"


@pytest.mark.parametrize(
    ("program", "emptied"),
    [
        ("<script>if (a < b) run()</script>", "<script></script>"),
        ('<script async src="/a.js" type="text/javascript">x = "<p>y</p>"</script>', "<script></script>"),
        ("<script><!--\nx\n//--></script >", "<script></script>"),
        ("<style media='all'>p > a { color: red }</style>", "<style></style>"),
        ('<svg viewBox="0 0 1 1"><title>Icon</title><path d="M0"/></svg>', "<svg></svg>"),
        ("<svg><style>a{}</style></svg>", "<svg></svg>"),
        ('<script type="text/javascript"/>run("<p>y</p>")</script>', "<script></script>"),
        ("<style />p { color: red }</style>", "<style></style>"),
    ],
)
def test_programs_are_emptied(program: str, emptied: str) -> None:
    assert empty_programs(f"{TEXT}{program}{TEXT}") == f"{TEXT}{emptied}{TEXT}"


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/ld+json">{"headline": "<style>x</style>"}</script>',
        '<script id="data" type=\'application/json\'>{"a": 1}</script>',
        '<script type="application/rsl+xml"><rsl/></script>',
        '<script data-note="a > b" type="application/ld+json">{"a": 1}</script>',
        f"<!-- <script> -->{TEXT}<!-- </script> -->",
        f"<!-- <style> -->{TEXT}<!-- </style> -->",
        f'<div data-embed="<script async><\\/script>">{TEXT}</div><script>x()</script>',
        f"<script>document.write('<script src=a></sc'+'ript>');<!-- x --></script>{TEXT}",
        f'<svg class="icon"/>{TEXT}<svg class="icon"/>',
        f'<script src="/a.js"/>{TEXT}<script src="/b.js"/>',
        f"<styles>{TEXT}</styles><scripture>{TEXT}</scripture>",
        f"<script>never closed {TEXT}",
        f'<script data-a="{"x" * MAX_TAG_CHARS}">x()</script>{TEXT}',
    ],
)
def test_data_and_what_only_looks_like_a_program_stay(markup: str) -> None:
    assert empty_programs(f"{TEXT}{markup}{TEXT}") == f"{TEXT}{markup}{TEXT}"


def test_data_in_a_script_with_a_slash_stays_data() -> None:
    data = '<script type="application/ld+json" />{"a": 1}</script>'
    assert empty_programs(f"{TEXT}{data}") == f"{TEXT}{data.replace('/>', '>')}"


@pytest.mark.parametrize(
    "markup",
    [
        f'<div data-embed="<script async><\\/script>">{TEXT}</div><script>x()</script>',
        f"<!-- <svg> -->{TEXT}<!-- </svg> -->",
        f"<script>w('<script src=a></sc'+'ript>');</script>{TEXT}<SCRIPT>x('<p>No.</p>')</SCRIPT>",
        f"<p>One<script>x</script> line</p>{TEXT}<table><script>y</script><tr><td>Cell</td></tr></table>",
    ],
)
def test_the_parser_finds_the_same_text(markup: str) -> None:
    def text(html: str) -> str:
        tree = document_fromstring(html)
        for element in tree.xpath("//script | //style | //svg"):
            element.drop_tree()
        return tree.text_content()

    page = f"<html><body>{markup}</body></html>"
    assert text(empty_programs(page)) == text(page)


def test_the_tree_keeps_scripts_with_data_only() -> None:
    data = '<script type="application/ld+json">{"a": 1}</script>'
    document = Document(Page(body=f"<html><body>{data}<script>x()</script><SCRIPT>y()</SCRIPT>{TEXT}</body></html>"))
    decode(document)
    parse(document)
    assert [script.text for script in document.elements.tagged("script")] == ['{"a": 1}']
