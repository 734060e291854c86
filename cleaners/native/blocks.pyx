# distutils: language = c++
"""Splits a tree into blocks in one walk over its nodes, by the rules of `cleaners/body/blocks.py`.

It makes Python objects only for texts and for the elements of blocks. It does not recurse, so a deep page needs heap and
no C stack.
"""

from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector
from lxml.includes.etreepublic cimport (
    _Document, _Element, attributeValue, elementFactory, import_lxml__etree, namespacedName, tailOf, textOf,
)
from lxml.includes.tree cimport LIBXML_VERSION as _LIBXML_VERSION
from lxml.includes.tree cimport XML_ELEMENT_NODE, XML_TEXT_NODE, xmlAttr, xmlNode

from cleaners.native.nodes cimport attribute, element_from, text_from

import_lxml__etree()

# Major and minor version of the libxml2 whose layout of nodes was compiled in.
LIBXML_VERSION = (_LIBXML_VERSION // 10000, _LIBXML_VERSION // 100 % 100)

cdef enum:
    # Bits of a tag's meaning, as in `cleaners/body/tags.py`.
    SKIPPED = 1
    BLOCK = 2
    CUSTOM = 4
    HOLDS_TEXT = 8
    BREAK = 16
    PICTURE = 32
    LINK = 64
    ROW = 128
    CELL = 256
    TYPE_SHIFT = 9  # the bits above are the number of a tag that gives a block its type, 0 for none

cdef enum:
    SHOWN, HIDDEN, SCREEN_READER  # how an element is hidden


def cut(_Element tree not None, rules):
    """Return the blocks of a tree, in page order, made by `rules`."""
    return _Cutter(tree, rules).cut()


cdef class _Cutter:
    """The state of one walk, as in `_Splitter`: the open elements, and the text collected for the current block."""

    cdef object rules
    cdef tuple hiding_parts
    cdef bint begins_part[256]  # True for the first characters of these parts
    cdef _Document document
    cdef xmlNode* root
    cdef unordered_map[size_t, int] meanings  # by the pointer of a tag's name
    cdef vector[xmlNode*] open_blocks, open_types, open_hidden
    cdef vector[int] block_meanings, types, hidings
    cdef int hidden_count, screen_reader_count, open_links
    cdef list blocks, pieces, open_rows
    cdef Py_ssize_t link_chars
    cdef bint after_break

    def __init__(self, _Element tree, rules):
        self.rules, self.document, self.root = rules, tree._doc, tree._c_node
        self.hiding_parts = rules.hiding_parts
        for part in rules.hiding_parts:
            self.begins_part[<unsigned char>part[0]] = True
        self.blocks, self.pieces, self.open_rows = [], [], []
        self.open_blocks.push_back(self.root)
        self.block_meanings.push_back(self.meaning(self.root))

    cdef list cut(self):
        cdef xmlNode* node = self.root
        cdef xmlNode* following
        while True:
            if self.enter(node):
                self.add_text(node, False)
                following = element_from(node.children)
                if following is not NULL:
                    node = following
                    continue
                self.close(node)
            while True:
                if node == self.root:
                    self.end_block()
                    return self.blocks
                self.add_text(node, True)
                following = element_from(node.next)
                if following is not NULL:
                    node = following
                    break
                node = node.parent
                self.close(node)

    cdef bint enter(self, xmlNode* node) except -1:
        """Open an element; return False if its contents must be skipped."""
        cdef int meaning = self.meaning(node)
        if meaning & SKIPPED:
            return False
        cdef int hidden = self.hiding(node)
        if (hidden or self.pieces) and self.is_left_out(node, meaning, hidden):
            return False
        if meaning & BREAK:
            self.add_line_break()
        elif meaning & PICTURE:
            if attribute(node, "alt") is not NULL:
                self.add_piece(self.rules.initial_in_picture(elementFactory(self.document, node)))
        elif meaning & LINK:
            self.open_links += 1
        elif not self.is_inline(meaning):
            self.end_block()
            self.open_blocks.push_back(node)
            self.block_meanings.push_back(meaning)
            self.note_row(meaning)
        if meaning >> TYPE_SHIFT:
            self.open_types.push_back(node)
            self.types.push_back(meaning >> TYPE_SHIFT)
        if hidden:
            self.open_hidden.push_back(node)
            self.hidings.push_back(hidden)
            self.count_hiding(hidden, 1)
        return True

    cdef int close(self, xmlNode* node) except -1:
        cdef int meaning
        if node == self.open_blocks.back() and self.open_blocks.size() > 1:
            meaning = self.block_meanings.back()
            self.end_block()
            self.open_blocks.pop_back()
            self.block_meanings.pop_back()
            if meaning & ROW:
                first, cell_starts = self.open_rows.pop()
                self.rules.join_cells(self.blocks, first, cell_starts, elementFactory(self.document, node))
        elif self.meaning(node) & LINK:
            self.open_links -= 1
        if self.open_types.size() and self.open_types.back() == node:
            self.open_types.pop_back()
            self.types.pop_back()
        if self.open_hidden.size() and self.open_hidden.back() == node:
            self.count_hiding(self.hidings.back(), -1)
            self.open_hidden.pop_back()
            self.hidings.pop_back()
        return 0

    cdef int meaning(self, xmlNode* node) except -1:
        """Return the meaning of an element's tag. Entities are skipped."""
        cdef size_t name = <size_t>node.name
        if node.type != XML_ELEMENT_NODE:
            return SKIPPED
        if node.ns is not NULL:
            return self.rules.meaning(namespacedName(node))
        if self.meanings.count(name) == 0:
            self.meanings[name] = self.rules.meaning(namespacedName(node))
        return self.meanings[name]

    cdef int hiding(self, xmlNode* node) except -1:
        if node.properties is NULL:
            return SHOWN
        cdef xmlAttr* aria = attribute(node, "aria-hidden")
        cdef xmlAttr* style = attribute(node, "style")
        cdef xmlAttr* names = attribute(node, "class")
        if attribute(node, "hidden") is not NULL or (aria is not NULL and attributeValue(node, aria) == "true"):
            return HIDDEN
        if style is not NULL and self.rules.is_hiding_style(attributeValue(node, style)):
            return HIDDEN
        if names is NULL or not self.may_hide(names):
            return SHOWN
        if self.rules.is_for_screen_readers(_beginning(node, names, self.rules.hiding_class_chars)):
            return SCREEN_READER
        return SHOWN

    cdef bint may_hide(self, xmlAttr* names) except -1:
        """Return False if a class attribute has none of the parts of names that hide. Only ASCII is searched."""
        cdef const unsigned char* text
        cdef const unsigned char* part
        cdef const unsigned char* place
        cdef bytes hiding_part
        if names.children is NULL:
            return False
        if names.children.next is not NULL or names.children.type != XML_TEXT_NODE or names.children.content is NULL:
            return True
        text = <const unsigned char*>names.children.content
        while text[0]:
            if text[0] >= 128:
                return True
            for hiding_part in self.hiding_parts if self.begins_part[text[0] | 32] else ():
                part, place = <const unsigned char*>hiding_part, text
                while part[0] and part[0] == place[0] | 32:
                    part, place = part + 1, place + 1
                if not part[0]:
                    return True
            text += 1
        return False

    cdef void count_hiding(self, int hidden, int change) noexcept:
        if hidden == HIDDEN:
            self.hidden_count += change
        else:
            self.screen_reader_count += change

    cdef bint is_left_out(self, xmlNode* node, int meaning, int hidden) except -1:
        """Return True for hidden text and popups inside a line of text."""
        if hidden and self.is_inline(meaning):
            return not self.rules.is_hidden_initial(elementFactory(self.document, node))
        return bool(self.pieces) and node.properties is not NULL and self.is_popup(node)

    cdef bint is_popup(self, xmlNode* node) except -1:
        """Ask the rule for popups only about elements with an attribute that it reads."""
        cdef xmlAttr* names = attribute(node, "class")
        if (
            attribute(node, "popover") is NULL and attribute(node, "role") is NULL and attribute(node, "id") is NULL
            and (names is NULL or not self.rules.is_popup_class(_beginning(node, names, self.rules.popup_class_chars)))
        ):
            return False
        return self.rules.is_popup(elementFactory(self.document, node))

    cdef bint is_inline(self, int meaning) noexcept:
        if meaning & CUSTOM:
            return self.block_meanings.back() & HOLDS_TEXT
        return not meaning & BLOCK

    cdef int add_text(self, xmlNode* node, bint is_tail) except -1:
        """Add the text at the start of an element, or its tail."""
        cdef xmlNode* text = text_from(node.next if is_tail else node.children)
        if text is not NULL and (self.pieces or not _is_blank(text)):
            self.add_piece(tailOf(node) if is_tail else textOf(node))
        return 0

    cdef int add_piece(self, str text) except -1:
        if not text:
            return 0
        if text.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return 0
        self.pieces.append(text)
        self.after_break = False
        if self.open_links:
            self.link_chars += len(text.strip())
        return 0

    cdef int add_line_break(self) except -1:
        if self.after_break:
            self.end_block()
        self.pieces.append("\n")
        self.after_break = True
        return 0

    cdef int end_block(self) except -1:
        """Append a block with the collected text, unless the text has no word."""
        self.after_break = False
        if not self.pieces:
            return 0
        cdef str text = "".join(self.pieces)
        text = " ".join(text.split()) if text.isascii() else self.rules.fold_visible(text)
        if _has_word(text):
            self.blocks.append(self.make_block(text))
        self.pieces, self.link_chars = [], 0
        return 0

    cdef object make_block(self, str text):
        cdef int number = self.types.back() if self.types.size() else 0
        return self.rules.make_block(
            text,
            self.rules.type_tags[number],
            elementFactory(self.document, self.open_blocks.back()),
            min(1.0, <double>self.link_chars / <double>len(text)),
            self.hidden_count > 0,
            self.screen_reader_count > 0,
        )

    cdef int note_row(self, int meaning) except -1:
        """Note where the blocks of a table row, or of a cell in it, begin."""
        if meaning & ROW:
            self.open_rows.append((len(self.blocks), []))
        elif meaning & CELL and self.open_rows:
            self.open_rows[-1][1].append(len(self.blocks))
        return 0


cdef str _beginning(xmlNode* node, xmlAttr* named, Py_ssize_t characters):
    """Return the first characters of an attribute's value."""
    cdef str value = attributeValue(node, named)
    return value if len(value) <= characters else value[:characters]


cdef bint _is_blank(xmlNode* text) noexcept:
    """Return True if a text and those that follow it directly are ASCII white space, or empty."""
    cdef const unsigned char* character
    while text is not NULL:
        character = <const unsigned char*>text.content
        while character[0] == 32 or 9 <= character[0] <= 13:
            character += 1
        if character[0]:
            return False
        text = text_from(text.next)
    return True


cdef bint _has_word(str text) except -1:
    r"""Return True if a text has a character that `\w` matches."""
    cdef Py_UCS4 character
    for character in text:
        if character.isalnum() or character == u"_":
            return True
    return False
