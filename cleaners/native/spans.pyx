# distutils: language = c++
"""Finds the elements around the blocks of a page for `cleaners/groups/spans.py`."""

from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector
from lxml.includes.etreepublic cimport _Element, elementFactory, import_lxml__etree
from lxml.includes.tree cimport xmlNode

from cleaners.native.nodes cimport parent_of

import_lxml__etree()


def around(list elements not None):
    """Return the ranges of the elements around blocks, and the children of each, in dictionaries in page order.

    `elements` has the element of each block, or None. A range is the first position and the one after the last.
    """
    cdef unordered_map[size_t, int] numbers
    cdef vector[xmlNode*] new
    cdef vector[int] first, end, parents
    cdef list found = []
    cdef dict children = {}
    cdef _Element element
    cdef xmlNode* node
    cdef int index, parent
    for index in range(len(elements)):
        element = elements[index]
        if element is None:
            continue
        node = element._c_node
        new.clear()
        while node is not NULL and numbers.count(<size_t>node) == 0:
            new.push_back(node)
            node = parent_of(node)
        parent = -1 if node is NULL else numbers[<size_t>node]
        while new.size():
            node = new.back()
            new.pop_back()
            child = elementFactory(element._doc, node)
            if parent >= 0:
                children.setdefault(found[parent], []).append(child)
            parents.push_back(parent)
            parent = <int>first.size()
            numbers[<size_t>node] = parent
            found.append(child)
            first.push_back(index)
            end.push_back(0)
        end[numbers[<size_t>element._c_node]] = index + 1
    for index in range(<int>first.size() - 1, -1, -1):
        parent = parents[index]
        if parent >= 0 and end[parent] < end[index]:
            end[parent] = end[index]
    return {found[index]: (first[index], end[index]) for index in range(len(found))}, children
