"""newsgalley in a fresh environment and an empty folder: from a wheel, and deployed to scrapyd as an egg.

These tests install packages, so they need a package index. They reach no other host.
"""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import pytest

from cleaners import __version__
from seeds.demo.newspaper import serve
from tests.installation.distribution import PROJECT, copied, run
from tests.support.servers.ports import free_port

pytestmark = pytest.mark.soak

JOB_SECONDS = 400


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the files that belong to a distribution, for builds."""
    return copied(tmp_path_factory.mktemp("tree"))


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Path:
    run("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tree / "dist", tree, python=sys.executable)
    (built,) = (tree / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Return the Python of an environment into which the wheel is installed."""
    return environment(tmp_path_factory.mktemp("fresh"), wheel)


def test_the_files_that_the_container_copies_make_the_same_package(wheel: Path, tmp_path: Path) -> None:
    for line in (PROJECT / "deploy" / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *names, target = line.split()[1:]
            for name in names:
                place = tmp_path / "tree" / target / (name if target == "./" else "")
                if (PROJECT / name).is_dir():
                    ignored = shutil.ignore_patterns("__pycache__", "*.so")
                    shutil.copytree(PROJECT / name, place, symlinks=True, ignore=ignored)
                else:
                    place.parent.mkdir(exist_ok=True)
                    shutil.copy(PROJECT / name, place)
    run("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, tmp_path / "tree", python=sys.executable)
    (built,) = tmp_path.glob("*.whl")
    assert packed(built) == packed(wheel)


def packed(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def environment(folder: Path, *packages: object) -> Path:
    run("-m", "venv", folder / "venv", python=sys.executable)
    python = folder / "venv" / "bin" / "python"
    run("-m", "pip", "install", "--quiet", *packages, python=python)
    return python


@pytest.fixture
def home() -> Iterator[str]:
    with serve() as newspaper:
        yield newspaper.home


def test_a_folder_is_set_up_and_a_site_crawled_and_exported(python: Path, home: str, tmp_path: Path) -> None:
    command = python.with_name("newsgalley")
    assert run(command, "--version", python=python) == f"newsgalley {__version__} (compiled steps are in use)\n"
    run(command, "init", "--contact", "desk@paper.example", python=python, cwd=tmp_path)
    options = ("-a", f"site={home}", "-s", f"ALLOWED_ADDRESSES={urlsplit(home).netloc}")
    run(command, "crawl", *options, python=python, cwd=tmp_path)
    run(command, "export", "-o", "articles.jsonl", python=python, cwd=tmp_path)
    records = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()]
    assert len(records) > 20
    assert all(record["title"] and record["text"] for record in records)
    assert "spiegel" in run(command, "sources", "list", "-s", "SOURCES_PATH=", python=python, cwd=tmp_path)


def test_pages_are_cleaned_from_python(python: Path, tmp_path: Path) -> None:
    assert_pages_are_cleaned(python, tmp_path)


def assert_pages_are_cleaned(python: Path, folder: Path) -> None:
    script = folder / "script.py"
    script.write_text(
        "from cleaners import Page, clean, clean_many\n"
        "html = '<h1>Harbour wall</h1>' + 9 * '<p>The wall is old and will be mended in May.</p>'\n"
        "if __name__ == '__main__':\n"
        "    print(clean(html).title)\n"
        "    print([cleaned.article.title for cleaned in clean_many([Page(body=html)])])\n"
    )
    assert run(script, python=python, cwd=folder) == "Harbour wall\n['Harbour wall']\n"


def test_it_installs_and_works_without_a_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy := tmp_path / "tree").mkdir()  # its own copy: an earlier build leaves compiled modules in the other
    for name in ("CC", "CXX"):
        monkeypatch.setenv(name, "/bin/false")
    python = environment(tmp_path, copied(copy))
    assert "compiled steps are not in use" in run("-m", "crawler.console", "--version", python=python, cwd=tmp_path)
    assert_pages_are_cleaned(python, tmp_path)


def test_scrapyd_runs_the_project_from_an_egg(wheel: Path, tree: Path, home: str, tmp_path: Path) -> None:
    python = environment(tmp_path, wheel, "scrapyd>=1.6", "scrapyd-client>=2.0.3", "setuptools>=77,<81")
    run("-m", "pip", "uninstall", "--quiet", "--yes", "newsgalley", python=python)  # its requirements stay
    egg = tmp_path / "newsgalley.egg"
    run(python.with_name("scrapyd-deploy"), "--build-egg", egg, python=python, cwd=tree)
    port = free_port()
    (tmp_path / "scrapyd.conf").write_text(f"[scrapyd]\nhttp_port = {port}\npoll_interval = 0.5\n")
    daemon = subprocess.Popen(
        [python.with_name("scrapyd")], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        api = f"http://127.0.0.1:{port}"
        wait_until(lambda: is_open(port))
        deploy = f"curl -sS --fail {api}/addversion.json -F project=news -F version=1 -F egg=@{egg}"
        assert json.loads(subprocess.check_output(deploy.split()))["spiders"] == 3
        job = [("project", "news"), ("spider", "news"), ("site", home)]
        settings = [f"ALLOWED_ADDRESSES={urlsplit(home).netloc}", f"STORE_URI=sqlite:///{tmp_path}/articles.db"]
        post(f"{api}/schedule.json", [*job, *(("setting", setting) for setting in settings)])
        wait_until(lambda: bool(get(f"{api}/listjobs.json?project=news")["finished"]))
    finally:
        daemon.terminate()
        daemon.wait()
    with sqlite3.connect(tmp_path / "articles.db") as store:
        (count,) = store.execute("SELECT count(*) FROM articles").fetchone()
    assert count > 20


def is_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition: object) -> None:
    assert callable(condition)
    end = time.monotonic() + JOB_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.2)


def get(url: str) -> dict[str, object]:
    with urlopen(url) as response:
        answer = json.load(response)
    assert answer["status"] == "ok", answer
    return dict(answer)


def post(url: str, fields: list[tuple[str, str]]) -> None:
    with urlopen(url, urlencode(fields).encode()) as response:
        answer = json.load(response)
    assert answer["status"] == "ok", answer


ADD_ON_SPIDER = """
import scrapy


class DeskSpider(scrapy.Spider):
    name = "desk"
    start_urls = [{home!r}]
    custom_settings = {{"ADDONS": {{"crawler.addon.CleanAddon": 100}}}}

    def parse(self, response):
        yield from response.follow_all(css="article a, h2 a")
"""


def test_a_project_of_others_uses_the_add_on(python: Path, home: str, tmp_path: Path) -> None:
    (tmp_path / "spider.py").write_text(ADD_ON_SPIDER.format(home=home))
    run("-m", "scrapy", "runspider", "spider.py", "-O", "records.jsonl", python=python, cwd=tmp_path)
    records = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text("utf-8").splitlines()]
    assert records
    assert all(record["title"] and record["text"] for record in records)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".db"] == []


@pytest.mark.parametrize(
    ("code", "extra"),
    [
        ("import crawler.addon.poet", "newsgalley[poet]"),
        ("from crawler.network.storages import rename; rename('s3://a/b', 's3://a/c')", "newsgalley[remote]"),
    ],
)
def test_a_missing_extra_is_named(python: Path, code: str, extra: str) -> None:
    ended = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    assert f"pip install '{extra}'" in ended.stderr
