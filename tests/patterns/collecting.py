"""Find every regular expression of the packages: compiled in modules, literal in calls, and in the packs."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache, partial
from inspect import getclosurevars, isfunction
from pathlib import Path
from types import ModuleType

import cleaners
import crawler
from cleaners.rules.packs import load_rules

_LITERAL_CALLS = frozenset({"match", "fullmatch", "search", "split", "sub", "subn", "findall", "finditer", "compile"})
_METHODS = _LITERAL_CALLS - {"compile"}
_MAX_DEPTH = 4  # of containers in containers


@cache
def all_patterns() -> dict[str, re.Pattern[str]]:
    """Return every pattern of cleaners, crawler and the phrase packs by a name that shows where it is."""
    found: dict[str, re.Pattern[str]] = {}
    for module in map(importlib.import_module, module_names()):
        for name, pattern in _of_module(module):
            found.setdefault(name, pattern)
    for rule in load_rules():
        for number, text in enumerate(rule.patterns):
            found[f"{rule.id}[{number}]"] = re.compile(text, re.IGNORECASE)
    return found


@cache
def module_names() -> tuple[str, ...]:
    """Return the names of all modules of both packages, except programs, which run when they are imported."""
    packages = (cleaners, crawler)
    modules = [m for package in packages for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return tuple(module.name for module in modules if not module.name.endswith("__main__"))


@cache
def uses(name: str) -> frozenset[str]:
    """Return the methods that use a pattern: "match" and "fullmatch", which try one place, and "search" for all others.

    Returns all that a pattern may be used with if the code does not show it. A private constant is used in its own
    module only.
    """
    module, _, constant = name.partition("[")[0].rpartition(".")
    written = re.compile(rf"(?<![\w\"']){re.escape(constant)}\b(?!\"|'| = re\.compile| = \()(?:\.(\w+))?")
    sources = _sources()
    texts = [sources.get(module, "")] if constant.startswith("_") else sources.values()
    found = {match[1] for text in texts if constant in text for match in written.finditer(text)}
    if not found or not found <= _METHODS:
        return frozenset({"fullmatch", "search"})
    return frozenset(method if method in ("match", "fullmatch") else "search" for method in found)


@cache
def _sources() -> dict[str, str]:
    """Return the text of all modules by name, without their imports."""
    files = {name: Path(str(importlib.import_module(name).__file__)) for name in module_names()}
    texts = {name: path.read_text("utf-8") for name, path in files.items() if path.suffix == ".py"}
    return {name: re.sub(r"(?m)^(?:from|import) (?:.*\([^)]*\)|.*)$", "", text) for name, text in texts.items()}


def _of_module(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    texts = set()
    for name, value in vars(module).items():
        for number, pattern in enumerate(_in_value(value, _MAX_DEPTH)):
            texts.add(pattern.pattern)
            yield f"{module.__name__}.{name}[{number}]", pattern
    if str(module.__file__).endswith(".so"):  # a compiled module has no Python source
        return
    for line, text, flags in _literals(Path(str(module.__file__))):
        if text not in texts:  # the constants have it, with its own flags
            yield f"{module.__name__}:{line}", re.compile(text, flags)


def _in_value(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in a value of a module: itself, in a container, or bound to a function."""
    if isinstance(value, re.Pattern):
        yield (
            value
            if isinstance(value.pattern, str)
            else re.compile(value.pattern.decode("latin-1"), value.flags & ~re.U)
        )
    elif depth and isinstance(value, dict):
        yield from _in_value([*value.keys(), *value.values()], depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _in_value(item, depth - 1)
    elif isinstance(owner := getattr(value, "__self__", None), re.Pattern):
        yield from _in_value(owner, depth)
    elif isinstance(value, partial):
        yield from _in_value([value.func, *value.args], depth - 1)
    elif isfunction(value):
        yield from _in_value(list(getclosurevars(value).nonlocals.values()), min(depth, 1))


def _literals(path: Path) -> Iterator[tuple[int, str, int]]:
    """Yield line, text and flags of each literal expression that a module gives to a function of `re`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LITERAL_CALLS:
            is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if is_re and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value, re.IGNORECASE
