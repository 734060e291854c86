"""Parts of the articles, and the claims by which runs that clean them again stay out of each other's way."""

from itertools import pairwise
from typing import Any

import pytest

from crawler.spiders.reclean import selection_key
from crawler.stores.claims.shards import SLOTS, WHOLE, Shard, parse_shard
from crawler.stores.recleaned import Recleaned
from crawler.stores.store import Store
from tests.crawler.stores.claims.test_two_writers import fetched
from tests.support.saving import save_article


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100, SLOTS])
def test_shards_hold_every_slot_once(count: int) -> None:
    shards = [Shard(number, count) for number in range(1, count + 1)]
    assert (shards[0].slots.start, shards[-1].slots.stop) == (0, SLOTS)
    assert all(one.slots.stop == next_.slots.start for one, next_ in pairwise(shards))
    assert all(shard.slots for shard in shards)


@pytest.mark.parametrize("text", ["", "2", "0/3", "4/3", "1/0", "1/257", "-1/3", "1/3/4", "a/b", "1 / 3", "²/3"])
def test_a_shard_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="--shard"):
        parse_shard(text)
    assert parse_shard("2/3") == Shard(2, 3)


def test_the_shards_of_a_store_hold_each_article_once(store: Store) -> None:
    for number in range(40):
        made: Any = fetched(f"https://harbour.example/{number}", 100 + number)
        save_article(store, made, [made["url"]])
    ids = []
    for number in range(1, 4):
        shard = Shard(number, 3)
        results = store.reclean_results(selection_key(None, None, None, shard))
        found = [record["id"] for record in results.to_do(None, None, shard)]
        assert all(int(id_[:2], 16) in shard.slots for id_ in found)
        ids += found
    assert len(ids) == 40
    assert len(set(ids)) == 40


def claims(store: Store, shard: Shard, source: str | None = None) -> bool:
    return store.reclean_results(selection_key(None, source, None, shard)).claim(shard)


def test_runs_that_would_clean_the_same_articles_cannot_both_begin(two: tuple[Store, Store]) -> None:
    one, other = two
    assert claims(one, Shard(1, 2))
    assert not claims(other, Shard(1, 2))
    assert not claims(other, WHOLE)
    assert not claims(other, Shard(2, 3))  # its articles are in both halves
    assert claims(other, Shard(2, 2))
    assert claims(other, Shard(1, 2), "harbour")  # another selection
    one.claims.give_all_back()
    assert claims(other, Shard(1, 2))


def test_a_run_that_may_not_begin_keeps_no_claim(two: tuple[Store, Store]) -> None:
    one, other = two
    assert claims(one, Shard(2, 2))
    assert not claims(other, WHOLE)
    assert not other.claims.held
    assert claims(one, Shard(1, 2))


def test_results_of_the_other_shards_stay_and_those_of_other_selections_go(store: Store) -> None:
    keys = [selection_key(None, None, None, Shard(number, 2)) for number in (1, 2)]
    stale = [selection_key(None, None, None, Shard(1, 3)), selection_key(None, "gone", None, WHOLE), "site_lines 0a1b"]
    for number, key in enumerate([*keys, *stale]):
        store.reclean_results(key).add(Recleaned(f"{number:064x}", "unchanged"))
    assert store.reclean_results(keys[0]).forget_others() == 1
    left = [len(list(store.reclean_results(key).findings())) for key in [*keys, *stale]]
    assert left == [1, 1, 0, 0, 0]
