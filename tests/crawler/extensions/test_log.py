import logging

import pytest

from crawler.extensions.log import ForeignTextFilter
from crawler.messages.foreign_text import escaped
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


def logged(message: str, *args: object, error: BaseException | None = None) -> str:
    info = (type(error), error, None) if error else None
    record = logging.LogRecord("test", logging.INFO, __file__, 1, message, args, info)
    ForeignTextFilter().filter(record)
    return logging.Formatter("%(levelname)s: %(message)s").format(record)


@pytest.mark.parametrize(
    "text",
    [
        "a\n2026-03-04 INFO: forged",
        "a\r\nb",
        "\x1b[31mred\x1b[0m",
        "a\u2028b",
        "a\u202eb",
        "a\x85b",
        "a\ud800b",
        "a\x00b",
    ],
)
def test_foreign_text_stays_on_its_line_and_has_no_controls(text: str) -> None:
    line = logged("Cannot fetch %s: %s", text, "timeout")
    assert len(line.splitlines()) == 1
    assert line.removeprefix("INFO: ").isprintable()


def test_named_arguments_are_escaped_too() -> None:
    assert len(logged("Stored %(title)s", {"title": "a\nb"}).splitlines()) == 1


def test_numbers_stay_numbers() -> None:
    assert logged("fetched %d pages in %.1f s", 3, 1.25) == "INFO: fetched 3 pages in 1.2 s"


def test_a_traceback_cannot_look_like_lines_of_the_log() -> None:
    lines = logged("failed", error=ValueError("x\n2026-03-04 INFO: forged")).splitlines()
    assert lines[0] == "INFO: failed"
    assert all(line.startswith("  | ") for line in lines[1:])


def test_users_and_passwords_in_addresses_are_not_logged() -> None:
    assert escaped("see http://user:secret@example.org/a and mail@example.org") == (
        "see http://example.org/a and mail@example.org"
    )


def test_the_log_of_a_crawl_is_safe_too(paper: Paper, scrapy: Scrapy) -> None:
    address = paper.base.replace("://", "://user:secret@")
    paper.add("/2026/03/moved", status=302, headers={"Location": f"{address}/2026/03/gone"})
    ended = scrapy("crawl", "article", "-a", f"urls={paper.base}/2026/03/moved", "-L", "DEBUG")
    assert "Redirecting (302)" in ended.log
    assert "secret" not in ended.log


def test_line_breaks_of_our_templates_are_kept() -> None:
    assert logged("one\n  two") == "INFO: one\n  two"


def test_a_page_or_long_address_does_not_fill_the_log() -> None:
    assert len(logged("Cannot fetch %s", "x" * 1_000_000)) < 3_000
    assert len(logged("failed", error=ValueError("x" * 1_000_000))) < 5_000
