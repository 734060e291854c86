"""Find what the end of a page says about the author: a box with the name, or lines about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from cleaners.document import Block
from cleaners.groups.boxes.credits import find_credits
from cleaners.groups.spans import Range, Spans
from cleaners.metadata import Author
from cleaners.metadata.authors.byline_text import labelled_names
from cleaners.metadata.authors.byline_words import ROLE_ENDINGS, ROLE_NOUNS
from cleaners.rules import find_rule
from cleaners.text.normalize import is_quoted, normalise
from cleaners.text.sentences import ends_sentence

MIN_PROSE_BEFORE = 30  # words of kept prose above a portrait; without them it may be the page's text
MAX_LAST_BLOCKS = 4  # blocks that are searched for a byline and a mail address of the author
MAX_PORTRAIT_WORDS = 100  # of a box about the author
MAX_LINE_WORDS = 60  # of a line with a mail address
MAX_PORTRAIT_LINES = 2  # last lines, besides clutter below them, that may be about the author
MAX_NAMED = 3  # blocks with only the author's name: bylines and the box; the speakers of an interview have more
MIN_NAME = 2  # words of a name at the start of a line about the author
MAX_NAME = 4
MAX_BYLINE_WORDS = 10  # of a line with the author's name and the date
MAX_BYLINE_PORTRAIT_WORDS = 40  # of a line about the person whom only the byline names
MAX_WORDS_TO_ROLE = 5  # after the name in such a line
MAX_NAME_WORDS = 8  # in a Chinese name, each character counts as a word
MIN_SITE_WORD = 4  # letters of a word in a site's name
MIN_NAME_LETTERS = 3  # of a name that is part of a mail address
MIN_ITALICS = 0.5  # share of the characters of a paragraph in italics
SURE_LAST = 0.99  # probability of the models that the last block is body
# A line that says what the author is, without a name. On labelled pages, such last lines were debatable on 2 sites.
_OF_AUTHOR = re.compile(
    r"(?:the (?:author|writer|columnist) is|(?:der autor|die autorin|der verfasser|die verfasserin) ist|"
    r"l['’](?:auteure?|autrice) est|(?:el autor|la autora) es|l['’](?:autore|autrice) è|(?:o autor|a autora) é|"
    r"de (?:auteur|schrijver|schrijfster) is|autor(?:ka)? jest|(?:автор|авторка)(?: статьи)? ?[—–-]) .+",
    re.IGNORECASE,
)
_MAIL_ADDRESS = re.compile(r"([\w.+-]{1,60})@[\w-]{1,60}\.\w{2}")
_ROLES = frozenset(map(normalise, ROLE_NOUNS))
# How the words for a journalist begin in further languages; their endings vary with case, gender and article.
_ROLE_STEMS = tuple(map(normalise, [
    "redak", "redac", "reporter", "reportér", "журналист", "журналіст", "репортер", "редактор", "кореспондент",
    "новинар", "novinar", "novinár", "toimittaj", "dziennikar", "újságíró", "jurnalist", "muhabir", "gazeteci", "yazar",
    "συντάκτ", "δημοσιογράφ", "ρεπόρτερ", "kolumnist", "korespond", "korrespond", "기자", "phóng", "wartawan",
    "jurnalis", "صحفي", "مراسل", "خبرنگار", "כתב", "עיתונאי", "पत्रकार", "संवाददाता", "journalist", "verslaggev",
    "periodist", "giornalist", "ajakirjani", "žurnālist", "žurnalist", "toimetaja", "medarbetar", "medarbejder",
]))  # fmt: skip


def find_portraits(page: Spans, authors: Sequence[Author], site_name: str | None) -> Iterator[Range]:
    """Yield the ranges of lines that sign or credit the story, and of what the end of the page says about the author.

    That is a box with the name, or one of the last lines. Such a line begins with the name, and has a role, the site's
    name or italics; or it has a word for the author in place of the name. Lines of clutter may be below it.
    """
    end = [*islice((block for block in reversed(page.blocks) if block.removal is None), MAX_LAST_BLOCKS)]
    at = next((index for index, block in enumerate(end) if not _is_clutter(block)), None)
    if at is None:
        return
    last, names = end[at], [key for author in authors if " " in (key := normalise(author.name))]
    below_story = [block for block in end if page.prose[block.position] >= MIN_PROSE_BEFORE]
    lines = [*find_credits(end[at:]), *filter(_is_signature, below_story)]
    lines += (line for line in below_story[: at + MAX_PORTRAIT_LINES] if _is_about_author(line, names, site_name))
    if last in below_story and (_is_of_author(last) or _is_about_byline(page, last)):
        lines.append(last)
    yield from ((line.position, line.position + 1) for line in lines)
    if names and (box := _portrait_box(page, names, last)) is not None:
        yield box


def _is_clutter(block: Block) -> bool:
    """Return True for a line that a rule matches, unless the rule is for lines about authors."""
    match = find_rule(block.text)
    return match is not None and match.rule.kind != "author-box"


def _is_of_author(last: Block) -> bool:
    """Return True for a short paragraph that begins with a word for the author and a verb."""
    is_line = last.type == "paragraph" and last.words <= MAX_BYLINE_PORTRAIT_WORDS
    return is_line and (last.signals.body or 0.0) < SURE_LAST and _OF_AUTHOR.fullmatch(last.text) is not None


def _is_about_byline(page: Spans, last: Block) -> bool:
    """Return True if the last block begins with a name and a role, and a line above the story has the name as a byline.

    Such a line may also be a label with the name of a company, so the models must not be sure of the block.
    """
    words = _without_article(normalise(last.text)).split()
    if (
        (last.signals.body or 0.0) >= SURE_LAST
        or last.type != "paragraph"
        or is_quoted(last.text)
        or last.words > MAX_BYLINE_PORTRAIT_WORDS
    ):
        return False
    sizes = [size for size in range(MIN_NAME, MAX_NAME + 1) if _has_role(words[size : size + MAX_WORDS_TO_ROLE])]
    lines = [block for block in page.blocks if not page.prose[block.position] and block.type != "heading"]
    tops = [normalise(block.text).split() for block in lines if sizes and block.words <= MAX_BYLINE_WORDS]
    return any(_is_byline(top, words[:size]) for top in tops for size in sizes)


def _is_signature(block: Block) -> bool:
    """Return True for a label and a name, such as "By Ada Lind", or a name with its mail address.

    On labelled pages, no such line at the end of a story was part of it.
    """
    if block.type != "paragraph" or is_quoted(block.text):
        return False
    is_byline = block.words <= MAX_NAME_WORDS and not ends_sentence(block.text) and bool(labelled_names([block.text]))
    return is_byline or _gives_own_address(block)


def _gives_own_address(block: Block) -> bool:
    """Return True for a line that begins with a name which its mail address repeats, or with a mail address.

    The contact lines of offices begin with other words.
    """
    match = _MAIL_ADDRESS.search(block.text) if "@" in block.text else None
    if match is None or block.words > MAX_LINE_WORDS:
        return False
    name = normalise(block.text[: match.start()]).split()[:MAX_NAME]
    return not name or any(len(word) >= MIN_NAME_LETTERS and word in match[1].lower() for word in name)


def _is_byline(line: Sequence[str], name: Sequence[str]) -> bool:
    """Return True for a line of a name, with a word such as "by" before it or a date after it."""
    for start in (0, 1):
        rest = line[start + len(name) :]
        if [*line[start : start + len(name)]] == [*name] and (not rest or any(word.isdecimal() for word in rest)):
            return True
    return False


def _has_role(words: Sequence[str]) -> bool:
    return any(word in _ROLES or word.endswith(ROLE_ENDINGS) or word.startswith(_ROLE_STEMS) for word in words)


def _without_article(text: str) -> str:
    """Return a normalised text without the article that Greek puts before names."""
    return text.removeprefix("ο ").removeprefix("η ")


def _portrait_box(page: Spans, names: Sequence[str], last: Block) -> Range | None:
    """Return the range of the largest small element that ends the story and begins with the author's name."""
    if last.element is None:
        return None
    found: Range | None = None
    for around in (last.element, *last.element.iterancestors()):
        start, end = page.of[around]
        blocks = page.blocks[start:end]
        if sum(block.words for block in blocks) > MAX_PORTRAIT_WORDS or page.prose[start] < MIN_PROSE_BEFORE:
            break
        if len(blocks) > 1 and _is_name(blocks[0], names):
            found = (start, end)
    is_rare = found is not None and sum(_is_name(block, names) for block in page.blocks) <= MAX_NAMED
    return found if is_rare else None


def _is_name(block: Block, names: Sequence[str]) -> bool:
    """Return True if a block has nothing but the name of an author."""
    return block.words <= MAX_NAME_WORDS and normalise(block.text) in names


def _is_about_author(block: Block, names: Sequence[str], site_name: str | None) -> bool:
    """Return True for a paragraph that begins with the author's name, and has a role, the site's name or italics.

    Out of fold, such a paragraph at the end was never part of the story.
    """
    text = _without_article(normalise(block.text))
    name = next((name for name in names if text.startswith(f"{name} ")), None)
    if name is None or is_quoted(block.text) or block.words > MAX_PORTRAIT_WORDS or block.type in ("quote", "heading"):
        return False
    words = text[len(name) :].split()
    is_of_site = not _words_of_site(normalise(site_name or "")).isdisjoint(words)
    return bool(words) and (is_of_site or _has_role(words) or _is_in_italics(block))


def _is_in_italics(block: Block) -> bool:
    """Return True if most of the text of a block is in italics."""
    styled = block.element.iter("em", "i") if block.element is not None else ()
    return sum(len("".join(part.itertext())) for part in styled) > MIN_ITALICS * len(block.text)


def _words_of_site(site_name: str) -> set[str]:
    """Return the longer words of a site's name, since authors write "the Courier" for "Harbour Courier"."""
    return {word for word in site_name.split() if len(word) >= MIN_SITE_WORD}
