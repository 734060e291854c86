"""Falls are alarming, normal variation is not: invented sources with seeded chance."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest

from crawler.reports.health_rules import MIN_RUNS, alarms
from crawler.stores.database.engine import as_text
from crawler.stores.runs import RunHealth

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


def run(number: int, chance: random.Random, *, pages: int, date: float = 0.98, author: float = 0.7) -> RunHealth:
    """One run of a paper: lengths are log-normal, each page has its chance of a date, an author, a failure."""
    kept = [chance.random() for _ in range(pages)]
    stored = sum(each < 0.93 for each in kept)
    share = lambda likely: sum(chance.random() < likely for _ in range(stored)) / stored if stored else None  # noqa: E731
    words = [chance.lognormvariate(6.1, 0.7) for _ in range(stored)]
    return RunHealth(
        source="paper",
        run=str(number),
        started_at=as_text(START + timedelta(days=number, minutes=chance.randrange(60))),
        ended_at=as_text(START),
        finish_reason="finished",
        offered=max(0, round(chance.gauss(60, 12))),
        requested=pages,
        stored=stored,
        median_words=median(words) if words else None,
        with_date=share(date),
        with_author=share(author),
        removed_share=min(1, max(0, chance.gauss(0.4, 0.06))) if stored else None,
        dropped={"section": pages - stored} if pages > stored else {},
    )


def history(chance: random.Random, pages: int = 20, count: int = 20) -> list[RunHealth]:
    return [each for number in range(count) if (each := run(count - number, chance, pages=pages)).stored]


def changed(**values: Any) -> list[str]:
    """Return the alarms of a usual run in which something is not as usual."""
    chance = random.Random(3)
    past = history(chance)
    return [alarm["code"] for alarm in alarms(replace(run(21, chance, pages=20), **values), past)]


@pytest.mark.parametrize("pages", [4, 8, 20, 100])
def test_normal_variation_is_no_alarm(pages: int) -> None:
    raised = []
    for seed in range(150):
        chance = random.Random(seed)
        past = history(chance, pages=pages, count=5 + seed % 16)
        for number in range(3):
            busy = max(1, round(pages * chance.uniform(0.3, 2)))
            raised += alarms(run(25 + number // 2, chance, pages=busy), past)
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
def test_a_fall_is_an_alarm(values: dict[str, Any], code: str) -> None:
    assert changed() == []
    assert changed(**values) == [code]


def test_a_source_that_is_silent_for_long_is_an_alarm() -> None:
    quiet = {"stored": 0, "requested": 0, "dropped": {}, "median_words": None, "with_date": None}
    assert changed(**quiet) == [], "a day without news"
    assert changed(**quiet, started_at=as_text(START + timedelta(days=26))) == ["silence"]


def test_pages_that_the_store_has_already_are_no_loss() -> None:
    assert changed(stored=0, dropped={"duplicate_url": 20}) == []


def test_without_history_there_is_no_alarm() -> None:
    chance = random.Random(3)
    wall = replace(run(30, chance, pages=20), stored=0, dropped={"consent": 20})
    assert alarms(wall, history(chance, count=MIN_RUNS - 1)) == []
    assert alarms(wall, history(chance, pages=2, count=MIN_RUNS)) == [], "too few articles"


def test_what_lasts_becomes_the_new_normal() -> None:
    chance = random.Random(3)
    past = history(chance)
    rung = 0
    for number in range(21, 41):
        now = replace(run(number, chance, pages=20), with_author=0.0)
        rung += bool(alarms(now, past))
        past = [now, *past][:20]
    assert 5 <= rung <= 11
