import pytest

from cleaners.document import Document
from cleaners.page import Page
from cleaners.signals import Signals
from cleaners.stages.html.split_html import MAX_BLOCKS, split_html
from tests.support.blocks import blocks, texts


def test_inline_elements_stay_in_their_block():
    assert texts("<p>The <b>old</b> bri<i>dge</i> is <a href=x>closed</a>.</p>") == ["The old bridge is closed."]


def test_positions_follow_the_page():
    assert [block.position for block in blocks("<p>a</p><p>b</p><p>c</p>")] == [0, 1, 2]


def test_text_outside_block_elements_is_a_separate_block():
    assert texts("<div>before<p>inside</p>after</div>") == ["before", "inside", "after"]


def test_two_breaks_end_a_paragraph_and_one_is_a_space():
    assert texts("<div>one<br>two<br> <br>three<br/><br/><br/>four</div>") == ["one two", "three", "four"]


def test_white_space_is_folded_and_invisible_characters_are_dropped():
    assert texts("<p> har\u00adbour\n\t\u00a0 wall\u200b </p>") == ["harbour wall"]


def test_text_that_a_browser_never_shows_is_left_out():
    hidden = "<script>a</script><style>p{}</style><noscript>n</noscript><template>t</template><svg><text>s</text></svg>"
    assert texts(f"<head><title>T</title></head><p>a{hidden}b</p>") == ["ab"]
    assert texts("<p>a<progress max='9'>4 of 9</progress><meter value='1'>1 of 9</meter>b</p>") == ["ab"]


def test_blocks_without_a_word_are_left_out():
    assert texts("<p>*</p><p> | </p><p>a</p>") == ["a"]


@pytest.mark.parametrize(
    ("html", "kind", "level"),
    [
        ("<h3>x</h3>", "heading", 3),
        ("<h2><div>x</div></h2>", "heading", 2),
        ("<ul><li><p>x</p></li></ul>", "list_item", None),
        ("<dl><dd>x</dd></dl>", "list_item", None),
        ("<blockquote><p>x</p></blockquote>", "quote", None),
        ("<pre>x</pre>", "preformatted", None),
        ("<figure><figcaption><p>x</p></figcaption></figure>", "caption", None),
        ("<table><caption>x</caption></table>", "caption", None),
        ("<section>x</section>", "paragraph", None),
    ],
)
def test_the_innermost_typed_element_gives_a_block_its_type(html, kind, level):
    (block,) = blocks(html)
    assert (block.type, block.level) == (kind, level)


def test_nested_list_items_are_separate_blocks():
    assert texts("<ul><li>a<ul><li>b</li></ul>c</li></ul>") == ["a", "b", "c"]


def test_a_row_of_short_cells_is_one_block():
    (head, row) = blocks("<table><tr><th>Year<th>Ships</tr><tr><td>1999</td><td></td><td><p>12</p></td></tr></table>")
    assert (head.text, row.text) == ("Year | Ships", "1999 | 12")
    assert row.type == "table_row"


def test_columns_of_text_are_not_joined_into_a_row():
    long = "word " * 60
    found = blocks(f"<table><tr><td><h2>Head</h2><p>{long}</p><p>{long}</p></td><td>aside</td></tr></table>")
    assert [block.type for block in found] == ["heading", "paragraph", "paragraph", "paragraph"]


def test_nested_tables_are_split_by_their_inner_rows():
    inner = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert texts(f"<table><tr><td>{inner}</td><td>side</td></tr></table>") == ["a | b", "c | d", "side"]


def test_the_link_share_counts_characters_in_links():
    found = blocks("<p>12345<a href=x>12345</a></p><a href=y><div>all</div></a><p>no</p>")
    assert [block.link_share for block in found] == [0.5, 1.0, 0.0]


@pytest.mark.parametrize("attribute", ["hidden", 'aria-hidden="true"', 'style="color:red; display : none"'])
def test_hidden_blocks_are_kept_with_a_signal(attribute):
    seen, hidden, after = blocks(f"<p>seen</p><div {attribute}><p>unseen</p></div><p>after</p>")
    assert hidden.signals == Signals(hidden=True)
    assert seen.signals == after.signals == Signals()


def test_hidden_words_within_a_paragraph_are_left_out():
    assert texts('<p>a link<span class="sr-only"> (opens a window)</span> here</p>') == ["a link here"]


def test_blocks_for_screen_readers_have_a_signal():
    (block,) = blocks('<h2 class="title visually-hidden">Article content</h2>')
    assert block.signals == Signals(screen_reader=True)


def test_custom_elements_are_blocks_except_inside_a_paragraph():
    html = "<x-card>one</x-card><x-card>two</x-card><p>a <x-tip>tip</x-tip> in it</p>"
    assert texts(html) == ["one", "two", "a tip in it"]


def test_the_element_of_a_block_holds_the_whole_block():
    first, second = blocks("<div id=a>loose <b>text</b><p id=b><i>words</i></p></div>")
    assert (first.element.get("id"), second.element.get("id")) == ("a", "b")


def test_deep_and_wide_pages_are_split():
    assert texts("<div>" * 1500 + "deep" + "</div>" * 1500) == ["deep"]
    assert len(texts(f"<p>{'w ' * 50}</p>" * 20_000 + "<br>" * 20_000)) == MAX_BLOCKS


def test_a_page_without_a_tree_has_no_blocks():
    document = Document(Page(body=""))
    split_html(document)
    assert document.blocks == []


@pytest.mark.parametrize(
    "how", ['style="white-space: pre-line"', "style='white-space:pre-wrap;'", 'class="text whitespace-pre-line"']
)
def test_blank_lines_that_the_style_shows_end_a_paragraph(how):
    assert texts(f"<div {how}>One\nline.\n\n  <b>Two</b> words.\n \nThree.</div>") == [
        "One line.",
        "Two words.",
        "Three.",
    ]
    assert texts(f"<div {how}><p>One.</p>\n\n<p>Two.</p></div>") == ["One.", "Two."]


def test_blank_lines_without_such_a_style_are_spaces():
    assert texts("<div>One\n\nline.</div><style>pre { white-space: pre-wrap }</style>") == ["One line."]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ('<h2 id="a">The report<a href="#a">#</a></h2>', "The report"),
        ('<h3><a href="#a">¶</a> The report</h3>', "The report"),
        ('<h2>The report <a href="#a">🔗</a></h2>', "The report"),
        ("<h2>Why we write in C#</h2>", "Why we write in C#"),
        ('<h2><a href="/tag">#metoo</a></h2>', "#metoo"),
    ],
)
def test_a_heading_loses_the_sign_of_its_link_to_itself(heading, text):
    assert texts(heading) == [text]
