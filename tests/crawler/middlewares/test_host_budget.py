import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from crawler.middlewares.host_budget import HostBudgetMiddleware, HostBudgetSpent


def test_each_host_has_its_own_budget() -> None:
    budget = HostBudgetMiddleware(2)
    for path in ("a", "b"):
        budget.process_request(Request(f"https://one.example/{path}"))
    with pytest.raises(HostBudgetSpent, match=r"one\.example has received all 2 requests"):
        budget.process_request(Request("https://one.example/c"))
    budget.process_request(Request("https://other.example/a"))


def test_without_a_bound_the_middleware_is_off() -> None:
    with pytest.raises(NotConfigured):
        HostBudgetMiddleware(0)
