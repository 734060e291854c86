# cython: boundscheck=False, wraparound=False, cdivision=True
"""Finds the leaves of boosted trees that rows reach, as `cleaners/learning/forest.py` describes."""

from libc.stdint cimport uint32_t, uint64_t

cdef enum:
    MAX_ROWS = 64  # per call, so that the bits of all rows stay in the processor's nearest cache

ctypedef fused Bits:
    uint32_t
    uint64_t


def leaf_values(
    const float[:, :] by_column,
    const Py_ssize_t[:, ::1] column,
    const float[:, ::1] threshold,
    const Bits[:, ::1] on_the_right,
    const float[::1] values,
    const Py_ssize_t[::1] first_value,
    float[:, ::1] found,
):
    """Write the value of the leaf that each row reaches in each tree to `found`, which has a row per tree.

    `by_column` has a row per feature. The next three arrays have a row per tree and a column per inner node. Raises
    ValueError if there are more than MAX_ROWS rows or the shapes differ, and IndexError for a feature or leaf that does
    not exist.
    """
    cdef Py_ssize_t trees = column.shape[0], nodes = column.shape[1], rows = by_column.shape[1]
    cdef Py_ssize_t tree, node, row, feature, leaf
    cdef Bits ruled_out[MAX_ROWS]
    cdef Bits right
    cdef float limit
    cdef const float* row_values
    if rows > MAX_ROWS or (rows > 1 and by_column.strides[1] != sizeof(float)):
        raise ValueError(f"{rows} rows are not at most {MAX_ROWS} rows side by side")
    if (
        threshold.shape[0] != trees or threshold.shape[1] != nodes or on_the_right.shape[0] != trees
        or on_the_right.shape[1] != nodes or first_value.shape[0] != trees or found.shape[0] != trees
        or found.shape[1] != rows
    ):
        raise ValueError("the arrays of a forest have different shapes")
    for tree in range(trees):
        for row in range(rows):
            ruled_out[row] = 0
        for node in range(nodes):
            feature, limit, right = column[tree, node], threshold[tree, node], on_the_right[tree, node]
            if not 0 <= feature < by_column.shape[0]:
                raise IndexError(f"feature {feature} does not exist")
            row_values = &by_column[feature, 0] if rows else NULL
            for row in range(rows):
                ruled_out[row] |= right & -<Bits>(row_values[row] <= limit)
        for row in range(rows):
            leaf = first_value[tree] + _lowest_zero(ruled_out[row])
            if not 0 <= leaf < values.shape[0]:
                raise IndexError(f"leaf {leaf} does not exist")
            found[tree, row] = values[leaf]


cdef inline int _lowest_zero(Bits bits) noexcept nogil:
    """Return the number of the lowest bit that is not set."""
    cdef int number = 0
    while bits & 1:
        bits >>= 1
        number += 1
    return number
