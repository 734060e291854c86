from collections import Counter

import pytest

from crawler.reports.source_outcome import SourceOutcome


@pytest.mark.parametrize(
    ("outcome", "stored", "failure"),
    [
        (SourceOutcome("a", listings_read=1, offered=4), 0, None),
        (SourceOutcome("a", due=False), 0, None),
        (SourceOutcome("a", listing_failures={"u": "timeout"}), 0, "timeout"),
        (SourceOutcome("a", listings_read=1, listing_failures={"u": "timeout"}, offered=1), 0, None),
        (SourceOutcome("a", listings_read=1), 0, "no_article_links"),
        (SourceOutcome("a", listings_read=1, offered=2, requested=2, page_failures=Counter(http_500=2)), 0, "http_500"),
        (SourceOutcome("a", listings_read=1, offered=2, requested=2, page_failures=Counter(http_500=1)), 1, None),
    ],
)
def test_a_source_failed_when_it_gave_nothing_to_read(outcome: SourceOutcome, stored: int, failure: str | None) -> None:
    assert outcome.failure(stored) == failure


def test_a_source_that_an_interrupted_run_did_not_come_to_is_unfinished_and_not_failed() -> None:
    outcome = SourceOutcome("paper")
    record = outcome.to_record(0, 0, is_finished=False)
    assert (record["status"], record["reason"]) == ("unfinished", None)
    assert outcome.to_record(0, 0)["status"] == "failed"
    outcome.listing_failures["https://example.org/"] = "timeout"
    assert outcome.to_record(0, 0, is_finished=False)["status"] == "failed"
    assert SourceOutcome("paper", offered=4).to_record(0, 0, is_finished=False)["status"] == "ok"
    assert SourceOutcome("paper", due=False).to_record(0, 0, is_finished=False)["status"] == "not_due"


def test_one_page_that_is_gone_beside_many_known_ones_is_not_a_failure_of_the_source() -> None:
    retried = SourceOutcome("paper", listings_read=2, offered=79, requested=1, page_failures=Counter(http_404=1))
    assert retried.failure(stored=0) is None
    blocked = SourceOutcome("paper", listings_read=2, offered=79, requested=1, page_failures=Counter(http_403=1))
    assert blocked.failure(stored=0) == "http_403"
    broken = SourceOutcome("paper", listings_read=2, offered=79, requested=1, page_failures=Counter(http_500=1))
    assert broken.failure(stored=0) is None
    new = SourceOutcome("paper", listings_read=2, offered=79, requested=3, page_failures=Counter(http_404=3))
    assert new.failure(stored=0) == "http_404"
    only = SourceOutcome("paper", listings_read=1, offered=1, requested=1, page_failures=Counter(http_404=1))
    assert only.failure(stored=0) == "http_404"


def test_pages_that_fail_again_say_nothing_new_about_their_source() -> None:
    failed = Counter(http_404=4, http_403=1)
    again = SourceOutcome("paper", listings_read=2, offered=79, requested=5, page_failures=failed, lost_again=failed)
    assert again.failure(stored=0) is None
    again.page_failures, again.requested = failed + Counter(http_404=3), 8
    assert again.failure(stored=0) == "http_404"
    empty = SourceOutcome("paper", listings_read=2, requested=5, page_failures=failed, lost_again=failed)
    assert empty.failure(stored=0) == "no_article_links"
