# distutils: language = c++
# cython: cdivision=True
"""Numbers the elements around the blocks of a page, by the rules of `cleaners/body/features/elements.py`.

It makes no Python objects for elements. It does not recurse, so a deep page needs heap and no C stack.
"""

import numpy as np
from libc.stdint cimport int64_t
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector
from lxml.includes.etreepublic cimport _Element, attributeValue, import_lxml__etree, namespacedName
from lxml.includes.tree cimport xmlAttr, xmlNode

from cleaners.native.nodes cimport attribute, parent_of

import_lxml__etree()


def outline(list elements not None, kind):
    """Return the first six fields of an `Outline`, and the number of the element that holds each block.

    `elements` has the element of each block, or None. `kind` returns the bits of an element from its tag, class, role
    and itemprop, and True if its class names a caption.
    """
    found = _Outliner(kind)
    cdef vector[int64_t] of_block
    for element in elements:
        of_block.push_back(0 if element is None else found.number((<_Element?>element)._c_node))
    return (
        _array(found.parents), _array(found.bits), _array(found.depths), _array(found.signatures),
        _array(found.captions) > 0, _array(found.articles), _array(of_block),
    )


cdef class _Outliner:
    """The elements numbered so far, one vector per field of an `Outline`. Number 0 is the root."""

    cdef object kind
    cdef vector[int64_t] parents, bits, depths, signatures, captions, articles
    cdef dict known  # signature, bits and caption by tag and class, without the bits of other attributes
    cdef unordered_map[size_t, int64_t] numbers  # by the pointer of an element

    def __init__(self, kind):
        self.kind, self.known = kind, {}
        self.append(0, 0, 0, 0, False, 0)

    cdef int append(
        self, int64_t parent, int64_t bits, int64_t depth, int64_t signature, bint is_caption, int64_t article
    ) except -1:
        self.parents.push_back(parent)
        self.bits.push_back(bits)
        self.depths.push_back(depth)
        self.signatures.push_back(signature)
        self.captions.push_back(is_caption)
        self.articles.push_back(article)
        return 0

    cdef int64_t number(self, xmlNode* node) except -1:
        """Return the number of an element, and first number it and the elements around it if they are new."""
        cdef vector[xmlNode*] new_nodes  # from the inside out
        cdef int64_t number
        while node is not NULL and self.numbers.count(<size_t>node) == 0:
            new_nodes.push_back(node)
            node = parent_of(node)
        number = 0 if node is NULL else self.numbers[<size_t>node]
        while new_nodes.size():
            node = new_nodes.back()
            new_nodes.pop_back()
            number = self.add(node, number)
            self.numbers[<size_t>node] = number
        return number

    cdef int64_t add(self, xmlNode* node, int64_t parent) except -1:
        """Append the outline's row for an element, and return its number. `parent` is the number of its parent."""
        cdef int64_t number = <int64_t>self.parents.size(), signature, bits
        cdef bint is_caption
        tag, class_attribute = namespacedName(node), _value(node, "class")
        key = (tag, class_attribute)
        found = self.known.get(key)
        if found is None:
            found = len(self.known) + 1, *self.kind(tag, class_attribute, None, None)
            self.known[key] = found
        signature, bits, is_caption = found
        role, properties = _value(node, "role"), _value(node, "itemprop")
        if role is not None or properties is not None:
            bits = self.kind(tag, class_attribute, role, properties)[0]
        self.append(
            parent, self.bits[parent] | bits, self.depths[parent] + 1, signature, is_caption,
            number if tag == "article" else self.articles[parent],
        )
        return number


cdef object _value(xmlNode* node, const char* name):
    """Return the value of an attribute, or None."""
    cdef xmlAttr* found = attribute(node, name)
    return None if found is NULL else attributeValue(node, found)


cdef object _array(vector[int64_t]& values):
    array = np.empty(values.size(), np.int64)
    cdef int64_t[::1] view = array
    cdef size_t index
    for index in range(values.size()):
        view[index] = values[index]
    return array


def sums(const int64_t[::1] parents, const int64_t[::1] depths, const int64_t[::1] of_block, const double[:, ::1] values):
    """Return the sums of the values of the blocks in each element, added in the order of `Outline.sums`."""
    cdef Py_ssize_t elements = parents.shape[0], columns = values.shape[1], index, place, column
    totals = np.zeros((elements, columns))
    cdef double[:, ::1] total = totals
    cdef int64_t[::1] by_depth = np.argsort(-np.asarray(depths), kind="stable")
    for index in range(of_block.shape[0]):
        for column in range(columns):
            total[of_block[index], column] += values[index, column]
    for place in range(elements):
        index = by_depth[place]
        if depths[index] > 0:
            for column in range(columns):
                total[parents[index], column] += total[index, column]
    return totals


def steps_below(const int64_t[::1] parents, Py_ssize_t main):
    """Return the steps from the main element to each element, as `Outline.steps_below` does."""
    cdef Py_ssize_t elements = parents.shape[0], number = main, parent
    cdef int64_t steps = 0
    found = np.ones(elements, np.int64)  # 1 until it is known: the main element and those above it get 0 or less
    cdef int64_t[::1] below = found
    while below[number] == 1:
        below[number] = steps
        number, steps = parents[number], steps - 1
    for number in range(elements):
        parent = parents[number]
        if below[number] == 1:
            below[number] = below[parent] + (parent == main or below[parent] > 0)
    return found


def shares_in_common(const int64_t[::1] parents, const double[:, ::1] kept_and_words):
    """Return the share of words kept in the nearest element around each element that has any kept word."""
    cdef Py_ssize_t number
    found = np.empty(parents.shape[0])
    cdef double[::1] shares = found
    for number in range(parents.shape[0]):
        if number == 0 or kept_and_words[0, number] >= 1:
            shares[number] = kept_and_words[0, number] / kept_and_words[1, number]
        else:
            shares[number] = shares[parents[number]]
    return found
