import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


def test_given_pages_are_fetched_and_nothing_else(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/a/{name}", f"The {name}") for name in ("wall", "roof")]
    paper.article("/a/other", "The other")
    ended = scrapy("crawl", "article", "-a", f"urls={links[0]}#top, {links[1]} ,{links[0]}?utm_source=x#end")
    assert ended.code == 0, ended.log
    assert scrapy.titles() == ["The roof", "The wall"]
    assert paper.paths().count("/a/wall") == 1


def test_a_given_page_is_fetched_again_and_its_record_replaced(paper: Paper, scrapy: Scrapy) -> None:
    link = paper.article("/a/wall", "The wall")
    scrapy("crawl", "article", "-a", f"urls={link}")
    paper.article("/a/wall", "The wall, mended")
    ended = scrapy("crawl", "article", "-a", f"urls={link}")
    assert ended.summary()["articles_stored"] == 1
    assert scrapy.titles() == ["The wall, mended"]


def test_addresses_come_from_a_file_or_from_standard_input(paper: Paper, scrapy: Scrapy) -> None:
    wall, roof = paper.article("/a/wall", "The wall"), paper.article("/a/roof", "The roof")
    (scrapy.folder / "pages.txt").write_text(f'# to read\n\n"{wall}"\n', encoding="utf-16")  # as PowerShell writes it
    scrapy("crawl", "article", "-a", f"file={scrapy.folder / 'pages.txt'}")
    scrapy("crawl", "article", "-a", "file=-", stdin=f"\ufeff<{roof}>\r\n")
    assert scrapy.titles() == ["The roof", "The wall"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "the roof\n", "ftp://paper.example/a\n"])
def test_a_list_in_standard_input_without_addresses_is_named(scrapy: Scrapy, text: str) -> None:
    ended = scrapy("crawl", "article", "-a", "file=-", stdin=text)
    assert ended.code == 2
    assert "Traceback" not in ended.log
    assert "error: -" in ended.log


def test_the_exit_code_reports_a_failed_page_among_good_ones(paper: Paper, scrapy: Scrapy) -> None:
    good, bad = paper.article("/a/wall", "The wall"), f"{paper.base}/a/missing"
    assert scrapy("crawl", "article", "-a", f"urls={good},{bad}").code == 4
    assert scrapy("crawl", "article", "-a", f"urls={bad}").code == 3


def test_a_malformed_address_is_named_before_anything_is_fetched(paper: Paper, scrapy: Scrapy) -> None:
    good = paper.article("/a/wall", "The wall")
    ended = scrapy("crawl", "article", "-a", f"urls={good},harbour wall")
    assert ended.code == 2
    assert "harbour wall" in ended.log
    assert "Traceback" not in ended.log
    assert not paper.asked


def test_without_addresses_the_two_ways_to_give_them_are_named(scrapy: Scrapy) -> None:
    ended = scrapy("crawl", "article")
    assert ended.code == 2
    assert "-a urls=" in ended.log
    assert "-a file=" in ended.log
