"""Wording of counts."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, regular plurals only: "1 article", "2 articles", "no articles"."""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s" if number else f"no {noun}s"
