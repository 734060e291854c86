# cython: boundscheck=False, wraparound=False
"""Sets of words and counts of characters in short texts, as `cleaners/body/features` needs them for each block."""

from libc.stdint cimport int64_t, uint16_t

cdef enum:
    # Classes of characters, as in `cleaners/body/features/characters.py`.
    SPACE = 2
    WORD = 4
    UPPER = 8
    DIGIT = 16
    WIDE = 32
    UNSPACED = 64
    COMMA = 128
    END = 256
    # Rows of the counts, in the order of the fields of `TextCounts`.
    WORDS = 0
    COMMAS = 1
    INNER_ENDS = 2
    HEADS = 3
    CAPITAL_HEADS = 4
    CAPITALS = 5
    DIGITS = 6
    ROWS = 7


def weighed(sets, dict weights not None):
    """Return the number of words of each set that have a weight, and the sum of their weights."""
    cdef list counts = [], sums = []
    cdef Py_ssize_t count
    cdef long total
    cdef frozenset words
    for words in sets:
        count, total = 0, 0
        for word in words:
            weight = weights.get(word)
            if weight is not None:
                count += 1
                total += <long>weight
        counts.append(count)
        sums.append(total)
    return counts, sums


def content(sets, Py_ssize_t min_chars):
    """Return a list with the number of the set of each content word, and one with a number of the word."""
    cdef list of_set = [], numbers = []
    cdef dict known = {}
    cdef Py_ssize_t index = 0
    cdef frozenset words
    cdef str word
    for words in sets:
        for word in words:
            if len(word) >= min_chars or (len(word) == 2 and not word.isascii()):
                of_set.append(index)
                numbers.append(known.setdefault(word, len(known)))
        index += 1
    return of_set, numbers


def count_characters(
    texts, uint16_t[::1] classes, fill, Py_ssize_t sample, Py_ssize_t unspaced_word_chars, int64_t[:, ::1] counts
):
    """Write the counts of each text to a column of `counts`, which has a row per field of `TextCounts`.

    `classes` has the classes of each character by its code, or 0; then `fill` looks them up and sets them. `sample` is
    the number of characters at the beginning of a text in which heads, capitals and digits are counted.
    """
    cdef Py_ssize_t column = 0, place, unspaced, size
    cdef uint16_t bits
    cdef Py_UCS4 character
    cdef bint after_space, is_counted
    cdef str text
    if counts.shape[0] != ROWS or counts.shape[1] != len(texts) or classes.shape[0] != 0x110000:
        raise ValueError("the arrays of counts or classes have the wrong shape")
    counts[:, :] = 0
    for text in texts:
        after_space, is_counted, unspaced, place, size = True, False, 0, 0, len(text)
        for character in text:
            bits = classes[character]
            if not bits:
                bits = fill(character)
            if bits & (SPACE | WIDE | UNSPACED):
                is_counted = False
                counts[WORDS, column] += bits & WIDE != 0
                unspaced += bits & UNSPACED != 0
            elif bits & WORD and not is_counted:
                is_counted = True
                counts[WORDS, column] += 1
            counts[COMMAS, column] += bits & COMMA != 0
            counts[INNER_ENDS, column] += bits & END != 0 and place < size - 1
            if place < sample:
                if after_space and not bits & SPACE:
                    counts[HEADS, column] += 1
                    counts[CAPITAL_HEADS, column] += bits & UPPER != 0
                counts[CAPITALS, column] += bits & UPPER != 0
                counts[DIGITS, column] += bits & DIGIT != 0
            after_space = bits & SPACE != 0
            place += 1
        counts[WORDS, column] += (unspaced + unspaced_word_chars - 1) // unspaced_word_chars
        column += 1
