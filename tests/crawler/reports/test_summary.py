from typing import Any

import pytest

from crawler.reports.summary import exit_code, render


def summary(**changes: Any) -> dict[str, Any]:
    plain = {
        "finish_reason": "finished",
        "seconds": 1.0,
        "exit_code": 0,
        "store": "sqlite:///articles.db",
        "sources": [],
        "pages_fetched": 0,
        "articles_stored": 0,
        "pages_dropped": {},
        "pages_failed": {},
        "articles_in_store": 0,
        "pages_waiting": 0,
    }
    return {**plain, **changes}


def source(status: str, **changes: Any) -> dict[str, Any]:
    return {"id": "paper", "status": status, "reason": None, "failed": {}, "lost_again": {}, **changes}


ALARM = {"source": "paper", "code": "few_links", "text": "its listings offer 0 articles, usually 30"}
OK, FAILED, NOT_DUE = source("ok"), source("failed", reason="timeout"), source("not_due")
AGAIN = source("ok", lost_again={"error_page": 3, "http_404": 1})
WORKED = {"articles_in_store": 9}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sources": [OK], "articles_stored": 3}, 0),
        ({"sources": [OK], "articles_stored": 3, "pages_dropped": {"section": 2}, "pages_failed": {"http_404": 1}}, 0),
        ({"sources": [NOT_DUE]}, 0),
        ({"sources": [OK]}, 0),  # nothing new
        ({"sources": [OK], "pages_dropped": {"duplicate_url": 1}}, 0),
        ({"sources": [OK], "pages_dropped": {"consent": 9}}, 3),
        ({"sources": [OK], "pages_dropped": {"section": 1}, "pages_failed": {"http_500": 1}}, 3),
        ({"sources": [OK], "pages_dropped": {"section": 1}, "pages_failed": {"no_content": 1}, **WORKED}, 0),
        ({"sources": [OK], "pages_dropped": {"consent": 3}, **WORKED}, 3),
        ({"sources": [source("ok", id="given")], "pages_dropped": {"consent": 1}, **WORKED}, 3),
        ({"sources": [AGAIN], "pages_dropped": {"error_page": 3}, "pages_failed": {"http_404": 1}}, 0),
        ({"sources": [AGAIN], "pages_dropped": {"error_page": 6}, **WORKED}, 3),
        ({"sources": [OK], "pages_failed": {"http_500": 9}}, 3),
        ({"sources": [OK], "pages_failed": {"http_404": 1, "robots_forbidden": 2}}, 0),
        ({"sources": [FAILED]}, 3),
        ({"sources": [FAILED, NOT_DUE]}, 3),
        ({"sources": [FAILED, OK]}, 4),
        ({"sources": [FAILED, OK], "articles_stored": 3}, 4),
        ({"sources": [source("ok", id="given", failed={"http_404": 1})], "articles_stored": 1}, 4),
        ({"sources": [OK], "articles_stored": 3, "alarms": [ALARM]}, 7),
        ({"sources": [FAILED, OK], "articles_stored": 3, "alarms": [ALARM]}, 7),
        ({"sources": [OK], "pages_dropped": {"consent": 9}, "alarms": [ALARM]}, 3),
        ({"finish_reason": "interrupted", "articles_stored": 3, "alarms": [ALARM]}, 6),
        ({"sources": [OK], "articles_unchanged": 1, "pages_failed": {"http_500": 1}}, 0),
        ({"finish_reason": "store_busy"}, 5),
        ({"finish_reason": "start_error", "sources": [NOT_DUE]}, 1),
        ({"sources": [OK], "articles_stored": 3, "store_error": "disk full"}, 1),
    ],
)
def test_the_exit_code_follows_from_the_summary(changes: dict[str, Any], code: int) -> None:
    assert exit_code(summary(**changes)) == code


def test_the_text_names_failed_sources_and_reasons() -> None:
    text = render(summary(sources=[OK, FAILED], pages_dropped={"section": 2, "empty": 1}))
    assert "2: 1 ok, 1 failed" in text
    assert "3 (section 2, empty 1)" in text
    assert "failed: paper (timeout)" in text


def test_only_the_first_of_many_failed_sources_are_named() -> None:
    text = render(summary(sources=[FAILED] * 50))
    assert text.count("failed: paper") == 20
    assert "and 30 more" in text
