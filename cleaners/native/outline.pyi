from collections.abc import Callable

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]

def outline(
    elements: list[HtmlElement | None], kind: Callable[[str, str | None, str | None, str | None], tuple[int, bool]]
) -> tuple[_Ints, _Ints, _Ints, _Ints, NDArray[np.bool_], _Ints, _Ints]: ...
def sums(parents: _Ints, depths: _Ints, of_block: _Ints, values: _Floats) -> _Floats: ...
def steps_below(parents: _Ints, main: int) -> _Ints: ...
def shares_in_common(parents: _Ints, kept_and_words: _Floats) -> _Floats: ...
