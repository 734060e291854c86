from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from cleaners.document import Block

_Floats = NDArray[np.float64]

def of_blocks(
    blocks: list[Block], type_numbers: dict[str, int], tag_numbers: dict[str, int], first_inline: dict[str, float]
) -> _Floats: ...
def signs(texts: list[str], menus: NDArray[np.bool_], rules: SimpleNamespace) -> _Floats: ...
def decayed(values: _Floats, decay: float) -> _Floats: ...
def dense(keys: NDArray[np.int64]) -> NDArray[np.int64]: ...
def sums_of(groups: NDArray[np.int64], values: _Floats) -> _Floats: ...
def second_pass(
    odds: _Floats,
    weights: _Floats,
    words: _Floats,
    groups: NDArray[np.int32],
    is_heading: _Floats,
    body_words: float,
    rules: SimpleNamespace,
    found: _Floats,
) -> list[int]: ...
