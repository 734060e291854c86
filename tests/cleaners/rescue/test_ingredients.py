"""Ingredients that the markup names are put back; the controls beside them and other lists are not."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.markup.element_index import ElementIndex
from cleaners.rescue.ingredients import rescue_ingredients

LINES = ["400 g Mehl", "1 szklanka wody", "deux pincées de sel"]


def rescued(html: str) -> list[str]:
    """Return the rescued texts of a page from which the models removed everything."""
    tree = lxml.html.document_fromstring(f"<body>{html}</body>")
    blocks = split_tree(tree)
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.02
        block.remove("main_content", "outside_body", "a test removed it")
    return [block.text for block in rescue_ingredients(blocks, ElementIndex(tree))]


@pytest.mark.parametrize(
    "form",
    [
        '<aside class="recipe__ingredients"><ul>{}</ul></aside>'.format("<li>{}</li>" * 3),
        '<div class="recipeIngredients"><div><ol>{}</ol></div></div>'.format('<li><a href="/w/1">{}</a></li>' * 3),
        '<table class="tbl ingredients">{}</table>'.format("<tr><td>1</td><td>{}</td></tr>" * 3),
        '<div class="box">{}</div>'.format('<div class="ingredient-item"><p>{}</p></div>' * 3),
    ],
)
def test_ingredients_are_put_back(form: str) -> None:
    assert [text.removeprefix("1 | ") for text in rescued(form.format(*LINES))] == LINES


@pytest.mark.parametrize(
    "html",
    [
        '<div class="ingredients"><ul><li><button>2x</button></li><li><a href="#">metric</a></li></ul></div>',
        '<div class="ingredients"><p>Print</p><div>Add all to the list</div></div>',
        '<div class="related"><ul><li>Plum cake</li><li>Rye bread</li><li>Soup</li></ul></div>',
        '<div class="ingredient-item"><p>Salt</p></div>',
    ],
)
def test_controls_and_other_lists_are_not_put_back(html: str) -> None:
    assert rescued(html) == []
