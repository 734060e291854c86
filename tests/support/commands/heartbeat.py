"""Measure the longest time that the reactor's thread is busy without a pause, in its CPU time, free of other load."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings


class HeartbeatAddon:
    """Turns the measurement on: `-s ADDONS={"tests.support.commands.heartbeat.HeartbeatAddon": 1}`."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings["EXTENSIONS"]["tests.support.commands.heartbeat.Heartbeat"] = 1


class Heartbeat:
    """Writes the longest busy time, in seconds, to HEARTBEAT_FILE at the end of a run."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._longest = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Heartbeat:
        heartbeat = cls(Path(crawler.settings["HEARTBEAT_FILE"]))
        crawler.signals.connect(heartbeat._start, signal=signals.engine_started)
        crawler.signals.connect(heartbeat._write, signal=signals.spider_closed)
        return heartbeat

    def _start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._beat())

    async def _beat(self) -> None:
        last = time.thread_time()
        while True:
            await asyncio.sleep(0)
            busy, last = time.thread_time() - last, time.thread_time()
            self._longest = max(self._longest, busy)
            await asyncio.sleep(0.01)

    def _write(self) -> None:
        self._file.write_text(str(self._longest))
