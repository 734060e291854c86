"""Inputs over HTTP: a server that fails or cannot be reached must not pass for one that has no such file."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from crawler.actions.batch import storage
from crawler.actions.batch.errors import InputError, InputMissingError
from crawler.actions.batch.inputs import Selection, find_inputs
from crawler.actions.batch.storage import open_input

CONTENT = b"WARC/1.1"


class Answers(BaseHTTPRequestHandler):
    """Answers with the status that the path names; what is after a dash names that of the first two requests."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        seen: list[str] = self.server.seen  # type: ignore[attr-defined]
        later, _, first = self.path.strip("/").partition("-")
        status = int(first if first and len(seen) < 2 else later)
        seen.append(self.path)
        content = CONTENT if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(storage, "PAUSE_SECONDS", 0)
    answering = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    answering.seen = []  # type: ignore[attr-defined]
    Thread(target=answering.serve_forever, args=(0.01,)).start()
    yield f"http://127.0.0.1:{answering.server_port}"
    answering.shutdown()
    answering.server_close()


@pytest.mark.parametrize("status", [404, 410])
def test_a_file_that_a_server_does_not_have_is_missing(server: str, status: int) -> None:
    with pytest.raises(InputMissingError, match="there is no such file"):
        open_input(f"{server}/{status}")


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_server_that_refuses_or_fails_is_an_error_with_its_status(server: str, status: int) -> None:
    with pytest.raises(InputError, match=f"/{status}: cannot be read: {status}") as raised:
        open_input(f"{server}/{status}")
    assert not isinstance(raised.value, InputMissingError)


def test_a_named_address_is_absent_only_if_the_server_says_so(server: str) -> None:
    with pytest.raises(ValueError, match="/404: there is no such file"):
        find_inputs([f"{server}/404"], Selection())
    with pytest.raises(InputError, match="/503: cannot be read: 503"):
        find_inputs([f"{server}/503"], Selection())


def test_a_server_that_fails_at_first_is_asked_again(server: str) -> None:
    with open_input(f"{server}/200-503") as file:
        assert file.read() == CONTENT


def test_a_server_that_cannot_be_reached_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "PAUSE_SECONDS", 0)
    with pytest.raises(InputError, match="cannot be read: Connect") as raised:
        open_input("http://127.0.0.1:9/news.warc.gz")
    assert not isinstance(raised.value, InputMissingError)
