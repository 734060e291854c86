"""A logarithm of signed distances, which the features of HTML blocks and of text lines share."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.floating)


def signed_log(values: NDArray[T]) -> NDArray[T]:
    """Return log(1 + |value|) with the sign of each value, for distances in either direction."""
    signed: NDArray[T] = np.sign(values) * np.log1p(np.abs(values))
    return signed
