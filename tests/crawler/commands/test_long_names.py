import pytest

from tests.support.commands.scrapy_runs import Scrapy

LONG = "x" * 5_000  # longer than a system's limit on paths


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean", LONG),
        ("crawl", "archive", "-a", f"path={LONG}"),
        ("crawl", "article", "-a", f"file={LONG}"),
        ("crawl", "news", "-a", f"sources={LONG}"),
        ("sources", "list", "-s", f"SOURCES_PATH={LONG}"),
        ("sources", "check", LONG),
        ("inspect", LONG),
    ],
)
def test_a_name_that_is_too_long_gets_a_sentence(scrapy: Scrapy, arguments: tuple[str, ...]) -> None:
    ended = scrapy(*arguments)
    assert ended.code in (2, 3), ended.log
    assert "xxx" in ended.log + ended.out
    assert "Traceback" not in ended.log
