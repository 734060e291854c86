"""Read the robots directives about use: of `<meta name="robots">` and of the header X-Robots-Tag."""

from __future__ import annotations

import re

from cleaners.record import RightsStatementRecord
from cleaners.rights.agents import AGENT_NAMES
from cleaners.rights.statement import statement

MAX_VALUES = 20  # meta tags or headers that are read per page
MAX_DIRECTIVES = 50  # per value
# Directives about the use of a text. Those about search results alone, such as noindex, say nothing about rights.
_PLAIN = frozenset({"noai", "noimageai", "noarchive", "nocache", "nosnippet"})
_LIMIT = re.compile(r"max-snippet\s{0,5}:\s{0,5}(-?\d{1,9})")
# Directives that have a value after a colon; any other word before a colon names an agent.
_WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
# Agents of search engines that pages name in meta tags. `META_AGENTS` adds those of AI companies.
_SEARCH_AGENTS = ("googlebot", "googlebot-news", "bingbot", "msnbot", "slurp", "yandex", "duckduckbot", "applebot")
META_AGENTS = {"robots": "", **{name.lower(): name for name in (*_SEARCH_AGENTS, *AGENT_NAMES)}}


def from_meta(tags: dict[str, list[str]]) -> list[RightsStatementRecord]:
    """Return the directives of meta tags for all robots and for named agents."""
    named = [(name, value) for name in META_AGENTS if name in tags for value in tags[name]]
    return [
        statement("robots", directive, f"meta:{name}", agents=[agent] if (agent := META_AGENTS[name]) else [])
        for name, value in named[:MAX_VALUES]
        for directive in _directives(value)
    ]


def from_headers(values: list[str]) -> list[RightsStatementRecord]:
    """Return the directives of X-Robots-Tag headers; `googlebot: noarchive` holds for the named agent alone."""
    return [
        statement("robots", directive, "header:x-robots-tag", agents=[agent] if agent else [])
        for value in values[:MAX_VALUES]
        for agent, rest in _by_agent(value)
        for directive in _directives(rest)
    ]


def _by_agent(value: str) -> list[tuple[str, str]]:
    """Return the directives of a header, each with its agent. An agent holds until the next one is named."""
    agent, found = "", []
    for part in value.split(",")[:MAX_DIRECTIVES]:
        name, colon, rest = part.partition(":")
        if colon and name.strip().lower() not in _WITH_VALUE and len(name.split()) == 1:
            agent, part = name.strip()[:50], rest
        found.append((agent, part))
    return found


def _directives(value: str) -> list[str]:
    words = [word.strip().lower() for word in value.split(",")[:MAX_DIRECTIVES]]
    limits = {word: f"max-snippet:{match[1]}" for word in words if (match := _LIMIT.fullmatch(word))}
    return [limits.get(word, word) for word in words if word in _PLAIN or word in limits]
