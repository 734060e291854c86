"""Exchange rates in lines of text."""

from __future__ import annotations

import pytest

from cleaners.text.exchange_rates import currency_of, has_rates


@pytest.mark.parametrize(
    ("line", "currency"),
    [("USD 1.0862", "USD"), ("€: 97,40", "€"), ("$ 91.20", "$"), ("It costs $ 91.20", None), ("USD 1.086", None)],
)
def test_a_line_that_is_a_rate_names_its_currency(line: str, currency: str | None) -> None:
    assert currency_of(line) == currency


@pytest.mark.parametrize(
    ("text", "expected"), [("USD 41.20 | EUR 45.10", True), ("$ 41.20, later $ 41.90", False), ("€ 12.50", False)]
)
def test_a_bar_has_the_rates_of_several_currencies(text: str, expected: bool) -> None:
    assert has_rates(text) is expected
