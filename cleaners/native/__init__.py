"""Compiled versions of the cleaner's slowest steps, with the same results as the Python code beside their callers.

They are optional. Without a compiler at installation, or with CLEANERS_NATIVE=0 in the environment, the Python code
does their work. They know no other module of the cleaners: rules, tables and classes are passed to them, so that each
rule is written once.
"""

from __future__ import annotations

import os

from lxml import etree

__all__ = ["blocks", "columns", "description", "forest", "in_use", "index", "outline", "spans", "texts", "use", "words"]

SWITCH = "CLEANERS_NATIVE"  # environment variable; 0 turns the compiled steps off

try:
    from cleaners.native import blocks, columns, forest, index, outline, spans, texts, words

    _is_usable = etree.LIBXML_VERSION[:2] == blocks.LIBXML_VERSION
    # Nodes are read by their layout in memory, which a version of libxml2 may change.
    _problem = f"they were compiled for libxml2 {blocks.LIBXML_VERSION}, and lxml has {etree.LIBXML_VERSION}"
except (ImportError, AttributeError, TypeError, ValueError) as error:  # the last three if lxml is of another version
    _is_usable, _problem = False, f"they are not compiled for this Python ({error})"
if os.environ.get(SWITCH) == "0":
    _is_usable, _problem = False, f"{SWITCH}=0 turns them off"

_is_in_use = _is_usable


def in_use() -> bool:
    """Return True if the compiled steps are used."""
    return _is_in_use


def use(*, wanted: bool) -> None:
    """Turn the compiled steps on, if they are usable, or off. Tests compare both in one process."""
    global _is_in_use
    _is_in_use = wanted and _is_usable


def description() -> str:
    """Return a line about the compiled steps: that they are used, or why not."""
    if _is_usable:
        return "compiled steps are in use"
    return f"compiled steps are not in use, so cleaning takes longer: {_problem}"
