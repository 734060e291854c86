"""Mark lines that name the authors, date the article or give its address."""

from __future__ import annotations

import re

from cleaners.body.fields.certainty import is_surely_body
from cleaners.document import Block, Document
from cleaners.metadata.authors.byline_text import labelled_names
from cleaners.metadata.dates.calendars.conversion import to_gregorian
from cleaners.metadata.dates.labels import begins_with_one
from cleaners.metadata.dates.parsing import parse
from cleaners.removal import RemovingStage
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words, tokens
from cleaners.urls import is_same_site

MAX_BYLINE_WORDS = 8  # words of a byline besides the names
# Words besides the names, such as "By" and "and". Above the text, or in its last block, a line as bare as this is a
# byline even if the model takes it for body.
MAX_BARE_BYLINE_WORDS = 2
MAX_ABOVE_BYLINE = 1  # kept blocks that may precede a bare byline: the dek may be as long as a paragraph
MAX_DATE_LINE_WORDS = 12
MAX_KNOWN_DATE_WORDS = 8  # words of a line with the day of the article; a longer one may be a sentence about that day
MAX_WORDS_BEFORE_ADDRESS = 6
# Not \b: a word character follows a year in Japanese. A year 25xx is one of the Thai calendar.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=[\u0e01-\u0e4e.]\s)25\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ONLY_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[.,]?(?:\s?[|–-]?\s?\d{1,2}[:.]\d{2}(?::\d{2})?)?")


def mark_bylines(document: Document, stage: RemovingStage, opening: int) -> None:
    """Mark lines that name the authors without a sentence, and lines above the opening that date the article."""
    names = _author_names(document)
    kept = list(document.kept())
    for index, block in enumerate(kept):
        is_at_top = block.position < opening or (index <= MAX_ABOVE_BYLINE and block.type != "heading")
        is_at_end = index == len(kept) - 1 and block.type == "paragraph"
        is_at_edge = is_at_top or is_at_end
        is_date = block.position < opening and (_ONLY_DATE.fullmatch(block.text) or _is_mostly_date(block))
        if is_date or (is_at_edge and _gives_known_date(block, document)):
            block.remove(stage, "date_line", "it dates the article")
        is_bare = is_at_edge and (
            _names_author(block, names, MAX_BARE_BYLINE_WORDS)
            or _is_name_with_date(block, names)
            or _is_labelled(block)
        )
        if ends_sentence(block.text) or (is_surely_body(block) and not is_bare):
            continue
        if is_bare or _names_author(block, names, MAX_BYLINE_WORDS):
            block.remove(stage, "byline", "it names the author")
        elif block.position < opening and is_date_line(block):
            block.remove(stage, "date_line", "it dates the article")


def mark_addresses(document: Document, stage: RemovingStage) -> None:
    """Mark lines such as "Printed from https://...", which end with an address of the site."""
    for block in list(document.kept()):
        before, scheme, rest = block.text.rpartition("http")
        is_line = scheme and " " not in rest and count_words(before) <= MAX_WORDS_BEFORE_ADDRESS
        if is_line and is_same_site(scheme + rest, document.page.url):
            block.remove(stage, "site_address", "it ends with an address of the site")


def _author_names(document: Document) -> list[list[str]]:
    """Return the tokens of each author's name, casefolded."""
    return [name for author in document.metadata.authors if (name := casefolded(tokens(author.name)))]


def _names_author(block: Block, names: list[list[str]], max_other_words: int) -> bool:
    """Return True if the block names authors and has no more than `max_other_words` other words."""
    line = casefolded(block.tokens)
    in_names = {token for name in names if _contains_run(line, name) for token in name}
    other_words = count_words(" ".join(token for token in line if token not in in_names))
    return bool(in_names) and other_words <= max_other_words


def _is_labelled(block: Block) -> bool:
    """Return True for a label and a name, like "By Ada Lind", even if the page names another author elsewhere.

    Out of fold, such first and last lines were debatable on 14 pages, and never part of the story.
    """
    is_line = block.type == "paragraph" and block.words <= MAX_BYLINE_WORDS and not ends_sentence(block.text)
    return is_line and bool(labelled_names([block.text]))


def _gives_known_date(block: Block, document: Document) -> bool:
    """Return True for a short line with the day of the article or of its last change, or with a label and a day."""
    if block.type != "paragraph" or not is_date_line(block):
        return False
    known = document.metadata
    moment = parse(block.text, known.language)
    if moment is None:
        return False
    days = {date[:10] for date in (known.date_published, known.date_modified) if date}
    return begins_with_one(block.text) or (moment.day in days and block.words <= MAX_KNOWN_DATE_WORDS)


def _is_name_with_date(block: Block, names: list[list[str]]) -> bool:
    """Return True for a line of authors' names and a date, like "1 March 2026 | Ada Lind"."""
    if not is_date_line(block) or not _names_author(block, names, MAX_BYLINE_WORDS):
        return False
    in_names = {token for name in names for token in name}
    rest = [token for token in casefolded(block.tokens) if token not in in_names]
    return 2 * sum(any(map(str.isdigit, token)) for token in rest) >= len(rest)


def is_byline(block: Block, document: Document) -> bool:
    """Return True for a line that names an author and has few other words."""
    return _names_author(block, _author_names(document), MAX_BYLINE_WORDS)


def is_date_line(block: Block) -> bool:
    """Return True for a short line with a year outside addresses. In a heading, a bare year is part of the subject."""
    text = _ADDRESS.sub("", block.text)
    is_subject = block.type == "heading" and len(_NUMBER.findall(text)) == 1
    return block.words <= MAX_DATE_LINE_WORDS and has_year(text) and not is_subject


def _is_mostly_date(block: Block) -> bool:
    """Return True for a line with a year in which at least half of the words have a digit: "1 March 2026, 12:00"."""
    words = block.text.split()
    return is_date_line(block) and 2 * sum(any(map(str.isdigit, word)) for word in words) >= len(words)


def _contains_run(line: list[str], name: list[str]) -> bool:
    return any(line[start : start + len(name)] == name for start in range(len(line) - len(name) + 1))


def has_year(text: str) -> bool:
    """Return True for a text with a year of the Gregorian calendar, or of another one that articles use."""
    if _YEAR.search(text):
        return True
    return not text.isascii() and _DIGIT.search(text) is not None and _YEAR.search(to_gregorian(text)) is not None


def casefolded(text_tokens: list[str]) -> list[str]:
    """Return the tokens without regard to case."""
    return [token.casefold() for token in text_tokens]
