from collections.abc import Sequence

import pytest
from lxml.html import document_fromstring

from cleaners.article import Article, to_article
from cleaners.body.links import Markup, markup
from cleaners.cleaning import clean_page
from cleaners.document import Block, Document
from cleaners.output.markdown import escape, to_markdown
from cleaners.page import Page
from cleaners.stages.html.split_html import split_html

PAGE = """<!doctype html><html lang="en"><head><title>Harbour wall</title></head><body><article><h1>Harbour wall</h1>
<p>The council has voted on Tuesday evening, after a debate of five hours, to mend the harbour wall this winter.</p>
<h3>What it costs</h3>
<p>The works cost 3 * 4 million_euros, the treasurer said, and
will be paid from the reserve of the port and two loans.</p>
<ul><li>The first part is done in March, before the ferries come back to the inner quay.</li>
<li>The second part follows in May, when the fishing fleet has left for the summer.</li></ul>
<blockquote><p>"We have waited for thirty years, and
 the sea has not waited with us," the harbour master said.</p></blockquote>
<p>1986 was the last time that the wall was mended, after the storm that took the old lighthouse with it.</p>
</article></body></html>"""


def markdown_of(article: Article, markup: Sequence[Markup] = ()) -> str:
    return to_markdown(article.title, article.blocks, markup)


def test_block_types_are_written_as_markdown() -> None:
    markdown = markdown_of(clean_page(Page(body=PAGE, url="https://www.example.org/2026/03/harbour-wall")))
    assert markdown.startswith("# Harbour wall\n\nThe council")
    assert "\n\n### What it costs\n\n" in markdown
    assert "\n- The first part is done in March" in markdown
    assert "inner quay.\n- The second part" in markdown
    assert '\n\n> "We have waited' in markdown
    assert r"3 \* 4 million\_euros" in markdown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# Not a heading", r"\# Not a heading"),
        ("- not a list", r"\- not a list"),
        ("1986. A year", r"1986\. A year"),
        ("1986.", r"1986\."),
        (">> Read on", r"\>> Read on"),
        (">quoted", r"\>quoted"),
        ("[a](b) <i>", r"\[a\](b) \<i>"),
        ("AT&amp;T ~~now~~", r"AT\&amp;T \~~now\~~"),
        ("A & B; C ~ D", "A & B; C ~ D"),
        ("plain text, with - a dash", "plain text, with - a dash"),
    ],
)
def test_text_that_looks_like_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def to_markdown_text(body: str, *, with_links: bool = True) -> str:
    """Return all blocks of a page as Markdown."""
    document = Document(Page(body="", url="https://www.example.org/news/wall"))
    document.tree = document_fromstring(f"<html><body>{body}</body></html>")
    split_html(document)
    return markdown_of(to_article(document), markup(document) if with_links else ()).rstrip("\n")


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<p>See <a href='/a b(1)'>the [plan]</a>.</p>", r"See [the \[plan\]](https://www.example.org/a%20b%281%29)."),
        ("<p><a href='b'>A</a> and <a href='//c.example/'>A</a></p>",
         "[A](https://www.example.org/news/b) and [A](https://c.example/)"),
        ("<p><a href='javascript:go()'>x</a> <a href='mailto:a@b.example'>y</a> <a href='#n'>z</a></p>", "x y z"),
        ("<p>One<br><br>two <a href='/a'>here</a></p>", "One\n\ntwo [here](https://www.example.org/a)"),
        ("<a href='/a'><h2>A heading</h2></a>", "## [A heading](https://www.example.org/a)"),
        ("<div>Text <p>a <a href='/a'>link</a></p> and a link</div>",
         "Text\n\na [link](https://www.example.org/a)\n\nand a link"),
        ("<p>Look!<a href='/a'>Here</a></p>", r"Look\![Here](https://www.example.org/a)"),
        ("<p><a href='/a&emsp;b'>Here</a></p>", "[Here](https://www.example.org/a%E2%80%83b)"),
        ("<p>1. <a href='/a'>First</a></p>", r"1\. [First](https://www.example.org/a)"),
    ],
)  # fmt: skip
def test_links_are_absolute_and_escaped(body: str, markdown: str) -> None:
    assert to_markdown_text(body) == markdown


def test_links_are_left_out_without_markup() -> None:
    assert to_markdown_text("<p>See <a href='/a'>the plan</a>.</p>", with_links=False) == "See the plan."


def test_links_of_removed_blocks_are_left_out() -> None:
    document = Document(Page(body="", url="https://www.example.org/"))
    document.tree = document_fromstring(
        "<html><body><p><a href='/a'>more</a><br><br>and <a href='/b'>more</a></p></body></html>"
    )
    split_html(document)
    document.blocks[0].remove("test", "test", "test")
    assert markdown_of(to_article(document), markup(document)) == "and [more](https://www.example.org/b)\n"


def test_lists_are_nested_as_on_the_page() -> None:
    nested = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"
    assert to_markdown_text(nested) == "- a\n  - b\n    - c\n- d"
    assert to_markdown_text("<ul><li><ul><li>alone</li></ul></li></ul>") == "- alone"


def test_rows_with_equal_numbers_of_cells_become_a_table() -> None:
    table = "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>1986</td><td><a href='/c'>3 * 4</a></td></tr></table>"
    assert to_markdown_text(table) == "| Year | Cost |\n| --- | --- |\n| 1986 | [3 \\* 4](https://www.example.org/c) |"
    assert to_markdown_text("<table><tr><td>a</td><td>b</td></tr></table>") == "- a | b"


def test_plain_text_has_no_markup() -> None:
    document = Document(Page(body="", kind="text"), blocks=[Block("A line")])
    assert markdown_of(to_article(document), markup(document)) == "A line\n"


def test_a_hash_at_the_end_of_a_heading_is_escaped() -> None:
    assert to_markdown_text("<h2>Notes on C#</h2>") == r"## Notes on C\#"
