"""The reading room from a server on this machine."""

from __future__ import annotations

import http.client
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from cleaners.compare.site_lines import line_fingerprint
from crawler.actions.reading_room import LiveRoom
from crawler.configuration.own import OwnSettings
from crawler.reading_room.addresses import article_path, history_path, inspection_path, page_path, shelf_folder
from crawler.reading_room.catalogue import Catalogue
from crawler.reading_room.pages import Room
from crawler.reading_room.serving.addressed import page_at
from crawler.reading_room.serving.server import PageAt, RoomServer
from crawler.stores.sites.line_counts import count_lines
from crawler.stores.store import Store
from tests.crawler.reading_room.rooms import Newsroom
from tests.support.commands.scrapy_runs import Scrapy


@pytest.fixture
def room(newsroom: Newsroom) -> Iterator[RoomServer]:
    with closing(Catalogue("")) as catalogue:
        shown = Room(newsroom.store, catalogue)

        def page(path: str, _: dict[str, str]) -> str | None:
            shown.follow()
            if path == "fault.html":
                raise ValueError("a fault")
            return page_at(shown, catalogue, path)

        with serving(page) as server:
            yield server


@contextmanager
def serving(page: PageAt) -> Iterator[RoomServer]:
    with RoomServer(0, page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(server: RoomServer, path: str, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=100)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers


def headlines(page: str) -> list[str]:
    return [link.text_content() for link in html.document_fromstring(page).find_class("headline")]


def test_the_pages_are_those_of_the_site_and_follow_the_store(newsroom: Newsroom, room: RoomServer) -> None:
    wall = newsroom.revise(newsroom.add("Harbour wall", "Gazette"), "Harbour wall falls")
    newsroom.write()
    paths = ["", "index.html", "days.html", "sources.html", "languages.html", "stories/index.html", "health.html",
             article_path(wall["id"]), history_path(wall["id"]), page_path(shelf_folder("source", "Gazette"), None),
             "day/2026-03-04/index.html", "language/en/index.html"]  # fmt: skip
    for path in paths:
        status, page, _ = get(room, f"/{path}")
        assert (status, page) == (200, (newsroom.folder / (path or "index.html")).read_text()), path
    newsroom.add("Night trains")
    assert "Night trains" in headlines(get(room, "/")[1])
    newsroom.delete(wall)
    assert get(room, f"/{article_path(wall['id'])}")[0] == 404
    assert headlines(get(room, "/")[1]) == ["Night trains"]


@pytest.mark.parametrize("path", ["/article/../../etc/passwd", "/article/ab/nobody.html", "/source/nobody/index.html",
    "/source/the-paper/7.html", "/day/2026-99-99/index.html", "/nothing", "/%2e%2e/x", "/stories/999999999.html",
    "/inspect/nobody.html", "/%01%00"])  # fmt: skip
def test_an_unknown_address_is_not_found(newsroom: Newsroom, room: RoomServer, path: str) -> None:
    newsroom.add("Harbour wall")
    assert get(room, path)[0] == 404


def test_a_query_of_many_fields_is_refused(room: RoomServer, capsys: Any) -> None:
    status, text, _ = get(room, "/search.html?" + "&".join(f"f{number}=1" for number in range(30)))
    assert (status, text) == (400, "The query has more than 20 fields.")
    assert capsys.readouterr().err == ""


def test_only_requests_to_the_servers_own_name_are_answered(room: RoomServer) -> None:
    assert get(room, "/", Host="evil.example")[0] == 421
    assert get(room, "/", Host=f"localhost:{room.server_port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "CONNECT", "get"])
def test_the_server_changes_nothing_and_is_on_this_machine_alone(room: RoomServer, method: str, capsys: Any) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", room.server_port, timeout=100)) as connection:
        connection.request(method, "/")
        assert connection.getresponse().status == 501
    assert room.server_address[0] == "127.0.0.1"


def test_every_answer_has_the_policy_and_files_have_their_types(room: RoomServer) -> None:
    kinds = {"/": "text/html", "/style.css": "text/css", "/room.js": "text/javascript", "/x": "text/html"}
    for path, kind in kinds.items():
        _, _, headers = get(room, path)
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Type"] == f"{kind}; charset=utf-8"


def test_a_fault_in_one_page_is_shown_and_the_server_goes_on(room: RoomServer, capsys: Any) -> None:
    assert get(room, "/fault.html")[0] == 500
    assert "ValueError: a fault" in capsys.readouterr().err
    assert get(room, "/")[0] == 200


def test_a_store_that_failed_is_read_again_when_it_works(newsroom: Newsroom, tmp_path: Path, capsys: Any) -> None:
    newsroom.add("Harbour wall", "Gazette")
    file = Path(newsroom.store.uri.removeprefix("sqlite:///"))
    settings = OwnSettings({"STORE_URI": newsroom.store.uri, "ARCHIVE_DIR": str(tmp_path)})
    with closing(LiveRoom(settings)) as room, serving(room.page) as server:
        newsroom.store.close()
        file.rename(file.with_suffix(".away"))
        for _ in range(2):
            status, page, _ = get(server, "/")
            assert (status, "The store cannot be read" in page) == (503, True)
        file.with_suffix(".away").rename(file)
        status, page, _ = get(server, "/")
        assert (status, headlines(page)) == (200, ["Harbour wall"])
    assert "the store does not exist" in capsys.readouterr().err


def test_the_command_serves_search_and_inspection_of_a_crawl(paper: Any, scrapy: Scrapy) -> None:
    link = paper.article("/a/wall", "The wall")
    assert scrapy("crawl", "article", "-a", f"urls={link}").code == 0
    (record,) = scrapy.records()
    repeated = record["blocks"][-1]["text"]
    with closing(Store(scrapy.store_uri)) as store, store.engine.begin() as connection:
        for day in range(1, 10):
            other = {**record, "date_published": f"2026-03-0{day}"}
            count_lines(connection, other, {line_fingerprint(repeated): repeated})
    serving = scrapy.start("serve", "--port", "0")
    try:
        port = int(serving.stdout.readline().partition("/ (")[0].rpartition(":")[2])

        def page(path: str) -> Any:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=100)) as connection:
                connection.request("GET", path)
                return html.document_fromstring(connection.getresponse().read().decode())

        found = page("/search.html?q=council+-football")
        assert [link.text_content() for link in found.find_class("headline")] == ["The wall"]
        assert "council" in [mark.text_content() for mark in found.iter("mark")]
        assert "1 article" in found.text_content()
        assert "no articles" in page("/search.html?q=council&source=nobody").text_content()
        assert "no articles" in page("/search.html?q=zeppelin").text_content()
        assert not page("/search.html?q=%22").find_class("headline")
        (inspect,) = [link for link in page(f"/{article_path(record['id'])}").xpath("//a/@href") if "inspect/" in link]
        assert inspect.endswith(inspection_path(record["id"]))
        inspected = page(f"/{inspection_path(record['id'])}")
        assert len(inspected.find_class("kept")) > 3
        assert "stands on 10 of 10 pages of this site" in inspected.text_content()
        assert f"../{article_path(record['id'])}" in inspected.xpath("//main/..//a/@href | //header//a/@href")
    finally:
        serving.send_signal(signal.SIGTERM)
        assert serving.communicate()[1] == ""
    assert serving.returncode == 0
