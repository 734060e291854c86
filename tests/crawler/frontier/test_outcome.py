from collections import Counter

import pytest

from crawler.frontier.outcome import SourceOutcome


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
