"""Reads text nodes for `cleaners/markup/text_nodes.py` without the sets of nodes that XPath collects."""

from libc.string cimport strcmp, strlen, strstr
from lxml.includes.etreepublic cimport (
    _Document, _Element, _isElement, elementFactory, import_lxml__etree, pyunicode, textOf,
)
from lxml.includes.tree cimport (
    XML_CDATA_SECTION_NODE, XML_ELEMENT_NODE, XML_ENTITY_REF_NODE, XML_TEXT_NODE, xmlNode,
)

import_lxml__etree()

cdef enum:
    MAX_BYTES = 4  # of a character in UTF-8


def below(_Element element not None, tuple skipped_parents not None, tuple skipped_ancestors not None, Py_ssize_t chars):
    """Return the text nodes in an element, up to `chars` characters.

    Texts directly in an element of `skipped_parents` are left out, and texts anywhere in one of `skipped_ancestors`.
    """
    cdef xmlNode* root = element._c_node
    cdef xmlNode* node = root
    cdef list found = []
    while node is not NULL and _isElement(node):
        if is_tagged(node, skipped_ancestors):
            return found
        node = node.parent
    node = root.children
    while node is not NULL and chars > 0:
        if is_text(node):
            if not is_tagged(node.parent, skipped_parents):
                text = pyunicode(node.content)
                found.append(text[:chars] if len(text) > chars else text)
                chars -= len(text)
        elif node.type == XML_ELEMENT_NODE and node.children is not NULL and not is_tagged(node, skipped_ancestors):
            node = node.children
            continue
        node = after(node, root)
    return found


def following(_Element element not None, tuple skipped_parents not None, Py_ssize_t nodes, Py_ssize_t most):
    """Return the text nodes after an element, each with the element before it or else around it.

    Reads up to `nodes` text nodes. Returns up to `most` of them, without white space and children of `skipped_parents`.
    """
    cdef xmlNode* node = after(element._c_node, NULL)
    cdef list found = []
    while node is not NULL and nodes > 0 and len(found) < most:
        if is_text(node):
            nodes -= 1
            if not is_space(<const char*>node.content) and not is_tagged(node.parent, skipped_parents):
                found.append((pyunicode(node.content), owner(element._doc, node)))
        elif node.type == XML_ELEMENT_NODE and node.children is not NULL:
            node = node.children
            continue
        node = after(node, NULL)
    return found


def containing(_Element root not None, str part not None, tuple skipped_parents not None, Py_ssize_t most):
    """Return the first `most` text nodes with a part, without those directly in an element of `skipped_parents`."""
    cdef bytes encoded = part.encode()
    cdef const char* searched = encoded
    cdef xmlNode* node = root._c_node
    cdef list found = []
    while node is not NULL and len(found) < most:
        if is_text(node):
            if strstr(<const char*>node.content, searched) is not NULL and not is_tagged(node.parent, skipped_parents):
                found.append(pyunicode(node.content))
        elif node.type == XML_ELEMENT_NODE and node.children is not NULL:
            node = node.children
            continue
        node = after(node, root._c_node)
    return found


def short_texts(list elements not None, Py_ssize_t most_chars):
    """Return the elements that begin with a text of at most `most_chars` characters, and these texts."""
    cdef list found = []
    cdef _Element element
    cdef xmlNode* child
    for element in elements:
        child = element._c_node.children
        if child is NULL or _isElement(child):
            continue
        if is_text(child) and strlen(<const char*>child.content) > <size_t>(MAX_BYTES * most_chars):
            continue
        text = textOf(element._c_node)
        if text and len(text) <= most_chars:
            found.append((element, text))
    return found


def starts(list elements not None, Py_ssize_t pieces, Py_ssize_t chars):
    """Return the first `pieces` of text in each element, joined by spaces and cut to `chars` characters.

    A piece is the text between two tags.
    """
    cdef _Element element
    return [start_of(element._c_node, pieces)[:chars] for element in elements]


cdef str start_of(xmlNode* root, Py_ssize_t pieces):
    cdef xmlNode* node = root.children
    cdef list found = []
    while node is not NULL:
        if is_text(node) and node.prev is not NULL and is_text(node.prev):
            found[-1] += pyunicode(node.content)
        elif is_text(node) or node.type == XML_ENTITY_REF_NODE:
            if len(found) == pieces:
                break
            found.append(pyunicode(node.content) if is_text(node) else f"&{pyunicode(node.name)};")
        elif node.type == XML_ELEMENT_NODE and node.children is not NULL:
            node = node.children
            continue
        node = after(node, root)
    return " ".join(found) if len(found) > 1 else found[0] if found else ""


cdef inline bint is_text(xmlNode* node) noexcept:
    return node.type == XML_TEXT_NODE or node.type == XML_CDATA_SECTION_NODE


cdef inline bint is_space(const char* text) noexcept:
    """Return True if there is nothing but what XML calls white space."""
    while text[0] == b" " or text[0] == b"\n" or text[0] == b"\t" or text[0] == b"\r":
        text += 1
    return text[0] == 0


cdef inline xmlNode* after(xmlNode* node, xmlNode* root) noexcept:
    """Return the node after a node and all in it, or NULL at the end of the root or page."""
    while node is not NULL and node != root and node.next is NULL:
        node = node.parent
    return NULL if node is NULL or node == root else node.next


cdef bint is_tagged(xmlNode* node, tuple tags) except -1:
    """Return True if a node is an element with one of these tags, which are bytes."""
    cdef bytes tag
    if node is NULL or node.type != XML_ELEMENT_NODE or node.ns is not NULL:
        return False
    for tag in tags:
        if strcmp(<const char*>node.name, <const char*>tag) == 0:
            return True
    return False


cdef owner(_Document document, xmlNode* node):
    """Return the element to which lxml assigns a text node: the one before it or, without one, the one around it."""
    cdef xmlNode* before = node.prev
    while before is not NULL and not _isElement(before):
        before = before.prev
    return elementFactory(document, before if before is not NULL else node.parent)
