"""A robots.txt parser that takes bounded time for a file of any size and content."""

from __future__ import annotations

import re

from scrapy import Request, Spider
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from cleaners.text.formats import utf16_order
from crawler.network.robots_lines import robots_lines

PATH = "/robots.txt"
MAX_BYTES = 500 * 1024  # the minimum that RFC 9309 requires a crawler to read
_USER_AGENT = re.compile(r"\s{0,99}user[- ]?agent\s{0,9}:?([^#]*)", re.IGNORECASE)


def is_robots(request: Request) -> bool:
    """Return True for the request for the robots.txt of a host."""
    parts = urlparse_cached(request)
    return parts.path == PATH and not parts.query


class BoundedRobotParser(ProtegoRobotParser):
    """Scrapy's parser on the start of the file, in which all other crawlers have one name."""

    def __init__(self, robotstxt_body: bytes, spider: Spider | None) -> None:
        agent = spider.settings["ROBOTSTXT_USER_AGENT"] if spider else None
        super().__init__(bound_robots(robotstxt_body, agent or "").encode(), spider)


def bound_robots(body: bytes, agent: str) -> str:
    """Return the whole lines of the first MAX_BYTES, with all agents other than `*` and ours renamed to one.

    The parser copies the rules for each agent, so thousands of agents before thousands of rules would cost the product
    of both.
    """
    start = body[:MAX_BYTES]
    lines = robots_lines(start.decode(utf16_order(start) or "utf-8", "ignore").removeprefix("\ufeff"))
    if len(body) > MAX_BYTES:
        lines.pop()  # a truncated path would match more addresses than the rule says
    return "\n".join(_rename_agent(line, agent.lower()) for line in lines)


def _rename_agent(line: str, agent: str) -> str:
    """Return a line unchanged, except for the name in a User-agent line of another crawler."""
    match = _USER_AGENT.match(line)
    if not match:
        return line
    name = match[1].strip().lower()
    if name != "*":
        name = agent if agent and _is_product(name.strip("*"), agent) else "another"
    return f"User-agent: {name}"


def _is_product(name: str, agent: str) -> bool:
    """Return True if a name has our product token (RFC 9309), such as `agent/2.0`, and not a longer one."""
    return name.startswith(agent) and not re.match(r"[a-z_-]", name[len(agent) :])
