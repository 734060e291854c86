from pathlib import Path

import pytest

from tests.support.commands.forked import PROJECT
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

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
        (["news", "-a", "all=1"], {"STORE_URI": "mysql://localhost/x"}, "mysql"),
        (["news", "-a", "all=1"], {"STORE_URI": "sqlite:////nowhere/at/all.db"}, "/nowhere/at"),
        (["news", "-a", "all=1"], {"STORE_URI": "rubbish"}, "rubbish"),
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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["news", "-a", "source=x.toml"],
            "-a source: the spider news has no argument of this name. Did you mean sources",
        ),
        (["news", "-a", "quux=1"], "-a quux: the spider news has no argument of this name. It has sources, only"),
        (["article", "-a", "url=http://127.0.0.1:9/"], "Did you mean urls?"),
        (["news", "-a", "most=many"], "-a most=many: must be a whole number of 1 or more; write -a most=N."),
        (["news", "-a", "most=0"], "-a most=0"),
        (["news", "-a", "force=perhaps"], "-a force=perhaps: must be 1 or 0"),
        (["news", "-a", "only="], "-a only=: the value is missing; write -a only=ID,ID."),
        (["news", "-a", "only=a", "-a", "only=b"], "-a only is given twice"),
        (["news", "-a", "site=http://127.0.0.1:9/", "-a", "only=x"], "-a site and -a only exclude each other"),
        (["archive", "-a", "path=.", "-a", "dropped=yes"], "-a dropped=yes"),
        (["news", "-a", "only"], "-a only: write -a NAME=VALUE."),
        (["news", "--olny"], "Unknown option --olny."),
        (["find", "-a", "site=http://127.0.0.1:9/"], "Unknown spider 'find'."),
        (["news", "article"], "Name one spider"),
    ],
)
def test_unknown_arguments_values_and_combinations_are_refused(
    scrapy: Scrapy, arguments: list[str], message: str
) -> None:
    ended = scrapy("crawl", *arguments)
    assert ended.code == 2, ended.log
    assert message in ended.log
    assert "Traceback" not in ended.log
    assert not (scrapy.folder / "articles.db").exists()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"CLEAN_WORKER": 1}, "-s CLEAN_WORKER: this setting does not exist. Did you mean CLEAN_WORKERS"),
        ({"CONTCT": "me@example.org"}, "Did you mean CONTACT"),
        ({"ALARM_EVERY": 1}, "-s ALARM_EVERY: this setting does not exist."),  # of a family of settings
        ({"HEALTH_RUNS": "many"}, "HEALTH_RUNS=many: must be a whole number, such as 20."),
        ({"MAX_RECHECKS": -1}, "MAX_RECHECKS=-1: must be 0 or more."),
        ({"PROGRESS_SECONDS": "nan"}, "PROGRESS_SECONDS=nan: must be 0 or more."),
        ({"ALLOWED_PORTS": "80,x"}, "ALLOWED_PORTS=80,x: must be whole numbers, separated by commas."),
        ({"RETRY_HTTP_CODES": "5xx"}, "RETRY_HTTP_CODES=5xx: must be whole numbers, separated by commas."),
        ({"FEEDS": "articles.csv"}, "FEEDS=articles.csv: must be a JSON object."),
        ({"SITE_LINES": "maybe"}, "SITE_LINES=maybe: must be True or False."),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL=LOUD: must be one of CRITICAL"),
        ({"LOG_FORMAT": "plain"}, "LOG_FORMAT=plain: must be a format"),
        ({"RUN_SUMMARY": "x" * 300 + "/y"}, "there is no folder xxx"),
        ({"DEPTH_LIMIT": "deep"}, "DEPTH_LIMIT=deep: must be a whole number"),  # one of Scrapy's
        ({"ALARM_COMMAND": "no-such-program -v"}, "ALARM_COMMAND=no-such-program -v: there is no program"),
        ({"RUN_SUMMARY": "/nowhere/at/all.json"}, "RUN_SUMMARY=/nowhere/at/all.json: there is no folder /nowhere/at"),
        ({"LOG_FILE": "/nowhere/run.log"}, "LOG_FILE=/nowhere/run.log: there is no folder /nowhere"),
        ({"ALARM_URL": "example.org/hook"}, "ALARM_URL=example.org/hook: must be an http or https address."),
    ],
)
def test_unknown_settings_and_wrong_values_are_refused(
    scrapy: Scrapy, settings: dict[str, object], message: str
) -> None:
    ended = scrapy("crawl", "news", "-a", "site=http://127.0.0.1:9/", **settings)
    assert ended.code == 2, ended.log
    assert message in ended.log
    assert "Traceback" not in ended.log


def test_settings_that_fit_are_accepted(paper: Paper, scrapy: Scrapy) -> None:
    paper.front(paper.article("/2026/03/wall", "The wall"))
    settings = {
        "STOP_GRACE_SECONDS": 0.5,
        "ARCHIVE_MAX_GB": 0.5,
        "QUARANTINE_MAX_MB": 1.5,
        "SITE_LINES": "false",
        "DEPTH_PRIORITY": -1,
        "LOG_LEVEL": "WARNING",
    }
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}", "-a", "force=0", SOMEBODY_ELSES=1, **settings)
    assert ended.code == 0, ended.log
    assert "-s SOMEBODY_ELSES: this setting does not exist and has no effect." in ended.log


@pytest.mark.parametrize("path", ["", PROJECT / "seeds" / "sources"])
def test_the_starter_set_is_not_requested_without_a_contact(path: Path | str, scrapy: Scrapy) -> None:
    ended = scrapy("crawl", "news", SOURCES_PATH=path)
    assert ended.code == 2
    assert "newspapers of the starter set" in ended.log
    assert "-a all=1" in ended.log


def test_the_users_own_sources_need_no_contact(paper: Paper, scrapy: Scrapy, tmp_path: Path) -> None:
    paper.front(paper.article("/2026/03/wall", "The wall"))
    own = tmp_path / "own.toml"
    own.write_text(f'[[source]]\nid = "paper"\nname = "The Paper"\nhome = "{paper.base}/"\n')
    assert scrapy("crawl", "news", SOURCES_PATH=own).code == 0


@pytest.mark.parametrize("spider", ["news", "article", "archive"])
def test_help_lists_the_arguments_of_a_spider(scrapy: Scrapy, spider: str) -> None:
    ended = scrapy("crawl", spider, "--help")
    assert ended.code == 0
    assert f"usage: newsgalley crawl {spider}" in ended.out
    assert "-a " in ended.out
    assert "--logfile" in scrapy("crawl", "--help").out


def test_the_spiders_that_users_run_are_listed(scrapy: Scrapy) -> None:
    assert scrapy("list").out.split() == ["news", "article", "archive"]


def test_an_unchanged_page_is_named_in_the_summary(paper: Paper, scrapy: Scrapy) -> None:
    story = paper.article("/a/wall", "The wall")
    scrapy("crawl", "article", "-a", f"urls={story}")
    ended = scrapy("crawl", "article", "-a", f"urls={story}")
    assert "articles stored 0, 1 unchanged" in ended.log
    assert ": 1 article, no pages wait for a later run" in ended.log


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (("-o", "."), "-o .: is a folder; name a file"),
        (("-O", ".:jsonl"), "-O .:jsonl: is a folder; name a file"),
        (("-o", "articles.docx"), "-o articles.docx: no format has this ending. Write one after a colon"),
        (("-o", "articles"), "-o articles: no format has this ending"),
        (("-o", "a.csv", "-O", "b.csv"), "Give -o, which appends, or -O, which replaces; not both."),
    ],
)
def test_an_output_that_cannot_be_used_is_named(scrapy: Scrapy, output: tuple[str, ...], told: str) -> None:
    ended = scrapy("crawl", "article", "-a", "urls=https://a.example/b", *output)
    assert ended.code == 2
    assert told in ended.log


def test_a_run_leaves_its_whole_store_in_one_file(paper: Paper, scrapy: Scrapy, tmp_path: Path) -> None:
    address = paper.article("/2026/03/wall", "Harbour wall")
    assert scrapy("crawl", "article", "-a", f"urls={address}").code == 0
    assert [path.name for path in tmp_path.glob("articles.db-*")] == []
