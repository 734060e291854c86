import io

from rich.console import Console

from crawler.inspection.terminal import explanation
from tests.crawler.inspection.documents import hostile, plain


def printed(document: object) -> str:
    out = io.StringIO()
    Console(file=out, width=160).print(explanation(document))  # type: ignore[arg-type]
    return out.getvalue()


def test_kept_and_removed_blocks_are_side_by_side_in_page_order() -> None:
    text = printed(plain())
    places = [text.index(part) for part in ("Part 0 of", "Part 2 of", "Advertisement", "Part 3 of", "newsletter")]
    assert places == sorted(places)
    row = next(line for line in text.splitlines() if "Advertisement" in line)
    assert row.split("│")[1].strip() == ""


def test_each_removal_has_its_kind_stage_rule_and_reason() -> None:
    assert {"advertisement", "outside"} <= set(printed(plain()).replace("_", " ").split())


def test_a_page_cannot_command_the_terminal() -> None:
    text = printed(hostile("http://127.0.0.1:9"))
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "onerror=" in text
