from dataclasses import replace
from typing import Any

from crawler.stores.runs import RunHealth
from crawler.stores.store import Store


def run(number: int, **changes: Any) -> RunHealth:
    time = f"2026-03-04T{number // 60:02}:{number % 60:02}:00Z"
    plain: dict[str, Any] = {"offered": 30, "requested": 9, "stored": 7, "median_words": 400.5, "with_date": 1.0}
    told = {"dropped": {"consent": 2}, "alarms": [{"code": "few_articles", "text": "7 of 9"}]}
    values = {**plain, **told, **changes}
    return RunHealth(
        source="paper", run=str(number), started_at=time, ended_at=time, finish_reason="finished", **values
    )


def test_a_run_comes_back_as_it_was_noted(store: Store) -> None:
    store.runs.add([run(1)], keep=10)
    assert store.runs.last("paper", 10) == [run(1)]
    assert store.runs.last("other", 10) == []
    assert store.runs.sources() == ["paper"]


def test_the_last_of_the_runs_that_started_in_one_second_is_the_one_with_the_later_name(store: Store) -> None:
    for name in ("0b", "0c", "0a"):
        store.runs.add([replace(run(1), run=name)], keep=10)
    assert [each.run for each in store.runs.last("paper", 9)] == ["0c", "0b", "0a"]


def test_a_run_whose_clock_was_fast_is_not_the_last(store: Store) -> None:
    store.runs.add([replace(run(1), run="9", started_at="2099-03-04T00:00:00Z"), run(2)], keep=10)
    assert [each.run for each in store.runs.last("paper", 9)] == ["2"]
    assert [each.run for each in store.runs.last_of_each(9)["paper"]] == ["2"]


def test_the_last_runs_are_kept_those_with_articles_apart_from_the_others(store: Store) -> None:
    store.runs.add([run(number, stored=7 * (number < 4)) for number in range(9)], keep=3)
    assert [each.run for each in store.runs.last("paper", 9)] == ["8", "7", "6", "3", "2", "1"]
    assert [each.run for each in store.runs.last("paper", 2, with_articles=True)] == ["3", "2"]


def test_only_the_last_of_the_runs_without_news_or_faults_is_kept(store: Store) -> None:
    quiet: dict[str, Any] = {"requested": 0, "stored": 0, "alarms": []}
    store.runs.add([run(1), run(2, **quiet), run(3, **quiet)], keep=10)
    assert [each.run for each in store.runs.last("paper", 9)] == ["3", "1"]
    store.runs.add([run(4)], keep=10)
    assert [each.run for each in store.runs.last("paper", 9)] == ["4", "1"]
    quiet["alarms"] = run(4).alarms
    store.runs.add([run(5, **quiet), run(6, **quiet)], keep=10)
    assert [each.run for each in store.runs.last("paper", 9)] == ["6", "4", "1"], "the same alarm lasts"
    store.runs.add([run(7, **quiet | {"alarms": []})], keep=10)
    assert [each.run for each in store.runs.last("paper", 9)] == ["7", "6", "4", "1"], "the alarm has ended"


def test_the_last_runs_of_all_sources_come_oldest_first(store: Store) -> None:
    store.runs.add([run(number) for number in range(5)], keep=10)
    store.runs.add([replace(run(number), source="gazette") for number in range(2)], keep=10)
    found = store.runs.last_of_each(3)
    assert {name: [each.run for each in runs] for name, runs in found.items()} == {
        "gazette": ["0", "1"],
        "paper": ["2", "3", "4"],
    }
    assert found["paper"][-1] == run(4)


def test_as_many_runs_are_kept_if_all_start_in_the_same_second(store: Store) -> None:
    for name in "abcdef":
        store.runs.add([replace(run(1), run=name)], keep=3)
    assert [each.run for each in store.runs.last("paper", 10)] == ["f", "e", "d"]
