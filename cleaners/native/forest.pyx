# cython: boundscheck=False, wraparound=False, cdivision=True
"""Finds the leaves of boosted trees that rows reach, as `cleaners/learning/forest.py` describes."""

from libc.stdint cimport uint32_t

cdef extern from *:
    """
    #include <stdint.h>
    #include <string.h>

    /* Rows are evaluated by fours in vectors of 16 bytes, which GCC and Clang compile for any processor. Sixteen at
       once keep all their bits in registers. */
    #define ROWS 16
    typedef float four_floats __attribute__((vector_size(16)));
    typedef int32_t four_bits __attribute__((vector_size(16)));

    static inline four_bits at_most(const float *values, four_floats limits)
    {
        four_floats four;
        memcpy(&four, values, sizeof four);
        return four <= limits;
    }

    /* Set the bits of the leaves of a tree that each of ROWS rows does not reach. */
    static void rule_out(const float *rows, Py_ssize_t stride, const Py_ssize_t *column, const float *threshold,
                         const uint32_t *on_the_right, Py_ssize_t nodes, uint32_t *ruled_out)
    {
        four_bits a = {0}, b = {0}, c = {0}, d = {0};
        for (Py_ssize_t node = 0; node < nodes; node++) {
            const float *values = rows + column[node] * stride;
            four_floats limits = threshold[node] + (four_floats){0};
            four_bits right = (int32_t)on_the_right[node] | (four_bits){0};
            a |= at_most(values, limits) & right;
            b |= at_most(values + 4, limits) & right;
            c |= at_most(values + 8, limits) & right;
            d |= at_most(values + 12, limits) & right;
        }
        memcpy(ruled_out, &a, sizeof a);
        memcpy(ruled_out + 4, &b, sizeof b);
        memcpy(ruled_out + 8, &c, sizeof c);
        memcpy(ruled_out + 12, &d, sizeof d);
    }

    /* Return the number of the lowest bit that is not set; 32 if all are. */
    static inline int lowest_zero(uint32_t bits)
    {
        return ~bits ? __builtin_ctz(~bits) : 32;
    }
    """
    enum: ROWS
    int lowest_zero(uint32_t bits) noexcept nogil
    void rule_out(
        const float* rows, Py_ssize_t stride, const Py_ssize_t* column, const float* threshold,
        const uint32_t* on_the_right, Py_ssize_t nodes, uint32_t* ruled_out,
    ) noexcept nogil


def leaf_values(
    const float[:, ::1] by_column,
    const Py_ssize_t[:, ::1] column,
    const float[:, ::1] threshold,
    const uint32_t[:, ::1] on_the_right,
    const float[::1] values,
    const Py_ssize_t[::1] first_value,
    float[:, ::1] found,
):
    """Write the value of the leaf that each row reaches in each tree to `found`, which has a row per tree.

    `by_column` has a row per feature, and a multiple of ROWS columns. The next three arrays have a row per tree and a
    column per inner node. Raises ValueError if the shapes do not fit, and IndexError for a feature or leaf that does
    not exist.
    """
    cdef Py_ssize_t features = by_column.shape[0], rows = by_column.shape[1]
    cdef Py_ssize_t trees = column.shape[0], nodes = column.shape[1]
    cdef Py_ssize_t tree, node, start, row, leaf
    cdef uint32_t ruled_out[ROWS]
    if (
        rows % ROWS or not features or not nodes or threshold.shape[0] != trees or threshold.shape[1] != nodes
        or on_the_right.shape[0] != trees or on_the_right.shape[1] != nodes or first_value.shape[0] != trees
        or found.shape[0] != trees or found.shape[1] != rows
    ):
        raise ValueError("the arrays of a forest have shapes that do not fit each other")
    for tree in range(trees):
        for node in range(nodes):
            if not 0 <= column[tree, node] < features:
                raise IndexError(f"feature {column[tree, node]} does not exist")
    for start in range(0, rows, ROWS):
        for tree in range(trees):
            rule_out(
                &by_column[0, start], rows, &column[tree, 0], &threshold[tree, 0], &on_the_right[tree, 0], nodes,
                ruled_out,
            )
            for row in range(ROWS):
                leaf = first_value[tree] + lowest_zero(ruled_out[row])
                if not 0 <= leaf < values.shape[0]:
                    raise IndexError(f"leaf {leaf} does not exist")
                found[tree, start + row] = values[leaf]
