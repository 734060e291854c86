"""Falls raise alarms, normal variation does not: invented sources from a seeded random generator."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest

from crawler.moments import as_text
from crawler.reports.health_rules import MIN_RUNS, alarms
from crawler.stores.runs import Alarm, AlarmCode, RunHealth

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


def run(number: int, rng: random.Random, *, pages: int, date: float = 0.98, author: float = 0.7) -> RunHealth:
    """Return a random run of a paper: log-normal lengths, and shares of pages with a date, an author or a failure."""
    kept = [rng.random() for _ in range(pages)]
    stored = sum(each < 0.93 for each in kept)
    share = lambda likely: sum(rng.random() < likely for _ in range(stored)) / stored if stored else None  # noqa: E731
    words = [rng.lognormvariate(6.1, 0.7) for _ in range(stored)]
    return RunHealth(
        source="paper",
        run=str(number),
        started_at=as_text(START + timedelta(days=number, minutes=rng.randrange(60))),
        ended_at=as_text(START),
        finish_reason="finished",
        offered=max(0, round(rng.gauss(60, 12))),
        requested=pages,
        stored=stored,
        median_words=median(words) if words else None,
        with_date=share(date),
        with_author=share(author),
        removed_share=min(1, max(0, rng.gauss(0.4, 0.06))) if stored else None,
        dropped={"section": pages - stored} if pages > stored else {},
    )


def history(rng: random.Random, pages: int = 20, count: int = 20) -> list[RunHealth]:
    return [each for number in range(count) if (each := run(count - number, rng, pages=pages)).stored]


def changed(**values: Any) -> list[str]:
    """Return the codes of the alarms of a usual run in which these values are changed."""
    rng = random.Random(3)
    past = history(rng)
    return [alarm["code"] for alarm in alarms(replace(run(21, rng, pages=20), **values), past)]


@pytest.mark.parametrize("pages", [4, 8, 20, 100])
def test_normal_variation_raises_no_alarm(pages: int) -> None:
    raised = []
    for seed in range(150):
        rng = random.Random(seed)
        past = history(rng, pages=pages, count=5 + seed % 16)
        for number in range(3):
            busy = max(1, round(pages * rng.uniform(0.3, 2)))
            raised += alarms(run(25 + number // 2, rng, pages=busy), past)
    assert raised == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"stored": 0, "dropped": {"consent": 20}, "median_words": None, "with_date": None}, "few_articles"),
        ({"stored": 3, "dropped": {}, "failed": {"http_403": 17}}, "few_articles"),
        ({"median_words": 60.0}, "short_articles"),
        ({"with_date": 0.0}, "few_dates"),
        ({"with_author": 0.0}, "few_authors"),
        ({"removed_share": 0.9}, "other_make_up"),
        ({"offered": 0, "requested": 0, "stored": 0, "dropped": {}}, "few_links"),
    ],
)
def test_a_fall_raises_its_alarm(values: dict[str, Any], code: str) -> None:
    assert changed() == []
    assert changed(**values) == [code]


def test_a_long_silence_raises_an_alarm() -> None:
    quiet = {"stored": 0, "requested": 0, "dropped": {}, "median_words": None, "with_date": None}
    assert changed(**quiet) == [], "a day without news"
    assert changed(**quiet, started_at=as_text(START + timedelta(days=26))) == ["silence"]


def test_pages_that_are_stored_already_do_not_count_as_lost() -> None:
    assert changed(stored=0, dropped={"duplicate_url": 20}) == []


def test_without_history_there_is_no_alarm() -> None:
    rng = random.Random(3)
    wall = replace(run(30, rng, pages=20), stored=0, dropped={"consent": 20})
    assert alarms(wall, history(rng, count=MIN_RUNS - 1)) == []
    assert alarms(wall, history(rng, pages=2, count=MIN_RUNS)) == [], "too few articles"


@pytest.mark.parametrize(
    ("code", "usual", "odd"),
    [
        ("few_articles", {"stored": 1, "dropped": {}}, {"stored": 0, "dropped": {"consent": 1}}),
        ("short_articles", {"stored": 1, "median_words": 400.0}, {"stored": 1, "median_words": 60.0}),
        ("few_dates", {"stored": 1, "with_date": 1.0}, {"stored": 1, "with_date": 0.0}),
        ("few_authors", {"stored": 1, "with_author": 1.0}, {"stored": 1, "with_author": 0.0}),
        ("other_make_up", {"stored": 1, "removed_share": 0.4}, {"stored": 1, "removed_share": 0.9}),
        ("few_links", {"offered": 40}, {"offered": 11}),
    ],
)
def test_an_alarm_lasts_until_a_run_shows_that_it_is_over(
    code: AlarmCode, usual: dict[str, Any], odd: dict[str, Any]
) -> None:
    earlier: list[Alarm] = [{"code": code, "text": "as it began", "sent": False}]
    past = history(random.Random(3))
    past[9] = replace(past[9], offered=11)
    nothing_new: dict[str, Any] = {"stored": 0, "dropped": {}, "median_words": None, "with_date": None}
    quiet = replace(past[0], **nothing_new, with_author=None, removed_share=None)
    lasts: list[Alarm] = [{"code": code, "text": "as it began"}]
    assert alarms(replace(quiet, offered=0), past, earlier, has_listings=False) == lasts
    assert alarms(replace(quiet, **odd), past, earlier) == lasts
    assert alarms(replace(quiet, **usual), past, earlier) == []


def test_links_are_not_judged_if_no_listing_was_read() -> None:
    past = history(random.Random(3))
    refused = replace(past[0], offered=0, requested=0, stored=0, dropped={})
    assert alarms(refused, past, has_listings=False) == []


def test_a_lasting_change_becomes_the_new_normal() -> None:
    rng = random.Random(3)
    past = history(rng)
    rung = 0
    for number in range(21, 41):
        now = replace(run(number, rng, pages=20), with_author=0.0)
        rung += bool(alarms(now, past))
        past = [now, *past][:20]
    assert 5 <= rung <= 11
