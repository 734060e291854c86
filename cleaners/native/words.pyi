from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

def weighed(sets: Iterable[frozenset[str]], weights: dict[str, int]) -> tuple[list[int], list[int]]: ...
def content(sets: Iterable[frozenset[str]], min_chars: int) -> tuple[list[int], list[int]]: ...
def count_characters(
    texts: Sequence[str],
    classes: NDArray[np.uint16],
    fill: Callable[[str], int],
    sample: int,
    unspaced_word_chars: int,
    counts: NDArray[np.int64],
) -> None: ...
