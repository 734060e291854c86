import pytest

from cleaners.markup.unparsed.depth import MAX_COPIES, MAX_HEIGHT, limit_depth

STORY = '<article class="story"><h1>The pier is open</h1><ul><li>One</li><li>Two</li></ul><p>It rained.</p></article>'
DEEP = 1_000


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<div>", "</div>"),
        ("<SPAN>", "</SPAN>"),
        ('<section class="a" id="b">', "</section>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<ul><li>", "</li></ul>"),
        ("<x-box>", "</x-box>"),
    ],
)
def test_wrappers_are_removed_and_what_they_hold_keeps_its_structure(opening: str, closing: str) -> None:
    markup = limit_depth(f"<body>{opening * DEEP}{STORY}{closing * DEEP}</body>")
    assert STORY in markup
    assert markup.lower().count(opening[:4].lower()) <= MAX_HEIGHT + MAX_COPIES
    assert markup.count(opening) == markup.count(closing)


def test_wrappers_that_are_not_closed_are_removed_too() -> None:
    markup = limit_depth(f"<body>{'<div>' * DEEP}{STORY}<footer>The end</footer></body>")
    assert f"{STORY}<footer>The end</footer>" in markup
    assert markup.count("<div>") <= MAX_HEIGHT


def test_an_element_that_occurs_once_is_kept_around_wrappers() -> None:
    markup = limit_depth(f'<body><main id="m">{"<div>" * DEEP}{STORY}{"</div>" * DEEP}</main></body>')
    assert '<main id="m">' in markup
    assert "</main>" in markup


def test_elements_beside_the_wrappers_are_not_touched() -> None:
    aside = "<aside><h2>More</h2><ul><li><a href=/>Choir wins</a></li></ul></aside>"
    markup = limit_depth(f"<body>{STORY}{aside}{'<div>' * DEEP}{'</div>' * DEEP}</body>")
    assert f"{STORY}{aside}" in markup


@pytest.mark.parametrize("unit", ["<p>One", "<li>One", "<td>1", "<br>", "<img src=a/>", "<option>1"])
def test_elements_without_an_end_tag_are_not_nested(unit: str) -> None:
    markup = f"<body>{unit * DEEP}</body>"
    assert limit_depth(markup) == markup


def test_a_page_of_usual_depth_is_not_changed() -> None:
    markup = f"<body>{'<div>' * 30}{STORY}{'</div>' * 30}</body>"
    assert limit_depth(markup) == markup


def test_end_tags_without_a_start_tag_do_no_harm() -> None:
    markup = f"<body>{'</div></p></b>' * DEEP}{STORY}</body>"
    assert limit_depth(markup) == markup
