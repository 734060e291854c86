"""Read what robots.txt states about rights: AI agents, Content-Signal, Content-Usage and RSL licences.

`read_robots` reads a file once. `SiteRights.statements` then gives the statements that hold for one address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaners.record import RightsStatementRecord
from cleaners.rights import preferences
from cleaners.rights.agents import AGENT_NAMES
from cleaners.rights.paths import comparable_path, matches
from cleaners.rights.statement import address_statement, distinct, statement
from cleaners.rights.tdmrep import TdmRule, rule_statements

MAX_BYTES = 500 * 1024  # the minimum that RFC 9309 requires a crawler to read
MAX_RULES = 500  # per group for an AI agent, all agents or our own; later ones are ignored
MAX_LICENCES = 5
ROBOTS = "robots.txt"


@dataclass(slots=True)
class Group:
    """The rules for some agents. A rule is a pattern of paths and, for `usages`, a preference."""

    rules: list[tuple[str, bool]] = field(default_factory=list)  # pattern, and True for Allow
    signals: list[str] = field(default_factory=list)
    usages: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class SiteRights:
    """The statements about rights in a site's files. `own_agent` is the name by which robots.txt may address us."""

    own_agent: str = ""
    groups: dict[str, list[Group]] = field(default_factory=dict)  # by agent in lower case; `*` is all
    licences: list[str] = field(default_factory=list)
    tdm_rules: list[TdmRule] = field(default_factory=list)

    def statements(self, url: str) -> tuple[RightsStatementRecord, ...]:
        """Return the statements that hold for an address of the site."""
        path = comparable_path(url)
        found = [*rule_statements(self.tdm_rules, path, url), *self._preferences(path), *self._agents(path)]
        for licence in self.licences:
            found += address_statement("rsl", licence, url, ROBOTS, "site")
        return tuple(distinct(found))

    def _preferences(self, path: str) -> Iterator[RightsStatementRecord]:
        groups = self.groups.get(self.own_agent) or self.groups.get("*", [])
        for value in (value for group in groups for value in group.signals):
            yield statement("content_signal", value, ROBOTS, "site")
        usages = [usage for group in groups for usage in group.usages if matches(usage[0], path)]
        longest = max((len(pattern) for pattern, _ in usages), default=0)
        for value in (value for pattern, value in usages if len(pattern) == longest):
            yield statement("content_usage", value, ROBOTS, "site")

    def _agents(self, path: str) -> Iterator[RightsStatementRecord]:
        """Yield one statement for the AI agents that may not fetch the address, and one for those that may."""
        named = [(name, self.groups[key]) for key, name in AGENT_NAMES.items() if key in self.groups]
        allowed = {name: _is_allowed(groups, path) for name, groups in named}
        for value, is_allowed in (("disallow", False), ("allow", True)):
            if agents := sorted((name for name in allowed if allowed[name] is is_allowed), key=str.lower):
                yield statement("ai_agents", value, ROBOTS, "site", agents)


def _is_allowed(groups: list[Group], path: str) -> bool:
    """Return True if the longest matching rule allows a path, or if none matches. Allow wins a tie (RFC 9309)."""
    found = [(len(pattern), allow) for group in groups for pattern, allow in group.rules if matches(pattern, path)]
    return max(found, default=(0, True))[1]


def read_robots(body: bytes, own_agent: str = "") -> SiteRights:
    """Return the statements of a robots.txt; an empty SiteRights if it has none."""
    site, group, is_naming = SiteRights(own_agent.lower()), Group(), False
    for name, value in _lines(body):
        if name == "user-agent":
            group = group if is_naming else Group()
            _add_agent(site, value.lower(), group)
        elif name == "license" and len(site.licences) < MAX_LICENCES:
            site.licences.append(value)
        else:
            _add_rule(group, name, value)
        # Lines that belong to no group, such as Sitemap, do not end a list of agents.
        is_naming = name == "user-agent" or (is_naming and name in ("license", "sitemap"))
    return site


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name, in lower case, and the value of each line that has both."""
    for line in body[:MAX_BYTES].decode("utf-8-sig", "ignore").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon and value.strip():
            yield name.strip().lower().replace("user agent", "user-agent"), value.strip()


def _add_agent(site: SiteRights, agent: str, group: Group) -> None:
    """Note a group under the agent that it names, if that is an AI agent, all agents or our own."""
    key = agent.partition("/")[0].strip()  # without a version
    if key in AGENT_NAMES or key in ("*", site.own_agent):
        groups = site.groups.setdefault(key, [])
        if len(groups) < MAX_RULES and group not in groups[-1:]:
            groups.append(group)


def _add_rule(group: Group, name: str, value: str) -> None:
    if name in ("allow", "disallow") and len(group.rules) < MAX_RULES:
        group.rules.append((value, name == "allow"))
    elif name == "content-signal" and len(group.signals) < preferences.MAX_PAIRS:
        group.signals += preferences.signals(value)
    elif name == "content-usage" and len(group.usages) < MAX_RULES:
        path, _, rest = value.partition(" ") if value.startswith("/") else ("/", "", value)
        group.usages += [(path, usage) for usage in preferences.usages(rest)]
