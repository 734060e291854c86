"""Phrase packs: lines that are clutter on any page, one TOML file a language, and their loader."""

from cleaners.rules.matcher import Match, find_list_start, find_phrase, find_rule
from cleaners.rules.packs import Rule, RuleError, load_rules, read_pack

RULES_VERSION = "3"

__all__ = [
    "RULES_VERSION",
    "Match",
    "Rule",
    "RuleError",
    "find_list_start",
    "find_phrase",
    "find_rule",
    "load_rules",
    "read_pack",
]
