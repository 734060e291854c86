# distutils: language = c++
# cython: cdivision=True
"""Columns of the features of blocks, by the rules of `matrix.py`, `text.py` and `second_pass.py` of `cleaners/body/features`.

Sums are added in the same order as numpy adds them. Logarithms are left to numpy, whose own may differ in the last bit.
"""

import numpy as np
from libc.math cimport INFINITY
from libc.stdint cimport int32_t, int64_t, uint8_t
from libcpp.algorithm cimport lower_bound, sort, unique
from libcpp.vector cimport vector
from lxml.includes.etreepublic cimport _Element, _isElement, import_lxml__etree, namespacedName, textOf
from lxml.includes.tree cimport XML_ELEMENT_NODE, xmlNode

import_lxml__etree()

cdef enum:
    # Rows of `of_blocks`.
    LINK_SHARE, LEVEL, TYPE, TAG, HIDDEN, SCREEN_READER, FIRST_INLINE, ROWS_OF_BLOCKS

cdef enum:
    # Rows of `signs`, in the order of SIGN_NAMES.
    SENTENCE, COLON, QUESTION, CUT_OFF, QUOTED, LOWER_START, SEPARATED, SIGN_START, ADDRESS, SIGNS

cdef enum:
    SENTENCE_END = 20  # last characters of a text that may close a sentence, as in `ends_sentence`


def of_blocks(list blocks not None, dict type_numbers not None, dict tag_numbers not None, dict first_inline not None):
    """Return a row per name of the enumeration, with a value per block; -1 for a type or tag without a number."""
    found = np.zeros((ROWS_OF_BLOCKS, len(blocks)))
    cdef double[:, ::1] row = found
    cdef Py_ssize_t index = 0
    cdef xmlNode* node
    for block in blocks:
        row[LINK_SHARE, index] = block.link_share
        row[LEVEL, index] = block.level or 0
        row[TYPE, index] = type_numbers.get(block.type, -1)
        row[TAG, index] = -1
        element, signals = block.element, block.signals
        row[HIDDEN, index], row[SCREEN_READER, index] = signals.hidden, signals.screen_reader
        if element is not None:
            node = (<_Element?>element)._c_node
            row[TAG, index] = tag_numbers.get(namespacedName(node), -1)
            row[FIRST_INLINE, index] = _first_inline(node, first_inline)
        index += 1
    return found


cdef double _first_inline(xmlNode* node, dict numbers) except -1:
    """Return the number of the tag of the first child, unless a text precedes it."""
    cdef xmlNode* child = node.children
    while child is not NULL and not _isElement(child):
        child = child.next
    if child is NULL or child.type != XML_ELEMENT_NODE:
        return 0.0
    number = numbers.get(namespacedName(child))
    if number is None:
        return 0.0
    text = textOf(node)
    return 0.0 if text and not text.isspace() else number


def signs(list texts not None, menus, rules):
    """Return a row per sign of a text. For menus, only the first sign is measured."""
    cdef const uint8_t[::1] is_menu = menus.view(np.uint8)
    cdef str ends = rules.ends, closing = rules.closing, quotes = rules.quotes
    cdef tuple ellipses = rules.ellipses, colons = rules.colons, questions = rules.questions
    cdef Py_ssize_t index = 0
    cdef Py_UCS4 first
    cdef str text
    if is_menu.shape[0] != len(texts):
        raise ValueError("menus must have one mark per text")
    found = np.zeros((SIGNS, len(texts)))
    cdef double[:, ::1] row = found
    for text in texts:
        row[SENTENCE, index] = _ends_sentence(text, ends, closing)
        if is_menu[index]:
            index += 1
            continue
        row[COLON, index] = text.endswith(colons)
        row[QUESTION, index] = text.endswith(questions)
        row[CUT_OFF, index] = text.rstrip().endswith(ellipses)
        row[SEPARATED, index] = _has_any(text, rules.separators)
        row[ADDRESS, index] = _has_any(text, rules.addresses)
        row[SIGN_START, index] = 1.0
        if text:
            first = text[0]
            row[LOWER_START, index] = first.islower()
            row[SIGN_START, index] = not (first.isalnum() or first.isspace())
            if first.isspace():
                row[QUOTED, index] = text.lstrip()[:1] in quotes and not text.isspace()
            else:
                row[QUOTED, index] = first in quotes
        index += 1
    return found


cdef bint _ends_sentence(str text, str ends, str closing) except -1:
    cdef Py_ssize_t place = len(text) - 1, first = max(0, len(text) - SENTENCE_END)
    while place >= first and not text[place].isalnum() and (text[place].isspace() or text[place] in closing):
        place -= 1
    return place >= first and text[place] in ends


cdef bint _has_any(str text, tuple marks) except -1:
    cdef str mark
    for mark in marks:
        if mark in text:
            return True
    return False


def decayed(const double[::1] values, double decay):
    """Return for each value the sum of the values before it, which lose weight by the factor `decay` with each step."""
    found = np.empty(values.shape[0])
    cdef double[::1] sums = found
    cdef double total = 0.0
    cdef Py_ssize_t index
    for index in range(values.shape[0]):
        sums[index] = total
        total = decay * (total + values[index])
    return found


def dense(const int64_t[::1] keys):
    """Return the rank of each key among all distinct keys."""
    cdef vector[int64_t] distinct
    cdef Py_ssize_t index
    found = np.empty(keys.shape[0], np.int64)
    cdef int64_t[::1] ranks = found
    for index in range(keys.shape[0]):
        distinct.push_back(keys[index])
    sort(distinct.begin(), distinct.end())
    distinct.erase(unique(distinct.begin(), distinct.end()), distinct.end())
    for index in range(keys.shape[0]):
        ranks[index] = lower_bound(distinct.begin(), distinct.end(), keys[index]) - distinct.begin()
    return found


def sums_of(const int64_t[::1] groups, const double[:, ::1] values):
    """Return the sums of the values over each group, by the number of the group."""
    cdef Py_ssize_t index, column
    if groups.shape[0] != values.shape[0]:
        raise ValueError("groups must have one number per row of values")
    sums = np.zeros((np.asarray(groups).max(initial=-1) + 1, values.shape[1]))
    cdef double[:, ::1] sum_of = sums
    for index in range(values.shape[0]):
        for column in range(values.shape[1]):
            sum_of[groups[index], column] += values[index, column]
    return sums


def second_pass(
    const double[::1] odds, const double[::1] weights, const double[::1] words, const int32_t[:, ::1] groups,
    const double[::1] is_heading, double body_words, rules, double[:, ::1] found,
):
    """Write the columns of the second pass up to those of runs to rows of `found`; return the rows that need `log1p`.

    `groups` has a row per kind of group. `body_words` is the number of words of the body. The row of a distance has
    infinity for none.
    """
    cdef Py_ssize_t size = odds.shape[0]
    if not (
        size == weights.shape[0] == words.shape[0] == groups.shape[1] == is_heading.shape[0] == found.shape[1] and size
    ):
        raise ValueError("the columns have different lengths or are empty")
    return _SecondPass(odds, weights, words, rules, found).write(groups, is_heading, body_words)


cdef class _SecondPass:
    """Writes one column after the other."""

    cdef const double[::1] odds, weights, words
    cdef double[:, ::1] found
    cdef Py_ssize_t size, row
    cdef double beyond_page, alone
    cdef object rules
    cdef list log_rows

    def __init__(self, odds, weights, words, rules, found):
        self.odds, self.weights, self.words, self.rules, self.found = odds, weights, words, rules, found
        self.size, self.row, self.log_rows = len(odds), 0, []
        self.beyond_page, self.alone = rules.beyond_page, rules.alone

    cdef list write(self, const int32_t[:, ::1] groups, const double[::1] is_heading, double body_words):
        cdef Py_ssize_t index, kind
        cdef double[::1] odds = self.next_row()
        odds[:] = self.odds
        self.write_neighbours()
        for kind in range(groups.shape[0]):
            self.write_group(groups[kind])
        self.write_section(is_heading)
        self.write_places(body_words)
        self.write_runs()
        return self.log_rows

    cdef double[::1] next_row(self, bint is_log=False):
        if is_log:
            self.log_rows.append(self.row)
        self.row += 1
        return self.found[self.row - 1]

    cdef int write_neighbours(self) except -1:
        cdef Py_ssize_t index, offset, reach = self.rules.reach, window
        cdef vector[double] sums, sizes
        cdef double[::1] column
        for offset in range(-reach, reach + 1):
            if not offset:
                continue
            column = self.next_row()
            for index in range(self.size):
                column[index] = self.odds[index + offset] if 0 <= index + offset < self.size else self.beyond_page
        sums.push_back(0.0)
        sizes.push_back(0.0)
        for index in range(self.size):
            sums.push_back(self.odds[index] * self.weights[index] + (sums.back() if index else -0.0))
            sizes.push_back(self.weights[index] + (sizes.back() if index else -0.0))
        for window in self.rules.windows:
            column = self.next_row()
            for index in range(self.size):
                column[index] = self.mean_between(sums, sizes, max(0, index - window), index)
            column = self.next_row()
            for index in range(self.size):
                column[index] = self.mean_between(sums, sizes, index + 1, min(self.size, index + 1 + window))
        return 0

    cdef double mean_between(self, vector[double]& sums, vector[double]& sizes, Py_ssize_t start, Py_ssize_t end) noexcept:
        if end <= start:
            return self.beyond_page
        return (sums[end] - sums[start]) / max(sizes[end] - sizes[start], 1e-9)

    cdef int write_group(self, const int32_t[::1] group) except -1:
        cdef Py_ssize_t index
        cdef int32_t number, greatest_number = 0
        for index in range(self.size):
            if group[index] < 0:
                raise ValueError("a group has a negative number")
            greatest_number = max(greatest_number, group[index])
        cdef vector[double] blocks = vector[double](greatest_number + 1, 0.0)
        cdef vector[double] body = blocks
        cdef vector[double] sums = blocks
        cdef vector[double] sizes = blocks
        cdef vector[double] least = vector[double](greatest_number + 1, INFINITY)
        cdef vector[double] greatest = vector[double](greatest_number + 1, -INFINITY)
        for index in range(self.size):
            number = group[index]
            blocks[number] += 1
            body[number] += self.odds[index] > 0
            sums[number] += self.odds[index] * self.weights[index]
            sizes[number] += self.weights[index]
            least[number] = min(least[number], self.odds[index])
            greatest[number] = max(greatest[number], self.odds[index])
        cdef double[::1] mean = self.next_row(), most = self.next_row(), fewest = self.next_row()
        cdef double[::1] count = self.next_row(True), share = self.next_row()
        for index in range(self.size):
            number = group[index]
            mean[index], share[index] = self.alone, -1.0
            if blocks[number] > 1:
                mean[index] = (sums[number] - self.odds[index] * self.weights[index]) / max(
                    sizes[number] - self.weights[index], 1e-9
                )
                share[index] = (body[number] - (self.odds[index] > 0)) / (blocks[number] - 1)
            most[index], fewest[index], count[index] = greatest[number], least[number], blocks[number]
        return 0

    cdef int write_section(self, const double[::1] is_heading) except -1:
        cdef Py_ssize_t index
        cdef int32_t number = 0
        cdef double heading_odds = self.beyond_page
        cdef double[::1] column = self.next_row()
        sections = np.empty(self.size, np.int32)
        cdef int32_t[::1] section = sections
        for index in range(self.size):
            if is_heading[index]:
                number += 1
                heading_odds = self.odds[index]
            section[index], column[index] = number, heading_odds
        return self.write_group(section)

    cdef int write_places(self, double total) except -1:
        cdef Py_ssize_t index, last = -1
        cdef double own, through = -0.0, greatest = self.beyond_page
        cdef double[::1] before = self.next_row(True), after = self.next_row(True), share = self.next_row()
        cdef double[::1] since = self.next_row(True), until = self.next_row(True)
        cdef double[::1] max_before = self.next_row(), max_after = self.next_row()
        for index in range(self.size):
            own = self.words[index] if self.odds[index] > 0 else 0.0
            through += own
            before[index] = through - own
            after[index] = max(0.0, total - before[index] - own)
            share[index] = before[index] / total
            since[index], max_before[index] = index - last if last >= 0 else INFINITY, greatest
            last = index if self.odds[index] > 0 else last
            greatest = self.odds[index] if index == 0 else max(greatest, self.odds[index])
        last, greatest = -1, self.beyond_page
        for index in range(self.size - 1, -1, -1):
            until[index], max_after[index] = last - index if last >= 0 else INFINITY, greatest
            greatest = self.odds[index] if index == self.size - 1 else max(greatest, self.odds[index])
            last = index if self.odds[index] > 0 else last
        return 0

    cdef int write_runs(self) except -1:
        cdef vector[double] blocks, words, sums, sizes
        cdef vector[Py_ssize_t] run
        cdef Py_ssize_t index, inside = 0, beside, offset
        cdef double[::1] run_blocks = self.next_row(True), run_words = self.next_row(True), mean = self.next_row()
        cdef double[::1] before = self.next_row(True), after = self.next_row(True)
        for index in range(self.size):
            inside += 1
            if index == 0 or (self.odds[index] > 0) != (self.odds[index - 1] > 0):
                inside = 0
                blocks.push_back(0)
                words.push_back(0)
                sums.push_back(0)
                sizes.push_back(0)
            run.push_back(<Py_ssize_t>blocks.size() - 1)
            blocks[run[index]] += 1
            words[run[index]] += self.words[index]
            sums[run[index]] += self.odds[index] * self.weights[index]
            sizes[run[index]] += self.weights[index]
            before[index] = inside
        for index in range(self.size):
            run_blocks[index], run_words[index] = blocks[run[index]], words[run[index]]
            mean[index] = sums[run[index]] / sizes[run[index]]
            after[index] = blocks[run[index]] - 1 - before[index]
        for offset in (-1, 1):
            run_blocks, run_words, mean = self.next_row(True), self.next_row(True), self.next_row()
            for index in range(self.size):
                beside = run[index] + offset
                if 0 <= beside < <Py_ssize_t>blocks.size():
                    run_blocks[index], run_words[index] = blocks[beside], words[beside]
                    mean[index] = sums[beside] / sizes[beside]
                else:
                    run_blocks[index], run_words[index], mean[index] = 0.0, 0.0, self.beyond_page
        return 0
