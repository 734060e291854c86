import pytest

pytest.importorskip("inscriptis", reason="installed for training only")
pytest.importorskip("html_text", reason="installed for training only")

from training.lines.renderings import RENDERINGS, TERMINAL_COLUMNS, render

SENTENCE = "The pier reopened on Monday after a year, said the warden, and the <b>first</b> boats came in at noon."
PAGE = (
    "<html><head><title>Pier</title><style>p { color: red }</style></head><body><nav><ul><li><a href=/>Home</a></li>"
    f"<li>News</li></ul></nav><script>var a = 1</script><h1>The pier is open</h1><p>{SENTENCE}</p><p>It rained.</p>"
    "</body></html>"
)


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_each_rendering_keeps_the_text_and_no_code(rendering: str) -> None:
    text = render(PAGE, rendering)
    assert text is not None
    words = " ".join(text.split())
    for part in ("Home", "The pier is open", "said the warden, and the", "It rained."):
        assert part in words
    assert "color" not in words
    assert "var a" not in words


def test_each_text_node_is_a_line() -> None:
    assert "first" in (render(PAGE, "text_nodes") or "").splitlines()


def test_lines_have_no_blank_lines_between_them() -> None:
    lines = (render(PAGE, "lines") or "").splitlines()
    assert all(lines)
    assert "It rained." in lines


def test_a_terminal_wraps_and_indents_the_text() -> None:
    lines = (render(PAGE, "terminal") or "").splitlines()
    assert max(map(len, lines)) <= TERMINAL_COLUMNS
    assert any(line.startswith("   The pier reopened") for line in lines)


def test_a_page_that_a_tool_cannot_read_has_no_text() -> None:
    assert render("", "text_nodes") is None
