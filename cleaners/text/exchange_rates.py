"""Recognise exchange rates, such as "USD 1.0862" and "€: 97,40"."""

from __future__ import annotations

import re

MIN_CURRENCIES = 2  # of a bar of rates; a single amount may be a price in the story
_RATE = re.compile(r"(\b[A-Z]{3}|[$€£¥₽₸₴₾₹])\s?[:=|]?\s?\d{1,5}[.,](?:\d{4}|\d{1,2})\b")


def currency_of(line: str) -> str | None:
    """Return the currency of a line that is a rate and nothing else; None for another line."""
    rate = _RATE.fullmatch(line)
    return rate and rate[1]


def has_rates(text: str) -> bool:
    """Return True for a text with the rates of several currencies."""
    return len(set(_RATE.findall(text))) >= MIN_CURRENCIES
