import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from crawler.middlewares.host_budget import HostBudgetMiddleware, HostBudgetSpent


def test_a_host_has_its_requests_and_no_more_and_others_have_theirs() -> None:
    budget = HostBudgetMiddleware(2)
    for path in ("a", "b"):
        budget.process_request(Request(f"https://one.example/{path}"))
    with pytest.raises(HostBudgetSpent, match=r"one\.example has received all 2 requests"):
        budget.process_request(Request("https://one.example/c"))
    budget.process_request(Request("https://other.example/a"))


def test_no_bound_is_no_middleware() -> None:
    with pytest.raises(NotConfigured):
        HostBudgetMiddleware(0)
