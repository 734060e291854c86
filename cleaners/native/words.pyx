# distutils: language = c++
# cython: boundscheck=False, wraparound=False, cdivision=True
"""Sets of words and counts of characters in short texts, as `cleaners/body/features` needs them for each block."""

import numpy as np
from cpython.unicode cimport (
    PyUnicode_1BYTE_KIND, PyUnicode_2BYTE_KIND, PyUnicode_4BYTE_KIND, PyUnicode_DATA, PyUnicode_FromKindAndData,
    PyUnicode_KIND, PyUnicode_Tailmatch,
)
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t
from libcpp.vector cimport vector

cdef enum:
    # Classes of characters, as in `cleaners/body/features/characters.py`.
    SPACE = 2, WORD = 4, UPPER = 8, DIGIT = 16, WIDE = 32, UNSPACED = 64, COMMA = 128, END = 256
    STARTS = 16381  # hashes of the first characters of texts, a prime number

cdef enum:
    # Rows of the counts, in the order of the fields of `TextCounts`.
    WORDS, COMMAS, INNER_ENDS, HEADS, CAPITAL_HEADS, CAPITALS, DIGITS, ROWS


cdef class PageWords:
    """The distinct words of each text of a page, as `cleaners/body/features/page_words.py` describes them.

    Each distinct word of the page has a number. All texts' numbers are in one list, text by text.
    """

    cdef list distinct  # the words, by number
    cdef dict numbers
    cdef object most_used  # chooses the words that the most texts use
    cdef vector[int] found, ends, last_text  # numbers of words; where each text's end; by word: the last text with it

    def __init__(self, texts, str punctuation not None, str unspaced not None, without_pairs, most_used):
        cdef str text, word
        cdef Py_UCS4 first = unspaced[0], last = unspaced[1], first_ideograph = unspaced[2]
        self.distinct, self.numbers, self.most_used = [], {}, most_used
        for text in texts:
            text, pairs = text.casefold(), ()
            if _may_have_pairs(text, first, last, first_ideograph):
                text, pairs = without_pairs(text)
            for word in text.split():
                if not word[0].isalnum() or not word[len(word) - 1].isalnum():
                    word = word.strip(punctuation)
                if word:
                    self.add(word)
            for word in pairs:
                self.add(word)
            self.ends.push_back(<int>self.found.size())

    cdef int add(self, str word) except -1:
        """Add a word to the current text, unless it has the word."""
        cdef int number, text = <int>self.ends.size()
        known = self.numbers.get(word)
        if known is None:
            number = <int>len(self.distinct)
            self.numbers[word] = number
            self.distinct.append(word)
            self.last_text.push_back(-1)
        else:
            number = known
        if self.last_text[number] != text:
            self.last_text[number] = text
            self.found.push_back(number)
        return 0

    def sizes(self):
        """Return the number of words of each text."""
        return self.summed(vector[long](len(self.distinct), 1))

    def in_common(self, words):
        """Return how many of the words each text has."""
        cdef vector[long] marks = vector[long](len(self.distinct), 0)
        for word in words:
            number = self.numbers.get(word)
            if number is not None:
                marks[<int>number] = 1
        return self.summed(marks)

    def weighed(self, dict weights not None):
        """Return the number of words of each text that have a weight, and the sum of their weights."""
        cdef vector[long] marks = vector[long](len(self.distinct), 0)
        cdef vector[long] weight_of = marks
        cdef Py_ssize_t number
        for number in range(len(self.distinct)):
            weight = weights.get(self.distinct[number])
            if weight is not None:
                marks[number], weight_of[number] = 1, weight
        return self.summed(marks), self.summed(weight_of)

    cdef object summed(self, vector[long] values):
        """Return for each text the sum of the values of its words."""
        sums = np.zeros(self.ends.size(), np.int64)
        cdef int64_t[::1] sum_of = sums
        cdef size_t text, place = 0
        for text in range(self.ends.size()):
            while place < <size_t>self.ends[text]:
                sum_of[text] += values[self.found[place]]
                place += 1
        return sums

    def familiarity(self, in_body, Py_ssize_t function_words):
        """Return the share of each text's rarer words that other texts of the presumed body use."""
        cdef const uint8_t[::1] inside = in_body.view(np.uint8)
        cdef vector[int] uses = vector[int](len(self.distinct), 0)
        cdef size_t text, place = 0
        cdef long shared, frequent, size
        cdef int number
        if inside.shape[0] != <Py_ssize_t>self.ends.size():
            raise ValueError("in_body must have one mark per text")
        for text in range(self.ends.size()):
            while place < <size_t>self.ends[text]:
                uses[self.found[place]] += inside[text]
                place += 1
        cdef vector[char] is_frequent = self.marks_of_most_used(uses, function_words)
        shares = np.zeros(self.ends.size())
        cdef double[::1] share = shares
        place = 0
        for text in range(self.ends.size()):
            shared, frequent, size = 0, 0, <long>self.ends[text] - <long>place
            while place < <size_t>self.ends[text]:
                number = self.found[place]
                frequent += is_frequent[number]
                shared += not is_frequent[number] and uses[number] > inside[text]
                place += 1
            share[text] = <double>shared / <double>max(1, size - frequent)
        return shares

    cdef vector[char] marks_of_most_used(self, vector[int] uses, Py_ssize_t most):
        """Mark the words that `most_used` chooses of those of the presumed body."""
        cdef vector[char] marked = vector[char](uses.size(), False)
        cdef size_t number
        used = {self.distinct[number]: uses[number] for number in range(uses.size()) if uses[number]}
        for word in self.most_used(used, most):
            marked[<int>self.numbers[word]] = True
        return marked

    def content(self, Py_ssize_t min_chars):
        """Return a column per content word of each text: the text's number and the word's."""
        cdef vector[char] is_content
        cdef vector[int] texts, numbers
        cdef str word
        cdef bint counts
        cdef size_t text, place = 0
        for word in self.distinct:
            counts = len(word) >= min_chars or (len(word) == 2 and not word.isascii())
            is_content.push_back(counts)
        for text in range(self.ends.size()):
            while place < <size_t>self.ends[text]:
                if is_content[self.found[place]]:
                    texts.push_back(<int>text)
                    numbers.push_back(self.found[place])
                place += 1
        rows = np.empty((2, texts.size()), np.int32)
        cdef int[:, ::1] row = rows
        for place in range(texts.size()):
            row[0, place], row[1, place] = texts[place], numbers[place]
        return rows


cdef bint _may_have_pairs(str text, Py_UCS4 first, Py_UCS4 last, Py_UCS4 first_ideograph) noexcept:
    """Return True if a text has a character of the ranges of scripts without spaces. Punctuation is between them."""
    cdef Py_UCS4 character
    for character in text:
        if character >= first and (character <= last or character >= first_ideograph):
            return True
    return False


def count_characters(
    texts, uint16_t[::1] classes, fill, Py_ssize_t sample, Py_ssize_t unspaced_word_chars, int64_t[:, ::1] counts
):
    """Write the counts of each text to a column of `counts`, which has a row per field of `TextCounts`.

    `classes` has the classes of each character by its code, or 0; then `fill` looks them up and sets them. `sample` is
    the number of characters at the beginning of a text where heads, capitals and digits are counted.
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


def rare_characters(str text not None):
    """Return the runs of characters that are neither printable ASCII nor white space of markup, with spaces between."""
    cdef vector[uint32_t] found
    cdef Py_UCS4 character
    cdef bint is_inside = False
    for character in text:
        if character > 126 or (character < 32 and character != 9 and character != 10 and character != 13):
            if not is_inside:
                found.push_back(32)
            is_inside = True
            found.push_back(character)
        else:
            is_inside = False
    return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, found.data(), <Py_ssize_t>found.size())


ctypedef fused Characters:
    uint8_t
    uint16_t
    uint32_t


def count_breaks(str html not None):
    """Return the number of line breaks as `cleaners/markup/breaks.py` counts them."""
    cdef Py_ssize_t size = len(html)
    cdef int kind = PyUnicode_KIND(html)
    if kind == PyUnicode_1BYTE_KIND:
        return _breaks(<uint8_t*>PyUnicode_DATA(html), size)
    if kind == PyUnicode_2BYTE_KIND:
        return _breaks(<uint16_t*>PyUnicode_DATA(html), size)
    return _breaks(<uint32_t*>PyUnicode_DATA(html), size)


cdef Py_ssize_t _breaks(Characters* text, Py_ssize_t size) noexcept:
    cdef Py_ssize_t place, end, found = 0
    for place in range(3, size):  # the numbers are > / space r b
        if text[place] == 62:
            end = place - (text[place - 1] == 47)
            end -= text[end - 1] == 32
            found += (text[end - 1] | 32) == 114 and (text[end - 2 if end > 1 else size - 1] | 32) == 98
    return found


cdef class Texts:
    """Texts that are searched for at once, by a hash of their first three characters; zeros fill up short ones."""

    cdef tuple texts
    cdef vector[int] first, following  # by hash: a text that begins so; by text: the next one with its hash; or -1
    cdef uint8_t lengths[257]  # by first character (256: any beyond Latin-1): bits for texts of 1, 2 and more characters

    def __init__(self, tuple texts not None):
        cdef size_t start
        self.texts = texts
        self.first.resize(STARTS, -1)
        for number, text in enumerate(texts):
            if not text:
                raise ValueError("an empty text is in every line")
            first, second, third = map(ord, text[:3].ljust(3, "\0"))
            start = _start(first, second, third)
            self.following.push_back(self.first[start])
            self.first[start] = number
            self.lengths[min(<int>first, 256)] |= 1 << (min(<int>len(text), 3) - 1)

    def found_in(self, str line not None):
        """Return the numbers of the texts that a line has, some of them twice."""
        cdef Py_ssize_t place, size = len(line)
        cdef Py_UCS4 first, second, third
        cdef uint8_t lengths
        cdef list found = []
        for place in range(size):
            first = line[place]
            lengths = self.lengths[min(first, <Py_UCS4>256)]
            if lengths & 1:
                self.add_at(found, line, place, _start(first, 0, 0))
            second = line[place + 1] if place + 1 < size else 0
            if lengths & 2:
                self.add_at(found, line, place, _start(first, second, 0))
            third = line[place + 2] if place + 2 < size else 0
            if lengths & 4:
                self.add_at(found, line, place, _start(first, second, third))
        return found

    cdef inline int add_at(self, list found, str line, Py_ssize_t place, size_t start) except -1:
        cdef int number = self.first[start]
        while number >= 0:
            if PyUnicode_Tailmatch(line, <str>self.texts[number], place, len(line), -1):
                found.append(number)
            number = self.following[number]
        return 0


cdef inline size_t _start(Py_UCS4 first, Py_UCS4 second, Py_UCS4 third) noexcept:
    return (<size_t>first * 961 + <size_t>second * 31 + <size_t>third) % STARTS
