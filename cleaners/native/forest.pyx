# cython: boundscheck=False, wraparound=False, cdivision=True
"""Finds the leaves of boosted trees that rows reach, as `cleaners/learning/forest.py` describes."""

import numpy as np
from libc.stdint cimport int32_t, uint32_t
from libc.string cimport memcpy

cdef extern from *:
    """
    #include <stdint.h>
    #include <string.h>

    #define ROWS 16 /* rows evaluated at once; all their bits are in registers */

    /* Define a function that sets the bits of the leaves of a tree that each of ROWS rows does not reach. It compares as
       many rows at once as a vector of this many bytes holds, which GCC and Clang compile for any processor. */
    #define DEFINE_RULE_OUT(name, bytes, target)                                                                  \
        target static void name(const float *rows, const int32_t *column, const float *threshold,                 \
                                const uint32_t *on_the_right, Py_ssize_t nodes, uint32_t *ruled_out)              \
        {                                                                                                         \
            typedef float floats __attribute__((vector_size(bytes)));                                             \
            typedef int32_t bits __attribute__((vector_size(bytes)));                                             \
            enum { PARTS = 4 * ROWS / (bytes) };                                                                  \
            bits found[PARTS] = {{0}};                                                                            \
            for (Py_ssize_t node = 0; node < nodes; node++) {                                                     \
                const float *values = rows + (Py_ssize_t)column[node] * ROWS;                                     \
                floats limits = threshold[node] + (floats){0};                                                    \
                bits right = (int32_t)on_the_right[node] | (bits){0};                                             \
                for (int part = 0; part < PARTS; part++) {                                                        \
                    floats some;                                                                                  \
                    memcpy(&some, values + part * (ROWS / PARTS), sizeof some);                                   \
                    found[part] |= (some <= limits) & right;                                                      \
                }                                                                                                 \
            }                                                                                                     \
            memcpy(ruled_out, found, sizeof found);                                                               \
        }

    typedef void (*rule_out_function)(const float *, const int32_t *, const float *, const uint32_t *, Py_ssize_t,
                                      uint32_t *);
    DEFINE_RULE_OUT(rule_out_16, 16, )
    #if defined(__x86_64__) && defined(__GNUC__)
    DEFINE_RULE_OUT(rule_out_32, 32, __attribute__((target("avx2"))))
    DEFINE_RULE_OUT(rule_out_64, 64, __attribute__((target("avx512f"))))
    static rule_out_function fastest(void)
    {
        __builtin_cpu_init();
        return __builtin_cpu_supports("avx512f") ? rule_out_64
               : __builtin_cpu_supports("avx2") ? rule_out_32 : rule_out_16;
    }
    #else
    static rule_out_function fastest(void)
    {
        return rule_out_16;
    }
    #endif

    /* Return the number of the lowest bit that is not set; 32 if all are. */
    static inline int lowest_zero(uint32_t bits)
    {
        return ~bits ? __builtin_ctz(~bits) : 32;
    }
    """
    enum: ROWS
    int lowest_zero(uint32_t bits) noexcept nogil
    ctypedef void (*rule_out_function)(
        const float*, const int32_t*, const float*, const uint32_t*, Py_ssize_t, uint32_t*,
    ) noexcept nogil
    rule_out_function fastest() noexcept nogil

cdef rule_out_function rule_out = fastest()


def log_odds(
    const float[:, ::1] by_column,
    const int32_t[:, ::1] column,
    const float[:, ::1] threshold,
    const uint32_t[:, ::1] on_the_right,
    const float[::1] values,
    const Py_ssize_t[::1] first_value,
):
    """Return the sum of the values of the leaves that each row reaches, in the order of the trees.

    `by_column` has a row per feature. The next three arrays have a row per tree and a column per inner node. Raises
    ValueError if the shapes do not fit, and IndexError for a feature or leaf that does not exist.
    """
    cdef Py_ssize_t features = by_column.shape[0], rows = by_column.shape[1]
    cdef Py_ssize_t trees = column.shape[0], nodes = column.shape[1]
    cdef Py_ssize_t tree, node, start, row, size, leaf
    cdef uint32_t ruled_out[ROWS]
    if (
        not features or not nodes or threshold.shape[0] != trees or threshold.shape[1] != nodes
        or on_the_right.shape[0] != trees or on_the_right.shape[1] != nodes or first_value.shape[0] != trees
    ):
        raise ValueError("the arrays of a forest have shapes that do not fit each other")
    for tree in range(trees):
        for node in range(nodes):
            if not 0 <= column[tree, node] < features:
                raise IndexError(f"feature {column[tree, node]} does not exist")
    odds = np.zeros(rows)
    cdef double[::1] sums = odds
    cdef float[:, ::1] packed = np.zeros((features, ROWS), np.float32)
    for start in range(0, rows, ROWS):
        size = min(<Py_ssize_t>ROWS, rows - start)
        for node in range(features):
            memcpy(&packed[node, 0], &by_column[node, start], size * sizeof(float))
        for tree in range(trees):
            rule_out(&packed[0, 0], &column[tree, 0], &threshold[tree, 0], &on_the_right[tree, 0], nodes, ruled_out)
            for row in range(size):
                leaf = first_value[tree] + lowest_zero(ruled_out[row])
                if not 0 <= leaf < values.shape[0]:
                    raise IndexError(f"leaf {leaf} does not exist")
                sums[start + row] += values[leaf]
    return odds
