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

    /* Define a function that adds to the sum of each of ROWS rows the value of the leaf of a tree that the row reaches.
       It first sets the bits of the leaves that the row does not reach, and compares as many rows at once as a vector
       of this many bytes holds, which GCC and Clang compile for any processor. */
    #define DEFINE_ADD_LEAVES(name, bytes, target)                                                                  \
        target static void name(const float *rows, const int32_t *column, const float *threshold,                 \
                                const uint32_t *on_the_right, Py_ssize_t nodes, const float *leaves, double *sums) \
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
            uint32_t ruled_out[ROWS];                                                                             \
            memcpy(ruled_out, found, sizeof found);                                                               \
            for (int row = 0; row < ROWS; row++)                                                                  \
                sums[row] += leaves[__builtin_ctzll(~(uint64_t)ruled_out[row])];                                  \
        }

    typedef void (*add_leaves_function)(const float *, const int32_t *, const float *, const uint32_t *, Py_ssize_t,
                                        const float *, double *);
    DEFINE_ADD_LEAVES(add_leaves_16, 16, )
    #if defined(__x86_64__) && defined(__GNUC__)
    DEFINE_ADD_LEAVES(add_leaves_32, 32, __attribute__((target("avx2,bmi"))))
    DEFINE_ADD_LEAVES(add_leaves_64, 64, __attribute__((target("avx512f,bmi"))))
    static add_leaves_function fastest(void)
    {
        __builtin_cpu_init();
        return !__builtin_cpu_supports("bmi") ? add_leaves_16
               : __builtin_cpu_supports("avx512f") ? add_leaves_64
               : __builtin_cpu_supports("avx2") ? add_leaves_32 : add_leaves_16;
    }
    #else
    static add_leaves_function fastest(void)
    {
        return add_leaves_16;
    }
    #endif
    """
    enum: ROWS
    ctypedef void (*add_leaves_function)(
        const float*, const int32_t*, const float*, const uint32_t*, Py_ssize_t, const float*, double*,
    ) noexcept nogil
    add_leaves_function fastest() noexcept nogil

cdef add_leaves_function add_leaves = fastest()


def log_odds(
    const float[:, ::1] by_column,
    const int32_t[:, ::1] column,
    const float[:, ::1] threshold,
    const uint32_t[:, ::1] on_the_right,
    const float[::1] values,
    const Py_ssize_t[::1] first_value,
):
    """Return the sum of the values of the leaves that each row reaches, in the order of the trees.

    `by_column` has a row per feature. The next three arrays have a row per tree and a column per inner node. `values`
    has 32 numbers more than there are leaves, so that no bits lead beyond it. Raises ValueError if the shapes do not
    fit, and IndexError for a feature or leaf that does not exist.
    """
    cdef Py_ssize_t features = by_column.shape[0], rows = by_column.shape[1]
    cdef Py_ssize_t trees = column.shape[0], nodes = column.shape[1]
    cdef Py_ssize_t tree, node, start, size
    if (
        not features or not nodes or threshold.shape[0] != trees or threshold.shape[1] != nodes
        or on_the_right.shape[0] != trees or on_the_right.shape[1] != nodes or first_value.shape[0] != trees
    ):
        raise ValueError("the arrays of a forest have shapes that do not fit each other")
    for tree in range(trees):
        if not 0 <= first_value[tree] < values.shape[0] - 32:
            raise IndexError(f"leaf {first_value[tree]} does not exist")
        for node in range(nodes):
            if not 0 <= column[tree, node] < features:
                raise IndexError(f"feature {column[tree, node]} does not exist")
    padded = np.zeros((rows + ROWS - 1) // ROWS * ROWS)
    cdef double[::1] sums = padded
    cdef float[:, ::1] packed = np.zeros((features, ROWS), np.float32)
    for start in range(0, rows, ROWS):
        size = min(<Py_ssize_t>ROWS, rows - start)
        for node in range(features):
            memcpy(&packed[node, 0], &by_column[node, start], size * sizeof(float))
        for tree in range(trees):
            add_leaves(
                &packed[0, 0], &column[tree, 0], &threshold[tree, 0], &on_the_right[tree, 0], nodes,
                &values[first_value[tree]], &sums[start],
            )
    return padded[:rows]
