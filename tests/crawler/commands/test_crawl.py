from pathlib import Path

import pytest

from tests.crawler.conftest import Scrapy
from tests.crawler.paper import Paper

GOOD = '[[source]]\nid = "paper"\nname = "The Paper"\nhome = "http://127.0.0.1:9/"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + 'hoem = "x"\n', ["sources.toml", "paper", "hoem"]),
        (GOOD + "max_articles = 'many'\n", ["sources.toml", "paper", "max_articles"]),
        (GOOD + GOOD, ["sources.toml", "paper", "id"]),
        (GOOD + "skip_url = '('\n", ["sources.toml", "paper", "skip_url"]),
        (GOOD + "every = 'often'\n", ["sources.toml", "paper", "every"]),
        ("[[source]\n", ["sources.toml"]),
    ],
)
def test_a_broken_source_file_ends_the_run_before_anything_is_fetched(
    scrapy: Scrapy, text: str, message: list[str]
) -> None:
    path = scrapy.folder / "sources.toml"
    path.write_text(text)
    ended = scrapy("crawl", "news", "-a", f"sources={path}")
    assert ended.code == 2
    assert all(word in ended.log for word in message), ended.log
    assert "Traceback" not in ended.log


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (["news", "-a", "sources=/nowhere"], {}, "/nowhere"),
        (["news", "-a", "only=no-such-paper"], {}, "no-such-paper"),
        (["news", "-a", "site=ftp://example.org/"], {}, "ftp://example.org/"),
        (["news"], {"STORE_URI": "mysql://localhost/x"}, "mysql"),
        (["news"], {"STORE_URI": "sqlite:////nowhere/at/all.db"}, "/nowhere/at"),
        (["news"], {"STORE_URI": "rubbish"}, "rubbish"),
        (["nwes"], {}, "nwes"),
    ],
)
def test_an_unusable_argument_is_named(
    scrapy: Scrapy, arguments: list[str], settings: dict[str, str], message: str
) -> None:
    ended = scrapy("crawl", *arguments, **settings)
    assert ended.code == 2, ended.log
    assert message in ended.log
    assert "Traceback" not in ended.log


def test_an_unreachable_host_gives_a_reason_and_an_exit_code(scrapy: Scrapy) -> None:
    ended = scrapy("crawl", "news", "-a", "site=http://127.0.0.1:9/")
    assert ended.code == 3
    assert ended.summary()["sources"][0]["reason"] == "connection_refused"
    assert "Traceback" not in ended.log


def test_worker_processes_give_the_same_articles(paper: Paper, scrapy: Scrapy, tmp_path: Path) -> None:
    links = [paper.article(f"/a/story-{n}", f"Story number {n}") for n in range(5)]
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(links)}", CLEAN_WORKERS=2)
    assert ended.code == 0, ended.log
    assert scrapy.titles() == [f"Story number {n}" for n in range(5)]


def test_the_user_agent_names_the_project_and_the_contact(paper: Paper, scrapy: Scrapy) -> None:
    scrapy("crawl", "article", "-a", f"urls={paper.article('/a/wall', 'The wall')}", CONTACT="desk@example.org")
    agent = paper.asked[0].headers["user-agent"]
    assert agent.startswith("newsgalley/")
    assert agent.endswith("(+desk@example.org)")


def test_a_job_folder_is_ignored_with_a_warning(paper: Paper, scrapy: Scrapy) -> None:
    story = paper.article("/a/wall", "The wall")
    ended = scrapy("crawl", "article", "-a", f"urls={story}", JOBDIR=scrapy.folder / "job")
    assert ended.code == 0
    assert ended.log.count("is ignored: the store knows") == 1
    assert scrapy.titles() == ["The wall"]
    assert not (scrapy.folder / "job").exists()
