from collections.abc import Callable, Iterable, Sequence, Set

import numpy as np
from numpy.typing import NDArray

class PageWords:
    def __init__(
        self,
        texts: Iterable[str],
        punctuation: str,
        first_unspaced: str,
        without_pairs: Callable[[str], tuple[str, list[str]]],
    ) -> None: ...
    def sizes(self) -> NDArray[np.int64]: ...
    def in_common(self, words: Set[str]) -> NDArray[np.int64]: ...
    def weighed(self, weights: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
    def familiarity(self, in_body: NDArray[np.bool_], function_words: int) -> NDArray[np.float64]: ...
    def content(self, min_chars: int) -> NDArray[np.int32]: ...

def count_characters(
    texts: Sequence[str],
    classes: NDArray[np.uint16],
    fill: Callable[[str], int],
    sample: int,
    unspaced_word_chars: int,
    counts: NDArray[np.int64],
) -> None: ...

class Texts:
    def __init__(self, texts: tuple[str, ...]) -> None: ...
    def any_in(self, line: str) -> bool: ...
