"""A Scrapy extension that measures a crawl: how long the reactor was blocked, memory, and articles per second."""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path
from statistics import quantiles

from scrapy import signals
from scrapy.crawler import Crawler

BEAT_SECONDS = 0.01  # between two beats
SAMPLE_SECONDS = 1.0  # between two measurements of memory
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class HeartbeatExtension:
    """Beats every 10 ms; the delay of a beat shows how long something else blocked the reactor."""

    def __init__(self, crawler: Crawler, path: Path) -> None:
        self._path = path
        self._lags: list[float] = []  # seconds of wall time, which on a busy machine includes other processes
        self._held: list[float] = []  # seconds of the reactor thread's CPU time between two beats
        self._memory: list[tuple[int, int]] = []  # items so far, resident bytes
        self._item_times: list[float] = []
        self._last = self._sampled_at = self._started_at = time.perf_counter()
        self._last_busy = self._cpu_started = 0.0
        self._next: asyncio.TimerHandle | None = None
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HeartbeatExtension:
        """Read HEARTBEAT_PATH, to which the figures are written at the end."""
        return cls(crawler, Path(crawler.settings["HEARTBEAT_PATH"]))

    def _opened(self) -> None:
        self._last = self._started_at = time.perf_counter()
        self._last_busy, self._cpu_started = time.thread_time(), time.process_time()
        self._wait()

    def _scraped(self) -> None:
        self._item_times.append(time.perf_counter())

    def _wait(self) -> None:
        # The event loop's own timer, because Twisted's takes twice the time, which would count as the crawl's.
        self._next = asyncio.get_running_loop().call_later(BEAT_SECONDS, self._beat)

    def _beat(self) -> None:
        """Note the delay and the CPU time since the last beat, and sample the memory once a second."""
        self._wait()
        now = time.perf_counter()
        self._lags.append(max(0.0, now - self._last - BEAT_SECONDS))
        self._last = now
        busy = time.thread_time()
        self._held.append(busy - self._last_busy)
        self._last_busy = busy
        if now - self._sampled_at >= SAMPLE_SECONDS:
            self._sampled_at = now
            resident = int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES
            self._memory.append((len(self._item_times), resident))

    def _closed(self) -> None:
        """Write the figures."""
        if self._next is not None:
            self._next.cancel()
        times = self._item_times
        report = {
            "items": len(times),
            "seconds": (times[-1] - self._started_at) if times else 0.0,
            "first_item_seconds": (times[0] - self._started_at) if times else 0.0,
            "items_per_second": (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0,
            "cpu_ms_per_page": 1000 * (time.process_time() - self._cpu_started) / max(1, len(times)),  # of this process
            **_spread("lag", self._lags),
            **_spread("held", self._held),
            "memory": [[items, resident // 2**20] for items, resident in self._memory],  # MB
        }
        self._path.write_text(json.dumps(report))


def _spread(name: str, seconds: list[float]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else [0.0] * 99
    longest = max(seconds, default=0.0)
    return {f"{name}_p50_ms": 1000 * cuts[49], f"{name}_p99_ms": 1000 * cuts[98], f"{name}_max_ms": 1000 * longest}
