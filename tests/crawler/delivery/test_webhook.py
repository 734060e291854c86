"""Requests to a receiver on loopback: signed, retried, divided, and refused in plain sentences."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks import Webhook as StandardWebhook

from crawler.delivery import courier
from crawler.delivery.batches import MAX_BYTES, batches
from crawler.delivery.courier import Courier, DeliveryError
from crawler.delivery.webhook import Webhook, check_url, read_secret

SECRET = "whsec_" + base64.b64encode(b"an invented secret of 32 bytes..").decode()


@dataclass
class Receiver:
    """The answers to give, in order, and the requests that came; the last answer is repeated."""

    answers: list[tuple[int, dict[str, str], bytes]]
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def sequences(self) -> list[list[int]]:
        return [[change["sequence"] for change in json.loads(body)["changes"]] for _, body in self.requests]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    state = Receiver([(204, {}, b"")])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.requests.append((dict(self.headers.items()), body))
            status, headers, text = state.answers[min(len(state.requests), len(state.answers)) - 1]
            if status == 200 and headers.get("limit") and len(json.loads(body)["changes"]) > int(headers["limit"]):
                status = 413
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    state.url = f"http://127.0.0.1:{server.server_port}/hook?token=hidden"
    yield state
    server.shutdown()
    server.server_close()


def rows(count: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"id": f"a{number}", "sequence": number * 3, **fields} for number in range(1, count + 1)]


def courier_to(url: str, *, most: int = 50, tries: int | None = 3, stop: threading.Event | None = None) -> Courier:
    webhook = Webhook(url, read_secret(SECRET), 5)
    return Courier(webhook, "desk", most, tries, stop or threading.Event(), lambda _: None)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "FIRST_PAUSE_SECONDS", 0.01)


def test_a_batch_is_signed_as_the_standard_says(receiver: Receiver) -> None:
    (batch,) = courier_to(receiver.url).deliver(rows(3, title="Ünïcode", removed=[{"text": "x"}]))
    assert (batch.first, batch.last) == (3, 9)
    ((headers, body),) = receiver.requests
    StandardWebhook(SECRET).verify(body, headers)
    sent = json.loads(body)
    assert sent["changes"][0] == {"id": "a1", "sequence": 3, "title": "Ünïcode"}
    assert (sent["consumer"], sent["first"], sent["last"], headers["Webhook-Id"]) == ("desk", 3, 9, "desk-3-9")


def test_batches_are_bounded_by_number_and_size() -> None:
    assert [len(batch.changes) for batch in batches(rows(7), "desk", 3)] == [3, 3, 1]
    large = rows(4, text="x" * (MAX_BYTES // 2 - 100))
    assert [len(batch.changes) for batch in batches(large, "desk", 50)] == [2, 2]
    assert [len(batch.changes) for batch in batches(rows(2, text="x" * 2 * MAX_BYTES), "desk", 50)] == [1, 1]
    assert list(batches([], "desk", 3)) == []


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_receiver_that_is_busy_gets_the_same_batch_again(receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, {}, b""), (status, {"Retry-After": "0"}, b""), (200, {}, b"")]
    assert [batch.key for batch in courier_to(receiver.url, most=2).deliver(rows(3))] == ["desk-3-6", "desk-9-9"]
    assert receiver.sequences() == [[3, 6], [3, 6], [3, 6], [9]]
    assert len({headers["Webhook-Id"] for headers, _ in receiver.requests[:3]}) == 1


def test_after_the_last_try_the_batch_waits(receiver: Receiver) -> None:
    receiver.answers = [(503, {}, b"")]
    with pytest.raises(DeliveryError, match=r"http://127.0.0.1:\d+ answered 503 Service Unavailable$"):
        list(courier_to(receiver.url).deliver(rows(1)))
    assert len(receiver.requests) == 3


def test_a_pause_of_an_hour_is_left_to_a_later_delivery(receiver: Receiver) -> None:
    receiver.answers = [(429, {"Retry-After": "3600"}, b"")]
    with pytest.raises(DeliveryError, match=r"429 Too Many Requests and asks for a pause of 3600 s$"):
        list(courier_to(receiver.url).deliver(rows(1)))
    assert len(receiver.requests) == 1


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A receiver that answers one request in its own way; yields its address."""

    def serve() -> None:
        with server.accept()[0] as connection:
            connection.recv(65536)
            with suppress(OSError):
                answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def test_an_answer_that_comes_byte_by_byte_without_end_is_not_waited_for() -> None:
    def drip(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"H")
            time.sleep(0.02)

    with answering(drip) as url:
        answer = Webhook(url, None, 0.1).send(next(batches(rows(1), "desk", 1)))
    assert answer.outcome == "later"
    assert "did not answer within 0.4 s" in answer.why


def test_an_answer_that_is_not_http_is_shown_as_one_line() -> None:
    with answering(lambda connection: connection.sendall(b"SSH-2.0\x1b[2J\r\n\r\n")) as url:
        answer = Webhook(url, None, 5).send(next(batches(rows(1), "desk", 1)))
    assert answer.outcome == "later"
    assert answer.why.endswith("cannot be reached: SSH-2.0 [2J")


def test_a_receiver_that_is_down_is_named_without_its_secret_path() -> None:
    with pytest.raises(DeliveryError, match=r"^http://127.0.0.1:9 cannot be reached: Connection refused"):
        list(courier_to("http://user:pass@127.0.0.1:9/secret").deliver(rows(1)))


def test_user_and_password_of_the_address_are_sent_as_a_header(receiver: Receiver) -> None:
    list(courier_to(receiver.url.replace("//", "//desk:p%40ss@")).deliver(rows(1)))
    ((headers, _),) = receiver.requests
    assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")) == b"desk:p@ss"


@pytest.mark.parametrize(
    ("status", "headers", "text", "message"),
    [
        (410, {}, b"", "410 Gone: the receiver is gone"),
        (401, {}, b"who\x1b[31m are\nyou?", r"401 Unauthorized \(who \[31m are you\?\); correct the receiver"),
        (404, {}, b"", "404 Not Found; correct the receiver"),
        (302, {"Location": "http://127.0.0.1:9/"}, b"", "302 Found, a redirect, which is not followed"),
        (413, {}, b"", "one change is too large for the receiver"),
        (499, {}, b"", "answered status 499"),
    ],
)
def test_a_refusal_is_not_tried_again(
    receiver: Receiver, status: int, headers: dict[str, str], text: bytes, message: str
) -> None:
    receiver.answers = [(status, headers, text)]
    with pytest.raises(DeliveryError, match=message):
        list(courier_to(receiver.url).deliver(rows(1)))
    assert len(receiver.requests) == 1


def test_a_batch_that_is_too_large_is_halved(receiver: Receiver) -> None:
    receiver.answers = [(200, {"limit": "2"}, b"")]
    taken = [[number for number, _ in batch.changes] for batch in courier_to(receiver.url).deliver(rows(5))]
    assert taken == [[3, 6], [9], [12, 15]]


def test_a_delivery_that_is_stopped_ends_between_tries(receiver: Receiver) -> None:
    receiver.answers = [(503, {"Retry-After": "600"}, b"")]
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    assert list(courier_to(receiver.url, tries=None, stop=stop).deliver(rows(1))) == []
    assert len(receiver.requests) == 1


def test_secrets_are_base64_after_their_prefix_or_text() -> None:
    assert read_secret(SECRET) == b"an invented secret of 32 bytes.."
    assert read_secret("plain words") == b"plain words"
    assert read_secret("") is None
    with pytest.raises(ValueError, match="DELIVER_SECRET"):
        read_secret("whsec_!")


@pytest.mark.parametrize("url", ["ftp://a/", "a.example/hook", "http://", "http://ä.example/"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must be an http or https address"):
        check_url(url)
