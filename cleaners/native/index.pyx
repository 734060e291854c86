# distutils: language = c++
"""Fills the index of `cleaners/markup/element_index.py` in one walk over the nodes of a tree."""

from cpython.ref cimport PyObject
from libcpp.unordered_map cimport unordered_map
from lxml.includes.etreepublic cimport (
    _Document, _Element, attributeValue, elementFactory, import_lxml__etree, namespacedName,
)
from lxml.includes.tree cimport XML_ELEMENT_NODE, xmlAttr, xmlNode

from cleaners.native.nodes cimport is_named

import_lxml__etree()


def fill(_Element tree not None, index):
    """Append the elements of a tree to the lists of an index, and to its lists of their tag and class."""
    _Filler(tree, index).walk()


cdef class _Filler:
    """The state of one walk. The lists stay alive in the dictionaries."""

    cdef _Document document
    cdef xmlNode* root
    cdef list all, annotated, linked, related
    cdef object by_tag, by_class
    cdef unordered_map[size_t, PyObject*] tagged  # the lists of `by_tag`, by the pointer of a tag's name

    def __init__(self, _Element tree, index):
        self.document, self.root = tree._doc, tree._c_node
        self.all, self.by_tag, self.by_class = index.all, index.by_tag, index.by_class
        self.annotated, self.linked, self.related = index.annotated, index.linked, index.related

    cdef int walk(self) except -1:
        cdef xmlNode* node = self.root
        while True:
            if node.type == XML_ELEMENT_NODE:
                self.add(node)
                if node.children is not NULL:
                    node = node.children
                    continue
            while node != self.root and node.next is NULL:
                node = node.parent
            if node == self.root:
                return 0
            node = node.next

    cdef int add(self, xmlNode* node) except -1:
        cdef xmlAttr* found = node.properties
        cdef bint is_annotated = False
        cdef bint is_link = node.name[0] == b"a" and node.name[1] == 0 and node.ns is NULL
        cdef _Element element = elementFactory(self.document, node)
        self.all.append(element)
        self.tagged_like(node).append(element)
        while found is not NULL:
            if found.ns is NULL:
                if is_named(found, "class"):
                    _list_of(self.by_class, attributeValue(node, found)).append(element)
                elif is_named(found, "itemprop") or is_named(found, "itemscope") or is_named(found, "property"):
                    is_annotated = True
                elif is_link and is_named(found, "href"):
                    self.linked.append((element, attributeValue(node, found)))
                elif is_link and is_named(found, "rel"):
                    self.related.append((element, attributeValue(node, found)))
            found = found.next
        if is_annotated:
            self.annotated.append(element)
        return 0

    cdef list tagged_like(self, xmlNode* node):
        """Return the list of the elements with the tag of a node."""
        cdef size_t name = <size_t>node.name
        cdef list known
        if node.ns is not NULL:
            return _list_of(self.by_tag, namespacedName(node))
        if self.tagged.count(name) == 0:
            known = _list_of(self.by_tag, namespacedName(node))
            self.tagged[name] = <PyObject*>known
        return <list>self.tagged[name]


cdef list _list_of(lists, str key):
    """Return the list of a key, which is new for a new key."""
    cdef list found = lists.get(key)
    if found is None:
        found = lists[key] = []
    return found
