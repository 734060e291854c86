"""A robots.txt parser that takes bounded time, whatever the size and content of the file."""

from __future__ import annotations

import re

from scrapy import Request, Spider
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import BaseSettings
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


def robots_agent(settings: BaseSettings) -> str:
    """Return the name under which robots.txt addresses this crawler."""
    return str(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])


class BoundedRobotParser(ProtegoRobotParser):
    """Scrapy's parser, applied to the start of the file, with all other crawlers renamed to the same name."""

    def __init__(self, robotstxt_body: bytes, spider: Spider | None) -> None:
        agent = spider.settings["ROBOTSTXT_USER_AGENT"] if spider else None
        super().__init__(bound_robots(robotstxt_body, agent or "").encode(), spider)


def bound_robots(body: bytes, agent: str) -> str:
    """Return the complete lines in the first MAX_BYTES, with all agents but `*` and ours renamed to the same one.

    The parser copies the rules for each agent, so the cost of thousands of agents before thousands of rules would be
    the product of both.
    """
    start = body[:MAX_BYTES]
    lines = robots_lines(start.decode(utf16_order(start) or "utf-8", "ignore").removeprefix("\ufeff"))
    if len(body) > MAX_BYTES:
        lines.pop()  # a truncated path would match more addresses than the whole one
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
    """Return True if our product token (RFC 9309), and not a longer one, is in a name such as `agent/2.0`."""
    return name.startswith(agent) and not re.match(r"[a-z_-]", name[len(agent) :])
