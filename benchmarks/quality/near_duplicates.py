"""Link invented stories through a store, and print which pairs were found and missed, by kind.

    python -m benchmarks.quality.near_duplicates [--store-uri sqlite://]

The first texts of all pairs are stored; then each second one is asked for. A pair that tells one story is found where
the second is linked to the first; a pair that does not is wrong where it is linked at all.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter

from benchmarks.invented_stories import Pair, pairs
from cleaners.article import to_article
from cleaners.compare.minhash import fingerprint
from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.record import Record
from crawler.stores import Store

Verdicts = dict[str, Counter[str]]  # by kind


def main() -> None:
    """Store the stories, query their links and print the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store-uri", help="default: a SQLite file of its own")
    arguments = parser.parse_args()
    labelled = pairs()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(arguments.store_uri or f"sqlite:///{folder}/articles.db")
        begun = time.process_time()
        verdicts = judge(store, labelled)
        seconds = time.process_time() - begun
        store.close()
    report(verdicts)
    begun = time.process_time()
    for pair in labelled:
        fingerprint(pair.first)
    each = 1000 / len(labelled)
    alone = (time.process_time() - begun) * each
    print(f"ms of processor time: {alone:.2f} a fingerprint, {seconds * each:.1f} to store one and ask for one")


def judge(store: Store, labelled: list[Pair]) -> Verdicts:
    """Return how many pairs of each kind were found, missed, wrongly linked, or rightly left alone."""
    ids = {pair.first: f"{place:05}" for place, pair in enumerate(labelled)}  # a text may be the first of several pairs
    for place, told in enumerate(ids):
        first = record(ids[told], told, place)
        store.save({**first, "duplicate_of": store.near_duplicates.head_of(first)}, [f"https://example.org/{place}"])
    verdicts: Verdicts = {}
    for pair in labelled:
        head = store.near_duplicates.head_of(record("second", pair.second, 86_399))
        counts = verdicts.setdefault(pair.kind, Counter())
        if pair.same:
            counts["found" if head == ids[pair.first] else "missed" if head is None else "linked to another"] += 1
        else:
            counts["left alone" if head is None else "linked wrongly"] += 1
    return verdicts


def record(name: str, text: str, second: int) -> Record:
    """Return the record of a text that was fetched at a second of one day, under a name as its id and hash."""
    moment = f"2026-03-04T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    blocks = [Block(paragraph, position=number) for number, paragraph in enumerate(text.split("\n\n"))]
    article = to_article(Document(Page(body=text, kind="text", fetched_at=moment), blocks=blocks))
    return {**article.to_record(), "id": name, "content_hash": name}


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
