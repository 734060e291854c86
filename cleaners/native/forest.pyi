import numpy as np
from numpy.typing import NDArray

def leaf_values(
    by_column: NDArray[np.float32],
    column: NDArray[np.intp],
    threshold: NDArray[np.float32],
    on_the_right: NDArray[np.uint32],
    values: NDArray[np.float32],
    first_value: NDArray[np.intp],
    found: NDArray[np.float32],
) -> None: ...
