"""Measure how many pairs of invented near-duplicates a store finds, misses or links wrongly, by kind.

    python -m benchmarks.quality.near_duplicates [--store-uri sqlite://]

The first texts of all pairs are stored, then the store is queried with each second text. A pair that tells one story is
found if the second is linked to the first; a pair that tells two is wrong if it is linked at all.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter

from cleaners.compare.minhash import fingerprint
from crawler.stores.store import Store
from tests.support.articles import record
from tests.support.invented_stories import Pair, pairs
from tests.support.saving import representative_of, save_article

Verdicts = dict[str, Counter[str]]  # by kind


def main() -> None:
    """Store, query and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store-uri", help="default: a SQLite file of its own")
    arguments = parser.parse_args()
    labelled = pairs()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(arguments.store_uri or f"sqlite:///{folder}/articles.db")
        started = time.process_time()
        verdicts = judge(store, labelled)
        seconds = time.process_time() - started
        store.close()
    report(verdicts)
    started = time.process_time()
    for pair in labelled:
        fingerprint(pair.first)
    ms_per_pair = 1000 / len(labelled)
    alone = (time.process_time() - started) * ms_per_pair
    print(f"ms of CPU time: {alone:.2f} per fingerprint, {seconds * ms_per_pair:.1f} to store one text and query one")


def judge(store: Store, labelled: list[Pair]) -> Verdicts:
    """Return the numbers of pairs of each kind that were found, missed, wrongly linked or rightly not linked."""
    ids = {pair.first: f"{index:05}" for index, pair in enumerate(labelled)}  # several pairs may share a first text
    for index, text in enumerate(ids):
        first = record(ids[text], text, index)
        save_article(
            store, {**first, "duplicate_of": representative_of(store, first)}, [f"https://example.org/{index}"]
        )
    verdicts: Verdicts = {}
    for pair in labelled:
        representative = representative_of(store, record("second", pair.second, 86_399))
        counts = verdicts.setdefault(pair.kind, Counter())
        if pair.same:
            is_found, is_missed = representative == ids[pair.first], representative is None
            counts["found" if is_found else "missed" if is_missed else "linked to another"] += 1
        else:
            counts["left alone" if representative is None else "linked wrongly"] += 1
    return verdicts


def report(verdicts: Verdicts) -> None:
    """Print a line per kind, and the sums."""
    total: Counter[str] = Counter()
    for kind, counts in verdicts.items():
        total += counts
        print(f"{kind:44}" + ", ".join(f"{name} {count}" for name, count in counts.items()))
    right = total["found"] + total["missed"] + total["linked to another"]
    wrong = total["left alone"] + total["linked wrongly"]
    print(f"one story: {total['found']} of {right} found; other stories: {total['linked wrongly']} of {wrong} linked")


if __name__ == "__main__":
    main()
