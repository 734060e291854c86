"""Phrase packs: rules for lines that are clutter on any site, one TOML file per language, and their matcher."""

from cleaners.rules.matcher import Match, find_phrase, find_rule
from cleaners.rules.packs import Rule, RuleError, load_rules, read_pack

RULES_VERSION = "16"  # stored in each record; raise it when a rule changes

__all__ = [
    "RULES_VERSION",
    "Match",
    "Rule",
    "RuleError",
    "find_phrase",
    "find_rule",
    "load_rules",
    "read_pack",
]
