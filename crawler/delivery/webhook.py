"""Post a batch to an address, signed according to the Standard Webhooks specification (standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from threading import Thread
from typing import IO, Literal
from urllib.error import HTTPError
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from crawler.delivery.batches import Batch
from crawler.messages.wording import error_message, shown_url

SECRET_PREFIX = "whsec_"  # noqa: S105 - the prefix of secrets in the specification
MOST_ANSWER_BYTES = 300  # of a refusing receiver's answer, for the message
PATIENCE = 4  # the whole request may take this many times DELIVER_TIMEOUT_SECONDS
MOST_WAIT_SECONDS = 3_600  # the longest Retry-After that is obeyed
# Statuses after which the same request may succeed later.
_LATER = frozenset({408, 425, 429})

Outcome = Literal["taken", "later", "too_large", "refused"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a request: why the batch was not taken, and the pause that the receiver wants."""

    outcome: Outcome
    why: str = ""
    wait_seconds: float = 0


class _NoRedirects(HTTPRedirectHandler):
    """Follows no redirect, because the changes are for the receiver alone."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        return None


@dataclass(frozen=True, slots=True)
class Webhook:
    """A receiver that takes batches at an address."""

    url: str
    secret: bytes | None
    timeout_seconds: float

    def send(self, batch: Batch) -> Answer:
        """Post a batch and return the result; errors of the network are results too.

        A thread posts the batch, and the caller waits for it for a limited time: a receiver that answers byte by byte
        would never exceed the timeout of the connection.
        """
        answer: Future[Answer] = Future()
        Thread(target=self._post, args=(batch, answer), daemon=True).start()
        seconds = self.timeout_seconds * PATIENCE
        try:
            return answer.result(seconds)
        except FutureTimeoutError:
            return Answer("later", f"{shown_url(self.url)} did not answer within {seconds:g} s")

    def _post(self, batch: Batch, answer: Future[Answer]) -> None:
        try:
            answer.set_result(self._answer_to(batch))
        except BaseException as error:  # noqa: BLE001 - the waiting thread raises it
            answer.set_exception(error)

    def _answer_to(self, batch: Batch) -> Answer:
        body = batch.body()
        url, login = without_login(self.url)
        headers = self._headers(batch.key, body) | login
        request = Request(url, body, headers, method="POST")  # noqa: S310 - check_url takes http and https only
        try:
            with build_opener(_NoRedirects).open(request, timeout=self.timeout_seconds):
                return Answer("taken")
        except HTTPError as error:
            with error:
                return self._answer(error)
        except (OSError, HTTPException) as error:
            reason = _line(error_message(getattr(error, "reason", error))) or type(error).__name__
            return Answer("later", f"{shown_url(self.url)} cannot be reached: {reason}")

    def _headers(self, key: str, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "User-Agent": "newsgalley", "webhook-id": key}
        if self.secret is None:
            return headers
        moment = str(int(time.time()))
        return headers | {"webhook-timestamp": moment, "webhook-signature": signature(self.secret, key, moment, body)}

    def _answer(self, error: HTTPError) -> Answer:
        said = f"{shown_url(self.url)} answered {_status(error.code)}"
        if error.code >= 500 or error.code in _LATER:
            return Answer("later", said, _wait(error.headers.get("Retry-After")))
        if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return Answer("too_large", f"{said}: one change is too large for the receiver; raise its limit")
        if error.code == HTTPStatus.GONE:
            return Answer("refused", f"{said}: the receiver is gone; name another one in DELIVER_URL, or clear it")
        if error.code < 400:
            return Answer("refused", f"{said}, a redirect, which is not followed; name its target in DELIVER_URL")
        return Answer("refused", f"{said}{_shown(error)}; correct the receiver, DELIVER_URL or DELIVER_SECRET")


def without_login(url: str) -> tuple[str, dict[str, str]]:
    """Return an address without user and password, and the header that carries them."""
    parts = urlsplit(url)
    login, separator, host = parts.netloc.rpartition("@")
    if not separator:
        return url, {}
    encoded = base64.b64encode(unquote_to_bytes(login)).decode()
    return parts._replace(netloc=host).geturl(), {"Authorization": f"Basic {encoded}"}


def signature(secret: bytes, key: str, moment: str, body: bytes) -> str:
    """Return the value of the header `webhook-signature`."""
    digest = hmac.digest(secret, b".".join((key.encode(), moment.encode(), body)), "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"


def read_secret(text: str) -> bytes | None:
    """Return the key in a secret: decoded base64 after `whsec_`, else the bytes of the text; None for "".

    Raises:
        ValueError: The text after `whsec_` is not base64.
    """
    if not text.startswith(SECRET_PREFIX):
        return text.encode() or None
    try:
        return base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("DELIVER_SECRET: the text after whsec_ is not base64.") from None


def check_url(url: str) -> None:
    """Raise ValueError if an address is not http or https."""
    if not (url.isascii() and url.startswith(("http://", "https://")) and urlsplit(url).hostname):
        raise ValueError(f"DELIVER_URL={url}: must be an http or https address.")


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return f"status {code}"


def _wait(header: str | None) -> float:
    """Return the seconds in a Retry-After header; 0 for a date, for which the usual pause will do."""
    return min(float(header), MOST_WAIT_SECONDS) if header and header.isdecimal() else 0


def _shown(error: HTTPError) -> str:
    """Return the beginning of an answer as one printable line in parentheses."""
    try:
        text = error.read(MOST_ANSWER_BYTES).decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    line = _line(text)
    return f" ({line})" if line else ""


def _line(text: str) -> str:
    """Return a text from a receiver as one line of printable characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
