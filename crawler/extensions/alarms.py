"""Send new alarms to people, by a command (ALARM_COMMAND) or a webhook such as a chat service's (ALARM_URL)."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import shutil
import signal
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from scrapy.settings import BaseSettings

from crawler.configuration.check import problem_of
from crawler.messages.wording import counted, end_of, error_message, shown_url
from crawler.reports.run_summary import SourceAlarm


class AlarmError(Exception):
    """The alarms could not be sent. The message says why."""


@dataclass(frozen=True, slots=True)
class AlarmSender:
    """Sends alarms to a command and an address, each within a time limit."""

    command: Sequence[str]
    url: str
    timeout_seconds: float
    store: str  # STORE_URI without its password; it tells a receiver which of several crawlers has sent an alarm

    async def send(self, alarms: Sequence[SourceAlarm]) -> str | None:
        """Send the alarms to each receiver; return why that failed, None if it did not."""
        problems = []
        for is_set, name, send in (
            (self.command, "ALARM_COMMAND", self._run),
            (self.url, "ALARM_URL", self._post),
        ):
            if is_set and alarms:
                try:
                    await asyncio.wait_for(send(alarms), self.timeout_seconds)
                except TimeoutError:
                    problems.append(f"{name}: no answer within {self.timeout_seconds:g} seconds")
                except (AlarmError, OSError) as error:
                    problems.append(f"{name}: {error}")
        return "; ".join(problems) or None

    async def _run(self, alarms: Sequence[SourceAlarm]) -> None:
        """Run the command with the alarms as its standard input; kill it when the time is over."""
        process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            output, _ = await process.communicate(alarms_as_text(alarms).encode())
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the command and its children
        if process.returncode:
            raise AlarmError(f"{self.command[0]} ended with exit code {process.returncode}: {end_of(output)}")

    async def _post(self, alarms: Sequence[SourceAlarm]) -> None:
        """Post the alarms as JSON.

        This happens in a separate thread, which does not hold up the end of the process. The crawl's downloader is not
        used, because it refuses internal addresses, where a newsroom may have its webhook.
        """
        body = {"text": alarms_as_text(alarms), "store": self.store, "alarms": list(alarms)}
        headers = {"Content-Type": "application/json", "User-Agent": "newsgalley"}
        data = json.dumps(body, ensure_ascii=False).encode()
        request = Request(self.url, data, headers, method="POST")  # noqa: S310 - alarm_sender takes http and https only
        answered: Future[int] = Future()
        answered.set_running_or_notify_cancel()
        Thread(target=_answer, args=(request, self.timeout_seconds, answered), daemon=True).start()
        try:
            status = await asyncio.wrap_future(answered)
        except TimeoutError:
            raise  # the thread has the same limit as `send` and may reach it first
        except (OSError, HTTPException) as error:
            raise AlarmError(f"{shown_url(self.url)} cannot be reached: {error_message(error)}") from None
        if not 200 <= status < 300:
            raise AlarmError(f"{shown_url(self.url)} answered with status {status}")


def _answer(request: Request, timeout_seconds: float, answered: Future[int]) -> None:
    """Send a request, and set the future to the status of the answer or to the error."""
    try:
        with urlopen(request, timeout=timeout_seconds) as response:  # noqa: S310 - as above
            answered.set_result(response.status)
    except HTTPError as error:
        answered.set_result(error.code)
    except URLError as error:  # wraps the error of connecting
        answered.set_exception(error.reason if isinstance(error.reason, OSError) else error)
    except (OSError, HTTPException) as error:
        answered.set_exception(error)


def alarm_sender(settings: BaseSettings, store: str = "") -> AlarmSender:
    """Return the sender that the settings ALARM_* describe.

    Raises:
        ValueError: A setting cannot be used; the message names it.
    """
    for name in ("ALARM_COMMAND", "ALARM_URL"):
        if problem := problem_of(settings, name):
            raise ValueError(f"{name}={settings[name]}: {problem}")
    command, url = shlex.split(settings["ALARM_COMMAND"] or ""), settings["ALARM_URL"] or ""
    if command and shutil.which(command[0]) is None:
        raise ValueError(f"ALARM_COMMAND={settings['ALARM_COMMAND']}: there is no program {command[0]!r}.")
    return AlarmSender(command, url, settings.getfloat("ALARM_TIMEOUT_SECONDS"), store)


def alarms_as_text(alarms: Sequence[SourceAlarm]) -> str:
    """Return the alarms as text: a line with their number, then one line per alarm."""
    lines = [f"{alarm['source']}: {alarm['text']} ({alarm['code']})" for alarm in alarms]
    return "\n".join([f"newsgalley: {counted(len(alarms), 'new alarm')}", *lines, ""])
