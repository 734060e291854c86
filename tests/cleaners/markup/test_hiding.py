import pytest

from cleaners.markup.hiding import SCREEN_READER_PARTS, is_for_screen_readers

NAMES = (
    "sr-only", "visuallyhidden", "visually-hidden", "screen-reader", "screenreader", "screen-reader-text",
    "screenreader-only", "u-visually-hidden", "a11y-hidden", "element-invisible", "show-for-sr", "is-sr-only",
    "Link_sr-only__x81k", "assistive-text", "hidden-visually", "offscreen", "h-offscreen", "off-screen-text", "aural",
    "text-hide", "ui-helper-hidden-accessible",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_each_class_for_screen_readers_has_a_part_that_is_searched_first(name: str) -> None:
    assert is_for_screen_readers(f"lead {name}")
    assert is_for_screen_readers(name.upper())
    assert any(part in name for part in SCREEN_READER_PARTS)


@pytest.mark.parametrize(
    "name",
    [
        "read-only",
        "hidden",
        "reader-comments",
        "visually-hidden-box",
        "not-sr-only",
        "sr-only-focusable",
        "screen-reader-guide",
        "field--label-visually_hidden",
        "invisible",
        "a11y-menu",
        "offscreen-menu",
        "aurally",
        "text-hidden-mobile",
    ],
)
def test_other_classes_are_shown(name: str) -> None:
    assert not is_for_screen_readers(name)


@pytest.mark.parametrize("names", ["srOnly", "Link_srOnly__x81k", "visuallyHidden", "screenReaderText"])
def test_a_name_in_camel_case_is_found(names: str) -> None:
    assert is_for_screen_readers(names)
    assert any(part in names.lower() for part in SCREEN_READER_PARTS)
