"""Write down which thread runs each statement of a crawl."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from sqlalchemy import Engine, event


class QueryThreadsAddon:
    """Switches it on: `-s ADDONS={"tests.support.commands.query_threads.QueryThreadsAddon": 1}`."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings["EXTENSIONS"]["tests.support.commands.query_threads.QueryThreads"] = 1


class QueryThreads:
    """Adds a line of JSON, [thread, statement], to QUERIES_FILE for each statement while the engine runs."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> QueryThreads:
        threads = cls(Path(crawler.settings["QUERIES_FILE"]))
        crawler.signals.connect(threads._start, signal=signals.engine_started)
        crawler.signals.connect(threads._stop, signal=signals.engine_stopped)
        return threads

    def _start(self) -> None:
        event.listen(Engine, "before_cursor_execute", self._note)

    def _stop(self) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        with self._file.open("a") as file:
            file.write(json.dumps([threading.current_thread().name, statement]) + "\n")
