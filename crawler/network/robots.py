"""A robots.txt of any size and shape, read in bounded time."""

from __future__ import annotations

import re

from scrapy import Spider
from scrapy.robotstxt import ProtegoRobotParser

MAX_BYTES = 500 * 1024  # what RFC 9309 asks a crawler to read at least
_USER_AGENT = re.compile(r"\s{0,99}user[- ]?agent\s{0,9}:?([^#]*)", re.IGNORECASE)


class BoundedRobotParser(ProtegoRobotParser):
    """Scrapy's parser, given the start of the file with the groups of other crawlers made one."""

    def __init__(self, robotstxt_body: bytes, spider: Spider | None) -> None:
        agent = spider.settings["ROBOTSTXT_USER_AGENT"] if spider else None
        super().__init__(bounded(robotstxt_body, agent or "").encode(), spider)


def bounded(body: bytes, agent: str) -> str:
    """Return whole lines of the first MAX_BYTES, in which all agents but `*` and ours have one name.

    The parser makes a set of rules for each agent: thousands of agents before thousands of rules would take their
    product.
    """
    lines = body[:MAX_BYTES].decode("utf-8-sig", "ignore").splitlines()
    if len(body) > MAX_BYTES:
        lines.pop()  # a cut rule would say more than was written
    return "\n".join(_line(line, agent.lower()) for line in lines)


def _line(line: str, agent: str) -> str:
    match = _USER_AGENT.match(line)
    if not match:
        return line
    name = match[1].strip().lower()
    if name != "*":
        name = agent if agent and name.strip("*").startswith(agent) else "another"
    return f"User-agent: {name}"
