import os
import time

from cleaners.workers.ordered import Lost, Workers


def work(piece: int) -> int:
    if piece == 3:
        os._exit(9)
    if piece == 5:
        time.sleep(60)
    return piece * 10


def test_a_piece_that_crashes_or_hangs_costs_itself_only_and_the_order_is_kept() -> None:
    results = list(Workers(work, 2, piece_seconds=3.0).over(range(12)))
    assert [r for r in results if isinstance(r, int)] == [n * 10 for n in range(12) if n not in (3, 5)]
    lost = [r for r in results if isinstance(r, Lost)]
    assert [(r.piece, r.reason[:10]) for r in lost] == [(3, "the worker"), (5, "took over ")]


def test_unordered_results_are_all_there() -> None:
    assert sorted(map(str, Workers(work, 2).over([1, 2, 4], in_order=False))) == ["10", "20", "40"]


def test_no_pieces_no_results() -> None:
    assert list(Workers(work, 1).over([])) == []
