"""Write the search index of a site without a server: files of words and articles, which a script loads on demand.

The articles are numbered in the order in which the catalogue got them, and every 1,000 form a segment. The words of a
segment are sorted and divided into files of about 64 KB; a manifest names the first word of each file. A search loads
one file per word and segment. The files are scripts, because a page opened from a disk may not read other files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import orjson

from cleaners.record import Record
from crawler.messages.foreign_text import printable
from crawler.reading_room.addresses import article_path
from crawler.reading_room.entries import Entry
from crawler.stores.words.tokens import words as search_words

FILE_BYTES = 64_000
MAX_WORD_CHARACTERS = 40  # longer words are addresses and noise
LEAD_CHARACTERS = 180  # of the text that a result shows
# The classes of words in an article, and the least number of occurrences for each. The headline has its own class.
OFTEN = ((2, 5), (1, 2))
HEADLINE = 3

Postings = list[int]  # for each article with the word: 4 * the distance from the previous article + the word's class


@dataclass(slots=True)
class Segment:
    """The words and articles of one segment."""

    articles: list[list[str]] = field(default_factory=list)  # path, headline, source, language, day, lead
    _postings: defaultdict[str, Postings] = field(default_factory=lambda: defaultdict(list))
    _last: dict[str, int] = field(default_factory=dict)

    def add(self, entry: Entry, record: Record) -> None:
        """Add an article."""
        number = len(self.articles)
        lead = printable(shorten(" ".join(record["text"][: 2 * LEAD_CHARACTERS].split()), LEAD_CHARACTERS))
        self.articles.append([article_path(entry.id), entry.title, entry.source, entry.language, entry.day, lead])
        headline = set(search_words(entry.title))
        for word, count in Counter(
            search_words(f"{entry.title}\n{record['subtitle'] or ''}\n{record['text']}")
        ).items():
            if len(word) <= MAX_WORD_CHARACTERS:
                weight = HEADLINE if word in headline else next((each for each, least in OFTEN if count >= least), 0)
                self._postings[word].append(4 * (number - self._last.get(word, 0)) + weight)
                self._last[word] = number

    def files(self, name: str) -> Iterator[tuple[str, str, bytes]]:
        """Yield the files of words: name, first word, and content, which calls `room.words` with that name."""
        for number, (first, postings) in enumerate(_cut(sorted(self._postings.items()))):
            yield f"{number}.js", first, _call("words", f"{name}/{number}", postings)

    def articles_file(self, name: str) -> bytes:
        """Return the content of the file of articles, which calls `room.articles` with the segment's name."""
        return _call("articles", name, self.articles)


def manifest(segments: Iterable[tuple[str, int, list[str]]]) -> bytes:
    """Return the manifest, which calls `room.manifest`.

    A segment is given as its name, its number of articles, and the first words of its files.
    """
    listed = [{"name": name, "articles": articles, "starts": starts} for name, articles, starts in segments]
    return _call("manifest", "", listed)


def shorten(text: str, characters: int) -> str:
    """Return the beginning of a text, cut between words if it has any."""
    if len(text) <= characters:
        return text
    space = text.rfind(" ", characters - 30, characters)
    return f"{text[: space if space > 0 else characters]}…"


def _cut(words: list[tuple[str, Postings]]) -> Iterator[tuple[str, list[tuple[str, Postings]]]]:
    """Yield the words in portions of about FILE_BYTES, each with its first word."""
    start = size = 0
    for index, (word, postings) in enumerate(words):
        size += len(word.encode()) + 3 * len(postings) + 6
        if size >= FILE_BYTES:
            yield words[start][0], words[start : index + 1]
            start, size = index + 1, 0
    if start < len(words):
        yield words[start][0], words[start:]


def _call(function: str, name: str, data: object) -> bytes:
    return b"room.%s(%s, %s);\n" % (function.encode(), orjson.dumps(name), orjson.dumps(data))
