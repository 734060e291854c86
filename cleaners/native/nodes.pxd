"""Steps from node to node of a page, and to its attributes, as lxml takes them."""

from lxml.includes.etreepublic cimport _isElement
from lxml.includes.tree cimport (
    XML_CDATA_SECTION_NODE, XML_COMMENT_NODE, XML_PI_NODE, XML_TEXT_NODE, XML_XINCLUDE_END, XML_XINCLUDE_START, xmlAttr,
    xmlNode,
)
from libc.string cimport strcmp


cdef inline xmlNode* element_from(xmlNode* node) noexcept:
    """Return the node if it is an element or an entity, else its next sibling that is one, or NULL."""
    while node is not NULL and (not _isElement(node) or node.type == XML_COMMENT_NODE or node.type == XML_PI_NODE):
        node = node.next
    return node


cdef inline xmlNode* parent_of(xmlNode* node) noexcept:
    """Return the element around a node, or NULL for the root of the page."""
    return node.parent if node.parent is not NULL and _isElement(node.parent) else NULL


cdef inline xmlNode* text_from(xmlNode* node) noexcept:
    """Return the node if it is text, or the text that follows it directly, else NULL."""
    while node is not NULL:
        if node.type == XML_TEXT_NODE or node.type == XML_CDATA_SECTION_NODE:
            return node
        if node.type != XML_XINCLUDE_START and node.type != XML_XINCLUDE_END:
            return NULL
        node = node.next
    return NULL


cdef inline bint is_named(xmlAttr* found, const char* name) noexcept:
    return found.name[0] == name[0] and strcmp(<const char*>found.name, name) == 0


cdef inline xmlAttr* attribute(xmlNode* node, const char* name) noexcept:
    """Return the attribute of this name, or NULL."""
    cdef xmlAttr* found = node.properties
    while found is not NULL and (found.ns is not NULL or not is_named(found, name)):
        found = found.next
    return found
