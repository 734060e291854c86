"""Run one crawl in a process of its own and measure it with the heartbeat extension; started by `measured.py`.

    python -m benchmarks.cost.crawl.process ours|naive SETTINGS ARGUMENTS

`ours` is the news spider, and `naive` the baseline in `naive_spider.py`. SETTINGS and the
spider's ARGUMENTS are JSON objects.
"""

from __future__ import annotations

import json
import sys

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from benchmarks.cost.crawl.naive_spider import NaiveSpider

HEARTBEAT = "benchmarks.cost.crawl.heartbeat.HeartbeatExtension"


def main() -> None:
    """Crawl with the settings and spider arguments of the command line."""
    which, settings_json, arguments_json = sys.argv[1:]
    settings = get_project_settings() if which == "ours" else Settings()
    extensions = {**settings.getdict("EXTENSIONS"), HEARTBEAT: 0}
    settings.setdict({**json.loads(settings_json), "EXTENSIONS": extensions}, priority="cmdline")
    if which == "naive":
        settings.setdict({"TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl("news" if which == "ours" else NaiveSpider, **json.loads(arguments_json))
    process.start()


if __name__ == "__main__":
    main()
