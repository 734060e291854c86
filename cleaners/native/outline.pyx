# distutils: language = c++
"""Numbers the elements around the blocks of a page, by the rules of `cleaners/body/features/elements.py`.

It makes no Python objects for elements. It does not recurse, so a deep page needs heap and no C stack.
"""

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
    of_block = [0 if element is None else found.number((<_Element?>element)._c_node) for element in elements]
    return found.parents, found.bits, found.depths, found.signatures, found.captions, found.articles, of_block


cdef class _Outliner:
    """The elements numbered so far, one list per field of an `Outline`. Number 0 is the root."""

    cdef object kind
    cdef readonly list parents, bits, depths, signatures, captions, articles
    cdef dict signature_numbers
    cdef unordered_map[size_t, Py_ssize_t] numbers  # by the pointer of an element

    def __init__(self, kind):
        self.kind, self.signature_numbers = kind, {}
        self.parents, self.bits, self.depths, self.signatures, self.articles = [0], [0], [0], [0], [0]
        self.captions = [False]

    cdef Py_ssize_t number(self, xmlNode* node) except -1:
        """Return the number of an element, and first number it and the elements around it if they are new."""
        cdef vector[xmlNode*] new_nodes  # from the inside out
        cdef Py_ssize_t number
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

    cdef Py_ssize_t add(self, xmlNode* node, Py_ssize_t parent) except -1:
        """Append what the outline says about an element, whose parent has this number; return its own number."""
        cdef Py_ssize_t number = len(self.parents)
        tag, class_attribute = namespacedName(node), _value(node, "class")
        bits, is_caption = self.kind(tag, class_attribute, _value(node, "role"), _value(node, "itemprop"))
        key = (tag, class_attribute)
        self.parents.append(parent)
        self.bits.append(self.bits[parent] | bits)
        self.depths.append(self.depths[parent] + 1)
        self.signatures.append(self.signature_numbers.setdefault(key, len(self.signature_numbers) + 1))
        self.captions.append(is_caption)
        self.articles.append(number if tag == "article" else self.articles[parent])
        return number


cdef object _value(xmlNode* node, const char* name):
    """Return the value of an attribute, or None."""
    cdef xmlAttr* found = attribute(node, name)
    return None if found is NULL else attributeValue(node, found)
