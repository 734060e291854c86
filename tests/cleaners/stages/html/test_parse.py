import pytest

from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse


def parsed(html: str) -> Document:
    document = Document(Page(body=html))
    decode(document)
    parse(document)
    return document


@pytest.mark.parametrize("html", ["", "  \n ", "<!-- only a comment -->", "\x00"])
def test_a_page_without_text_has_no_tree(html):
    assert parsed(html).tree is None


def test_xml_declarations_and_wrong_meta_charsets_are_ignored():
    head = '<?xml version="1.0" encoding="koi8-r"?><html><head><meta charset="koi8-r"></head>'
    tree = parsed(f"{head}<p>Größe</p></html>").tree
    assert tree is not None
    assert tree.text_content().strip() == "Größe"


def test_comments_and_processing_instructions_are_not_in_the_tree():
    tree = parsed("<p>one <!-- hidden --><?php echo 1 ?>two</p>").tree
    assert tree is not None
    assert "hidden" not in tree.text_content()
    assert all(isinstance(element.tag, str) for element in tree.iter())


def test_nesting_beyond_256_levels_keeps_its_text():
    tree = parsed("<div>" * 1000 + "<p>deep</p>" + "</div>" * 1000).tree
    assert tree is not None
    assert tree.text_content().strip() == "deep"


def test_plain_text_and_fragments_get_a_root():
    tree = parsed("just words").tree
    assert tree is not None
    assert tree.tag == "html"


def test_a_form_around_the_whole_page_is_a_plain_container():
    page = "<body><form id='aspnetForm'>{}<p>The ferry came at noon.</p><form><input></form></form>{}</body>"
    for beside in ("", "<script>run()</script><div>Ferry news</div>"):
        tree = parsed(page.format("<input type='hidden'>", beside)).tree
        assert tree is not None
        assert tree.find(".//p").getparent().tag == "div"


def test_a_form_beside_the_text_of_a_page_stays_a_form():
    tree = parsed(f"<body><form><p>Search</p></form><div>{'The ferry came at noon. ' * 20}</div></body>").tree
    assert tree is not None
    assert tree.find(".//p").getparent().tag == "form"
